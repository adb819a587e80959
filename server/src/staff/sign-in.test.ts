import type * as argon2 from '@node-rs/argon2'
import { verify } from '@node-rs/argon2'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { sql } from '../platform/database.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { call, chainOf, PASSWORD, person, signIn, type Headers } from './testing.ts'

// As it is, and counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  return { ...real, verify: vi.fn(real.verify) }
})

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

  it('costs one check of a password, known login or not, so that the time tells nothing', async () => {
    const { login } = await person(at)
    // The decoy is made once per process.
    await signIn(at, 'warm.up')
    for (const name of [login, 'some.body']) {
      vi.mocked(verify).mockClear()
      await signIn(at, name, { password: 'wrong password' })
      expect(verify).toHaveBeenCalledTimes(1)
      expect(vi.mocked(verify).mock.calls[0]![0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    }
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
      ...Array.from({ length: 4 }, () => ['system', false]),
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
    for (let index = 0; index < 100; index++)
      await call(other, {}, 'POST', '/api/v1/session', { login: `guess${index}`, password: 'x' })
    const { login } = await person(other)
    expect((await signIn(other, login)).body.code).toBe('staff.locked')
    other.clock.advance(minutes(15))
    expect((await signIn(other, login)).status).toBe(201)
  }, 30_000)
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
