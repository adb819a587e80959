import type { FastifyRequest } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { openCity } from '../platform/directory.ts'
import { newId } from '../platform/id.ts'
import { composeApp } from '../app.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { authenticate } from './authenticate.ts'
import { call, chainOf, person, sessionOf, type Headers } from './testing.ts'

let at: TestCity
beforeAll(async () => {
  at = await testCity()
})
const me = (headers: Headers) => call(at, headers, 'GET', '/api/v1/session')
const minutes = (count: number) => count * 60_000

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

  it('grows idle behind a live screen that nobody looks at', async () => {
    const headers = await sessionOf(at, (await person(at)).login)
    const request = {
      method: 'GET',
      headers,
      cookies: {},
      now: at.clock.now(),
      server: at.app,
      routeOptions: { url: '/api/v1/stream' },
    }
    const asked = []
    for (let hour = 0; hour < 14; hour++) {
      asked.push((await authenticate(request as unknown as FastifyRequest)) !== null)
      at.clock.advance(minutes(60))
    }
    expect(asked).toEqual([...Array(12).fill(true), false, false])
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
  it('made by one process is seen by another, which looks once a second', async () => {
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
    await expect.poll(() => ask(headers), { timeout: 10_000, interval: 100 }).toBe(401)
    await elsewhere.close()
    await twin.db.close()
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
