import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'
import { actorFacts, membersOf, placesSince } from './answers.ts'
import { call, chainOf, codeNow, person, SECRET, sessionOf, type Headers } from './testing.ts'

let at: TestCity
let land: TestTerritory
beforeAll(async () => {
  at = await testCity()
  land = await seedTestTerritory(at.city)
})
const city = { kind: 'city' } as const
const inHours = (count: number) => new Date(at.clock.now().getTime() + count * 3_600_000).toISOString()
const hours = (count: number) => at.clock.advance(count * 3_600_000)
const declare = (headers: Headers, body: object) =>
  call(at, headers, 'POST', '/api/v1/absences', { commandId: newId(), from: inHours(1), to: inHours(5), ...body })
const me = async (headers: Headers) => (await call(at, headers, 'GET', '/api/v1/session')).body

describe('a substitute', () => {
  it('holds the absent colleague’s grants and memberships while the absence lasts, and not an hour longer', async () => {
    const { teams, departments } = land
    const away = await person(at, {
      grants: [{ role: 'dispatcher', scope: city }],
      departmentIds: [departments.commandA],
      teamIds: [teams.patrolA],
    })
    const stand = await person(at, { grants: [{ role: 'caller', scope: city }], departmentIds: [departments.gas] })
    const theirs = await sessionOf(at, stand.login)
    const answer = await declare(await sessionOf(at, away.login), { substituteId: stand.id })
    expect([answer.status, answer.body.accountId, answer.body.substituteId]).toEqual([201, away.id, stand.id])

    const seen = []
    for (let half = 0; half < 12; half++) {
      const { abilities, departmentIds, teamIds } = await me(theirs)
      seen.push(abilities.includes('dispatch'))
      expect(abilities).toContain('record-call-back')
      expect(departmentIds).toEqual(seen.at(-1) ? [departments.commandA, departments.gas] : [departments.gas])
      expect(teamIds).toEqual(seen.at(-1) ? [teams.patrolA] : [])
      hours(0.5)
    }
    expect(seen).toEqual([false, false, ...Array(8).fill(true), false, false])
  })

  it('is told apart: on whose behalf, and for whose cases', async () => {
    const away = await person(at, { grants: [{ role: 'verifier', scope: { kind: 'own' } }] })
    const stand = await person(at)
    await declare(await sessionOf(at, away.login), { substituteId: stand.id, from: inHours(0) })
    const { grants } = await me(await sessionOf(at, stand.login))
    expect(grants).toMatchObject([{ role: 'verifier', onBehalfOf: away.id }])
    expect(await actorFacts(at.city.db, stand.id, at.clock.now())).toMatchObject({
      standsInFor: [away.id],
      active: true,
    })
  })

  it('never gets the exclusive roles', async () => {
    const auditor = await person(at, {
      grants: [
        { role: 'auditor', scope: city },
        { role: 'leader', scope: city },
      ],
      totpSecret: SECRET,
    })
    const stand = await person(at)
    const answer = await declare(await sessionOf(at, auditor.login, { code: codeNow(at) }), {
      substituteId: stand.id,
      from: inHours(0),
    })
    expect(answer.status).toBe(201)
    const { grants, abilities, must } = await me(await sessionOf(at, stand.login))
    expect([grants.map(({ role }: { role: string }) => role), must]).toEqual([['leader'], null])
    expect(abilities).not.toContain('audit.seal')
  })

  it('does not pass on what it holds for another', async () => {
    const [first, second, third] = [await person(at, { grants: [{ role: 'supervisor', scope: city }] }), await person(at, { grants: [{ role: 'caller', scope: city }] }), await person(at)] // prettier-ignore
    await declare(await sessionOf(at, first.login), { substituteId: second.id, from: inHours(0) })
    await declare(await sessionOf(at, second.login), { substituteId: third.id, from: inHours(0) })
    const { grants } = await me(await sessionOf(at, third.login))
    expect(grants.map(({ role }: { role: string }) => role)).toEqual(['caller'])
  })

  it('loses all at once when the absent account is disabled or loses its grants', async () => {
    const away = await person(at, { grants: [{ role: 'leader', scope: city }] })
    const stand = await person(at)
    await declare(await sessionOf(at, away.login), { substituteId: stand.id, from: inHours(0) })
    const theirs = await sessionOf(at, stand.login)
    expect((await me(theirs)).abilities).toContain('supervise')
    const officer = await at.signIn('security-officer')
    await call(at, officer.headers, 'PUT', `/api/v1/accounts/${away.id}/grants`, {
      commandId: newId(),
      grants: [{ role: 'caller', scope: city }],
    })
    expect((await me(theirs)).abilities).not.toContain('supervise')
    expect((await me(theirs)).abilities).toContain('record-call-back')
    const administrator = await at.signIn('administrator')
    await call(at, administrator.headers, 'PATCH', `/api/v1/accounts/${away.id}`, {
      commandId: newId(),
      status: 'disabled',
    })
    expect((await me(theirs)).abilities).toEqual([])
  })

  it('must be another active account', async () => {
    const away = await person(at, { grants: [{ role: 'caller', scope: city }] })
    const headers = await sessionOf(at, away.login)
    const off = await person(at)
    const administrator = await at.signIn('administrator')
    await call(at, administrator.headers, 'PATCH', `/api/v1/accounts/${off.id}`, {
      commandId: newId(),
      status: 'disabled',
    })
    for (const substituteId of [away.id, off.id, newId()]) {
      expect((await declare(headers, { substituteId })).body.code).toBe('staff.substitute-unfit')
    }
  })
})

describe('an absence', () => {
  it('leaves its event; twice is once; it is listed for both', async () => {
    const away = await person(at, { name: '周九', grants: [{ role: 'handler', scope: city }] })
    const stand = await person(at, { name: '吴十', grants: [{ role: 'handler', scope: city }] })
    const headers = await sessionOf(at, away.login)
    const body = { commandId: newId(), substituteId: stand.id, from: inHours(1), to: inHours(2) }
    const first = await declare(headers, body)
    expect((await declare(headers, body)).body).toEqual(first.body)
    expect((await declare(headers, { ...body, to: inHours(3) })).body.code).toBe('command.id-reused')
    expect((await chainOf(at, away.id)).filter(({ act }) => act === 'account.declare-absence')).toMatchObject([
      { actor: away.id, body: { substituteId: stand.id, from: body.from, to: body.to } },
    ])
    for (const who of [away, stand]) {
      const { rows } = (await call(at, await sessionOf(at, who.login), 'GET', '/api/v1/absences')).body
      expect(rows).toMatchObject([{ id: first.body.id, accountName: '周九', substituteName: '吴十' }])
    }
  })

  it('ends early, and is over then', async () => {
    const away = await person(at, { grants: [{ role: 'leader', scope: city }] })
    const stand = await person(at)
    const headers = await sessionOf(at, away.login)
    const theirs = await sessionOf(at, stand.login)
    const { id } = (await declare(headers, { substituteId: stand.id, from: inHours(0) })).body
    expect((await me(theirs)).abilities).toContain('supervise')
    const end = (who: Headers) => call(at, who, 'POST', `/api/v1/absences/${id}/end`, { commandId: newId() })
    hours(1)
    const stranger = await at.signIn('caller')
    expect((await end(stranger.headers)).status).toBe(404)
    expect((await end(headers)).body.to).toBe(at.clock.now().toISOString())
    expect((await me(theirs)).abilities).toEqual([])
    hours(1)
    await end(headers)
    expect((await chainOf(at, away.id)).filter(({ act }) => act === 'account.end-absence')).toHaveLength(1)
  })

  it('needs a window that makes sense', async () => {
    const { headers } = await at.signIn('caller')
    for (const window of [
      { from: inHours(2), to: inHours(1) },
      { from: inHours(-3), to: inHours(-1) },
      { to: inHours(24 * 400) },
    ]) {
      expect((await declare(headers, window)).body.code).toBe('staff.absence-window')
    }
    expect((await declare(headers, { from: 'tomorrow' })).status).toBe(422)
  })

  it('of somebody else is declared by a supervisor in whose scope he is, who does not name himself', async () => {
    const { departments, regions } = land
    const away = await person(at, { departmentIds: [departments.urbanA1], grants: [{ role: 'handler', scope: city }] })
    const stand = await person(at, { departmentIds: [departments.urbanA1] })
    const body = { accountId: away.id, substituteId: stand.id }
    const handler = await at.signIn('handler')
    expect((await declare(handler.headers, body)).status).toBe(404)
    const elsewhere = await at.signIn('supervisor', { kind: 'region', regionId: regions.countyB })
    expect((await declare(elsewhere.headers, body)).status).toBe(404)
    const near = await at.signIn('supervisor', { kind: 'region', regionId: regions.townA1 })
    expect((await declare(near.headers, { ...body, substituteId: near.accountId })).body.code).toBe(
      'staff.substitute-unfit',
    )
    expect((await declare(near.headers, body)).status).toBe(201)
    expect((await call(at, near.headers, 'GET', '/api/v1/absences')).body.rows).toMatchObject([{ accountId: away.id }])
    expect((await call(at, elsewhere.headers, 'GET', '/api/v1/absences')).body.rows).toEqual([])
  })

  it('is not for those who hold the exclusive offices alone, nor for strangers', async () => {
    const { headers } = await at.signIn('administrator')
    expect((await declare(headers, {})).status).toBe(403)
    expect((await declare({}, {})).status).toBe(401)
  })
})

describe('what others may ask', () => {
  it('is who belongs where now, and where somebody belonged since then', async () => {
    const { teams } = land
    const one = await person(at, { name: '甲', teamIds: [teams.gasCrew] })
    const two = await person(at, { name: '乙', teamIds: [teams.fireSquad] })
    const before = at.clock.now()
    hours(1)
    const administrator = await at.signIn('administrator')
    await call(at, administrator.headers, 'PUT', `/api/v1/accounts/${one.id}/memberships`, {
      commandId: newId(),
      departmentIds: [],
      teamIds: [teams.fireSquad],
    })
    hours(1)
    const now = at.clock.now()
    const { db } = at.city
    expect((await membersOf(db, teams.fireSquad, now)).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    expect(await membersOf(db, teams.gasCrew, now)).toEqual([])
    expect(await membersOf(db, teams.gasCrew, before)).toEqual([{ id: one.id, name: '甲' }])
    expect(await placesSince(db, one.id, before, now)).toEqual(new Set([teams.gasCrew, teams.fireSquad]))
    expect(await placesSince(db, one.id, now, now)).toEqual(new Set([teams.fireSquad]))
  })

  it('counts the places of those one stood in for', async () => {
    const away = await person(at, { teamIds: [land.teams.urbanSquad], grants: [{ role: 'handler', scope: city }] })
    const stand = await person(at)
    const start = at.clock.now()
    await declare(await sessionOf(at, away.login), { substituteId: stand.id, from: inHours(0), to: inHours(2) })
    hours(3)
    expect(await placesSince(at.city.db, stand.id, start, at.clock.now())).toEqual(new Set([land.teams.urbanSquad]))
    expect(await placesSince(at.city.db, stand.id, at.clock.now(), at.clock.now())).toEqual(new Set())
  })

  it('and a colleague finds colleagues, not the whole city', async () => {
    const { departments } = land
    const asker = await person(at, {
      name: '问者',
      departmentIds: [departments.commandC],
      grants: [{ role: 'caller', scope: city }],
    })
    const near = await person(at, { name: '近邻', departmentIds: [departments.commandC] })
    const headers = await sessionOf(at, asker.login)
    expect((await call(at, headers, 'GET', '/api/v1/colleagues')).body.rows).toEqual([{ id: near.id, name: '近邻' }])
    expect((await call(at, headers, 'GET', `/api/v1/colleagues?q=${encodeURIComponent('远')}`)).body.rows).toEqual([])
  })
})
