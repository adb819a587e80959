/** Accounts, grants, memberships and absences of others, each within the scope of the power that the route asks for. */
import type { FastifyInstance } from 'fastify'
import { scopesFor, type Scope } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { changeAccount, resetSecondFactor } from './commands/change-account.ts'
import { createAccount } from './commands/create-account.ts'
import { declareAbsence, endAbsenceNow } from './commands/declare-absence.ts'
import { endSessionsOf } from './commands/end-session.ts'
import { setGrants } from './commands/set-grants.ts'
import { setMemberships } from './commands/set-memberships.ts'
import { hashPassword, newOneTimePassword } from './password.ts'
import { accountPredicate, requireAssignable, requireBelow } from './reach.ts'
import { runCommand } from './run.ts'
import { securityClock } from './session-cache.ts'
import {
  accountDetail,
  accountIsWithin,
  accountVersion,
  listAbsences,
  listAccounts,
  standingGrants,
  type AccountDetail,
} from './views.ts'

interface Asker {
  city: City
  now: Date
  actor: Actor
  scopes: readonly Scope[]
}

/** 404 where the account lies outside of the scopes, 409 where it changed since the caller saw it. */
async function requireAccount(
  db: Queryable,
  { city, actor, scopes }: Asker,
  id: string,
  expectedVersion?: number,
): Promise<void> {
  if (!(await accountIsWithin(db, id, accountPredicate(city, scopes, actor)))) throw new Problem('platform.not-found')
  if (expectedVersion === undefined) return
  const version = await accountVersion(db, id)
  if (version !== expectedVersion) throw new Problem('command.version-conflict', { version })
}

/** As the caller sees it after what he did: also where his act moved it out of his scope. */
async function shown(db: Queryable, { city, now }: Asker, id: string): Promise<AccountDetail> {
  return (await accountDetail(db, id, sql`true`, now, securityClock(city).now()))!
}

export function registerAccountRoutes(app: FastifyInstance): void {
  route(app, 'GET /api/v1/accounts', 'account.read', async ({ city, now, actor, scopes, query }) =>
    listAccounts(city.db, accountPredicate(city, scopes, actor), query, now, securityClock(city).now()),
  )

  route(app, 'GET /api/v1/accounts/{id}', 'account.read', async ({ city, now, actor, scopes, params }) => {
    const account = await accountDetail(
      city.db,
      params.id,
      accountPredicate(city, scopes, actor),
      now,
      securityClock(city).now(),
    )
    if (!account) throw new Problem('platform.not-found')
    return account
  })

  // A new record takes the id of the command that makes it: the caller's own, and the same when it is sent again.
  route(app, 'POST /api/v1/accounts', 'account.manage', async (call) => {
    const { city, now, actor, scopes, body } = call
    const { commandId, ...given } = body
    let oneTimePassword: string | null = null
    const command = { commandId, subject: commandId, act: 'account.create', body: given }
    const account = await runCommand(city, actor, command, now, async (db) => {
      requireAssignable(city, scopes, { departmentIds: [], teamIds: [] }, given)
      // An account that belongs nowhere is the whole city's: whoever sees less would lose sight of it.
      if (given.departmentIds.length + given.teamIds.length === 0)
        requireBelow(city, scopes, [{ scope: { kind: 'city' } }])
      const password = newOneTimePassword()
      const passwordHash = await hashPassword(password)
      await createAccount(db, city, now, actor.accountId, {
        ...given,
        id: commandId,
        passwordHash,
        mustChangePassword: true,
        grants: [],
      })
      oneTimePassword = password
      return shown(db, call, commandId)
    })
    return { account, oneTimePassword }
  })

  route(app, 'PATCH /api/v1/accounts/{id}', 'account.manage', async (call) => {
    const { city, now, actor, params, body } = call
    const { commandId, ...given } = body
    let oneTimePassword: string | null = null
    const command = { commandId, subject: params.id, act: 'account.change', body: given }
    const account = await runCommand(city, actor, command, now, async (db) => {
      await requireAccount(db, call, params.id, given.expectedVersion)
      if (given.resetPassword || given.status) requireBelow(city, call.scopes, await standingGrants(db, params.id, now))
      const password = given.resetPassword ? newOneTimePassword() : null
      const passwordHash = password === null ? undefined : await hashPassword(password)
      await changeAccount(db, city, now, actor.accountId, params.id, {
        name: given.name,
        status: given.status,
        passwordHash,
      })
      oneTimePassword = password
      return shown(db, call, params.id)
    })
    return { account, oneTimePassword }
  })

  route(app, 'PUT /api/v1/accounts/{id}/grants', 'role.grant', async (call) => {
    const { city, now, actor, scopes, params, body } = call
    const { commandId, ...given } = body
    const command = { commandId, subject: params.id, act: 'account.set-grants', body: given }
    return runCommand(city, actor, command, now, async (db) => {
      await requireAccount(db, call, params.id, given.expectedVersion)
      const grants = given.grants.map(({ role, scope, validFrom, validTo }) => ({
        role,
        scope,
        validFrom: validFrom && new Date(validFrom) > now ? new Date(validFrom) : now,
        validTo: validTo ? new Date(validTo) : null,
      }))
      await setGrants(db, city, now, { accountId: actor.accountId, scopes }, params.id, grants)
      return shown(db, call, params.id)
    })
  })

  route(app, 'PUT /api/v1/accounts/{id}/memberships', 'account.manage', async (call) => {
    const { city, now, actor, scopes, params, body } = call
    const { commandId, ...given } = body
    const command = { commandId, subject: params.id, act: 'account.set-memberships', body: given }
    return runCommand(city, actor, command, now, async (db) => {
      await requireAccount(db, call, params.id, given.expectedVersion)
      requireAssignable(city, scopes, await shown(db, call, params.id), given)
      await setMemberships(db, city, now, actor.accountId, params.id, given)
      return shown(db, call, params.id)
    })
  })

  route(app, 'POST /api/v1/accounts/{id}/totp/reset', 'role.grant', async (call) => {
    const { city, now, actor, params, body } = call
    const command = { commandId: body.commandId, subject: params.id, act: 'account.reset-second-factor', body: {} }
    return runCommand(city, actor, command, now, async (db) => {
      await requireAccount(db, call, params.id)
      requireBelow(city, call.scopes, await standingGrants(db, params.id, now))
      await resetSecondFactor(db, city, now, actor.accountId, params.id)
      return shown(db, call, params.id)
    })
  })

  route(app, 'POST /api/v1/accounts/{id}/sessions/revoke', 'session.revoke', async (call) => {
    const { city, now, actor, params, body } = call
    const command = { commandId: body.commandId, subject: params.id, act: 'account.end-session', body: {} }
    return runCommand(city, actor, command, now, async (db) => {
      await requireAccount(db, call, params.id)
      return { ended: await endSessionsOf(db, city, now, actor.accountId, params.id) }
    })
  })

  /** Whose absences the actor may speak for: his own, and as a supervisor those of the accounts in scope. */
  const speaksFor = (city: City, actor: Actor) =>
    accountPredicate(city, [{ kind: 'own' }, ...scopesFor(actor.grants, 'absence.manage')], actor)

  route(app, 'GET /api/v1/absences', 'absence.declare', async ({ city, now, actor }) => ({
    rows: await listAbsences(city.db, sql`(b.substitute_id = ${actor.accountId} or ${speaksFor(city, actor)})`, now),
  }))

  route(app, 'POST /api/v1/absences', 'absence.declare', async (call) => {
    const { city, now, actor, body } = call
    const { commandId, ...given } = body
    const accountId = given.accountId ?? actor.accountId
    const command = { commandId, subject: accountId, act: 'account.declare-absence', body: given }
    return runCommand(city, actor, command, now, async (db) => {
      if (!(await accountIsWithin(db, accountId, speaksFor(city, actor)))) throw new Problem('platform.not-found')
      await declareAbsence(db, city, now, actor.accountId, {
        id: commandId,
        accountId,
        substituteId: given.substituteId ?? null,
        from: new Date(given.from),
        to: new Date(given.to),
      })
      return (await listAbsences(db, sql`b.id = ${commandId}`, null))[0]!
    })
  })

  route(app, 'POST /api/v1/absences/{id}/end', 'absence.declare', async (call) => {
    const { city, now, actor, params, body } = call
    const command = { commandId: body.commandId, subject: params.id, act: 'account.end-absence', body: {} }
    return runCommand(city, actor, command, now, async (db) => {
      const [absence] = await listAbsences(db, sql`b.id = ${params.id} and ${speaksFor(city, actor)}`, null)
      if (!absence) throw new Problem('platform.not-found')
      await endAbsenceNow(db, city, now, actor.accountId, params.id)
      return (await listAbsences(db, sql`b.id = ${params.id}`, null))[0]!
    })
  })
}
