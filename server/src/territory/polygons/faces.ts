/** The faces between edges that meet only in their ends, and what covers each: the sum of the weights that one crosses on the way to it. */
import Flatbush from 'flatbush'
import { keysFor, type EdgeSet } from './nodes.ts'
import { ringArea } from './shape.ts'

export interface Face {
  /** The boundary around it, against the clock; then what lies in it, with the clock. */
  rings: number[][]
  /** What covers it, in the order of the weights. */
  cover: number[]
  /** Square metres. */
  area: number
  /** Indices of the edges around it, where it lies on their left (+) or right (−) side: edge + 1, signed. */
  sides: number[]
}

/** All bounded faces. What lies outside of everything is no face. */
export function facesOf(edges: EdgeSet): Face[] {
  const { count, ends, weights, width } = edges
  if (count === 0) return []
  // Half-edges: 2 e runs from a to b, 2 e + 1 back.
  const corners = new Map<number, number>()
  const keyOf = keysFor(edges)
  const cornerOf = (x: number, y: number) => {
    const key = keyOf(x, y)
    const known = corners.get(key)
    if (known !== undefined) return known
    corners.set(key, corners.size)
    return corners.size - 1
  }
  const origin = new Int32Array(count * 2)
  for (let e = 0; e < count; e++) {
    origin[2 * e] = cornerOf(ends[4 * e]!, ends[4 * e + 1]!)
    origin[2 * e + 1] = cornerOf(ends[4 * e + 2]!, ends[4 * e + 3]!)
  }
  const around: number[][] = Array.from({ length: corners.size }, () => [])
  for (let h = 0; h < count * 2; h++) around[origin[h]!]!.push(h)
  const angle = (h: number) => {
    const at = (h >> 1) * 4
    const sign = h % 2 === 0 ? 1 : -1
    return Math.atan2(sign * (ends[at + 3]! - ends[at + 1]!), sign * (ends[at + 2]! - ends[at]!))
  }
  const next = new Int32Array(count * 2)
  for (const list of around) {
    const sorted = list.map((h) => ({ h, angle: angle(h) })).sort((p, q) => p.angle - q.angle)
    // Coming in by the twin of h, the face on the left goes on by the next one with the clock.
    sorted.forEach(({ h }, at) => {
      next[h ^ 1] = sorted[(at + sorted.length - 1) % sorted.length]!.h
    })
  }

  const loopOf = new Int32Array(count * 2).fill(-1)
  const loops: { halves: number[]; ring: number[]; area: number }[] = []
  for (let start = 0; start < count * 2; start++) {
    if (loopOf[start] !== -1) continue
    const halves: number[] = []
    const ring: number[] = []
    for (let h = start; loopOf[h] === -1; h = next[h]!) {
      loopOf[h] = loops.length
      halves.push(h)
      const at = (h >> 1) * 4 + (h % 2 === 0 ? 0 : 2)
      ring.push(ends[at]!, ends[at + 1]!)
    }
    loops.push({ halves, ring, area: ringArea(ring) })
  }

  const component = componentsOf(corners.size, origin, count)
  const outerLoop = new Map<number, number>()
  loops.forEach((loop, at) => {
    const of = component[origin[loop.halves[0]!]!]!
    const known = outerLoop.get(of)
    // Of each component one loop runs around the outside: with the clock, and largest.
    if (known === undefined || loop.area < loops[known]!.area) outerLoop.set(of, at)
  })

  const outside = new Set(outerLoop.values())
  const covers: (number[] | null)[] = loops.map(() => null)
  const inside = insideOf(edges, loops, outside, loopOf)
  // From the outermost components inward, and within each from face to face.
  const order = [...outerLoop.values()].sort((p, q) => loops[p]!.area - loops[q]!.area)
  for (const outer of order) {
    const holder = inside(outer)
    covers[outer] = holder === null ? Array<number>(width).fill(0) : (covers[holder] ?? Array<number>(width).fill(0))
    const queue = [outer]
    for (const loop of queue)
      for (const h of loops[loop]!.halves) {
        const across = loopOf[h ^ 1]!
        if (covers[across]) continue
        // What lies left of an edge has its weights more than what lies right of it.
        const sign = h % 2 === 0 ? -1 : 1
        const at = (h >> 1) * width
        covers[across] = covers[loop]!.map((value, w) => value + sign * weights[at + w]!)
        queue.push(across)
      }
  }

  const holes = new Map<number, number[]>()
  for (const outer of order) {
    const holder = inside(outer)
    if (holder !== null) holes.set(holder, [...(holes.get(holder) ?? []), outer])
  }
  return loops.flatMap((loop, at) => {
    if (outside.has(at)) return []
    const within = holes.get(at) ?? []
    return [
      {
        rings: [loop.ring, ...within.map((hole) => loops[hole]!.ring)],
        cover: covers[at]!,
        area: loop.area + within.reduce((sum, hole) => sum + loops[hole]!.area, 0),
        sides: [loop, ...within.map((hole) => loops[hole]!)].flatMap(({ halves }) =>
          halves.map((h) => (h % 2 === 0 ? 1 : -1) * ((h >> 1) + 1)),
        ),
      },
    ]
  })
}

function componentsOf(corners: number, origin: Int32Array, count: number): Int32Array {
  const parent = Int32Array.from({ length: corners }, (_, at) => at)
  const root = (at: number) => {
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
    return at
  }
  for (let e = 0; e < count; e++) parent[root(origin[2 * e]!)] = root(origin[2 * e + 1]!)
  return parent.map((_, at) => root(at))
}

/** The face in which a component lies; null where it lies in none. Asked along a line to the west of its westernmost corner. */
function insideOf(
  edges: EdgeSet,
  loops: readonly { ring: number[] }[],
  outside: ReadonlySet<number>,
  loopOf: Int32Array,
): (outer: number) => number | null {
  const { count, ends } = edges
  const index = new Flatbush(count)
  for (let at = 0; at < count * 4; at += 4)
    index.add(ends[at]!, Math.min(ends[at + 1]!, ends[at + 3]!), ends[at + 2]!, Math.max(ends[at + 1]!, ends[at + 3]!))
  index.finish()
  const known = new Map<number, number | null>()
  const find = (outer: number): number | null => {
    const { ring } = loops[outer]!
    let [x, y] = [Infinity, 0]
    for (let at = 0; at < ring.length; at += 2) if (ring[at]! < x) [x, y] = [ring[at]!, ring[at + 1]!]
    const [px, py] = [x - 0.25, y + 0.25]
    let best: { x: number; loop: number } | null = null
    for (const e of index.search(index.minX, py, px, py)) {
      const [ax, ay, bx, by] = [ends[4 * e]!, ends[4 * e + 1]!, ends[4 * e + 2]!, ends[4 * e + 3]!]
      if (ay > py === by > py) continue
      const crossing = ax + ((py - ay) / (by - ay)) * (bx - ax)
      if (crossing >= px || (best && crossing <= best.x)) continue
      // The side that looks east: of an edge that runs up, its right.
      best = { x: crossing, loop: loopOf[by > ay ? 2 * e + 1 : 2 * e]! }
    }
    if (best === null) return null
    return outside.has(best.loop) ? inside(best.loop) : best.loop
  }
  const inside = (outer: number): number | null => {
    const answer = known.get(outer)
    if (answer !== undefined) return answer
    known.set(outer, null)
    const found = find(outer)
    known.set(outer, found)
    return found
  }
  return inside
}
