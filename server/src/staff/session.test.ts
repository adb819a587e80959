import { beforeAll, describe, expect, it } from 'vitest'
import { openCity } from '../platform/directory.ts'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { composeApp } from '../app.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { call, chainOf, PASSWORD, person, sessionOf, signIn, type Headers } from './testing.ts'

let at: TestCity
beforeAll(async () => {
  at = await testCity()
})
const me = (headers: Headers) => call(at, headers, 'GET', '/api/v1/session')
const minutes = (count: number) => count * 60_000

describe('signing in', () => {
  it('opens a session that says who one is, what one may do, and where', async () => {
    const { id, login } = await person(at, { name: '王芳', grants: [{ role: 'verifier', scope: { kind: 'city' } }] })
    const { status, body, headers } = await signIn(at, ` ${login.toUpperCase()} `, { device: '值班室' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      account: { id, login, name: '王芳' },
      city: { name: '测试市', kind: 'real' },
      grants: [{ role: 'verifier', scope: { kind: 'city' }, onBehalfOf: null }],
      must: null,
      token: null,
    })
    expect(body.abilities).toContain('verify-pass')
    expect(body.abilities).not.toContain('dispatch')
    const cookie = String(headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-bihuan=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect((await me({ cookie: cookie.split(';')[0]! })).body.account.id).toBe(id)
  })

  it('leaves its event, without password or token', async () => {
    const { id, login } = await person(at)
    const { token } = (await signIn(at, login, { transport: 'bearer' })).body
    const chain = await chainOf(at, id)
    expect(chain.map(({ act }) => act)).toEqual(['account.create', 'account.sign-in'])
    expect(chain[1]).toMatchObject({ actor: id, body: { address: '127.0.0.1' } })
    expect(JSON.stringify(chain)).not.toContain(PASSWORD)
    expect(JSON.stringify(chain)).not.toContain(token)
    const stored = await at.city.db.rows(sql`select * from session`)
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  it('on plain http from elsewhere goes without prefix and Secure, and only such a cookie counts there', async () => {
    const { login } = await person(at)
    const host = { host: '192.168.1.20:3000' }
    const { headers } = await signIn(at, login, {}, host)
    expect(String(headers['set-cookie'])).toMatch(
      /^bihuan=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const pair = String(headers['set-cookie']).split(';')[0]!
    expect((await me({ ...host, cookie: pair })).status).toBe(200)
    expect((await me({ cookie: pair })).status).toBe(401)
  })

  it('answers an unknown login, a wrong password and a disabled account alike', async () => {
    const { login } = await person(at)
    const off = await person(at)
    await at.city.db.run(sql`update account set status = 'disabled' where id = ${off.id}`)
    const answers = [
      await signIn(at, 'nobody.here'),
      await signIn(at, 'x'),
      await signIn(at, '', { password: 'x' }),
      await signIn(at, login, { password: 'wrong password' }),
      await signIn(at, off.login),
    ]
    for (const { status, body } of answers) expect([status, body.code]).toEqual([401, 'staff.sign-in-refused'])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it('takes as long for an unknown login as for a known one', async () => {
    const { login } = await person(at)
    const time = async (name: string) => {
      const start = performance.now()
      await signIn(at, name, { password: 'wrong password' })
      return performance.now() - start
    }
    await time('warm.up')
    const known = Math.min(await time(login), await time(login), await time(login))
    const unknown = Math.min(await time('some.body'), await time('some.body'), await time('some.body'))
    expect(unknown).toBeGreaterThan(known / 3)
    expect(unknown).toBeLessThan(known * 3)
  })

  it('refuses bad bodies by name of the field', async () => {
    for (const payload of [
      {},
      { login: 7, password: 'x' },
      { login: 'a', password: '' },
      { login: 'a', password: 'x', admin: true },
    ]) {
      expect((await call(at, {}, 'POST', '/api/v1/session', payload)).status).toBe(422)
    }
  })
})

describe('five failures', () => {
  const wrong = (login: string) => signIn(at, login, { password: 'wrong password' })

  it('lock the account for a quarter of an hour, whoever knocks, and leave their events', async () => {
    const { id, login } = await person(at)
    for (let index = 0; index < 5; index++) expect((await wrong(login)).status).toBe(401)
    const { status, body } = await signIn(at, login)
    expect([status, body.code, body.params]).toEqual([429, 'staff.locked', { minutes: 15 }])
    at.clock.advance(minutes(14))
    expect((await signIn(at, login)).status).toBe(429)
    at.clock.advance(minutes(1))
    expect((await signIn(at, login)).status).toBe(201)
    const refusals = (await chainOf(at, id)).filter(({ act }) => act === 'account.refuse-sign-in')
    expect(refusals.map(({ actor, body }) => [actor, body['locks']])).toEqual([
      ...Array(4).fill(['system', false]),
      ['system', true],
    ])
  })

  it('look the same for a login that does not exist', async () => {
    for (let index = 0; index < 5; index++) expect((await wrong('ghost')).status).toBe(401)
    expect((await wrong('ghost')).body).toMatchObject({ code: 'staff.locked', params: { minutes: 15 } })
  })

  it('sent at once are five all the same', async () => {
    const { login } = await person(at)
    const answers = await Promise.all(Array.from({ length: 12 }, () => wrong(login)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  })

  it('start anew after a success', async () => {
    const { login } = await person(at)
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 4; index++) await wrong(login)
      expect((await signIn(at, login)).status).toBe(201)
    }
  })

  it('at many doors stop the address', async () => {
    const other = await testCity()
    for (let index = 0; index < 50; index++)
      await call(other, {}, 'POST', '/api/v1/session', { login: `guess${index}`, password: 'x' })
    const { login } = await person(other)
    expect((await signIn(other, login)).body.code).toBe('staff.locked')
    other.clock.advance(minutes(15))
    expect((await signIn(other, login)).status).toBe(201)
  }, 30_000)
})

describe('a session', () => {
  it('is nothing without its token', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: `Bearer ${'A'.repeat(43)}` },
      { cookie: '__Host-bihuan=1' },
    ]) {
      expect((await me(headers as Headers)).body.code).toBe('platform.not-signed-in')
    }
  })

  it('ends after twelve idle hours, and not before', async () => {
    const headers = await sessionOf(at, (await person(at)).login)
    for (let index = 0; index < 3; index++) {
      at.clock.advance(minutes(12 * 60 - 1))
      expect((await me(headers)).status).toBe(200)
    }
    at.clock.advance(minutes(12 * 60))
    expect((await me(headers)).status).toBe(401)
  })

  it('ends after seven days, however busy', async () => {
    const headers = await sessionOf(at, (await person(at)).login)
    for (let hour = 0; hour < 7 * 24 - 10; hour += 10) {
      at.clock.advance(minutes(600))
      expect((await me(headers)).status).toBe(200)
    }
    at.clock.advance(minutes(600))
    expect((await me(headers)).status).toBe(401)
  })

  it('is ended by its owner, who is known no more', async () => {
    const { id, login } = await person(at)
    const headers = await sessionOf(at, login)
    expect((await me(headers)).status).toBe(200)
    expect((await call(at, headers, 'DELETE', '/api/v1/session')).status).toBe(204)
    expect((await me(headers)).status).toBe(401)
    expect((await chainOf(at, id)).at(-1)).toMatchObject({ act: 'account.end-session', actor: id })
  })

  it('is listed with its device, and ended from another one; twice is once', async () => {
    const { id, login } = await person(at)
    const desk = await sessionOf(at, login, { device: '办公室' })
    at.clock.advance(minutes(1))
    const phone = await sessionOf(at, login, { device: '手机' })
    const { rows } = (await call(at, desk, 'GET', '/api/v1/sessions')).body
    expect(rows.map((row: { device: string; current: boolean }) => [row.device, row.current])).toEqual([
      ['手机', false],
      ['办公室', true],
    ])
    expect((await call(at, desk, 'DELETE', `/api/v1/sessions/${rows[0].id}`)).status).toBe(204)
    expect((await me(phone)).status).toBe(401)
    expect((await me(desk)).status).toBe(200)
    expect((await call(at, desk, 'DELETE', `/api/v1/sessions/${rows[0].id}`)).status).toBe(404)
    expect((await chainOf(at, id)).filter(({ act }) => act === 'account.end-session')).toHaveLength(1)
  })

  it('of somebody else is nobody’s business but the security officer’s', async () => {
    const { id, login } = await person(at)
    const theirs = await sessionOf(at, login)
    const { sessionId } = (await me(theirs)).body
    const leader = await at.signIn('leader')
    expect((await call(at, leader.headers, 'GET', `/api/v1/sessions?accountId=${id}`)).status).toBe(403)
    expect((await call(at, leader.headers, 'DELETE', `/api/v1/sessions/${sessionId}`)).status).toBe(404)
    const officer = await at.signIn('security-officer')
    expect((await call(at, officer.headers, 'GET', `/api/v1/sessions?accountId=${id}`)).body.rows).toHaveLength(1)
    expect((await call(at, officer.headers, 'DELETE', `/api/v1/sessions/${sessionId}`)).status).toBe(204)
    expect((await me(theirs)).status).toBe(401)
  })

  it('and all others of an account are ended at once by the security officer, once per command', async () => {
    const { id, login } = await person(at)
    const sessions = [await sessionOf(at, login), await sessionOf(at, login)]
    const officer = await at.signIn('security-officer')
    const payload = { commandId: newId() }
    const url = `/api/v1/accounts/${id}/sessions/revoke`
    expect((await call(at, officer.headers, 'POST', url, payload)).body).toEqual({ ended: 2 })
    for (const headers of sessions) expect((await me(headers)).status).toBe(401)
    const later = await sessionOf(at, login)
    expect((await call(at, officer.headers, 'POST', url, payload)).body).toEqual({ ended: 2 })
    expect((await me(later)).status).toBe(200)
    expect(
      (await call(at, officer.headers, 'POST', `/api/v1/accounts/${newId()}/sessions/revoke`, { commandId: newId() }))
        .status,
    ).toBe(404)
    expect((await chainOf(at, id)).filter(({ act }) => act === 'account.end-session')).toMatchObject([
      { body: { all: true, ended: 2 } },
    ])
  })

  it('is not asked of the database for each request', async () => {
    const headers = await sessionOf(at, (await person(at)).login)
    await me(headers)
    const statements: string[] = []
    const { rows, maybe } = at.city.db
    at.city.db.maybe = ((statement: { text: string }, name?: string) => {
      statements.push(statement.text)
      return maybe.call(at.city.db, statement as never, name) as never
    }) as never
    for (let index = 0; index < 20; index++) expect((await me(headers)).status).toBe(200)
    Object.assign(at.city.db, { maybe, rows })
    // At most the question whether something changed, once a second.
    expect(statements.every((text) => text.includes('staff_version'))).toBe(true)
    expect(statements.length).toBeLessThan(4)
  })
})

describe('a change', () => {
  it('made by one process is seen by another within two seconds', async () => {
    const { id, login } = await person(at, { grants: [{ role: 'caller', scope: { kind: 'city' } }] })
    const twin = openCity(
      at.connection,
      { ...at.city, createdAt: new Date(), seededAt: new Date() },
      { ...at.city, poolSize: 2 },
    )
    const elsewhere = await composeApp(twin, { limits: 'off', logLevel: 'silent' })
    const ask = async (headers: Headers) => (await elsewhere.inject({ url: '/api/v1/session', headers })).statusCode
    const headers = await sessionOf(at, login)
    expect(await ask(headers)).toBe(200)
    const officer = await at.signIn('security-officer')
    await call(at, officer.headers, 'POST', `/api/v1/accounts/${id}/sessions/revoke`, { commandId: newId() })
    await expect.poll(() => ask(headers), { timeout: 2_000, interval: 100 }).toBe(401)
    await elsewhere.close()
    await twin.db.close()
  })
})

describe('another site', () => {
  it('cannot make a browser act with its cookie', async () => {
    const { login } = await person(at)
    const cookie = String((await signIn(at, login)).headers['set-cookie']).split(';')[0]!
    const attempt = (headers: Headers) =>
      call(at, { cookie, host: 'localhost', ...headers }, 'DELETE', '/api/v1/session')
    const foreign: Headers[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://localhost.evil.example' },
      { origin: 'http://localhost:81' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      expect((await attempt(headers)).body.code).toBe('staff.origin-refused')
    }
    expect(
      (await call(at, { cookie, host: 'localhost', origin: 'https://evil.example' }, 'GET', '/api/v1/session')).status,
    ).toBe(200)
    expect((await signIn(at, login, {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await attempt({ origin: 'http://localhost' })).status).toBe(204)
  })
})

describe('a simulated city', () => {
  it('signs nobody out, whatever time a request brings', async () => {
    const simulated = await testCity({ kind: 'simulated' })
    const { login } = await person(simulated)
    const headers = await sessionOf(simulated, login)
    for (const time of [
      '2015-01-05T08:00:00Z',
      '2024-06-01T08:00:00Z',
      '2035-01-05T08:00:00Z',
      '2024-06-01T08:00:00Z',
    ]) {
      expect((await call(simulated, { ...headers, 'bihuan-time': time }, 'GET', '/api/v1/session')).status).toBe(200)
    }
  })
})
