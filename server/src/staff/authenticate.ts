/** The person behind a request: what the server is decorated with as `app.authenticate`. */
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../platform/actor.ts'
import { Problem } from '../platform/problem.ts'
import { sessionCache, type Found } from './session-cache.ts'
import { hashToken, isForeignOrigin, tokenOf } from './token.ts'

/** An actor with what only staff's own routes ask for. */
export interface StaffActor extends Actor {
  /** Absent colleagues whose place the account takes now. */
  standsInFor: readonly string[]
  found: Found
}

/** Open to those who must first change a one-time password or enrol a second factor. */
const ALWAYS_OPEN = new Set([
  'GET /api/v1/session',
  'DELETE /api/v1/session',
  'POST /api/v1/password',
  'POST /api/v1/totp/enrol',
  'POST /api/v1/totp/confirm',
])

/** A live screen asks by itself, also when nobody sits before it: it keeps no session from growing idle. */
const WITHOUT_HANDS = new Set(['GET /api/v1/stream'])

const FIRST = { 'change-password': 'staff.password-first', 'enrol-second-factor': 'staff.second-factor-first' } as const

/**
 * Null without a valid session. Throws `staff.origin-refused` where another site made the browser send its cookie, and
 * `staff.password-first` or `staff.second-factor-first` where that must be done before anything else.
 */
export async function authenticate(request: FastifyRequest): Promise<StaffActor | null> {
  const carried = tokenOf(request)
  if (!carried) return null
  if (carried.byCookie && isForeignOrigin(request)) throw new Problem('staff.origin-refused')
  const place = `${request.method} ${request.routeOptions.url}`
  const cache = sessionCache(request.server.city)
  const found = await cache.find(hashToken(carried.token), request.now, !WITHOUT_HANDS.has(place))
  if (!found) return null
  const { known, standing } = found
  if (standing.must && !ALWAYS_OPEN.has(place)) throw new Problem(FIRST[standing.must])
  return {
    accountId: known.accountId,
    name: known.name,
    sessionId: found.sessionId,
    grants: standing.must ? [] : standing.grants,
    departmentIds: standing.departmentIds,
    teamIds: standing.teamIds,
    standsInFor: standing.standsInFor,
    found,
  }
}
