import { beforeAll, describe, expect, test } from 'vitest'
import { problemSchema } from '@bihuan/contract/problem'
import { platformEndpoints } from '@bihuan/contract/platform'
import { testCity, type TestCity } from './testing/city.ts'

let test1: TestCity
beforeAll(async () => {
  test1 = await testCity()
})

describe('the server about itself', () => {
  test('it is alive and ready', async () => {
    expect((await test1.app.inject('/health')).json()).toEqual({ status: 'alive' })
    const ready = await test1.app.inject('/ready')
    expect(platformEndpoints['GET /ready'].response.parse(ready.json())).toMatchObject({
      status: 'ready',
      city: 'main',
    })
  })

  test('it counts its requests', async () => {
    await test1.app.inject('/health')
    const { body, headers } = await test1.app.inject('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toMatch(/bihuan_http_requests_total\{method="GET",route="\/health",status="200"\} [1-9]/)
    expect(body).toContain('bihuan_http_request_seconds_bucket{le="+Inf"}')
  })

  test('it describes its API as OpenAPI 3.1 and shows a page that loads nothing from outside', async () => {
    const document = (await test1.app.inject('/api/docs/json')).json()
    expect(document.openapi).toBe('3.1.0')
    expect(document.paths['/ready'].get.summary).toBeTruthy()
    const page = await test1.app.inject('/api/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toMatch(/(src|href)="https?:/)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
  })
})

describe('what cannot be read or found', () => {
  const post = (payload: string, type = 'application/json') =>
    test1.app.inject({ method: 'POST', url: '/api/v1/clock', payload, headers: { 'content-type': type } })

  test.each([
    ['broken JSON', '{"now": ', 'application/json', 400, 'platform.body-malformed'],
    ['an empty body', '', 'application/json', 400, 'platform.body-malformed'],
    ['a prototype in the body', '{"__proto__": {"now": 1}}', 'application/json', 400, 'platform.body-malformed'],
    ['another content type', '<now/>', 'application/xml', 415, 'platform.media-type'],
    [
      'a body beyond the limit',
      JSON.stringify({ now: 'x'.repeat(300_000) }),
      'application/json',
      413,
      'platform.body-too-large',
    ],
  ])('%s is a problem with sentences in both languages', async (_, payload, type, status, code) => {
    const answer = await post(payload, type)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    const problem = problemSchema.parse(answer.json())
    expect(problem.code).toBe(code)
    expect(problem.detail.zh).toMatch(/[一-龥]/)
    expect(answer.body).not.toContain('node_modules')
  })

  test('an address that does not exist, or is broken, is a problem', async () => {
    const missing = await test1.app.inject('/api/v1/nothing')
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'platform.not-found'])
    const broken = await test1.app.inject('/api/v1/%zz')
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'platform.body-malformed'])
  })

  test('a stranger is asked to sign in before the body is looked at', async () => {
    const answer = await post('{"now": 5}')
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'platform.not-signed-in'])
  })

  test('a wrong field is named with our own sentence', async () => {
    const { headers } = await test1.signIn('leader')
    const answer = await test1.app.inject({ method: 'POST', url: '/api/v1/clock', payload: { now: 5 }, headers })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors).toEqual([
      { field: 'now', code: 'invalid_type', zh: '应为文字。', en: 'This must be text.' },
    ])
  })
})

describe('the time of a request', () => {
  test('a real city accepts none from outside', async () => {
    const answer = await test1.app.inject({ url: '/health', headers: { 'bihuan-time': '2020-01-01T00:00:00Z' } })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'platform.clock-not-simulated'])
  })

  test('a simulated city takes the header, and says when it is no time', async () => {
    const { app, clock, signIn } = await testCity({ kind: 'simulated', now: '2025-01-01T00:00:00Z' })
    expect(
      (await app.inject({ url: '/health', headers: { 'bihuan-time': '2025-05-01T08:00:00+08:00' } })).statusCode,
    ).toBe(200)
    expect((await app.inject({ url: '/health', headers: { 'bihuan-time': 'yesterday' } })).statusCode).toBe(422)
    const { headers } = await signIn('leader')
    const moved = await app.inject({
      method: 'POST',
      url: '/api/v1/clock',
      payload: { now: '2025-02-01T00:00:00Z' },
      headers,
    })
    expect(moved.json()).toEqual({ now: '2025-02-01T00:00:00.000Z', ran: 0 })
    expect(clock.now().toISOString()).toBe('2025-02-01T00:00:00.000Z')
  })
})

test('an address, and an account, that call too often are told when to come back', async () => {
  const { app, signIn } = await testCity({ limits: { perAddress: 5, perAccount: 3 } })
  const { headers } = await signIn('leader')
  const call = () =>
    app.inject({ method: 'POST', url: '/api/v1/clock', payload: { now: '2025-01-01T00:00:00Z' }, headers })
  expect([(await call()).statusCode, (await call()).statusCode, (await call()).statusCode]).toEqual([403, 403, 403])
  const refused = await call()
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'platform.too-many-requests'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await app.inject('/health')).statusCode).toBe(200)
  expect((await app.inject('/health')).statusCode).toBe(429)
})
