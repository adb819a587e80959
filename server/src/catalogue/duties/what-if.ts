/** Works out where the cases of a period would have gone: page after page by the index of the city's cases, in the background. */
import { businessDate } from '@bihuan/domain/calendar'
import { afterPlan, inForceFrom, type DutyPlan } from '@bihuan/domain/duty-change'
import { routingHistory, ROUTING_ACTS, type RoutingEntry, type RoutingHistory } from '@bihuan/domain/duty-history'
import { avoidsReturn, takesAway, WhatIf, WhatIfCount } from '@bihuan/domain/duty-what-if'
import { setImmediate as letOthersWork } from 'node:timers/promises'
import type { City } from '../../platform/city.ts'
import { sql } from '../../platform/database.ts'
import { registerTimer, type Timer } from '../../platform/timers.ts'
import { loadTerritory } from '../../territory/answers.ts'
import { loadCatalogue } from '../answers.ts'
import * as store from './store.ts'

export const WHAT_IF = 'duty-what-if'
const PAGE = 2000
/** States in which somebody has taken the case. */
const TAKEN = new Set(['accepted', 'reviewing', 'handled', 'calling-back', 'closed'])

interface Asked {
  id: string
  plan: DutyPlan
  from: string
  to: string
  state: string
}

interface Line {
  id: string
  item_id: string
  category_id: string
  place_id: string
  reported_at: Date
  danger: boolean
  lead: string | null
  state: string
  returned: boolean
  /** What never came to anybody is left out: void, merged into another, put right on the spot. */
  counts: boolean
}

async function work(city: City, timer: Timer, now: Date): Promise<void> {
  const asked = await city.db.maybe<Asked>(
    sql`select id, plan, from_day as from, to_day as to, state from duty_what_if where id = ${timer.subject}`,
  )
  if (!asked || asked.state !== 'counting') return
  await store.clearWhatIf(city.db, asked.id)
  const [regions, held] = await Promise.all([loadTerritory(city), loadCatalogue(city)])
  const today = businessDate(now.getTime())
  const present = held.duties()
  const whatIf = new WhatIf({
    before: { duties: present, on: today },
    after: { duties: afterPlan(present, asked.plan), on: inForceFrom(asked.plan, today) },
    exists: (id) => regions.departmentInForce(id),
  })
  const count = new WhatIfCount()
  const cities = new Set(
    regions
      .regions()
      .filter((region) => region.level === 'city')
      .flatMap((region) => regions.lineage(region.id).map(({ id }) => id)),
  )
  const of = await countOf(city, [...cities], asked)
  let done = 0
  for (const cityId of cities) {
    for await (const page of pagesOf(city, cityId, asked)) {
      const lines = page.filter((line) => line.counts)
      const histories = await historiesOf(
        city,
        lines.filter((line) => line.returned).map(({ id }) => id),
      )
      const changed: store.WhatIfCase[] = []
      for (const line of lines) {
        if (line.danger) {
          count.skip()
          continue
        }
        // After a succession of codes the duties are those of the region that stands there today.
        const chain = regions.chain(regions.current(line.place_id)?.id ?? line.place_id)
        const answer = whatIf.answer({ item: { id: line.item_id, categoryId: line.category_id }, chain })
        const history = histories.get(line.id)
        const avoided = history !== undefined && avoidsReturn(answer, history)
        const takenAway = takesAway(answer, TAKEN.has(line.state) ? line.lead : null, line.returned)
        count.add(line.item_id, answer, avoided, takenAway)
        if (answer.kind === null) continue
        const { from, to } = answer
        changed.push({ id: line.id, reportedAt: line.reported_at, itemId: line.item_id, from, to, avoided, takenAway })
      }
      await store.insertWhatIfCases(city.db, asked.id, changed)
      done += page.length
      await store.noteWhatIf(city.db, asked.id, done, Math.max(of, done))
      await letOthersWork()
    }
  }
  await city.db.transaction((db) => store.endWhatIf(db, asked.id, count.totals()))
}

const start = (asked: Asked) => sql`(${asked.from} || 'T00:00:00+08:00')::timestamptz`
const end = (asked: Asked) => sql`(${asked.to} || 'T00:00:00+08:00')::timestamptz + interval '1 day'`

async function countOf(city: City, cities: readonly string[], asked: Asked): Promise<number> {
  const row = await city.db.maybe<{ n: number }>(sql`
    select count(*) as n from cases
    where city_id = any(${[...cities]}::uuid[]) and reported_at >= ${start(asked)} and reported_at < ${end(asked)}`)
  return row?.n ?? 0
}

async function* pagesOf(city: City, cityId: string, asked: Asked): AsyncGenerator<Line[]> {
  let after: { at: Date; id: string } | null = null
  for (;;) {
    const lines: Line[] = await city.db.rows(
      sql`select id, item_id, category_id, coalesce(community_id, town_id, county_id, city_id) as place_id, reported_at, danger,
            lead_department_id as lead, state, measures @> array['returned'] as returned,
            state not in ('void', 'merged') and coalesce(closing, '') <> 'fixed-on-the-spot' as counts
          from cases
          where city_id = ${cityId} and reported_at >= ${start(asked)} and reported_at < ${end(asked)}
            and (${after?.at ?? null}::timestamptz is null or (reported_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
          order by reported_at desc, id desc limit ${PAGE}`,
    )
    if (lines.length > 0) yield lines
    const last = lines.at(-1)
    if (lines.length < PAGE || !last) return
    after = { at: last.reported_at, id: last.id }
  }
}

export async function historiesOf(city: City, ids: readonly string[]): Promise<Map<string, RoutingHistory>> {
  if (ids.length === 0) return new Map()
  const rows = await city.db.rows<{ subject: string; seq: number; act: string; body: string }>(
    sql`select subject, seq, act, body from event
        where subject = any(${[...ids]}::uuid[]) and act = any(${[...ROUTING_ACTS]}::text[]) order by subject, seq`,
  )
  const entries = new Map<string, RoutingEntry[]>()
  for (const { subject, seq, act, body } of rows) {
    const of = entries.get(subject)
    const entry = { seq, act, body: JSON.parse(body) as unknown }
    if (of) of.push(entry)
    else entries.set(subject, [entry])
  }
  return new Map([...entries].map(([id, of]) => [id, routingHistory(of)]))
}

export function registerWhatIf(): void {
  registerTimer(WHAT_IF, work)
}
