import { beforeAll, describe, expect, it } from 'vitest'
import type { Grant, Scope } from '@bihuan/domain/powers'
import { newId } from '../platform/id.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'
import { call, chainOf, person, sessionOf, type Headers } from './testing.ts'

let at: TestCity
let land: TestTerritory
let officer: SignedIn
beforeAll(async () => {
  at = await testCity()
  land = await seedTestTerritory(at.city)
  officer = await at.signIn('security-officer')
})
const city: Scope = { kind: 'city' }
type Asked = Grant & { validFrom?: string; validTo?: string | null }
const put = (headers: Headers, id: string, grants: Asked[], more: object = {}) =>
  call(at, headers, 'PUT', `/api/v1/accounts/${id}/grants`, { commandId: newId(), grants, ...more })
const abilities = async (headers: Headers) =>
  (await call(at, headers, 'GET', '/api/v1/session')).body.abilities as string[]

describe('granting', () => {
  it('gives and takes at once, also in sessions that are open', async () => {
    const { id, login } = await person(at)
    const headers = await sessionOf(at, login)
    expect(await abilities(headers)).toEqual([])
    const given = await put(officer.headers, id, [
      { role: 'dispatcher', scope: { kind: 'region', regionId: land.regions.countyA } },
    ])
    expect(given.body).toMatchObject({
      roles: ['dispatcher'],
      grants: [{ role: 'dispatcher', scope: { regionId: land.regions.countyA } }],
    })
    expect(await abilities(headers)).toContain('dispatch')
    expect((await put(officer.headers, id, [])).body.grants).toEqual([])
    expect(await abilities(headers)).toEqual([])
  })

  it('leaves its event, with before and after', async () => {
    const { id } = await person(at, { grants: [{ role: 'caller', scope: city }] })
    await put(officer.headers, id, [{ role: 'verifier', scope: { kind: 'own' } }])
    expect((await chainOf(at, id)).at(-1)).toMatchObject({
      act: 'account.set-grants',
      actor: officer.accountId,
      body: { before: [{ role: 'caller', scope: city }], after: [{ role: 'verifier', scope: { kind: 'own' } }] },
    })
  })

  it('twice is once', async () => {
    const { id } = await person(at)
    const commandId = newId()
    const first = await put(officer.headers, id, [{ role: 'leader', scope: city }], { commandId })
    const second = await put(officer.headers, id, [{ role: 'leader', scope: city }], { commandId })
    expect(second.body).toEqual(first.body)
    expect((await chainOf(at, id)).filter(({ act }) => act === 'account.set-grants')).toHaveLength(1)
    expect((await put(officer.headers, id, [], { commandId })).body.code).toBe('command.id-reused')
  })

  it('begins and ends at the hours that it names', async () => {
    const { id, login } = await person(at)
    const headers = await sessionOf(at, login)
    const now = at.clock.now().getTime()
    const hour = (count: number) => new Date(now + count * 3_600_000).toISOString()
    await put(officer.headers, id, [{ role: 'caller', scope: city, validFrom: hour(1), validTo: hour(2) }])
    const seen = []
    for (let half = 0; half < 6; half++) {
      seen.push((await abilities(headers)).includes('record-call-back'))
      at.clock.advance(1_800_000)
    }
    expect(seen).toEqual([false, false, true, true, false, false])
    for (const window of [{ validTo: hour(-1) }, { validFrom: hour(30), validTo: hour(29) }]) {
      expect((await put(officer.headers, id, [{ role: 'caller', scope: city, ...window }])).body.code).toBe(
        'staff.grant-window',
      )
    }
  })

  it('is for the security officer, and never for himself', async () => {
    const { id } = await person(at)
    const administrator = await at.signIn('administrator')
    expect((await put(administrator.headers, id, [])).status).toBe(403)
    expect((await put(officer.headers, officer.accountId, [{ role: 'leader', scope: city }])).body.code).toBe(
      'staff.not-oneself',
    )
    expect((await put(officer.headers, newId(), [])).status).toBe(404)
  })

  it('refuses roles that exclude each other, each pair of them', async () => {
    const { id } = await person(at)
    const pairs = [['administrator', 'auditor'], ['auditor', 'security-officer'], ['administrator', 'security-officer']] as const // prettier-ignore
    for (const [first, second] of pairs) {
      const { status, body } = await put(officer.headers, id, [
        { role: second, scope: city },
        { role: first, scope: { kind: 'own' } },
      ])
      expect([status, body.code, body.params]).toEqual([422, 'staff.exclusive-roles', { first, second }])
    }
    expect(
      (
        await put(officer.headers, id, [
          { role: 'auditor', scope: city },
          { role: 'leader', scope: city },
        ])
      ).status,
    ).toBe(200)
  })

  it('refuses places that there are not, and shapes that make no sense', async () => {
    const { id } = await person(at)
    const unknown: Scope[] = [
      { kind: 'region', regionId: newId() },
      { kind: 'department', departmentId: newId() },
      { kind: 'grids', gridIds: [land.grids.a1x1, newId()] },
    ]
    for (const scope of unknown)
      expect((await put(officer.headers, id, [{ role: 'leader', scope }])).body.code).toBe('staff.place-unknown')
    const wrong = [
      { kind: 'all' },
      { kind: 'region' },
      { kind: 'grids', gridIds: [] },
      { kind: 'city', regionId: land.regions.city },
    ]
    for (const scope of wrong)
      expect((await put(officer.headers, id, [{ role: 'leader', scope: scope as Scope }])).status).toBe(422)
    expect((await put(officer.headers, id, [{ role: 'king' as 'leader', scope: city }])).status).toBe(422)
  })

  it('does not take the last of an office away', async () => {
    const alone = await testCity()
    const { id } = await person(alone, { grants: [{ role: 'administrator', scope: city }] })
    const { headers } = await alone.signIn('security-officer')
    const answer = await call(alone, headers, 'PUT', `/api/v1/accounts/${id}/grants`, {
      commandId: newId(),
      grants: [],
    })
    expect(answer.body).toMatchObject({ code: 'staff.last-of-role', params: { role: 'administrator' } })
  })

  it('reaches no farther than one’s own scope', async () => {
    const { regions, departments, grids } = land
    const { id } = await person(at, { departmentIds: [departments.urbanA1] })
    const county = await at.signIn('security-officer', { kind: 'region', regionId: regions.countyA })
    const may = async (scope: Scope) => (await put(county.headers, id, [{ role: 'leader', scope }])).status
    expect(await may({ kind: 'region', regionId: regions.countyA })).toBe(200)
    expect(await may({ kind: 'region', regionId: regions.a1x })).toBe(200)
    expect(await may({ kind: 'department', departmentId: departments.urbanA1 })).toBe(200)
    expect(await may({ kind: 'grids', gridIds: [grids.a1x1, grids.a2x1] })).toBe(200)
    expect(await may({ kind: 'own' })).toBe(200)
    expect(await may({ kind: 'grids', gridIds: [grids.a1x1, grids.b1x1] })).toBe(403)
    expect(await may({ kind: 'region', regionId: regions.countyB })).toBe(403)
    expect(await may({ kind: 'department', departmentId: departments.fire })).toBe(403)
    expect(await may(city)).toBe(403)
    // What somebody higher gave is not his to take.
    await put(officer.headers, id, [{ role: 'caller', scope: city }])
    expect((await put(county.headers, id, [])).body.code).toBe('staff.beyond-your-scope')
    const beside: Asked[] = [
      { role: 'caller', scope: city },
      { role: 'leader', scope: { kind: 'own' } },
    ]
    expect((await put(county.headers, id, beside)).status).toBe(200)
    // And somebody outside is not there at all.
    const outside = await person(at, { departmentIds: [departments.commandB] })
    expect((await put(county.headers, outside.id, [])).status).toBe(404)
  })
})
