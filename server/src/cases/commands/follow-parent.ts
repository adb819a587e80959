/** 并案: whoever reported or followed the merged case follows its parent from now on; each as an entry of the parent's history. */
import type { Case } from '@bihuan/domain/cases/case'
import type { City } from '../../platform/city.ts'
import type { Queryable } from '../../platform/database.ts'
import { calendarOf } from '../../platform/held-calendar.ts'
import { setFollower, updateCase } from '../store.ts'
import { readForAct } from '../views.ts'
import { prepare } from './write.ts'

const isAccount = (id: string) => /^[0-9a-f]{8}-/.test(id)

/** Within the reader's transaction. Sent again it adds nothing: who follows already is left out. */
export async function followParent(city: City, db: Queryable, childId: string, parentId: string): Promise<void> {
  const child = await readForAct(db, childId, null, null)
  const parent = await readForAct(db, parentId, null, null)
  if (!child || !parent) throw new Error(`case ${childId} was merged into ${parentId}, and one of them does not exist`)
  // Undone meanwhile.
  if (child.document.state !== 'merged') return
  const known = new Set(parent.document.followers)
  const people = followersOf(child.document).filter(
    (id) => isAccount(id) && !known.has(id) && id !== parent.document.finder,
  )
  if (people.length === 0) return
  const now = city.clock.now()
  const prepared = prepare(city, {
    head: { subject: parentId, seq: parent.seq, hash: parent.headHash },
    before: parent.document,
    entries: people.map((actor) => ({ act: 'follow', actor, body: {} })),
    occurredAt: now,
    now,
    calendar: calendarOf(city),
  })
  if (!(await updateCase(db, { ...prepared, texts: [], answer: null }, parent.seq)))
    throw new Error(`case ${parentId} changed meanwhile: tried again`)
  for (const account of people) await setFollower(db, parentId, account, true)
}

function followersOf(child: Case): string[] {
  return [...new Set([child.finder, ...child.followers])]
}
