import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { useHeaders } from './http-headers.ts'

test('every answer says what browsers may do with it: found, not found, failed', async () => {
  const app = Fastify()
  await useHeaders(app, ['https://tiles.example'])
  app.get('/page', () => 'page')
  app.get('/fails', () => {
    throw new Error('no')
  })
  for (const [url, status] of [
    ['/page', 200],
    ['/nowhere', 404],
    ['/fails', 500],
  ] as const) {
    const { statusCode, headers } = await app.inject(url)
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-dns-prefetch-control': 'off',
      'x-permitted-cross-domain-policies': 'none',
    })
    expect(headers['content-security-policy']).toContain("img-src 'self' data: blob: https://tiles.example;")
    // Plain HTTP in an office network stays possible.
    expect(headers).not.toHaveProperty('strict-transport-security')
  }
  await app.close()
})
