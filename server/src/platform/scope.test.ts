import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { LEVELS, type Level } from '@bihuan/domain/place'
import type { Scope } from '@bihuan/domain/powers'
import { raw, sql } from './database.ts'
import {
  inScope,
  placeColumns,
  scopePredicate,
  type Owner,
  type ScopeColumns,
  type ScopedRecord,
  type ScopeLookups,
} from './scope.ts'
import { testCity, type TestCity } from './testing/city.ts'

// A land of few places, so that random scopes and random records meet often.
const uuid = (kind: number, number: number) =>
  `00000000-0000-7000-${String(8000 + kind)}-${String(number).padStart(12, '0')}`
const REGIONS = Array.from({ length: 8 }, (_, number) => ({ id: uuid(1, number), level: LEVELS[number % 4] as Level }))
const GRIDS = Array.from({ length: 4 }, (_, number) => uuid(2, number))
const OFFICES = Array.from({ length: 6 }, (_, number) => uuid(3, number))
const PEOPLE = Array.from({ length: 3 }, (_, number) => uuid(4, number))
const TEAMS = Array.from({ length: 3 }, (_, number) => uuid(5, number))
const UNKNOWN = uuid(9, 9)

const lookups: ScopeLookups = {
  // Region 0 was succeeded by region 4; both are of level city, so that a scope of the old one reaches both.
  regions: (id) => (id === REGIONS[0]!.id ? [REGIONS[0]!, REGIONS[4]!] : REGIONS.filter((region) => region.id === id)),
  // Office 0 has 1 and 2 under it; 3 has 4.
  departments: (id) => {
    const at = OFFICES.indexOf(id)
    if (at < 0) return []
    return at === 0 ? OFFICES.slice(0, 3) : at === 3 ? OFFICES.slice(3, 5) : [id]
  },
  // Grid 3 came of grid 0.
  grids: (id) => (id === GRIDS[0] ? [GRIDS[0], GRIDS[3]!] : [id]),
}
const columns: ScopeColumns = {
  ...placeColumns('r'),
  leadDepartment: raw('r.lead_id'),
  assistDepartments: raw('r.assist_ids'),
  office: raw('r.office_id'),
  finder: raw('r.finder'),
  holderId: raw('r.holder_id'),
}

const oneOf = (ids: readonly string[]) => fc.constantFrom(...ids)
const maybe = (ids: readonly string[]) => fc.option(oneOf(ids), { freq: 3 })
const ofLevel = (level: Level) => REGIONS.filter((region) => region.level === level).map(({ id }) => id)
const record: fc.Arbitrary<ScopedRecord> = fc.record({
  cityId: oneOf(ofLevel('city')),
  countyId: maybe(ofLevel('county')),
  townId: maybe(ofLevel('town')),
  communityId: maybe(ofLevel('community')),
  gridId: maybe(GRIDS),
  leadDepartmentId: maybe(OFFICES),
  assistDepartmentIds: fc.uniqueArray(oneOf(OFFICES), { maxLength: 3 }),
  officeId: maybe(OFFICES),
  finderId: oneOf([...PEOPLE, 'citizen']),
  holderId: maybe([...PEOPLE, ...TEAMS, ...OFFICES]),
})
const scope: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Scope>({ kind: 'city' }) },
  {
    weight: 4,
    arbitrary: oneOf([...REGIONS.map(({ id }) => id), UNKNOWN]).map((regionId): Scope => ({
      kind: 'region',
      regionId,
    })),
  },
  {
    weight: 4,
    arbitrary: oneOf([...OFFICES, UNKNOWN]).map((departmentId): Scope => ({ kind: 'department', departmentId })),
  },
  {
    weight: 3,
    arbitrary: fc.uniqueArray(oneOf(GRIDS), { minLength: 1 }).map((gridIds): Scope => ({ kind: 'grids', gridIds })),
  },
  { weight: 3, arbitrary: fc.constant<Scope>({ kind: 'own' }) },
)
const owner: fc.Arbitrary<Owner> = fc.record({
  accountId: oneOf(PEOPLE),
  teamIds: fc.uniqueArray(oneOf(TEAMS), { maxLength: 2 }),
  standsInFor: fc.option(fc.uniqueArray(oneOf(PEOPLE), { maxLength: 2 }), { nil: undefined }),
})

let at: TestCity
beforeAll(async () => {
  at = await testCity()
  await at.city.db
    .run(sql`create table scoped (number integer, city_id uuid, county_id uuid, town_id uuid, community_id uuid, grid_id uuid,
    lead_id uuid, assist_ids uuid[], office_id uuid, finder text, holder_id uuid)`)
})

describe('a scope', () => {
  it('decides the same in PostgreSQL and in the process, for random scopes over random records', async () => {
    const { db } = at.city
    let within = 0
    let without = 0
    const oneRound = async (records: ScopedRecord[], scopes: Scope[], who: Owner) => {
      await db.run(sql`truncate scoped`)
      for (const [number, r] of records.entries()) {
        await db.run(sql`insert into scoped values (${number}, ${r.cityId}, ${r.countyId}, ${r.townId}, ${r.communityId}, ${r.gridId},
          ${r.leadDepartmentId}, ${r.assistDepartmentIds}, ${r.officeId}, ${r.finderId}, ${r.holderId})`)
      }
      const predicate = scopePredicate(scopes, columns, lookups, who)
      const found = await db.rows<{ number: number }>(
        sql`select number from scoped r where ${predicate} order by number`,
      )
      const expected = records.flatMap((r, number) => (inScope(scopes, r, lookups, who) ? [number] : []))
      within += expected.length
      without += records.length - expected.length
      expect(found.map(({ number }) => number)).toEqual(expected)
    }
    const rounds = fc.asyncProperty(
      fc.array(record, { minLength: 5, maxLength: 12 }),
      fc.array(scope, { maxLength: 3 }),
      owner,
      oneRound,
    )
    await fc.assert(rounds, { numRuns: 150, seed: 20260318 })
    // Both answers must have been common, or the property proves little.
    expect(Math.min(within, without)).toBeGreaterThan(200)
  })

  const who: Owner = { accountId: PEOPLE[0]!, teamIds: [TEAMS[0]!] }
  const nothing: ScopedRecord = {
    cityId: REGIONS[4]!.id,
    countyId: null,
    townId: null,
    communityId: null,
    gridId: null,
    leadDepartmentId: null,
    finderId: null,
    holderId: null,
  }

  it('that is none reaches nothing', () => {
    expect(inScope([], nothing, lookups, who)).toBe(false)
    expect(scopePredicate([], columns, lookups, who).text).toBe('false')
    expect(scopePredicate([{ kind: 'region', regionId: UNKNOWN }], columns, lookups, who).text).toBe('false')
  })
  it('of a region compiles to its own column, so that an index serves', () => {
    const { text, values } = scopePredicate([{ kind: 'region', regionId: REGIONS[1]!.id }], columns, lookups, who)
    expect([text, values]).toEqual(['(r.county_id = $1)', [REGIONS[1]!.id]])
  })
  it('follows the successor of a region, and keeps what was filed under the old one', () => {
    const scopes: Scope[] = [{ kind: 'region', regionId: REGIONS[0]!.id }]
    expect(inScope(scopes, { ...nothing, cityId: REGIONS[0]!.id }, lookups, who)).toBe(true)
    expect(inScope(scopes, { ...nothing, cityId: REGIONS[4]!.id }, lookups, who)).toBe(true)
    expect(
      inScope([{ kind: 'region', regionId: REGIONS[4]!.id }], { ...nothing, cityId: REGIONS[0]!.id }, lookups, who),
    ).toBe(false)
  })
  it('of a department covers what lies below it, as lead, as help, as holder and at the desk', () => {
    const scopes: Scope[] = [{ kind: 'department', departmentId: OFFICES[0]! }]
    const below = OFFICES[2]!
    expect(inScope(scopes, { ...nothing, leadDepartmentId: below }, lookups, who)).toBe(true)
    expect(inScope(scopes, { ...nothing, assistDepartmentIds: [OFFICES[5]!, below] }, lookups, who)).toBe(true)
    expect(inScope(scopes, { ...nothing, holderId: below }, lookups, who)).toBe(true)
    expect(inScope(scopes, { ...nothing, officeId: below }, lookups, who)).toBe(true)
    expect(
      inScope(
        [{ kind: 'department', departmentId: below }],
        { ...nothing, leadDepartmentId: OFFICES[0]! },
        lookups,
        who,
      ),
    ).toBe(false)
  })
  it('of one’s own covers what one found or holds, with one’s team and for whom one stands in', () => {
    const scopes: Scope[] = [{ kind: 'own' }]
    expect(inScope(scopes, { ...nothing, finderId: PEOPLE[0]! }, lookups, who)).toBe(true)
    expect(inScope(scopes, { ...nothing, holderId: TEAMS[0]! }, lookups, who)).toBe(true)
    expect(inScope(scopes, { ...nothing, finderId: PEOPLE[1]! }, lookups, who)).toBe(false)
    expect(inScope(scopes, { ...nothing, finderId: PEOPLE[1]! }, lookups, { ...who, standsInFor: [PEOPLE[1]!] })).toBe(
      true,
    )
  })
})
