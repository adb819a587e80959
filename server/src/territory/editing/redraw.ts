/** Moving the corners of a grid. Neighbours that have the corner, or whose border passes through it, go along. */
import type { Geometry } from '@bihuan/domain/place'
import { edgesOf, geometryOf, metres, nearestOn, polygonsOf, rounded, SAME, type Position, type Ring } from './plane.ts'

/** One stroke of the pen. A corner is named by where it is. */
export type Stroke =
  | { kind: 'move'; from: Position; to: Position }
  /** A new corner on the border, between two that follow each other. */
  | { kind: 'insert'; between: readonly [Position, Position]; at: Position }
  | { kind: 'remove'; at: Position }

export interface Redrawn {
  geometry: Geometry
  changed: boolean
}

/** An outline after the strokes; unchanged where none of them touches it. */
export function redrawOutline(geometry: Geometry, strokes: readonly Stroke[]): Redrawn {
  let changed = false
  const polygons = polygonsOf(geometry).map((polygon) =>
    polygon.map((ring) => {
      let corners: Ring = ring.slice(0, -1)
      for (const stroke of strokes) {
        const after = apply(corners, stroke)
        if (after === corners) continue
        changed = true
        corners = after
      }
      return [...corners, corners[0]!]
    }),
  )
  return { geometry: changed ? geometryOf(polygons) : geometry, changed }
}

const at = (corners: Ring, p: Position) => corners.findIndex((corner) => metres(corner, p) < SAME)

/** The same ring where the stroke does not touch it. */
function apply(corners: Ring, stroke: Stroke): Ring {
  if (stroke.kind === 'move') {
    const index = at(corners, stroke.from)
    if (index >= 0) return corners.with(index, rounded(stroke.to))
    // The border passes through the corner of the neighbour: it bends there from now on.
    const edge = edgeThrough(corners, stroke.from)
    return edge < 0 ? corners : corners.toSpliced(edge + 1, 0, rounded(stroke.to))
  }
  if (stroke.kind === 'remove') {
    const index = at(corners, stroke.at)
    return index < 0 || corners.length <= 3 ? corners : corners.toSpliced(index, 1)
  }
  const [a, b] = stroke.between
  const first = at(corners, a)
  const second = at(corners, b)
  if (first >= 0 && second >= 0) {
    if ((first + 1) % corners.length === second) return corners.toSpliced(first + 1, 0, rounded(stroke.at))
    if ((second + 1) % corners.length === first) return corners.toSpliced(second + 1, 0, rounded(stroke.at))
  }
  const edge = edgeAlong(corners, a, b, stroke.at)
  return edge < 0 ? corners : corners.toSpliced(edge + 1, 0, rounded(stroke.at))
}

function edgeThrough(corners: Ring, p: Position): number {
  return edgesOf(corners).findIndex(([a, b]) => nearestOn(p, a, b).away < SAME)
}

/** The edge in which, or along which, the stroke's edge lies: a neighbour has other corners on the same border. */
function edgeAlong(corners: Ring, a: Position, b: Position, p: Position): number {
  return edgesOf(corners).findIndex(([c, d]) => {
    const together =
      (nearestOn(a, c, d).away < SAME && nearestOn(b, c, d).away < SAME) ||
      (nearestOn(c, a, b).away < SAME && nearestOn(d, a, b).away < SAME)
    const foot = nearestOn(p, a, b).at
    return together && nearestOn(foot, c, d).away < SAME
  })
}
