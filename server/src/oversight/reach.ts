/** Which region a reader of oversight looks at: one within the scopes of the power, the widest of them unless another is asked for. */
import type { Scope } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { raw, sql, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { placeColumns, scopePredicate, type Owner } from '../platform/scope.ts'
import { territory } from '../territory/answers.ts'

/** Throws 404 for a region outside. */
export function regionWithin(city: City, scopes: readonly Scope[], asked: string | undefined): string {
  const places = territory(city)
  const regions = scopes.flatMap((scope) => {
    if (scope.kind === 'city') return places.children(null).map(({ id }) => id)
    if (scope.kind === 'region') return [places.current(scope.regionId)?.id ?? scope.regionId]
    return []
  })
  const wanted = asked ?? regions[0]
  if (!wanted || !places.region(wanted) || !regions.some((region) => places.isWithin(wanted, region)))
    throw new Problem('platform.not-found')
  return wanted
}

const NULL_ID = sql`null::uuid`

/** Rows with region columns under this alias that the scopes hold. */
export function rowsInScope(city: City, scopes: readonly Scope[], owner: Owner, alias: string, lead?: string): Sql {
  const columns = {
    ...placeColumns(alias),
    grid: NULL_ID,
    leadDepartment: lead ? raw(`${alias}.${lead}`) : NULL_ID,
    finder: NULL_ID,
    holderId: NULL_ID,
  }
  return scopePredicate(scopes, columns, territory(city).lookups, owner)
}

const COLUMN = { city: 'city_id', county: 'county_id', town: 'town_id', community: 'community_id' } as const

/** Rows of a region, by the column of its level, so that the index of that level is used. */
export function rowsOfRegion(city: City, regionId: string, alias: string): Sql {
  const region = territory(city).region(regionId)!
  return sql`${raw(`${alias}.${COLUMN[region.level]}`)} = ${regionId}`
}
