import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './http.ts'
import { problemOf } from './http-errors.ts'
import { createLogger } from './logging.ts'
import { Problem } from './problem.ts'
import { testCity } from './testing/city.ts'

const failing = (fields: object) => Object.assign(new Error('inside'), fields)

describe('what a failure means to the caller', () => {
  test.each([
    ['a full disk', failing({ code: 'ENOSPC' }), 507, 'platform.disk-full'],
    ['a full disk of the database', failing({ code: '53100' }), 507, 'platform.disk-full'],
    ['a database that shuts down', failing({ code: '57P01' }), 503, 'platform.database-unavailable'],
    ['a database that is not there', failing({ code: 'ECONNREFUSED' }), 503, 'platform.database-unavailable'],
    ['a broken connection', new Error('Connection terminated unexpectedly'), 503, 'platform.database-unavailable'],
    [
      'a held connection that broke before',
      new Error('Client has encountered a connection error and is not queryable'),
      503,
      'platform.database-unavailable',
    ],
    ['a character that no text may hold', failing({ code: '22021' }), 400, 'platform.body-malformed'],
    ['a problem', new Problem('command.id-reused'), 409, 'command.id-reused'],
  ])('%s', (_, error, status, code) => {
    const problem = problemOf(error)!
    expect([problem.status, problem.code]).toEqual([status, code])
  })

  test('a defect is none of the caller’s', () => {
    expect(problemOf(new TypeError('x is undefined'))).toBeNull()
    expect(problemOf(failing({ code: '23505' }))).toBeNull()
  })
})

describe('a defect', () => {
  const lines: string[] = []
  let app: FastifyInstance
  beforeAll(async () => {
    const { city } = await testCity()
    const logger = createLogger('info', (line) => lines.push(line))
    app = await buildApp({ city, authenticate: async () => null, limits: 'off', logger })
    app.post('/api/v1/defect', async () => {
      throw new TypeError('the drawer is empty')
    })
    app.post('/api/v1/late', async (_request, reply) => {
      reply.code(200)
      throw new Problem('platform.too-many-requests', { seconds: 7 })
    })
  })
  afterAll(() => app.close())

  test('is told with a reference alone; the log has the rest, and nothing of the body', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/defect?phone=13800000000',
      payload: { name: '张三' },
    })
    expect(answer.statusCode).toBe(500)
    const { code, params } = answer.json()
    expect(code).toBe('platform.internal')
    expect(answer.body).not.toMatch(/drawer|\.ts|node_modules/)
    const line = lines.find((text) => text.includes(params.reference))!
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      route: '/api/v1/defect',
      error: { message: 'the drawer is empty' },
    })
    expect(line).not.toMatch(/张三|13800000000/)
  })

  test('of the caller says when to come back', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/late', payload: {} })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '7'])
  })
})
