/** The corners around a whole file: of edges that no two outlines share, as given. */
import type { RawShape } from '../polygons/clean.ts'

export function rimOf(shapes: readonly RawShape[]): [number, number][] {
  const edges = new Map<string, [number, number] | null>()
  for (const [outer] of shapes.flat())
    for (let at = 0; at + 3 < (outer?.length ?? 0); at += 2) {
      const a = `${outer![at]},${outer![at + 1]}`
      const b = `${outer![at + 2]},${outer![at + 3]}`
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      edges.set(key, edges.has(key) ? null : [outer![at]!, outer![at + 1]!])
    }
  return [...edges.values()].filter((corner) => corner !== null)
}
