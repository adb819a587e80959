/**
 * The one way to the server: `call('GET /api/v1/cases/{id}', { params, query, body })`, typed by the contract.
 * The contract is imported as types only, so that no schema library reaches the browser.
 */
import type { Answer, Sent } from '@bihuan/contract/endpoint'
import type { AllEndpoints, EndpointKey } from '@bihuan/contract/endpoints'
import { ApiProblem, problemFrom } from './problem.ts'
import { noteServerTime } from './now.ts'

export type { EndpointKey }
export type Answered<K extends EndpointKey> = Answer<AllEndpoints[K]>

type Part<Name extends string, T> = [T] extends [undefined]
  ? object
  : object extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T }
/** What this endpoint takes: only the parts that it declares, each required unless all its fields are optional. */
export type Given<K extends EndpointKey> = Part<'params', Sent<AllEndpoints[K]>['params']> &
  Part<'query', Sent<AllEndpoints[K]>['query']> &
  Part<'body', Sent<AllEndpoints[K]>['body']>

type Plain = string | number | boolean | null | undefined
interface Loose {
  params?: Record<string, Plain>
  query?: Record<string, Plain | readonly Plain[]>
  body?: unknown
}

type Rest<K extends EndpointKey> =
  object extends Given<K> ? [given?: Given<K>, signal?: AbortSignal] : [given: Given<K>, signal?: AbortSignal]

/** Told when the server says that nobody is signed in: the shell shows the login over what was open. */
let onSignedOut: () => void = () => undefined
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

export async function call<K extends EndpointKey>(key: K, ...rest: Rest<K>): Promise<Answered<K>> {
  const [given = {}, signal] = rest as [Loose?, AbortSignal?]
  const [method, path] = key.split(' ') as [string, string]
  const response = await send(method, addressOf(path, given), given.body, signal)
  noteServerTime(response.headers.get('date'))
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answered<K>
  const problem = await problemFrom(response)
  if (problem.code === 'platform.not-signed-in') onSignedOut()
  throw problem
}

/** The path with its parameters filled in, and the query: undefined and null are left out, a list repeats its name. */
export function addressOf(path: string, given: Loose): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = given.params?.[name]
    if (value === undefined || value === null || value === '') throw new TypeError(`no ${name} for ${path}`)
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given.query ?? {})) {
    for (const one of isList(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text ? `${filled}?${text}` : filled
}

function isList(value: Plain | readonly Plain[]): value is readonly Plain[] {
  return Array.isArray(value)
}

async function send(method: string, address: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({
      code: 'network.away',
      status: 0,
      detail: {
        zh: '连不上服务器，内容没有提交；请检查网络后重试。',
        en: 'The server cannot be reached; nothing was sent. Check the network and try again.',
      },
    })
  }
}
