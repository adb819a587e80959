/** Every door of the program, for tests that send what no client of ours sends; and what a proper refusal looks like. */
import { allEndpoints, type EndpointKey } from '@bihuan/contract/endpoints'
import type { Endpoint } from '@bihuan/contract/endpoint'
import { problemSchema } from '@bihuan/contract/problem'
import { POWERS, ROLES, type Power, type Role } from '@bihuan/domain/powers'
import { newId } from '../id.ts'
import { routeAccess } from '../route.ts'
import type { TestCity } from './city.ts'
import type { SignedIn } from './sign-in.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export interface Door {
  key: EndpointKey
  method: Method
  path: string
  endpoint: Endpoint
}
/** One of each role, over the whole city. */
type Staff = Record<Role, SignedIn>
export interface Asking {
  at: TestCity
  staff: Staff
}
export async function staffOf(at: TestCity): Promise<Staff> {
  const staff = {} as Staff
  for (const role of ROLES) staff[role] = await at.signIn(role)
  return staff
}
/** Ends the session that asks. */
export const SIGN_OUT = 'DELETE /api/v1/session'
export const doors = (): Door[] =>
  [...routeAccess.keys()]
    .filter((key) => key !== SIGN_OUT)
    .map((key) => {
      const [method, path] = key.split(' ') as [Method, string]
      return { key, method, path, endpoint: allEndpoints[key] as Endpoint }
    })
export const withIds = (path: string) => path.replace('{tab}', 'accept').replace(/\{\w+\}/g, () => newId())

/** Somebody whom the door lets in, so that what is sent is looked at. */
function headersFor(key: EndpointKey, staff: Staff): Record<string, string> {
  const access = routeAccess.get(key)!
  const role = ROLES.find((one) => POWERS[one].includes(access as Power)) ?? 'dispatcher'
  return { ...staff[role].headers }
}

/** No file, line, stack, query or word of the database. */
const INSIDES =
  /node_modules|\.ts\b|\bat [\w.]+ \(|\bselect\b.*\bfrom\b|insert into|syntax error|relation "|invalid input|PostgreSQL|SQLSTATE|undefined|\[object/i
const PATIENCE = 20_000

export async function ask(
  { at, staff }: Asking,
  door: Door,
  url: string,
  given: { payload?: string; type?: string; method?: Method },
) {
  const headers: Record<string, string> = headersFor(door.key, staff)
  if (given.payload !== undefined) headers['content-type'] = given.type ?? 'application/json'
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new Error(`${door.key} hangs`)), PATIENCE)),
  )
  try {
    const asked = at.app.inject({
      method: given.method ?? door.method,
      url,
      headers,
      ...(given.payload === undefined ? {} : { payload: given.payload }),
    })
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
export type Answer = Awaited<ReturnType<typeof ask>>

/** null: a proper refusal; else what is wrong with it. */
export function wrong(answer: Answer): string | null {
  const { statusCode, headers, body } = answer
  const said = `${statusCode} ${body.slice(0, 200)}`
  if (statusCode < 400 || statusCode >= 500) return `not refused: ${said}`
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `no problem: ${said}`
  const problem = problemSchema.safeParse(answer.json())
  if (!problem.success) return `not the shape of a problem: ${said}`
  const { zh, en } = problem.data.detail
  if (!/[一-龥]/.test(zh) || !/[a-z]{3}/.test(en)) return `no sentences: ${said}`
  const leak = INSIDES.exec(body)
  return leak ? `tells “${leak[0]}”: ${said}` : null
}
