/**
 * Edges with weights, made to meet only in their ends: where two run along the same line they become one, where they cross or one ends on the
 * other they are cut. What cancels out (the border that two neighbours share) is gone before anything is compared.
 */
import Flatbush from 'flatbush'
import { METRES, shrinkAt } from './shape.ts'

/** Corners nearer to each other, or to an edge, than this are one (metres): what rounding and conversion make of the same place. */
export const SAME = 0.2

/** Directed edges; `weights` has `width` numbers for each: what is more on its left than on its right. */
export class EdgeSet {
  /** ax, ay, bx, by */
  ends: Int32Array
  weights: Int32Array
  count = 0
  constructor(
    readonly width: number,
    capacity = 1024,
  ) {
    this.ends = new Int32Array(capacity * 4)
    this.weights = new Int32Array(capacity * width)
  }

  add(ax: number, ay: number, bx: number, by: number, weights: ArrayLike<number>, sign = 1, from = 0): void {
    if (ax === bx && ay === by) return
    if ((this.count + 1) * 4 > this.ends.length) this.grow()
    // One direction for both: what one has on its left the other has on its right.
    const turn = ax > bx || (ax === bx && ay > by)
    const at = this.count * 4
    this.ends[at] = turn ? bx : ax
    this.ends[at + 1] = turn ? by : ay
    this.ends[at + 2] = turn ? ax : bx
    this.ends[at + 3] = turn ? ay : by
    for (let w = 0; w < this.width; w++)
      this.weights[this.count * this.width + w] = (turn ? -sign : sign) * weights[from + w]!
    this.count += 1
  }

  private grow(): void {
    const [ends, weights] = [this.ends, this.weights]
    this.ends = new Int32Array(ends.length * 2)
    this.weights = new Int32Array(weights.length * 2)
    this.ends.set(ends)
    this.weights.set(weights)
  }

  /** Equal edges become one with the sum of their weights; those whose weights come to nothing go. In its own memory. */
  merge(): this {
    const { ends, weights, width, count } = this
    let size = 16
    while (size < count * 2) size *= 2
    const table = new Int32Array(size).fill(-1)
    let kept = 0
    for (let edge = 0; edge < count; edge++) {
      const at = edge * 4
      const [ax, ay, bx, by] = [ends[at]!, ends[at + 1]!, ends[at + 2]!, ends[at + 3]!]
      let slot = hash(ax, ay, bx, by) & (size - 1)
      for (; table[slot]! >= 0; slot = (slot + 1) & (size - 1)) {
        const to = table[slot]! * 4
        if (ends[to] === ax && ends[to + 1] === ay && ends[to + 2] === bx && ends[to + 3] === by) break
      }
      const known = table[slot]!
      if (known >= 0) {
        for (let w = 0; w < width; w++) weights[known * width + w]! += weights[edge * width + w]!
        continue
      }
      table[slot] = kept
      this.move(edge, kept++)
    }
    this.count = 0
    for (let edge = 0; edge < kept; edge++) {
      let something = false
      for (let w = 0; w < width; w++) something ||= weights[edge * width + w] !== 0
      if (something) this.move(edge, this.count++)
    }
    return this
  }

  private move(from: number, to: number): void {
    if (from === to) return
    this.ends.copyWithin(to * 4, from * 4, from * 4 + 4)
    this.weights.copyWithin(to * this.width, from * this.width, (from + 1) * this.width)
  }
}

function hash(ax: number, ay: number, bx: number, by: number): number {
  let mixed = Math.imul(ax | 0, 0x9e3779b1) ^ Math.imul(ay | 0, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ Math.imul(bx | 0, 0xc2b2ae35) ^ Math.imul(by | 0, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const goOn = async (): Promise<void> => undefined

/** The residue of the edges, meeting in their ends alone. `pause` lets others work. */
export async function noded(all: EdgeSet, pause: () => Promise<void> = goOn, same = SAME): Promise<EdgeSet> {
  const reach = same / METRES
  let edges = snapped(all.merge(), Math.ceil(reach)).merge()
  // Cutting moves an edge by a hair, which may make it meet another one; seldom more than once.
  for (let round = 0; round < 4; round++) {
    await pause()
    const cut = await cutWhereTheyMeet(edges, reach, pause)
    edges = cut.edges.merge()
    if (!cut.any) break
  }
  return edges
}

/** A number for each corner: a city is less than six degrees wide. */
export function keysFor({ ends, count }: EdgeSet): (x: number, y: number) => number {
  let [west, south] = [Infinity, Infinity]
  for (let at = 0; at < count * 4; at += 2) {
    west = Math.min(west, ends[at]!)
    south = Math.min(south, ends[at + 1]!)
  }
  return (x, y) => (x - west + 1000) * 67_108_864 + (y - south + 1000)
}

/** Corners that are the same place become one corner. */
function snapped(edges: EdgeSet, reach: number): EdgeSet {
  const cells = new Map<number, [number, number][]>()
  const places = new Map<number, [number, number]>()
  const keyOf = keysFor(edges)
  const settle = (x: number, y: number): [number, number] => {
    const key = keyOf(x, y)
    const known = places.get(key)
    if (known) return known
    const shrink = shrinkAt(y)
    // Columns as wide as rows are high at the equator: wide enough everywhere.
    const wide = Math.ceil(reach / shrink)
    const [column, row] = [Math.floor(x / wide) * wide, Math.floor(y / reach) * reach]
    for (let dc = -wide; dc <= wide; dc += wide)
      for (let dr = -reach; dr <= reach; dr += reach)
        for (const other of cells.get(keyOf(column + dc, row + dr)) ?? [])
          if (Math.hypot((other[0] - x) * shrink, other[1] - y) <= reach) {
            places.set(key, other)
            return other
          }
    const own: [number, number] = [x, y]
    const cell = keyOf(column, row)
    const list = cells.get(cell)
    if (list) list.push(own)
    else cells.set(cell, [own])
    places.set(key, own)
    return own
  }
  const result = new EdgeSet(edges.width, Math.max(16, edges.count))
  for (let edge = 0; edge < edges.count; edge++) {
    const at = edge * 4
    const [a, b] = [settle(edges.ends[at]!, edges.ends[at + 1]!), settle(edges.ends[at + 2]!, edges.ends[at + 3]!)]
    result.add(a[0], a[1], b[0], b[1], edges.weights, 1, edge * edges.width)
  }
  return result
}

async function cutWhereTheyMeet(
  edges: EdgeSet,
  reach: number,
  pause: () => Promise<void>,
): Promise<{ edges: EdgeSet; any: boolean }> {
  if (edges.count === 0) return { edges, any: false }
  const { ends, count, width } = edges
  const index = new Flatbush(count)
  for (let at = 0; at < count * 4; at += 4)
    index.add(ends[at]!, Math.min(ends[at + 1]!, ends[at + 3]!), ends[at + 2]!, Math.max(ends[at + 1]!, ends[at + 3]!))
  index.finish()
  const cuts = new Map<number, { along: number; x: number; y: number }[]>()
  const cut = (edge: number, along: number, x: number, y: number) => {
    const list = cuts.get(edge)
    if (list) list.push({ along, x, y })
    else cuts.set(edge, [{ along, x, y }])
  }
  for (let one = 0; one < count; one++) {
    if (one % 2000 === 0) await pause()
    const a = one * 4
    const [ax, ay, bx, by] = [ends[a]!, ends[a + 1]!, ends[a + 2]!, ends[a + 3]!]
    const shrink = shrinkAt((ay + by) / 2)
    const [dx, dy] = [(bx - ax) * shrink, by - ay]
    const length = Math.hypot(dx, dy)
    const wide = reach / shrink
    for (const other of index.search(ax - wide, Math.min(ay, by) - reach, bx + wide, Math.max(ay, by) + reach)) {
      if (other === one) continue
      const c = other * 4
      const [cx, cy, ex, ey] = [ends[c]!, ends[c + 1]!, ends[c + 2]!, ends[c + 3]!]
      // An end of the other one on this one.
      for (const [px, py] of [
        [cx, cy],
        [ex, ey],
      ] as const) {
        if ((px === ax && py === ay) || (px === bx && py === by)) continue
        const [qx, qy] = [(px - ax) * shrink, py - ay]
        const along = (qx * dx + qy * dy) / (length * length)
        if (along <= 0 || along >= 1) continue
        if (Math.abs(qx * dy - qy * dx) / length <= reach) cut(one, along, px, py)
      }
      if (other < one) continue
      const crossing = crossingOf(ax, ay, bx, by, cx, cy, ex, ey)
      if (!crossing) continue
      const [x, y] = [Math.round(crossing.x), Math.round(crossing.y)]
      cut(one, crossing.along, x, y)
      cut(other, crossing.other, x, y)
    }
  }
  if (cuts.size === 0) return { edges, any: false }
  const result = new EdgeSet(width, count * 2)
  for (let edge = 0; edge < count; edge++) {
    const at = edge * 4
    let [px, py] = [ends[at]!, ends[at + 1]!]
    for (const { x, y } of (cuts.get(edge) ?? []).sort((p, q) => p.along - q.along)) {
      result.add(px, py, x, y, edges.weights, 1, edge * width)
      ;[px, py] = [x, y]
    }
    result.add(px, py, ends[at + 2]!, ends[at + 3]!, edges.weights, 1, edge * width)
  }
  return { edges: result, any: true }
}

/** Where two segments cross in their insides. */
function crossingOf(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, ex: number, ey: number) {
  const [rx, ry, sx, sy] = [bx - ax, by - ay, ex - cx, ey - cy]
  const cross = rx * sy - ry * sx
  if (cross === 0) return null
  const along = ((cx - ax) * sy - (cy - ay) * sx) / cross
  const other = ((cx - ax) * ry - (cy - ay) * rx) / cross
  if (along <= 0 || along >= 1 || other <= 0 || other >= 1) return null
  return { along, other, x: ax + along * rx, y: ay + along * ry }
}
