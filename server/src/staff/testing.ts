/** For staff's tests: accounts with a known password, signing in as a client does, and what the chain says. */
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import type { TestCity } from '../platform/testing/city.ts'
import { createAccount, hashPassword, type AccountToMake } from './answers.ts'
import { codeOf, stepAt } from './totp.ts'

export const PASSWORD = 'a lamp over seven bridges'
export const SECRET = Buffer.from('12345678901234567890', 'ascii')

let shared: Promise<string> | null = null

/** An account by the system's hand, whose password is `PASSWORD`; grants hold since long ago. */
export async function person(at: TestCity, given: Partial<AccountToMake> = {}): Promise<{ id: string; login: string }> {
  shared ??= hashPassword(PASSWORD)
  const login = given.login ?? `p${newId()}`
  const made = { name: '李娜', ...given, login, ...(given.password ? {} : { passwordHash: await shared }) }
  return { id: await createAccount(at.city, new Date('2020-01-01T00:00:00Z'), made), login }
}

/** The present code of `SECRET`. */
export function codeNow(at: TestCity, secret: Uint8Array = SECRET): string {
  return codeOf(secret, stepAt(at.clock.now()))
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Headers = Record<string, string>

export async function call(at: TestCity, headers: Headers, method: Method, url: string, payload?: object) {
  const answer = await at.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  // A table is a file, not JSON.
  const json = /json/.test(String(answer.headers['content-type']))
  return { status: answer.statusCode, body: json && answer.body ? answer.json() : null, headers: answer.headers }
}

export async function signIn(at: TestCity, login: string, more: object = {}, headers: Headers = {}) {
  return call(at, headers, 'POST', '/api/v1/session', { login, password: PASSWORD, ...more })
}

/** The headers of a new session of this person. */
export async function sessionOf(at: TestCity, login: string, more: object = {}): Promise<{ authorization: string }> {
  const { status, body } = await signIn(at, login, { transport: 'bearer', ...more })
  if (status !== 201) throw new Error(`sign-in answered ${status}: ${JSON.stringify(body)}`)
  return { authorization: `Bearer ${body.token}` }
}

export async function chainOf(
  at: TestCity,
  id: string,
): Promise<{ act: string; actor: string; body: Record<string, unknown> }[]> {
  const rows = await at.city.db.rows<{ act: string; actor: string; body: string }>(
    sql`select act, actor, body from event where subject = ${id} order by seq`,
  )
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }))
}
