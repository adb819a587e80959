/** The faces that a set of edges cuts the plane into: followed around, always by the next edge to the left. */
import { insideRing, keyOf, signedArea, type Position, type Ring } from './plane.ts'

export interface Face {
  outer: Ring
  holes: Ring[]
}

/** Undirected edges, each once. */
export class Edges {
  private readonly at = new Map<string, Position>()
  private readonly neighbours = new Map<string, Set<string>>()

  add(a: Position, b: Position): void {
    const [from, to] = [keyOf(a), keyOf(b)]
    if (from === to) return
    for (const [key, position] of [
      [from, a],
      [to, b],
    ] as const) {
      if (!this.at.has(key)) this.at.set(key, position)
      if (!this.neighbours.has(key)) this.neighbours.set(key, new Set())
    }
    this.neighbours.get(from)!.add(to)
    this.neighbours.get(to)!.add(from)
  }

  /** What leads nowhere bounds nothing. */
  prune(): void {
    const loose = [...this.neighbours].filter(([, others]) => others.size === 1).map(([key]) => key)
    for (const key of loose) {
      const others = this.neighbours.get(key)!
      if (others.size !== 1) continue
      const [other] = others
      others.clear()
      this.neighbours.get(other!)!.delete(key)
      if (this.neighbours.get(other!)!.size === 1) loose.push(other!)
    }
  }

  faces(): Face[] {
    const order = new Map<string, string[]>()
    for (const [key, others] of this.neighbours) {
      const [x, y] = this.at.get(key)!
      const angle = (to: string) => Math.atan2(this.at.get(to)![1] - y, this.at.get(to)![0] - x)
      order.set(
        key,
        [...others].toSorted((a, b) => angle(a) - angle(b)),
      )
    }
    const walked = new Set<string>()
    const outers: Ring[] = []
    const inners: Ring[] = []
    for (const [start, others] of order)
      for (const first of others) {
        if (walked.has(`${start}>${first}`)) continue
        const ring: Ring = []
        let [from, to] = [start, first]
        while (!walked.has(`${from}>${to}`)) {
          walked.add(`${from}>${to}`)
          ring.push(this.at.get(from)!)
          const around = order.get(to)!
          // Clockwise from where one came: the face on the left is kept on the left.
          const next = around[(around.indexOf(from) - 1 + around.length) % around.length]!
          ;[from, to] = [to, next]
        }
        if (signedArea(ring) > 0) outers.push(ring)
        else inners.push(ring)
      }
    const faces = outers.map((outer): Face => ({ outer, holes: [] }))
    for (const hole of inners) {
      const around = faces
        .filter(({ outer }) => holds(outer, hole))
        .toSorted((a, b) => signedArea(a.outer) - signedArea(b.outer))[0]
      around?.holes.push(hole)
    }
    return faces
  }
}

/** Whether a ring lies in another one without sharing a corner with it. */
function holds(outer: Ring, ring: Ring): boolean {
  const corners = new Set(outer.map(keyOf))
  return ring.every((corner) => !corners.has(keyOf(corner)) && insideRing(corner, outer))
}

export const closed = (ring: readonly Position[]): Ring => [...ring, ring[0]!]
