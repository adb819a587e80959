/** Renaming, disabling, enabling an account, and giving it a new one-time password. */
import type { EventAct } from '@bihuan/contract/audit-acts'
import type { City } from '../../platform/city.ts'
import type { Queryable } from '../../platform/database.ts'
import type { NewEvent } from '../../platform/events.ts'
import { Problem } from '../../platform/problem.ts'
import { accountCommitment } from '../facts.ts'
import { lockAccount, saveAccount, touch, type AccountRow } from '../store.ts'
import { requireAnotherOfRole, standingRoles } from '../views.ts'
import { endAllSessions } from './end-session.ts'

export interface AccountChange {
  name?: string
  status?: 'active' | 'disabled'
  /** Of a new one-time password. */
  passwordHash?: string
}

/** Throws `staff.not-oneself` where somebody would switch himself off, `staff.last-of-role`. */
export async function changeAccount(
  db: Queryable,
  city: City,
  now: Date,
  actor: string,
  id: string,
  change: AccountChange,
): Promise<AccountRow> {
  const account = await lockAccount(db, id)
  if (!account) throw new Problem('platform.not-found')
  const event = (act: EventAct, body: unknown): NewEvent => ({ act, actor, occurredAt: now, recordedAt: now, body })
  const events: NewEvent[] = []
  const next: Partial<AccountRow> = {}
  if (change.name !== undefined && change.name !== account.name) {
    next.name = change.name
    events.push(event('account.rename', { commitment: accountCommitment(city, { ...account, name: change.name }) }))
  }
  if (change.status !== undefined && change.status !== account.status) {
    if (id === actor) throw new Problem('staff.not-oneself')
    if (change.status === 'disabled')
      for (const role of await standingRoles(db, id, now)) await requireAnotherOfRole(db, role, id, now)
    next.status = change.status
    events.push(event(change.status === 'disabled' ? 'account.disable' : 'account.enable', {}))
  }
  if (change.passwordHash !== undefined) {
    if (id === actor) throw new Problem('staff.not-oneself')
    Object.assign(next, {
      password_hash: change.passwordHash,
      must_change_password: true,
      failed_attempts: 0,
      locked_until: null,
    })
    events.push(event('account.reset-password', {}))
  }
  if (next.status === 'disabled' || next.password_hash) await endAllSessions(db, city, id, null)
  if (events.length === 0) return account
  const saved = await saveAccount(db, city.id, account, next, events)
  await touch(db, [id])
  return saved
}

/** Takes a lost second factor away, and whoever is signed in with it. Throws `staff.not-oneself`. */
export async function resetSecondFactor(
  db: Queryable,
  city: City,
  now: Date,
  actor: string,
  id: string,
): Promise<void> {
  if (id === actor) throw new Problem('staff.not-oneself')
  const account = await lockAccount(db, id)
  if (!account) throw new Problem('platform.not-found')
  await endAllSessions(db, city, id, null)
  await saveAccount(db, city.id, account, { totp_secret: null, totp_pending: null }, [
    { act: 'account.reset-second-factor', actor, occurredAt: now, recordedAt: now, body: {} },
  ])
  await touch(db, [id])
}
