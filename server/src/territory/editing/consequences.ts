/** What an edit means for others: open cases that would lie in another grid, teams that would serve more ground or less. */
import type { Point } from '@bihuan/domain/place'
import { sql, type Queryable } from '../../platform/database.ts'
import { makeLocator } from '../locator.ts'
import { common } from './combine.ts'
import type { Draft } from './draft.ts'
import { areaOf } from './plane.ts'

export interface CasesThatMove {
  /** New grid (its name), or null where none covers the position any more, with the numbers of the cases. */
  to: { name: string; code: string; count: number; points: number[][] }[]
  nowhere: { count: number; points: number[][] }
}

/** Positions are shown, not numbers or words: who may see the cases is another question. */
const SHOWN = 500

/** Open cases within the boxes of what changes, looked up in the grids as they would be. */
export async function casesThatMove(db: Queryable, draft: Draft): Promise<CasesThatMove> {
  const touched = [...draft.ended(), ...draft.created(), ...draft.reshaped().flatMap((grid) => [grid, grid.original!])]
  const result: CasesThatMove = { to: [], nowhere: { count: 0, points: [] } }
  if (touched.length === 0) return result
  const [west, south, east, north] = [0, 1, 2, 3].map((side) =>
    (side < 2 ? Math.min : Math.max)(...touched.map(({ bbox }) => bbox[side]!)),
  )
  const cases = await db.rows<{ position: Point; gridId: string | null }>(
    sql`select position, grid_id as "gridId" from cases
      where holder_id is not null and position is not null
        and position <@ box(point(${east}::float8, ${north}::float8), point(${west}::float8, ${south}::float8))`,
    'cases-under-an-edit',
  )
  const locate = makeLocator(draft.grids())
  const byGrid = new Map<string, CasesThatMove['to'][number]>()
  for (const { position, gridId } of cases) {
    const grid = locate(position)
    if (grid?.id === gridId) continue
    const place = [position.longitude, position.latitude]
    if (!grid) {
      // One that lay in no grid before is no news.
      if (gridId === null || draft.held.locate(position) === null) continue
      result.nowhere.count += 1
      if (result.nowhere.points.length < SHOWN) result.nowhere.points.push(place)
      continue
    }
    const line = byGrid.get(grid.id) ?? { name: grid.name, code: grid.code, count: 0, points: [] }
    byGrid.set(grid.id, line)
    line.count += 1
    if (line.points.length < SHOWN) line.points.push(place)
  }
  result.to = [...byGrid.values()].toSorted((a, b) => b.count - a.count)
  return result
}

export interface TeamGround {
  id: string
  name: string
  nameEn: string
  /** Square metres. */
  gains: number
  loses: number
}

/** Ground that changes hands: who goes there first. A grid without a team of its own is its community's team's. */
export function teamsThatChange(draft: Draft): TeamGround[] {
  const { held } = draft
  const own = (gridId: string) => held.teams().filter((team) => team.gridIds.includes(gridId))
  const serving = (gridIds: readonly string[], communityId: string) => {
    const teams = [...new Set(gridIds.flatMap(own))]
    const nearest = teams.length > 0 ? null : held.fieldTeam(held.place(communityId))
    return nearest ? [nearest] : teams
  }
  const cameOf = (id: string) =>
    draft
      .successions()
      .filter(({ newId }) => newId === id)
      .map(({ oldId }) => oldId)
  const before = [...draft.ended(), ...draft.reshaped().map(({ original }) => original!)]
  const after = [...draft.created(), ...draft.reshaped()]
  const sums = new Map<string, TeamGround>()
  const note = (team: { id: string; name: string; nameEn: string }, gains: number, loses: number) => {
    const sum = sums.get(team.id) ?? { id: team.id, name: team.name, nameEn: team.nameEn, gains: 0, loses: 0 }
    sums.set(team.id, { ...sum, gains: sum.gains + gains, loses: sum.loses + loses })
  }
  // A new dedicated grid lies over general ones, which have not changed.
  const ground = after.some(({ kind, original }) => kind === 'dedicated' && original === null)
    ? [...before, ...after.flatMap((grid) => (grid.kind === 'dedicated' ? draft.near(grid.geometry, 'general') : []))]
    : before
  for (const old of ground)
    for (const grid of after) {
      if (old.id === grid.id && old.geometry === grid.geometry) continue
      const shared = common(old.geometry, grid.geometry)
      if (!shared) continue
      const area = areaOf(shared)
      const were = serving([old.id], old.communityId)
      const are = serving(grid.original ? [grid.id] : cameOf(grid.id), grid.communityId)
      for (const team of are) if (!were.includes(team)) note(team, area, 0)
      for (const team of were) if (!are.includes(team)) note(team, 0, area)
    }
  return [...sums.values()].filter(({ gains, loses }) => gains + loses > 1)
}
