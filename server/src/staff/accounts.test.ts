import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { sql } from '../platform/database.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'
import { call, chainOf, PASSWORD, person, sessionOf, signIn, type Headers } from './testing.ts'

let at: TestCity
let land: TestTerritory
let administrator: SignedIn
beforeAll(async () => {
  at = await testCity()
  land = await seedTestTerritory(at.city)
  administrator = await at.signIn('administrator')
})
const create = (headers: Headers, body: object) =>
  call(at, headers, 'POST', '/api/v1/accounts', { commandId: newId(), ...body })
const patch = (headers: Headers, id: string, body: object) =>
  call(at, headers, 'PATCH', `/api/v1/accounts/${id}`, { commandId: newId(), ...body })
const list = async (headers: Headers, query = '') =>
  (await call(at, headers, 'GET', `/api/v1/accounts?limit=200&${query}`)).body

describe('a new account', () => {
  it('gets a one-time password, with which nothing can be done but to change it', async () => {
    const { departments, teams } = land
    const { status, body } = await create(administrator.headers, {
      login: 'Zhang.San',
      name: '张三',
      departmentIds: [departments.urban],
      teamIds: [teams.urbanSquad],
    })
    expect(status).toBe(201)
    expect(body.account).toMatchObject({
      login: 'zhang.san',
      name: '张三',
      status: 'active',
      mustChangePassword: true,
      departmentIds: [departments.urban],
      teamIds: [teams.urbanSquad],
      grants: [],
    })
    const once = body.oneTimePassword
    const headers = await sessionOf(at, 'zhang.san', { password: once })
    expect((await call(at, headers, 'GET', '/api/v1/session')).body.must).toBe('change-password')
    expect((await call(at, headers, 'GET', '/api/v1/sessions')).body.code).toBe('staff.password-first')
    await call(at, headers, 'POST', '/api/v1/password', { current: once, next: PASSWORD })
    expect((await call(at, headers, 'GET', '/api/v1/sessions')).status).toBe(200)
    expect((await signIn(at, 'zhang.san')).body.must).toBeNull()
  })

  it('sent twice is one, and its password is shown only the first time', async () => {
    const body = { commandId: newId(), login: 'li.si', name: '李四' }
    const first = (await create(administrator.headers, body)).body
    const second = (await create(administrator.headers, body)).body
    expect(second.account).toEqual(first.account)
    expect(first.oneTimePassword).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){4}$/)
    expect(second.oneTimePassword).toBeNull()
    expect((await create(administrator.headers, { ...body, name: '李四四' })).body.code).toBe('command.id-reused')
    const kept = await at.city.db.rows(sql`select answer from command`)
    expect(JSON.stringify(kept)).not.toContain(first.oneTimePassword)
  })

  it('leaves its event, in which no name stands', async () => {
    const { account } = (await create(administrator.headers, { login: 'wang.wu', name: '王五' })).body
    const chain = await chainOf(at, account.id)
    expect(chain).toMatchObject([
      { act: 'account.create', actor: administrator.accountId, body: { departmentIds: [] } },
    ])
    expect(JSON.stringify(chain)).not.toMatch(/王五|wang\.wu/)
  })

  it('is refused to who may not, for a taken login, and for what is not valid', async () => {
    const officer = await at.signIn('security-officer')
    const { login } = await person(at)
    const good = { login: 'new.one', name: '新人' }
    expect((await create({}, good)).status).toBe(401)
    expect((await create(officer.headers, good)).status).toBe(403)
    expect((await create(administrator.headers, { ...good, login })).body.code).toBe('staff.login-taken')
    expect((await create(administrator.headers, { ...good, departmentIds: [newId()] })).body.code).toBe(
      'staff.place-unknown',
    )
    for (const bad of [
      { login: '中文' },
      { login: 'a b' },
      { login: `x${'y'.repeat(60)}` },
      { name: '' },
      { name: 'a\u202eb' },
      { commandId: 'x' },
      { role: 'x' },
    ]) {
      expect((await create(administrator.headers, { ...good, ...bad })).status).toBe(422)
    }
  })

  it('whose id stands for another account already is refused, not doubled', async () => {
    const { id } = await person(at)
    expect((await create(administrator.headers, { commandId: id, login: 'other.one', name: '别人' })).body.code).toBe(
      'command.id-reused',
    )
  })

  it('wanted by two administrators at once is made once', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => create(administrator.headers, { login: 'race.one', name: '同名' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

describe('changing an account', () => {
  it('renames, and says at which version', async () => {
    const { id } = await person(at)
    const seen = (await call(at, administrator.headers, 'GET', `/api/v1/accounts/${id}`)).body
    const changed = await patch(administrator.headers, id, { name: '赵六', expectedVersion: seen.version })
    expect(changed.body.account.name).toBe('赵六')
    const late = await patch(administrator.headers, id, { name: '钱七', expectedVersion: seen.version })
    expect([late.status, late.body.code]).toEqual([409, 'command.version-conflict'])
    expect((await chainOf(at, id)).map(({ act }) => act)).toEqual(['account.create', 'account.rename'])
  })

  it('does not count signing in as a change that others must know of', async () => {
    const { id, login } = await person(at)
    const { version } = (await call(at, administrator.headers, 'GET', `/api/v1/accounts/${id}`)).body
    await sessionOf(at, login)
    expect((await patch(administrator.headers, id, { name: '孙八', expectedVersion: version })).status).toBe(200)
  })

  it('disables: who is signed in is out at once, and comes in again when enabled', async () => {
    const { id, login } = await person(at)
    const headers = await sessionOf(at, login)
    expect((await patch(administrator.headers, id, { status: 'disabled' })).body.account.status).toBe('disabled')
    expect((await call(at, headers, 'GET', '/api/v1/session')).status).toBe(401)
    expect((await signIn(at, login)).status).toBe(401)
    await patch(administrator.headers, id, { status: 'active' })
    expect((await signIn(at, login)).status).toBe(201)
    expect((await chainOf(at, id)).map(({ act }) => act)).toEqual(
      expect.arrayContaining(['account.disable', 'account.enable']),
    )
  })

  it('resets a password: locks are off, sessions end, the new one holds once', async () => {
    const { id, login } = await person(at)
    const headers = await sessionOf(at, login)
    for (let index = 0; index < 5; index++) await signIn(at, login, { password: 'not it' })
    const { oneTimePassword } = (await patch(administrator.headers, id, { resetPassword: true })).body
    expect((await call(at, headers, 'GET', '/api/v1/session')).status).toBe(401)
    expect((await signIn(at, login)).status).toBe(401)
    expect((await signIn(at, login, { password: oneTimePassword })).body.must).toBe('change-password')
  })

  it('is not for oneself, nor for the last of an office', async () => {
    expect((await patch(administrator.headers, administrator.accountId, { status: 'disabled' })).body.code).toBe(
      'staff.not-oneself',
    )
    expect((await patch(administrator.headers, administrator.accountId, { resetPassword: true })).body.code).toBe(
      'staff.not-oneself',
    )
    const alone = await testCity()
    const boss = await alone.signIn('administrator')
    const only = await person(alone, { grants: [{ role: 'auditor', scope: { kind: 'city' } }] })
    const answer = await call(alone, boss.headers, 'PATCH', `/api/v1/accounts/${only.id}`, {
      commandId: newId(),
      status: 'disabled',
    })
    expect([answer.status, answer.body.code]).toEqual([409, 'staff.last-of-role'])
  })

  it('moves somebody to another team, and remembers the old one', async () => {
    const { id } = await person(at, { teamIds: [land.teams.townA1, land.teams.patrolA] })
    const url = `/api/v1/accounts/${id}/memberships`
    const body = { commandId: newId(), departmentIds: [land.departments.commandA1], teamIds: [land.teams.patrolA] }
    const changed = await call(at, administrator.headers, 'PUT', url, body)
    expect(changed.body).toMatchObject({ departmentIds: [land.departments.commandA1], teamIds: [land.teams.patrolA] })
    const rows = await at.city.db.rows<{ team_id: string | null; ended: boolean; since: number }>(
      sql`select team_id, valid_to is not null as ended, extract(year from valid_from)::int as since from membership where account_id = ${id} order by id`,
    )
    expect(rows.map(({ ended, since }) => [ended, since])).toEqual([
      [true, 2020],
      [false, 2020],
      [false, 2026],
    ])
    expect((await chainOf(at, id)).at(-1)).toMatchObject({
      act: 'account.set-memberships',
      actor: administrator.accountId,
    })
    expect(
      (await call(at, administrator.headers, 'PUT', url, { ...body, commandId: newId(), teamIds: [newId()] })).body
        .code,
    ).toBe('staff.place-unknown')
  })
})

describe('the list of accounts', () => {
  it('is filtered by name, role, department and status, and paged', async () => {
    const { departments } = land
    const names = ['马一', '马二', '马三']
    const made = []
    for (const [index, name] of names.entries()) {
      made.push(
        await person(at, {
          login: `ma.${index}`,
          name,
          departmentIds: [departments.gas],
          grants: [{ role: index === 2 ? 'handler' : 'caller', scope: { kind: 'city' } }],
        }),
      )
    }
    const ids = async (query: string) =>
      (await list(administrator.headers, query)).rows.map((row: { id: string }) => row.id)
    expect(await ids(`q=${encodeURIComponent('马')}`)).toEqual(made.map(({ id }) => id))
    expect(await ids('q=MA.1')).toEqual([made[1]!.id])
    expect(await ids(`departmentId=${departments.gas}&role=caller`)).toEqual([made[0]!.id, made[1]!.id])
    await patch(administrator.headers, made[0]!.id, { status: 'disabled' })
    expect(await ids(`departmentId=${departments.gas}&status=disabled`)).toEqual([made[0]!.id])
    expect(await ids('q=%25')).toEqual([])

    const first = (await call(at, administrator.headers, 'GET', '/api/v1/accounts?q=ma.&limit=2')).body
    expect(first.rows).toHaveLength(2)
    const second = (await call(at, administrator.headers, 'GET', `/api/v1/accounts?q=ma.&limit=2&next=${first.next}`))
      .body
    expect([second.rows.map((row: { login: string }) => row.login), second.next]).toEqual([['ma.2'], null])
    for (const next of ['%00', 'x', Buffer.from("'; drop table account").toString('base64url')]) {
      expect((await call(at, administrator.headers, 'GET', `/api/v1/accounts?next=${next}`)).body.code).toBe(
        'platform.cursor-invalid',
      )
    }
  })

  it('ends at the border of one’s scope, and beyond it there is nothing', async () => {
    const { departments, teams, regions } = land
    const inTown = await person(at, { departmentIds: [departments.urbanA1] })
    const inTeam = await person(at, { teamIds: [teams.gridA1x1] })
    const inCity = await person(at, { departmentIds: [departments.fire] })
    const inOther = await person(at, { departmentIds: [departments.commandB] })
    const nowhere = await person(at)
    const all = [inTown, inTeam, inCity, inOther, nowhere].map(({ id }) => id)
    const seenBy = async (scope: Parameters<TestCity['signIn']>[1]) => {
      const { headers } = await at.signIn('administrator', scope)
      const seen = (await list(headers)).rows.map((row: { id: string }) => row.id)
      for (const id of all) {
        expect((await call(at, headers, 'GET', `/api/v1/accounts/${id}`)).status).toBe(seen.includes(id) ? 200 : 404)
        const answer = await patch(headers, id, {})
        expect(answer.status).toBe(seen.includes(id) ? 200 : 404)
      }
      return all.filter((id) => seen.includes(id))
    }
    expect(await seenBy({ kind: 'city' })).toEqual(all)
    expect(await seenBy({ kind: 'region', regionId: regions.townA1 })).toEqual([inTown.id, inTeam.id])
    expect(await seenBy({ kind: 'region', regionId: regions.countyB })).toEqual([inOther.id])
    expect(await seenBy({ kind: 'department', departmentId: departments.urban })).toEqual([inTown.id])
    expect(await seenBy({ kind: 'own' })).toEqual([])

    const { headers } = await at.signIn('administrator', { kind: 'region', regionId: regions.townA1 })
    const beyond = await create(headers, { login: 'beyond.it', name: '界外', departmentIds: [departments.fire] })
    expect([beyond.status, beyond.body.code]).toEqual([403, 'staff.beyond-your-scope'])
    expect((await create(headers, { login: 'within.it', name: '界内', teamIds: [teams.gridA1x1] })).status).toBe(201)
    expect((await create(headers, { login: 'no.where', name: '无处' })).body.code).toBe('staff.beyond-your-scope')
  })

  it('does not let a town’s administrator become somebody who may more than he', async () => {
    const { departments, regions } = land
    const scope = { kind: 'region', regionId: regions.townA1 } as const
    const { headers } = await at.signIn('administrator', scope)
    const officer = await at.signIn('security-officer', scope)
    const mighty = await person(at, {
      departmentIds: [departments.commandA1],
      grants: [{ role: 'supervisor', scope: { kind: 'city' } }],
    })
    const local = await person(at, { departmentIds: [departments.commandA1], grants: [{ role: 'supervisor', scope }] })
    for (const change of [{ resetPassword: true }, { status: 'disabled' }]) {
      expect((await patch(headers, mighty.id, change)).body.code).toBe('staff.beyond-your-scope')
      expect((await patch(headers, local.id, change)).status).toBe(200)
    }
    const reset = (id: string) =>
      call(at, officer.headers, 'POST', `/api/v1/accounts/${id}/totp/reset`, { commandId: newId() })
    expect((await reset(mighty.id)).body.code).toBe('staff.beyond-your-scope')
    expect((await reset(local.id)).status).toBe(200)
  })

  it('lets him change memberships of his town, and leave those elsewhere alone', async () => {
    const { departments, regions, teams } = land
    const { headers } = await at.signIn('administrator', { kind: 'region', regionId: regions.townA1 })
    const { id } = await person(at, { departmentIds: [departments.commandA1, departments.commandB] })
    const put = (departmentIds: string[], teamIds: string[] = []) =>
      call(at, headers, 'PUT', `/api/v1/accounts/${id}/memberships`, { commandId: newId(), departmentIds, teamIds })
    expect((await put([departments.commandA1])).body.code).toBe('staff.beyond-your-scope')
    expect((await put([departments.commandA1, departments.commandB], [teams.patrolA])).body.code).toBe(
      'staff.beyond-your-scope',
    )
    const changed = await put([departments.commandB], [teams.gridA1x1])
    expect(changed.body).toMatchObject({ departmentIds: [departments.commandB], teamIds: [teams.gridA1x1] })
  })
})
