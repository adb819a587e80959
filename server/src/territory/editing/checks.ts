/** What does not fit after an edit: outlines that lie over each other, ground that no grid covers any more, ground outside of the community. */
import type { Geometry } from '@bihuan/domain/place'
import type { NewFinding } from '../../platform/revision.ts'
import { common, joined, without } from './combine.ts'
import type { Draft, DraftGrid } from './draft.ts'
import { areaText } from './grid-edits.ts'
import { areaOf, geometryOf, polygonsOf } from './plane.ts'

/** Less than this is drawn too finely to be meant (square metres). */
const MEANT = 5

export const piecesOf = (geometry: Geometry): Geometry[] => polygonsOf(geometry).map((polygon) => geometryOf([polygon]))

/** Every two grids of a kind that overlap more than they did before. */
export function overlaps(draft: Draft): NewFinding[] {
  const touched = [...draft.created(), ...draft.reshaped()]
  const seen = new Set<string>()
  const findings: NewFinding[] = []
  for (const grid of touched)
    for (const other of draft.near(grid.geometry, grid.kind, new Set([grid.id]))) {
      const pair = [grid.id, other.id].toSorted().join()
      if (seen.has(pair)) continue
      seen.add(pair)
      const shared = common(grid.geometry, other.geometry)
      if (!shared) continue
      const { original } = grid
      const former = original && other.original ? common(original.geometry, other.original.geometry) : null
      const area = areaOf(shared)
      if (area - (former ? areaOf(former) : 0) < MEANT) continue
      findings.push({
        severity: 'error',
        code: 'edit.overlap',
        subject: grid.code,
        area,
        geometry: shared,
        params: { name: grid.name, other: other.name, area: areaText(area) },
      })
    }
  return findings
}

/** Ground that a general grid covered, and none does now. */
export function gaps(draft: Draft): NewFinding[] {
  const before = [...draft.ended(), ...draft.reshaped().map(({ original }) => original!)].filter(
    ({ kind }) => kind === 'general',
  )
  if (before.length === 0) return []
  const ground = joined(before.map(({ geometry }) => geometry))
  const cover = draft.near(ground, 'general').map(({ geometry }) => geometry)
  const bare = without(ground, cover)
  return bare
    ? piecesOf(bare)
        .filter((piece) => areaOf(piece) >= MEANT)
        .map((piece) => ({
          severity: 'warning' as const,
          code: 'edit.gap',
          area: areaOf(piece),
          geometry: piece,
          params: { area: areaText(areaOf(piece)), names: before.map(({ name }) => name).join(', ') },
        }))
    : []
}

/** Where a bent general grid has left the outline of its community. */
export function outsideOf(draft: Draft): NewFinding[] {
  return draft.reshaped().flatMap((grid: DraftGrid) => {
    const outline = draft.held.outline(grid.communityId)
    const outside = outline && without(grid.geometry, [outline])
    const former = outline && without(grid.original!.geometry, [outline])
    const area = outside ? areaOf(outside) : 0
    if (!outside || area - (former ? areaOf(former) : 0) < MEANT) return []
    const community = draft.held.region(grid.communityId)!.name
    return [
      {
        severity: 'warning' as const,
        code: 'edit.outside-community',
        subject: grid.code,
        area,
        geometry: outside,
        params: { name: grid.name, community, area: areaText(area) },
      },
    ]
  })
}
