/** Where an account belongs from now on; what was before stays known. */
import type { City } from '../../platform/city.ts'
import type { Queryable } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { lockAccount, replaceMemberships, saveAccount, touch, type Belonging } from '../store.ts'

export async function setMemberships(
  db: Queryable,
  city: City,
  now: Date,
  actor: string,
  id: string,
  belonging: Belonging,
): Promise<void> {
  const account = await lockAccount(db, id)
  if (!account) throw new Problem('platform.not-found')
  await replaceMemberships(db, id, belonging, now)
  const body = { departmentIds: [...belonging.departmentIds], teamIds: [...belonging.teamIds] }
  await saveAccount(db, city.id, account, {}, [
    { act: 'account.set-memberships', actor, occurredAt: now, recordedAt: now, body },
  ])
  await touch(db, [id])
}
