import { afterEach, describe, expect, it, vi } from 'vitest'
import { address, send, whenSignedOut } from './api.ts'
import { ApiProblem, NoConnection, sentence, StrangeAnswer } from './problem.ts'

function answers(response: () => Response | Promise<Response>) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => response())
  vi.stubGlobal('fetch', fetched)
  return fetched
}
const problem = (status: number, code: string, extra: object = {}) =>
  new Response(
    JSON.stringify({ type: 'x', code, status, title: code, detail: { zh: '不行。', en: 'No.' }, ...extra }),
    {
      status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '7' },
    },
  )

afterEach(() => vi.unstubAllGlobals())

describe('a call to the server', () => {
  it('fills the path and leaves out what is not asked', () => {
    expect(address('/api/v1/cases/{id}', { id: 'a/b' }, { limit: 5, next: undefined, state: ['a', 'b'] })).toBe(
      '/api/v1/cases/a%2Fb?limit=5&state=a&state=b',
    )
  })

  it('sends a body as JSON and reads the answer', async () => {
    const fetched = answers(() => new Response('{"ok":true}', { status: 201 }))
    expect(await send('POST /api/v1/x', { body: { a: 1 } })).toEqual({ ok: true })
    const init = fetched.mock.calls[0]![1]
    expect(init.body).toBe('{"a":1}')
    expect(new Headers(init.headers).get('content-type')).toBe('application/json')
  })

  it('throws the problem with its sentence in both languages and the wait that the server asks for', async () => {
    answers(() =>
      problem(422, 'platform.body-invalid', { errors: [{ field: 'text', code: 'x', zh: '太长', en: 'too long' }] }),
    )
    const error = await send('POST /api/v1/x', { body: {} }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiProblem)
    expect((error as ApiProblem).retryAfter).toBe(7)
    expect(sentence(error, 'zh')).toBe('不行。 太长')
    expect(sentence(error, 'en')).toBe('No. too long')
  })

  it('tells no answer from a strange one', async () => {
    answers(() => Promise.reject(new TypeError('failed to fetch')))
    expect(await send('GET /api/v1/x', {}).catch((e: unknown) => e)).toBeInstanceOf(NoConnection)
    answers(() => new Response('<html>hotel</html>', { status: 502, headers: { 'content-type': 'text/html' } }))
    expect(await send('GET /api/v1/x', {}).catch((e: unknown) => e)).toBeInstanceOf(StrangeAnswer)
  })

  it('says so when nobody is signed in any more', async () => {
    const told = vi.fn()
    whenSignedOut(told)
    answers(() => problem(401, 'platform.not-signed-in'))
    await send('GET /api/v1/x', {}).catch(() => undefined)
    expect(told).toHaveBeenCalledOnce()
  })
})
