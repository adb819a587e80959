/** Signing in and out, and what concerns oneself. Accounts of others: account-routes.ts. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { POWERS, type Power } from '@bihuan/domain/powers'
import { requirePower, type Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { registerAccountRoutes } from './account-routes.ts'
import type { StaffActor } from './authenticate.ts'
import { changePassword } from './commands/change-password.ts'
import { endSession } from './commands/end-session.ts'
import { confirmSecondFactor, startSecondFactor } from './commands/enrol-second-factor.ts'
import { openSession } from './commands/open-session.ts'
import { accountPredicate } from './reach.ts'
import { securityClock, sessionCache, type Found } from './session-cache.ts'
import { hashToken, isForeignOrigin, setSessionCookie } from './token.ts'
import { accountIsWithin, listColleagues, liveSessions, sessionOwner } from './views.ts'

function me(city: City, found: Found) {
  const { known, standing } = found
  const abilities = new Set<Power>(standing.must ? [] : standing.grants.flatMap(({ role }) => POWERS[role]))
  return {
    account: { id: known.accountId, login: known.login, name: known.name },
    sessionId: found.sessionId,
    city: { id: city.id, name: city.name, kind: city.kind },
    grants: standing.grants.map(({ validFrom, validTo, ...grant }) => ({
      ...grant,
      validFrom: validFrom.toISOString(),
      validTo: validTo?.toISOString() ?? null,
    })),
    departmentIds: standing.departmentIds,
    teamIds: standing.teamIds,
    abilities: [...abilities],
    must: standing.must,
    secondFactor: known.secondFactor,
  }
}

/** What stands behind this request's session. */
function foundOf(actor: Actor): Found {
  if (!('found' in actor)) throw new Problem('platform.not-signed-in')
  return (actor as StaffActor).found
}

/** The account whose sessions are meant: one's own, or within the scope of `session.revoke`, else 404. */
async function requireSessionsOf(city: City, actor: Actor, accountId: string): Promise<void> {
  if (accountId === actor.accountId) return
  const scopes = requirePower(actor, 'session.revoke')
  if (!(await accountIsWithin(city.db, accountId, accountPredicate(city, scopes, actor))))
    throw new Problem('platform.not-found')
}

function forget(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.cookie) setSessionCookie(request, reply, '', 0)
}

export function registerStaffRoutes(app: FastifyInstance): void {
  route(app, 'POST /api/v1/session', 'public', async ({ city, now, body, request, reply }) => {
    if (isForeignOrigin(request)) throw new Problem('staff.origin-refused')
    const { transport, ...given } = body
    const opened = await openSession(city, now, { ...given, address: request.ip })
    if (transport === 'cookie') {
      const seconds = Math.floor((opened.expiresAt.getTime() - securityClock(city).now().getTime()) / 1000)
      setSessionCookie(request, reply, opened.token, seconds)
    }
    const found = await sessionCache(city).find(hashToken(opened.token), now)
    if (!found) throw new Problem('staff.sign-in-refused')
    return { ...me(city, found), token: transport === 'bearer' ? opened.token : null }
  })

  route(app, 'GET /api/v1/session', 'signed-in', async ({ city, actor }) => me(city, foundOf(actor)))

  route(app, 'DELETE /api/v1/session', 'signed-in', async ({ city, now, actor, request, reply }) => {
    await endSession(city, now, actor.accountId, actor.accountId, actor.sessionId)
    forget(request, reply)
    return undefined
  })

  route(app, 'GET /api/v1/sessions', 'signed-in', async ({ city, actor, query }) => {
    const accountId = query.accountId ?? actor.accountId
    await requireSessionsOf(city, actor, accountId)
    return { rows: await liveSessions(city.db, accountId, actor.sessionId, securityClock(city).now()) }
  })

  route(app, 'DELETE /api/v1/sessions/{id}', 'signed-in', async ({ city, now, actor, params }) => {
    const owner = await sessionOwner(city.db, params.id)
    if (!owner) throw new Problem('platform.not-found')
    // Somebody who may end no sessions but his own learns nothing about others'.
    if (owner !== actor.accountId && !actor.grants.some(({ role }) => POWERS[role].includes('session.revoke'))) {
      throw new Problem('platform.not-found')
    }
    await requireSessionsOf(city, actor, owner)
    await endSession(city, now, actor.accountId, owner, params.id)
    return undefined
  })

  route(app, 'POST /api/v1/password', 'signed-in', async ({ city, now, actor, body }) => {
    await changePassword(city, now, actor, body)
    return undefined
  })

  route(app, 'POST /api/v1/totp/enrol', 'signed-in', async ({ city, now, actor, body }) =>
    startSecondFactor(city, now, actor.accountId, body),
  )

  route(app, 'POST /api/v1/totp/confirm', 'signed-in', async ({ city, now, actor, body }) => ({
    recoveryCodes: await confirmSecondFactor(city, now, actor, body.code),
  }))

  route(app, 'GET /api/v1/colleagues', 'absence.declare', async ({ city, actor, query }) => ({
    rows: await listColleagues(city.db, actor, query.q ?? ''),
  }))

  registerAccountRoutes(app)
}
