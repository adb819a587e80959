/**
 * The one way to the server: `call('GET /api/v1/…', …)`, typed by the contract (types alone, no schema comes along).
 * An answer that is not a success is thrown as `ApiProblem`, no answer at all as `NoConnection`.
 */
import type { Answer, Endpoint, Sent } from '@bihuan/contract/endpoint'
import type { AllEndpoints, EndpointKey } from '@bihuan/contract/endpoints'
import { ApiProblem, NoConnection, readProblem } from './problem.ts'
import { noteAnswer } from './server-clock.ts'

type Part = 'params' | 'query' | 'body'
/** Only the parts that the endpoint declares, and all of them. */
type Needed<E> = E extends Endpoint ? { [P in Part as P extends keyof E ? P : never]: Sent<E>[P] } : never
export type Options<K extends EndpointKey> = Needed<AllEndpoints[K]> & { signal?: AbortSignal }
export type AnswerOf<K extends EndpointKey> = AllEndpoints[K] extends infer E
  ? E extends Endpoint
    ? Answer<E>
    : never
  : never

/** What to do when the server says that nobody is signed in. */
let onSignedOut: () => void = () => undefined
export function whenSignedOut(handle: () => void): void {
  onSignedOut = handle
}

export async function call<K extends EndpointKey>(key: K, options: Options<K>): Promise<AnswerOf<K>> {
  const { params, query, body, signal } = options as { signal?: AbortSignal } & Partial<Record<Part, unknown>>
  return (await send(key, { params, query, body, signal })) as AnswerOf<K>
}

export interface Loose {
  params?: unknown
  query?: unknown
  body?: unknown
  signal?: AbortSignal | undefined
}

/** The untyped half: for the outbox, which sends what was stored. */
export async function send(key: string, options: Loose): Promise<unknown> {
  const [method, path] = key.split(' ') as [string, string]
  const sent = Date.now()
  let response: Response
  try {
    response = await fetch(address(path, options.params, options.query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new NoConnection(error)
  }
  noteAnswer(sent, Date.now(), response.headers.get('date'))
  if (response.ok) return response.status === 204 ? undefined : await response.json()
  const problem = await readProblem(response)
  if (problem instanceof ApiProblem && problem.code === 'platform.not-signed-in') onSignedOut()
  throw problem
}

export function address(path: string, params: unknown, query: unknown): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text ? `${filled}?${text}` : filled
}
