/** From a feature to an outline in WGS 84: what it is called, where it lies, and what had to be said about it. */
import type { Geometry } from '@bihuan/domain/place'
import type { Datum } from '@bihuan/contract/territory-import'
import type { Rehearsal } from '../../platform/revision.ts'
import { clean, SLIP, type Cleaned, type RawShape } from '../polygons/clean.ts'
import { toWgs84 } from '../polygons/datum.ts'
import { METRES, positionsOf, shapeArea, toGeometry, unitsOf, type Box, type Shape } from '../polygons/shape.ts'
import { readFeatures } from './features.ts'

export interface FileOutline {
  feature: number
  properties: Record<string, unknown>
  id: string | null
  shape: Shape
  /** Crosses itself, or is not there at all: it is compared with its neighbours, and not taken. */
  bad: boolean
}

export interface ReadingOptions {
  datum: Datum
  snapBelow: number
  /** What is known of the city, in units; null for an empty one. */
  known: Box | null
  /** What people call the feature. */
  nameOf(properties: Record<string, unknown>, id: string | null): string
}

/** Farther than this from what is known is another city (m). */
const FAR = 50_000

export async function* readOutlines(rehearsal: Rehearsal, options: ReadingOptions): AsyncGenerator<FileOutline> {
  const file = rehearsal.file!
  await sayReferenceSystem(rehearsal, options.datum)
  let read = 0
  const counted = async function* () {
    for await (const chunk of file.stream()) {
      read += (chunk as Buffer).length
      yield chunk as Buffer
    }
  }
  for await (const { feature, broken, value } of readFeatures(counted())) {
    await rehearsal.progress('features', read, file.size)
    const say = (code: string, params: object) =>
      rehearsal.finding({ severity: 'error', code, row: feature, params: { feature, ...params } })
    rehearsal.count('features')
    if (broken !== undefined) {
      await say('feature-malformed', { reason: broken })
      continue
    }
    const { geometry, properties, id } = value as {
      geometry?: Geometry | null
      properties?: object | null
      id?: unknown
    }
    const named = { ...properties } as Record<string, unknown>
    const ownId = typeof id === 'string' || typeof id === 'number' ? String(id) : null
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
      await say('geometry-type', {
        type: (geometry as { type?: string } | null | undefined)?.type?.slice(0, 40) ?? 'null',
      })
      continue
    }
    const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as unknown
    if (!isListOfRings(polygons)) {
      await say('feature-malformed', { reason: 'coordinates' })
      continue
    }
    const name = options.nameOf(named, ownId)
    const outline = await placed(rehearsal, options, { feature, name, polygons })
    if (outline) yield { feature, properties: named, id: ownId, ...outline }
  }
}

function isListOfRings(value: unknown): value is number[][][][] {
  return (
    Array.isArray(value) &&
    value.every(
      (polygon) =>
        Array.isArray(polygon) &&
        polygon.every(
          (ring) => Array.isArray(ring) && ring.every((position) => Array.isArray(position) && position.length >= 2),
        ),
    )
  )
}

/** Old files name their reference system; what was declared holds, and a difference is said. */
async function sayReferenceSystem(rehearsal: Rehearsal, declared: Datum): Promise<void> {
  const head = (await rehearsal.file!.read(0, 65_536)).toString('utf8')
  const crs = /"crs"\s*:\s*\{[^}]*?"name"\s*:\s*"([^"]{1,100})"/.exec(head)?.[1]
  if (crs === undefined || (declared === 'wgs84' && /CRS84|EPSG:*4326|EPSG:*4490/i.test(crs))) return
  await rehearsal.finding({ severity: 'warning', code: 'crs-member', params: { crs, datum: declared } })
}

const plausible = (x: number, y: number) => Math.abs(x) <= 180 && Math.abs(y) <= 90

async function placed(
  rehearsal: Rehearsal,
  { datum, snapBelow, known }: ReadingOptions,
  { feature, name, polygons }: { feature: number; name: string; polygons: number[][][][] },
): Promise<{ shape: Shape; bad: boolean } | null> {
  const positions = polygons.flat(2)
  const wrong = positions.filter(([x, y]) => typeof x !== 'number' || typeof y !== 'number' || !plausible(x, y))
  const turnable = positions.every(([x, y]) => typeof x === 'number' && typeof y === 'number' && plausible(y, x))
  const swap = turnable && positions.length > 0 && (wrong.length > 0 || liesBetterSwapped(positions, known))
  const say = (severity: 'error' | 'repaired', code: string, params: object, more: object = {}) =>
    rehearsal.finding({ severity, code, row: feature, subject: name, params: { name, ...params }, ...more })
  if (wrong.length > 0 && !swap) {
    await say('error', 'position-impossible', { count: wrong.length, value: JSON.stringify(wrong[0]).slice(0, 60) })
    return null
  }
  const raw: RawShape = polygons.map((polygon) =>
    polygon.map((ring) =>
      unitsIn(
        ring.flatMap(([x, y]) => (swap ? [y!, x!] : [x!, y!])),
        datum,
      ),
    ),
  )
  const limit = Math.max(SLIP, snapBelow)
  const cleaned = await clean(raw, limit, () => rehearsal.progress('features', 0, 0))
  if (swap)
    await say('repaired', 'axes-swapped', {}, { geometry: cleaned.shape.length > 0 ? toGeometry(cleaned.shape) : null })
  await sayCleaned(rehearsal, feature, name, cleaned, limit)
  if (cleaned.shape.length === 0) {
    await say('error', 'ring-degenerate', { count: cleaned.degenerate })
    return null
  }
  const away = known ? kilometresFrom(known, cleaned.shape) : 0
  if (away * 1000 > FAR)
    await say('error', 'far-away', { kilometres: Math.round(away) }, { geometry: toGeometry(cleaned.shape) })
  return { shape: cleaned.shape, bad: cleaned.crossings.length > 0 || away * 1000 > FAR }
}

function unitsIn(ring: readonly number[], datum: Datum): number[] {
  const units: number[] = []
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = toWgs84([ring[at]!, ring[at + 1]!], datum)
    units.push(unitsOf(x), unitsOf(y))
  }
  return units
}

/** Both readings are possible: the one that lies in the city is the right one. */
function liesBetterSwapped(positions: readonly number[][], known: Box | null): boolean {
  if (!known) return false
  const within = (x: number, y: number) => {
    const [ux, uy, margin] = [unitsOf(x), unitsOf(y), 5_000_000]
    return ux > known[0] - margin && ux < known[2] + margin && uy > known[1] - margin && uy < known[3] + margin
  }
  return positions.every(([x, y]) => within(y!, x!) && !within(x!, y!))
}

function kilometresFrom(known: Box, shape: Shape): number {
  let nearest = Infinity
  for (const [outer] of shape)
    for (let at = 0; at < outer!.length; at += 2) {
      const dx = Math.max(known[0] - outer![at]!, 0, outer![at]! - known[2])
      const dy = Math.max(known[1] - outer![at + 1]!, 0, outer![at + 1]! - known[3])
      nearest = Math.min(nearest, Math.hypot(dx, dy))
    }
  return (nearest * METRES) / 1000
}

const rounded = (area: number) => Math.round(area * 100) / 100
const points = (places: readonly (readonly [number, number])[]) => ({
  type: 'MultiPoint',
  coordinates: positionsOf(places.slice(0, 500).flat()).slice(0, -1),
})
const pieces = (loops: readonly { rings: number[][] }[]) => ({
  type: 'MultiPolygon',
  coordinates: loops.slice(0, 100).map(({ rings }) => rings.map(positionsOf)),
})

async function sayCleaned(
  rehearsal: Rehearsal,
  feature: number,
  name: string,
  cleaned: Cleaned,
  limit: number,
): Promise<void> {
  const { closed, doubled, turned, degenerate, touches, crossings, removed, crossingPlaces, shape } = cleaned
  const say = (severity: 'error' | 'repaired' | 'note', code: string, params: object, more: object = {}) =>
    rehearsal.finding({ severity, code, row: feature, subject: name, params: { name, ...params }, ...more })
  if (closed > 0) await say('repaired', 'ring-closed', { count: closed })
  if (doubled > 0) await say('repaired', 'points-doubled', { count: doubled })
  if (turned > 0) await say('repaired', 'orientation-turned', { count: turned })
  if (degenerate > 0 && shape.length > 0) await say('repaired', 'ring-degenerate', { count: degenerate })
  if (touches.length > 0 && crossings.length === 0)
    await say('repaired', 'ring-touches-itself', { count: touches.length }, { geometry: points(touches) })
  const sum = (loops: readonly { area: number }[]) => loops.reduce((total, { area }) => total + area, 0)
  if (removed.length > 0) {
    const params = { count: removed.length, area: rounded(sum(removed)), limit }
    await say('repaired', 'loop-removed', params, { area: sum(removed), geometry: pieces(removed) })
  }
  if (crossings.length > 0) {
    const largest = Math.max(...crossings.map(({ area }) => area))
    const places = crossingPlaces.length > 0 ? crossingPlaces : touches
    const params = { count: Math.max(1, places.length), area: rounded(largest) }
    await say('error', 'ring-crosses-itself', params, { area: largest, geometry: pieces(crossings) })
  }
  for (const polygon of shape)
    for (const hole of polygon.slice(1)) {
      const area = Math.abs(shapeArea([[hole]]))
      if (area < SLIP) continue
      await say(
        'note',
        'hole',
        { area: rounded(area) },
        { area, geometry: { type: 'Polygon', coordinates: [positionsOf(hole)] } },
      )
    }
}
