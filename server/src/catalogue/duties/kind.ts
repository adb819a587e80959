/** Duties as a kind of revision: what a plan writes, and how it is taken back. */
import { undoPlan, type DutyBegin, type DutyEnd, type DutyPlan } from '@bihuan/domain/duty-change'
import type { Duty } from '@bihuan/domain/routing'
import { sql, type Queryable } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import type { Applying, Change, RevisionKind } from '../../platform/revision.ts'
import { loadTerritory } from '../../territory/answers.ts'
import { loadCatalogue } from '../answers.ts'
import { catalogueVersion } from '../views.ts'
import { rehearseDuties } from './rehearsal.ts'
import { dutySentences } from './sentences.ts'
import * as store from './store.ts'

const BATCH = 1000

export const dutyRevisions: RevisionKind = {
  kind: 'duties',
  version: (db, lock) => (lock ? store.lockDuties(db) : catalogueVersion(db)),
  rehearse: rehearseDuties,
  apply,
  takeBack,
  changed: loadCatalogue,
  sentences: dutySentences,
}

async function planOf(changes: AsyncIterable<Change>): Promise<DutyPlan> {
  const plan: DutyPlan = { ends: [], begins: [] }
  for await (const { action, body } of changes) {
    if (action === 'end') plan.ends.push(body as DutyEnd)
    else plan.begins.push(body as DutyBegin)
  }
  return plan
}

async function write(db: Queryable, plan: DutyPlan): Promise<void> {
  let ended = 0
  for (let at = 0; at < plan.ends.length; at += BATCH)
    ended += await store.endDuties(db, plan.ends.slice(at, at + BATCH))
  // The version says that nothing has moved since the plan was made; a duty that stands otherwise would be a second writer.
  if (ended !== plan.ends.length)
    throw new Error(`${plan.ends.length - ended} duties do not stand as they were planned on`)
  for (let at = 0; at < plan.begins.length; at += BATCH) await store.beginDuties(db, plan.begins.slice(at, at + BATCH))
  await store.bumpDuties(db)
}

async function apply(db: Queryable, changes: AsyncIterable<Change>, { city }: Applying): Promise<void> {
  const plan = await planOf(changes)
  // Departments and regions have a version of their own, and may have ended since the rehearsal.
  const regions = await loadTerritory(city)
  for (const duty of plan.begins) {
    const region = regions.region(duty.regionId)
    if (!region || region.validTo !== null)
      throw new Problem('duty.ground-moved', { name: region?.name ?? duty.regionId })
    for (const id of [duty.leadDepartmentId, ...duty.assistingDepartmentIds])
      if (!regions.departmentInForce(id))
        throw new Problem('duty.ground-moved', { name: regions.department(id)?.name ?? id })
  }
  await write(db, plan)
}

async function takeBack(db: Queryable, changes: AsyncIterable<Change>, { today }: Applying): Promise<void> {
  const plan = await planOf(changes)
  const ids = [...plan.ends.map((end) => end.dutyId), ...plan.begins.map((duty) => duty.id)]
  const standing = await db.rows<Duty>(sql`
    select id, item_id as "itemId", category_id as "categoryId", region_id as "regionId", lead_department_id as "leadDepartmentId",
           assisting_department_ids::text[] as "assistingDepartmentIds", basis, valid_from as "validFrom", valid_to as "validTo"
    from duty where id = any(${ids}::uuid[])`)
  await write(db, undoPlan(standing, plan, { today, newId }))
}
