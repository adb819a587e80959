/**
 * The recount of oversight: every line folded anew from its case's history, every sum added up anew, each to the position that the
 * reader has reached; and each published draw repeated from its population and seed. Entered as a check of the verifier.
 */
import { createHash } from 'node:crypto'
import type { Entry } from '@bihuan/domain/cases/entries'
import { draw, memberOf, seedText } from '@bihuan/domain/oversight/draw'
import { LINE_ACTS, linesOf, type Lines } from '@bihuan/domain/oversight/lines'
import { countCheck } from '@bihuan/domain/oversight/tallies'
import type { CheckResult, Fault } from '@bihuan/domain/oversight/words'
import { readCalendar, statesOf } from '../cases/oversight-answers.ts'
import type { Difference, ProjectionCheck } from '../verify/projections.ts'
import type { Source } from '../verify/source.ts'
import { OVERSIGHT_READER } from './reader.ts'
import { addCounts, addUp } from './store-lines.ts'

const BATCH = 200
const iso = (name: string) => `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export const oversightRecount: ProjectionCheck = {
  name: 'oversight',
  async *run(source, looked) {
    const reader = await source.rows<[string]>(`select position from consumer where name = $1`, [OVERSIGHT_READER])
    const reached = Number(reader[0]?.[0] ?? 0)
    const calendar = await readCalendar(source)
    const sums = new Map<string, number>()
    let after = '00000000-0000-0000-0000-000000000000'
    let count = 0
    for (;;) {
      const subjects = await source.rows<[string]>(
        `select distinct e.subject from event e join log l on l.event_id = e.id
          where e.act = any($1::text[]) and l.position <= $2 and e.subject > $3::uuid order by e.subject limit ${BATCH}`,
        [[...LINE_ACTS], reached, after],
        'oversight-subjects',
      )
      if (subjects.length === 0) break
      const ids = subjects.map(([id]) => id)
      const kept = await linesKept(source, ids)
      for (const [id, entries] of await histories(source, ids, reached)) {
        const states = statesOf(entries)
        const lines = linesOf(entries, states, calendar)
        addUp(sums, { place: states.at(-1)!.place, ...lines }, 1)
        const expected = written(lines)
        const found = kept.get(id) ?? ''
        if (expected !== found) yield { subject: id, what: 'oversight lines', expected, found }
      }
      after = ids.at(-1)!
      count += ids.length
      await looked(count)
    }
    yield* recountChecks(source, sums)
    yield* compareSums(source, sums)
    yield* repeatDraws(source)
  },
}

/** The part of the lines that pages and sums rest on, one word a line, in order. */
function written({ deferrals, orders }: Lines): string {
  return [
    ...deferrals.map((line) => `${line.seq}:${line.kind}:${line.state}:${line.departmentId}:${line.endedAt ?? ''}`),
    ...orders.map((line) => `${line.seq}:${line.kind}:${line.state}:${line.dueAt ?? ''}:${line.settledAt ?? ''}`),
  ]
    .sort()
    .join(' ')
}

async function linesKept(source: Source, ids: readonly string[]): Promise<Map<string, string>> {
  const millis = (name: string) => `coalesce(round(extract(epoch from ${name}) * 1000)::bigint::text, '')`
  const rows = await source.rows<[string, string]>(
    `select case_id, seq || ':' || kind || ':' || state || ':' || department_id || ':' || ${millis('ended_at')} from deferral where case_id = any($1::uuid[])
      union all
      select case_id, line_seq || ':' || kind || ':' || state || ':' || ${millis('due_at')} || ':' || ${millis('settled_at')} from order_line where case_id = any($1::uuid[])`,
    [[...ids]],
    'oversight-lines',
  )
  const lines = new Map<string, string[]>()
  for (const [id, line] of rows) lines.set(id, [...(lines.get(id) ?? []), line])
  return new Map([...lines].map(([id, own]) => [id, own.sort().join(' ')]))
}

async function histories(source: Source, ids: readonly string[], reached: number): Promise<Map<string, Entry[]>> {
  const rows = await source.rows<[string, string, string, string, string, string, string]>(
    `select e.subject, e.seq, e.act, e.actor, ${iso('e.occurred_at')}, ${iso('e.recorded_at')}, e.body
      from event e join log l on l.event_id = e.id where e.subject = any($1::uuid[]) and l.position <= $2 order by e.subject, e.seq`,
    [[...ids], reached],
    'oversight-histories',
  )
  const found = new Map<string, Entry[]>()
  for (const [subject, seq, act, actor, occurred, recorded, body] of rows) {
    const times = { occurredAt: Date.parse(occurred), recordedAt: Date.parse(recorded) }
    const entry = { act, subject, actor, ...times, seq: Number(seq), body: JSON.parse(body) } as Entry
    found.set(subject, [...(found.get(subject) ?? []), entry])
  }
  return found
}

/** What was found, by the events of the tasks: each task as its event says, and the sums of data quality. */
async function* recountChecks(source: Source, sums: Map<string, number>): AsyncGenerator<Difference> {
  const rows = await source.rows<(string | null)[]>(
    `select t.id, t.city_id, t.county_id, t.town_id, t.community_id, t.lead_department_id, t.result, ${iso('e.occurred_at')}, e.body
      from check_task t left join event e on e.subject = t.id and e.act = 'record-check' where t.state = 'done' or e.id is not null`,
  )
  for (const [id, cityId, countyId, townId, communityId, departmentId, kept, occurred, body] of rows) {
    const found = body ? (JSON.parse(body) as { result: CheckResult; wrong: Fault[] }) : null
    if (found?.result !== kept)
      yield { subject: id!, what: 'result', expected: found?.result ?? 'none', found: kept ?? 'none' }
    if (!found) continue
    const place = { cityId: cityId!, countyId: countyId!, townId: townId!, communityId: communityId!, gridId: null }
    addCounts(sums, place, [countCheck(Date.parse(occurred!), departmentId!, found.result, found.wrong)], 1)
  }
}

async function* compareSums(source: Source, sums: Map<string, number>): AsyncGenerator<Difference> {
  const rows = await source.rows<[string, string, string, string, string]>(
    `select region_id, day, department_id, measure, n from tally_oversight where n <> 0`,
  )
  for (const [region, day, department, measure, n] of rows) {
    const key = `${region} ${day} ${department} ${measure}`
    const expected = sums.get(key) ?? 0
    sums.delete(key)
    if (expected !== Number(n))
      yield { subject: region, what: `tally ${day} ${department} ${measure}`, expected: String(expected), found: n }
  }
  for (const [key, expected] of sums) {
    const [region, ...what] = key.split(' ')
    yield { subject: region!, what: `tally ${what.join(' ')}`, expected: String(expected), found: '0' }
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

async function* repeatDraws(source: Source): AsyncGenerator<Difference> {
  const draws = await source.rows<string[]>(
    `select id, region_id, from_day, to_day, size, extra_fixed, extra_gap, seed_value, seed, population_digest, sample_digest
      from spot_draw where state = 'published' order by id`,
  )
  for (const [id, regionId, from, to, size, fixed, gap, value, seed, population, sample] of draws) {
    const parts = await source.rows<[string]>(`select lines from spot_population where draw_id = $1 order by part`, [
      id,
    ])
    const lines = parts.map(([part]) => part).join('')
    const found = digest(lines)
    if (found !== population) yield { subject: id!, what: 'population', expected: population!, found }
    const plan = { drawId: id!, regionId: regionId!, from: from!, to: to!, size: Number(size) }
    const again = digest(seedText({ ...plan, population: population!, value: value! }))
    if (again !== seed) yield { subject: id!, what: 'seed', expected: again, found: seed! }
    const members = lines.split('\n').slice(0, -1).map(memberOf)
    const drawn = draw(members, seed!, Number(size), { fixed: Number(fixed), gap: Number(gap) }, digest)
    const numbers = digest(drawn.map(({ number }) => `${number}\n`).join(''))
    const rows = await source.rows<[string]>(`select case_number from spot_member where draw_id = $1 order by rank`, [
      id,
    ])
    const kept = digest(rows.map(([number]) => `${number}\n`).join(''))
    if (numbers !== sample || kept !== sample)
      yield { subject: id!, what: 'sample', expected: numbers, found: kept === sample ? sample! : kept }
  }
}
