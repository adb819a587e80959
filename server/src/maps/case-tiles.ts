/** Tiles of open cases: each tile is cut into cells, and what lies in one cell is one point, a single case or a cluster. */
import { createHash } from 'node:crypto'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { OPEN_STATES } from '@bihuan/domain/acts'
import { DANGER, RECURRING, SUPERVISED, type OpenCases } from './open-cases.ts'
import type { Box, Selection } from './selection.ts'
import { latitudeOf, longitudeOf, type TileAddress } from './tile-address.ts'

/** The library's type asks for its own form of a point and for that of the format at once; it reads the latter. */
type Layer = Parameters<typeof fromGeojsonVt>[0][string]

const EXTENT = 4096
/** Cells of a side of a tile (of 512 pixels): wide ones where much lies together, and where a street fills the screen only what coincides. */
const CELLS = (zoom: number) => (zoom < 15 ? 7 : zoom < 17 ? 14 : 64)

export interface MadeTile {
  bytes: Buffer
  etag: string
  /** Something in it becomes overdue then. */
  goodUntil: number
}

interface Cell {
  count: number
  overdue: number
  danger: number
  recurring: number
  supervised: number
  sumX: number
  sumY: number
  box: Box
  slot: number
}

export function boxOfTile({ z, x, y }: TileAddress): Box {
  const side = 2 ** z
  return { west: x / side, north: y / side, east: (x + 1) / side, south: (y + 1) / side }
}

export function makeCaseTile(cases: OpenCases, selection: Selection, address: TileAddress, now: number): MadeTile {
  const box = boxOfTile(address)
  const scale = 2 ** address.z
  const across = CELLS(address.z)
  const cells = new Map<number, Cell>()
  let goodUntil = Number.POSITIVE_INFINITY
  const { x, y, top, flags } = cases
  // Written out and not by `slotsOf`: what is not overdue yet must still be looked at for the time when it will be.
  for (let slot = 0; slot < top; slot += 1) {
    const px = x[slot]!
    const py = y[slot]!
    if (!(px >= box.west && px < box.east && py >= box.north && py < box.south)) continue
    if (!selection.holds(slot)) continue
    const turns = cases.turnsOverdue(slot, now)
    if (turns < goodUntil) goodUntil = turns
    const overdue = cases.isOverdue(slot, now)
    if (selection.overdue !== null && selection.overdue !== overdue) continue
    const column = Math.min(across - 1, Math.floor((px * scale - address.x) * across))
    const row = Math.min(across - 1, Math.floor((py * scale - address.y) * across))
    const flag = flags[slot]!
    let cell = cells.get(row * across + column)
    if (!cell) {
      cell = { count: 0, overdue: 0, danger: 0, recurring: 0, supervised: 0, sumX: 0, sumY: 0, slot, box: { west: px, east: px, north: py, south: py } } // prettier-ignore
      cells.set(row * across + column, cell)
    }
    cell.count += 1
    cell.sumX += px
    cell.sumY += py
    if (overdue) cell.overdue += 1
    if (flag & DANGER) cell.danger += 1
    if (flag & RECURRING) cell.recurring += 1
    if (flag & SUPERVISED) cell.supervised += 1
    widen(cell.box, px, py)
  }
  const features = [...cells.values()].map((cell) => ({
    type: 1 as const,
    geometry: [
      [
        Math.round(((cell.sumX / cell.count) * scale - address.x) * EXTENT),
        Math.round(((cell.sumY / cell.count) * scale - address.y) * EXTENT),
      ] as [number, number],
    ],
    tags: tagsOf(cases, cell),
  }))
  const bytes =
    features.length === 0
      ? Buffer.alloc(0)
      : Buffer.from(fromGeojsonVt({ cases: { features } as unknown as Layer }, { version: 2, extent: EXTENT }))
  return { bytes, etag: etagOf(bytes), goodUntil }
}

export function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
}

function widen(box: Box, x: number, y: number): void {
  if (x < box.west) box.west = x
  if (x > box.east) box.east = x
  if (y < box.north) box.north = y
  if (y > box.south) box.south = y
}

function tagsOf(cases: OpenCases, cell: Cell): Record<string, string | number> {
  const { count, overdue, danger, recurring, supervised, box } = cell
  const counts = { count, overdue, danger, recurring, supervised }
  if (count === 1) return { ...counts, id: cases.records[cell.slot]!.id, state: OPEN_STATES[cases.state[cell.slot]!]! }
  return {
    ...counts,
    west: longitudeOf(box.west),
    south: latitudeOf(box.south),
    east: longitudeOf(box.east),
    north: latitudeOf(box.north),
  }
}
