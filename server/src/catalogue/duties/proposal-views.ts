/** The rule that would have spared a return, weighed on the cases of before; and the rules that desks have proposed. */
import type { CaseProposal } from '@bihuan/contract/duties-what-if'
import { businessDate } from '@bihuan/domain/calendar'
import type { Case } from '@bihuan/domain/cases/case'
import {
  proposalAfterReturn,
  weigh,
  type PastCases,
  type ProposedRule,
  type Weight,
} from '@bihuan/domain/duty-proposal'
import { powersOver } from '../../cases/access.ts'
import { readForAct } from '../../cases/views.ts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { raw, sql } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'
import { nameDepartment, nameItem, nameRegion } from '../duty-views.ts'
import { proposalSource, type ProposalSource } from './source.ts'
import { decodeMoment, encodeMoment } from './what-if-views.ts'
import { historiesOf } from './what-if.ts'

/** How far back a rule is weighed, in days. */
const LOOK_BACK = 180
const COLUMN = { city: 'city_id', county: 'county_id', town: 'town_id', community: 'community_id' } as const
/** Wider regions have many cases: they are weighed when somebody asks for them. */
const AT_ONCE = new Set(['community', 'town'])

export interface WeighedRule {
  rule: ProposedRule
  weight: Weight | null
}
export interface FoundProposal {
  none: CaseProposal['none']
  returnedBy: string | null
  accepted: boolean
  since: string
  rules: WeighedRule[]
  number: string
}

/** Throws 404 where the case is not the reader's to read. */
export async function proposalFor(
  city: City,
  actor: Actor,
  caseId: string,
  now: Date,
  weighToo: string | null,
): Promise<FoundProposal> {
  const c = await readableCase(city, actor, caseId)
  const regions = territory(city)
  const held = catalogue(city)
  const today = businessDate(now.getTime())
  const since = businessDate(now.getTime() - LOOK_BACK * 86_400_000)
  const place = regions.nearestRegion(c.place)
  const chain = regions.chain(regions.current(place)?.id ?? place)
  const exists = (id: string) => regions.departmentInForce(id)
  const item = { id: c.item.id, categoryId: c.item.categoryId }
  const duties = held.dutiesFor(item)
  const history = (await historiesOf(city, [caseId])).get(caseId)!
  const found = proposalAfterReturn({ item, chain, history, duties, on: today, exists })
  const nothing = { returnedBy: null, accepted: false, since, rules: [], number: c.number }
  if (typeof found === 'string') return { ...nothing, none: found }
  const asked = found.rules.filter(
    ({ regionId }, at) => at === 0 || AT_ONCE.has(regions.region(regionId)!.level) || regionId === weighToo,
  )
  const widest = asked.at(-1)!
  const past = await pastCases(city, item.id, widest.regionId, since)
  const within = (regionId: string) =>
    past.filter((row) => regions.isWithin(regions.current(row.regionId)?.id ?? row.regionId, regionId))
  const ground = {
    item,
    chainOf: (id: string) => regions.chain(regions.current(id)?.id ?? id),
    duties,
    on: today,
    exists,
  }
  const rules = found.rules.map((rule) => ({
    rule,
    weight: asked.includes(rule) ? weigh(rule, within(rule.regionId), ground) : null,
  }))
  return { none: null, returnedBy: found.returnedBy, accepted: found.accepted, since, rules, number: c.number }
}

async function readableCase(city: City, actor: Actor, caseId: string): Promise<Case> {
  const found = await readForAct(city.db, caseId, null, null)
  if (!found) throw new Problem('platform.not-found')
  const powers = powersOver(city, actor, found.document)
  if (!powers.has('case.read') || !powers.has('duty.propose')) throw new Problem('platform.not-found')
  return found.document
}

/** Those of the item in the region, alike ones together; danger to life does not go by the duties. */
async function pastCases(city: City, itemId: string, regionId: string, since: string): Promise<PastCases[]> {
  const regions = territory(city)
  const column = raw(COLUMN[regions.region(regionId)!.level])
  const ids = regions.lineage(regionId).map(({ id }) => id)
  return city.db.rows<PastCases>(sql`
    select coalesce(community_id, town_id, county_id, city_id) as "regionId", measures @> array['returned'] as returned,
      case when state in ('accepted', 'reviewing', 'handled', 'calling-back', 'closed') then lead_department_id end as "acceptedBy",
      count(*) as cases
    from cases
    where ${column} = any(${ids}::uuid[]) and reported_at >= (${since} || 'T00:00:00+08:00')::timestamptz and item_id = ${itemId}
      and not danger and state not in ('void', 'merged')
    group by 1, 2, 3`)
}

export function describeRule(city: City, { rule, weight }: WeighedRule) {
  return {
    item: nameItem(city, rule.itemId),
    region: nameRegion(city, rule.regionId),
    lead: nameDepartment(city, rule.leadDepartmentId),
    assisting: rule.assistingDepartmentIds.map((id) => nameDepartment(city, id)),
    weight,
  }
}

export async function describeProposal(city: City, found: FoundProposal): Promise<CaseProposal> {
  const { none, returnedBy, accepted, since, rules } = found
  return {
    none,
    returnedBy: returnedBy === null ? null : nameDepartment(city, returnedBy),
    accepted,
    since,
    rules: rules.map((one) => describeRule(city, one)),
    waiting: rules[0] ? await waitingFor(city, rules[0].rule) : null,
  }
}

/** The same item and lead, proposed for this place or a wider one, and not decided yet. */
export async function waitingFor(city: City, rule: ProposedRule, exactly = false): Promise<CaseProposal['waiting']> {
  const regionIds = exactly
    ? [rule.regionId]
    : territory(city)
        .chain(rule.regionId)
        .map(({ id }) => id)
  const row = await city.db.maybe<{ revisionId: string; title: string; by: string | null; at: Date }>(sql`
    select id as "revisionId", title, (select name from account where account.id = created_by) as by, created_at as at from revision
    where kind = 'duties' and origin = 'proposal' and state = 'rehearsed' and source -> 'rule' ->> 'itemId' = ${rule.itemId}
      and source -> 'rule' ->> 'regionId' = any(${regionIds}::text[])
      and source -> 'rule' ->> 'leadDepartmentId' = ${rule.leadDepartmentId}
    order by created_at desc limit 1`)
  return row && { ...row, by: row.by ?? '', at: row.at.toISOString() }
}

interface ProposedRow {
  id: string
  state: string
  title: string
  source: unknown
  stale: boolean
  by: string | null
  at: Date
}

export async function proposals(
  city: City,
  { limit, next, waiting }: { limit: number; next?: string | undefined; waiting?: boolean | undefined },
) {
  const after = decodeMoment(next)
  const rows = await city.db.rows<ProposedRow>(sql`
    select id, state, title, source, base_version is distinct from ${catalogue(city).version} as stale, created_at as at,
      (select name from account where account.id = created_by) as by
    from revision
    where kind = 'duties' and origin = 'proposal' and (${waiting ?? null}::boolean is null or (state = 'rehearsed') = ${waiting ?? null})
      and (${after?.at ?? null}::timestamptz is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit + 1}`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => {
      const { caseId, number, rule, weight }: ProposalSource = proposalSource.parse(row.source)
      return {
        revisionId: row.id,
        state: row.state,
        stale: row.state === 'rehearsed' && row.stale,
        title: row.title,
        by: row.by ?? '',
        at: row.at.toISOString(),
        case: { id: caseId, number },
        rule: describeRule(city, { rule, weight }),
      }
    }),
    next: rows.length > limit && last ? encodeMoment(last.at, last.id) : null,
  }
}
