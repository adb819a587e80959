/** Absence and substitution: the substitute holds what the absent person holds, while it lasts. */
import type { City } from '../../platform/city.ts'
import { violatedUnique, type Queryable } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { absenceById, endAbsence, insertAbsence, lockAccount, saveAccount, touch, type AbsenceRow } from '../store.ts'

const LONGEST_MS = 366 * 24 * 3_600_000

export interface NewAbsence {
  id: string
  accountId: string
  substituteId: string | null
  from: Date
  to: Date
}

/** Whether the actor may speak for the absent person is decided before. Throws `staff.absence-window`, `staff.substitute-unfit`. */
export async function declareAbsence(
  db: Queryable,
  city: City,
  now: Date,
  actor: string,
  given: NewAbsence,
): Promise<void> {
  const { accountId, substituteId, from, to } = given
  if (to <= from || to <= now || to.getTime() - from.getTime() > LONGEST_MS) throw new Problem('staff.absence-window')
  const ids = [accountId, ...(substituteId ? [substituteId] : [])]
  // In the order of ids, as everywhere: two that lock each other's account would wait forever.
  const accounts = new Map<string, Awaited<ReturnType<typeof lockAccount>>>()
  for (const id of [...ids].sort()) accounts.set(id, await lockAccount(db, id))
  const account = accounts.get(accountId)
  if (!account) throw new Problem('platform.not-found')
  if (substituteId) {
    const takesForOther = substituteId === actor && accountId !== actor
    if (substituteId === accountId || takesForOther || accounts.get(substituteId)?.status !== 'active') {
      throw new Problem('staff.substitute-unfit')
    }
  }
  const row: AbsenceRow = {
    id: given.id,
    account_id: accountId,
    substitute_id: substituteId,
    from_at: from,
    to_at: to,
    declared_by: actor,
    declared_at: now,
  }
  await insertAbsence(db, row).catch((error: unknown) => {
    throw violatedUnique(error) === 'absence_pkey' ? new Problem('command.id-reused') : error
  })
  const body = { absenceId: row.id, from: from.toISOString(), substituteId, to: to.toISOString() }
  await saveAccount(db, city.id, account, {}, [
    { act: 'account.declare-absence', actor, occurredAt: now, recordedAt: now, body },
  ])
  await touch(db, ids)
}

/** Back early. An absence that is over stays as it was. */
export async function endAbsenceNow(db: Queryable, city: City, now: Date, actor: string, id: string): Promise<void> {
  const absence = await absenceById(db, id)
  if (!absence) throw new Problem('platform.not-found')
  const ids = [absence.account_id, ...(absence.substitute_id ? [absence.substitute_id] : [])]
  const accounts = new Map<string, Awaited<ReturnType<typeof lockAccount>>>()
  for (const accountId of [...ids].sort()) accounts.set(accountId, await lockAccount(db, accountId))
  if (absence.to_at <= now) return
  await endAbsence(db, id, now)
  await saveAccount(db, city.id, accounts.get(absence.account_id)!, {}, [
    { act: 'account.end-absence', actor, occurredAt: now, recordedAt: now, body: { absenceId: id } },
  ])
  await touch(db, ids)
}
