/** Signing in for tests: a person with one role, known to this process by a token. */
import type { FastifyRequest } from 'fastify'
import type { Role, Scope } from '@bihuan/domain/powers'
import type { Actor } from '../actor.ts'
import { newId } from '../id.ts'
import type { TestCity } from './city.ts'

export interface SignInOptions {
  /** The same person again, with another role: their grants add up. */
  accountId?: string
  name?: string
  departmentIds?: string[]
  teamIds?: string[]
}

export interface SignedIn {
  accountId: string
  headers: { authorization: string }
}

const people = new Map<string, Actor>()

/** The person behind a test's token, or null when it is none of ours. */
export function testActor(request: FastifyRequest): Actor | null {
  const token = /^Bearer (test-.+)$/.exec(request.headers.authorization ?? '')?.[1]
  return token ? (people.get(token) ?? null) : null
}

export async function signInAs(_city: TestCity, role: Role, scope: Scope, options: SignInOptions): Promise<SignedIn> {
  const accountId = options.accountId ?? newId()
  const known = [...people.values()].find((actor) => actor.accountId === accountId)
  const token = `test-${newId()}`
  people.set(token, {
    accountId,
    name: options.name ?? known?.name ?? `${role} ${accountId.slice(-4)}`,
    sessionId: newId(),
    grants: [...(known?.grants ?? []), { role, scope }],
    departmentIds: options.departmentIds ?? known?.departmentIds ?? [],
    teamIds: options.teamIds ?? known?.teamIds ?? [],
  })
  return { accountId, headers: { authorization: `Bearer ${token}` } }
}
