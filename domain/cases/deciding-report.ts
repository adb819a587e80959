/** Filing a case, in the ordinary way, as a danger to life, or as something already put right on the spot. */
import type { Act } from '../acts.ts'
import type { Place } from '../place.ts'
import type { ReasonStep } from '../routing.ts'
import type { Case } from './case.ts'
import { itemUse } from './deciding-work.ts'
import type { Dispatching, Filing, NewEntry } from './entries.ts'
import { refuse, type Actor, type Moment, type Refusal } from './guard.ts'
import type { Intentions, Reporting } from './intentions.ts'
import type { World } from './world.ts'

export function filing(body: Reporting, world: World): Filing | Refusal {
  const item = world.item(body.itemId)
  if (!item) return refuse('case.item-unknown')
  if (body.conditionId && !item.conditions.some((condition) => condition.id === body.conditionId))
    return refuse('case.condition-unknown')
  const place: Place | null = body.position
    ? world.locate(body.position)
    : body.regionId
      ? world.placeOfRegion(body.regionId)
      : null
  if (!place) return body.position ? refuse('case.outside-city') : refuse('case.place-unknown')
  const procedure = world.procedure(item.procedureId)
  if (!procedure) throw new Error(`item ${item.code} names procedure ${item.procedureId}, which does not exist`)
  const office = world.officeOf(place)
  const { number, source, text, files, address = null, contact = [], parentId = null } = body
  const filed: Filing = {
    number,
    source,
    place,
    position: body.position,
    item: itemUse(item),
    conditionId: body.conditionId ?? null,
    procedure: { id: procedure.id, version: procedure.version },
    limits: procedure.limits,
    officeId: office.id,
    officeLevel: office.level,
    parentId,
    address,
    contact,
  }
  if (text) filed.text = text
  if (files?.length) filed.files = files
  return filed
}

export function reporting(body: Reporting, actor: Actor, moment: Moment, world: World): NewEntry[] | Refusal {
  if (!mayFile('report', actor)) return refuse('case.not-your-role', { act: 'report' })
  const filed = filing(body, world)
  if ('code' in filed) return filed
  const danger = body.dangerToLife || filed.item.severity === 'danger-to-life' ? inDanger(filed, moment, world) : null
  if (danger && 'code' in danger) return danger
  return [{ act: 'report', actor: actor.id, body: { ...filed, danger } }]
}

/** Danger to life: the nearest team has it at once, the department on duty assists, and nobody's desk stands between. */
function inDanger(filed: Filing, moment: Moment, world: World): Dispatching | Refusal {
  const procedure = world.procedure('danger-to-life')
  if (!procedure) throw new Error('the procedure danger-to-life does not exist')
  const team = world.fieldTeam(filed.place)
  if (!team) return refuse('case.no-team-near')
  const department = world.department(team.departmentId)!
  const routed = world.route(filed.item.id, filed.place, moment.at)
  const duty = 'lead' in routed ? [routed.lead, ...routed.assisting] : []
  const why: ReasonStep[] = [
    { code: 'nearest-team', params: { teamId: team.id, departmentId: department.id } },
    ...routed.why,
  ]
  const { accept, handle, arrive, plan } = procedure.limits
  Object.assign(filed, { procedure: { id: procedure.id, version: procedure.version }, limits: procedure.limits })
  return {
    lead: department.id,
    assisting: [...new Set(duty)].filter((id) => id !== department.id),
    teamId: team.id,
    level: department.level,
    dutyId: 'lead' in routed ? routed.dutyId : null,
    why,
    limits: { accept, handle, arrive, plan },
  }
}

export function fixing(
  before: Case | null,
  body: Intentions['fix-on-the-spot'],
  actor: Actor,
  world: World,
): NewEntry[] | Refusal {
  if (!mayFile('fix-on-the-spot', actor)) return refuse('case.not-your-role', { act: 'fix-on-the-spot' })
  const { text, files = [] } = body
  if (!files.some((file) => file.purpose === 'before')) return refuse('case.before-evidence-missing')
  if (!files.some((file) => file.purpose === 'after')) return refuse('case.after-evidence-missing')
  if (before)
    return [
      {
        act: 'fix-on-the-spot',
        actor: actor.id,
        body: { ...(text ? { text } : {}), files, level: before.officeLevel },
      },
    ]
  const { number, source, itemId, position = null } = body
  if (!number || !source || !itemId) return refuse('case.item-unknown')
  const filed = filing({ ...body, number, source, itemId, position }, world)
  if ('code' in filed) return filed
  const level = filed.place.communityId ? 'community' : filed.officeLevel
  return [{ act: 'fix-on-the-spot', actor: actor.id, body: { ...filed, level } }]
}

function mayFile(act: Act, actor: Actor): boolean {
  return actor.id === 'citizen' || actor.powers.has(act)
}
