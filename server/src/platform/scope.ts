/**
 * Where a power reaches, twice: as a predicate that PostgreSQL evaluates over rows, and as a test of one loaded record.
 * Both read the same reach, and a property test holds them together. Rule: docs/decisions, regions and scope.
 */
import type { Level } from '@bihuan/domain/place'
import type { Scope } from '@bihuan/domain/powers'
import { empty, join, raw, sql, type Sql } from './database.ts'

/** What a scope needs to know of the territory; the answers are synchronous, from memory. */
export interface ScopeLookups {
  /** The region itself and those that came of it by a succession of codes; empty when unknown. */
  regions(regionId: string): readonly { id: string; level: Level }[]
  /** The department and everything below it; empty when unknown. */
  departments(departmentId: string): readonly string[]
  /** The grid itself, what came of it by a split or a merge, and what it came of. */
  grids(gridId: string): readonly string[]
}

/** Whose `own` it is; an `Actor` is one. Teams count: what a team holds, each of its members holds. */
export interface Owner {
  accountId: string
  teamIds: readonly string[]
  /** Absent colleagues whose place the account takes now. */
  standsInFor?: readonly string[]
}

/** Column names as SQL text, written by the programmer, never from outside. */
export interface ScopeColumns {
  city: Sql
  county: Sql
  town: Sql
  community: Sql
  grid: Sql
  leadDepartment: Sql
  /** uuid[] */
  assistDepartments?: Sql
  /** The command office on whose desk the record lies. */
  office?: Sql
  finder: Sql
  holderId: Sql
}

/** The same facts of one loaded record. */
export interface ScopedRecord {
  cityId: string | null
  countyId: string | null
  townId: string | null
  communityId: string | null
  gridId: string | null
  leadDepartmentId: string | null
  assistDepartmentIds?: readonly string[]
  officeId?: string | null
  finderId: string | null
  holderId: string | null
}

/** Scopes opened up into plain ids. `everything`: the whole city. */
interface Reach {
  everything: boolean
  regions: Record<Level, Set<string>>
  grids: Set<string>
  departments: Set<string>
  own: boolean
}

function reachOf(scopes: readonly Scope[], lookups: ScopeLookups): Reach {
  const reach: Reach = {
    everything: false,
    regions: { city: new Set(), county: new Set(), town: new Set(), community: new Set() },
    grids: new Set(),
    departments: new Set(),
    own: false,
  }
  for (const scope of scopes) {
    if (scope.kind === 'city') reach.everything = true
    else if (scope.kind === 'own') reach.own = true
    else if (scope.kind === 'grids')
      for (const gridId of scope.gridIds) for (const id of lookups.grids(gridId)) reach.grids.add(id)
    else if (scope.kind === 'department')
      for (const id of lookups.departments(scope.departmentId)) reach.departments.add(id)
    else for (const region of lookups.regions(scope.regionId)) reach.regions[region.level].add(region.id)
  }
  return reach
}

const persons = (owner: Owner) => new Set([owner.accountId, ...(owner.standsInFor ?? [])])

const isOneOf = (column: Sql, ids: ReadonlySet<string>): Sql | null => {
  if (ids.size === 0) return null
  const [first] = ids
  return ids.size === 1 ? sql`${column} = ${first}` : sql`${column} = any(${[...ids]})`
}

/**
 * A boolean expression over the columns; `false` when nothing is in reach. An unknown place adds nothing.
 * For `where` as it stands: NULL where a column is NULL, which does not count as in reach, but must not be negated.
 */
export function scopePredicate(
  scopes: readonly Scope[],
  columns: ScopeColumns,
  lookups: ScopeLookups,
  owner: Owner,
): Sql {
  const reach = reachOf(scopes, lookups)
  if (reach.everything) return sql`true`
  const finders = reach.own ? persons(owner) : new Set<string>()
  const holders = new Set([...reach.departments, ...finders, ...(reach.own ? owner.teamIds : [])])
  const parts = [
    isOneOf(columns.city, reach.regions.city),
    isOneOf(columns.county, reach.regions.county),
    isOneOf(columns.town, reach.regions.town),
    isOneOf(columns.community, reach.regions.community),
    isOneOf(columns.grid, reach.grids),
    isOneOf(columns.leadDepartment, reach.departments),
    columns.office ? isOneOf(columns.office, reach.departments) : null,
    columns.assistDepartments && reach.departments.size > 0
      ? sql`${columns.assistDepartments} && ${[...reach.departments]}`
      : null,
    isOneOf(columns.holderId, holders),
    isOneOf(columns.finder, finders),
  ].filter((part) => part !== null)
  if (parts.length === 0) return sql`false`
  return join(parts, ' or ', '(', ')')
}

/** The same decision for records that are already loaded: what is in reach is looked up once, however many are asked about. */
export function scopeTest(
  scopes: readonly Scope[],
  lookups: ScopeLookups,
  owner: Owner,
): (record: ScopedRecord) => boolean {
  const reach = reachOf(scopes, lookups)
  if (reach.everything) return () => true
  const { regions, grids, departments, own } = reach
  const finders = own ? persons(owner) : new Set<string>()
  const has = (ids: ReadonlySet<string>, id: string | null | undefined) => id != null && ids.has(id)
  return (record) =>
    has(regions.city, record.cityId) ||
    has(regions.county, record.countyId) ||
    has(regions.town, record.townId) ||
    has(regions.community, record.communityId) ||
    has(grids, record.gridId) ||
    has(departments, record.leadDepartmentId) ||
    has(departments, record.officeId) ||
    (record.assistDepartmentIds ?? []).some((id) => departments.has(id)) ||
    has(departments, record.holderId) ||
    has(finders, record.holderId) ||
    (own && record.holderId !== null && owner.teamIds.includes(record.holderId)) ||
    has(finders, record.finderId)
}

/** `scopeTest` for a single record. */
export function inScope(scopes: readonly Scope[], record: ScopedRecord, lookups: ScopeLookups, owner: Owner): boolean {
  return scopeTest(scopes, lookups, owner)(record)
}

/** Columns of a table or alias under the names that most tables use for their place. */
export function placeColumns(alias: string): Pick<ScopeColumns, 'city' | 'county' | 'town' | 'community' | 'grid'> {
  if (!/^\w*$/.test(alias)) throw new Error(`not an alias: ${alias}`)
  const column = (name: string) => sql`${alias ? raw(`${alias}.`) : empty}${raw(name)}`
  return {
    city: column('city_id'),
    county: column('county_id'),
    town: column('town_id'),
    community: column('community_id'),
    grid: column('grid_id'),
  }
}
