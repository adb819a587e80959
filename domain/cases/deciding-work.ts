/** Assessing under an item and condition, and dispatching to a lead: what they write and with which limits. */
import { fixed } from '../fixed.ts'
import type { Item, Limit, Procedure } from '../item.ts'
import type { ReasonStep } from '../routing.ts'
import type { Case, ItemUse } from './case.ts'
import type { Dispatching, NewEntry } from './entries.ts'
import { refuse, type Moment, type Refusal } from './guard.ts'
import type { Dispatch, Intention, Intentions } from './intentions.ts'
import type { World } from './world.ts'

const uses = new WeakMap<Item, ItemUse>()

/** What a case keeps of its item: the same object for all cases of one version. */
export function itemUse(item: Item): ItemUse {
  let use = uses.get(item)
  if (!use) uses.set(item, (use = fixed(usedOf(item))))
  return use
}

function usedOf(item: Item): ItemUse {
  const {
    id,
    version,
    categoryId,
    name,
    hazard,
    severity,
    needsAfterEvidence,
    needsReview,
    needsCallBack,
    reworkLimit,
  } = item
  return {
    id,
    version,
    categoryId,
    name: { ...name },
    hazard,
    severity,
    needsAfterEvidence,
    needsReview,
    needsCallBack,
    reworkLimit: reworkLimit && { ...reworkLimit },
    confidential: item.confidential ?? false,
  }
}

/** The limit of the whole: the condition's, else the procedure's. A condition that means "stopped within" limits the arrival instead. */
export function wholeLimit(item: Item, conditionId: string, procedure: Procedure): Limit | null {
  const condition = item.conditions.find((candidate) => candidate.id === conditionId)
  return condition?.limitMeans === 'handle' && condition.limit ? condition.limit : procedure.whole
}

/** Limits that a dispatch starts. */
export function workLimits(
  caseFile: Pick<Case, 'item' | 'conditionId' | 'limits'>,
  world: World,
): Dispatching['limits'] {
  const condition = world
    .item(caseFile.item.id, caseFile.item.version)
    ?.conditions.find((one) => one.id === caseFile.conditionId)
  const { accept, handle, arrive, plan } = caseFile.limits
  const handleLimit = handle ?? (condition?.limitMeans === 'handle' ? condition.limit : null)
  return { accept, plan, handle: handleLimit, arrive: condition?.limitMeans === 'stop' ? condition.limit : arrive }
}

export function assessing(body: Intentions['assess'], by: string, world: World): NewEntry[] | Refusal {
  const { itemId, conditionId, rectification = null, ...remark } = body
  const item = world.item(itemId)
  if (!item) return refuse('case.item-unknown')
  if (!item.conditions.some((condition) => condition.id === conditionId)) return refuse('case.condition-unknown')
  const procedure = world.procedure(item.procedureId)
  if (!procedure) throw new Error(`item ${item.code} names procedure ${item.procedureId}, which does not exist`)
  const { id, version, limits } = procedure
  return [
    {
      act: 'assess',
      actor: by,
      body: {
        ...remark,
        item: itemUse(item),
        conditionId,
        rectification,
        procedure: { id, version },
        limits,
        whole: wholeLimit(item, conditionId, procedure),
      },
    },
  ]
}

export function reclassifying(body: Intentions['reclassify'], by: string, world: World): NewEntry[] | Refusal {
  const { itemId, conditionId, rectification = null, ...remark } = body
  const item = world.item(itemId)
  if (!item) return refuse('case.item-unknown')
  if (!item.conditions.some((condition) => condition.id === conditionId)) return refuse('case.condition-unknown')
  if (!remark.text) return refuse('case.reason-missing')
  return [{ act: 'reclassify', actor: by, body: { ...remark, item: itemUse(item), conditionId, rectification } }]
}

export function dispatching(
  before: Case,
  intention: Intention & { act: 'dispatch' | 'transfer' },
  by: string,
  moment: Moment,
  world: World,
): NewEntry[] | Refusal {
  const made = dispatchTo(before, intention.body, moment, world)
  if ('code' in made) return made
  if (intention.act === 'transfer' && !intention.body.text) return refuse('case.reason-missing')
  return [{ act: intention.act, actor: by, body: made }]
}

function dispatchTo(before: Case, body: Dispatch, moment: Moment, world: World): Dispatching | Refusal {
  const { lead: chosen, assisting, teamId = null, ...remark } = body
  const routed = world.route(before.item.id, before.place, moment.at)
  const byTable = 'lead' in routed ? routed : null
  const lead = chosen ?? byTable?.lead
  if (!lead) return refuse('case.department-not-in-duty')
  const department = world.department(lead)
  if (!department) return refuse('case.department-unknown')
  const helpers = [...new Set(assisting ?? (lead === byTable?.lead ? byTable.assisting : []))].filter(
    (id) => id !== lead,
  )
  if (helpers.some((id) => !world.department(id))) return refuse('case.department-unknown')
  const team = teamId ? world.team(teamId) : null
  if (teamId && (!team || team.departmentId !== lead)) return refuse('case.team-not-of-lead')
  const byHand: ReasonStep[] = [{ code: 'by-hand', params: { departmentId: lead } }]
  const agreed = byTable !== null && lead === byTable.lead
  return {
    ...remark,
    lead,
    assisting: helpers,
    teamId,
    level: department.level,
    dutyId: agreed ? byTable.dutyId : null,
    why: agreed ? byTable.why : [...byHand, ...routed.why],
    limits: workLimits(before, world),
  }
}

/** The system assesses and dispatches where the item says so and leaves nothing to decide. */
export function afterAssessment(caseFile: Case, moment: Moment, world: World): NewEntry[] {
  const entries: NewEntry[] = []
  let current = caseFile
  if (caseFile.state === 'reported') {
    const item = world.item(caseFile.item.id, caseFile.item.version)
    if (!item?.autoAssess || item.conditions.length !== 1 || caseFile.contested) return []
    const assessed = assessing({ itemId: item.id, conditionId: item.conditions[0]!.id }, 'system', world)
    if (!Array.isArray(assessed)) throw new Error(`item ${item.code} cannot be assessed by the system`)
    entries.push(...assessed)
    const { body } = assessed[0] as NewEntry & { act: 'assess' }
    current = { ...caseFile, state: 'assessed', item: body.item, conditionId: body.conditionId, limits: body.limits }
  }
  if (current.state === 'assessed' && world.item(current.item.id, current.item.version)?.autoDispatch) {
    const made = dispatchTo(current, {}, moment, world)
    // A gap or an overlap of duties leaves it to the dispatcher.
    if (!('code' in made)) entries.push({ act: 'dispatch', actor: 'system', body: made })
  }
  return entries
}
