/** Histories to be lived both ways, by commands and in bulk, and what compares the rows that they leave; for tests. */
import type { Act } from '@bihuan/domain/acts'
import { sql } from '../../platform/database.ts'
import type { CaseTown, Person } from '../testing.ts'
import { days, hours, minutes } from '../testing-way.ts'

export interface ScriptStep {
  by: Person | 'time'
  act?: Act
  body?: Record<string, unknown>
  /** After the step before. */
  after: number
}
export type Script = { item: 'noise' | 'manhole' | 'help' | 'gasLeak'; steps: ScriptStep[] }

export const text = '情况说明'
const step = (by: Person, act: Act, body: Record<string, unknown> = {}, after = minutes(7)): ScriptStep => ({
  by,
  act,
  body,
  after,
})
const time = (after: number): ScriptStep => ({ by: 'time', after })

export function scripts(town: CaseTown): Script[] {
  const { departments, items } = town.places
  const lead = (id: string) => step('dispatcher', 'dispatch', { lead: id })
  const work = [lead(departments.urban), step('handler', 'accept')]
  const end = [step('handler', 'submit', { text }), step('verifier', 'verify-pass')]
  return [
    { item: 'noise', steps: [...work, ...end] },
    { item: 'noise', steps: work },
    { item: 'gasLeak', steps: [time(hours(30))] },
    {
      item: 'noise',
      steps: [
        ...work,
        step('handler', 'request-extension', { limit: { amount: 1, unit: 'working-day' }, text }),
        step('dispatcher', 'grant-extension'),
        step('handler', 'request-suspension', { until: '2026-03-24T10:00:00+08:00', text }),
        step('dispatcher', 'grant-suspension'),
        time(days(7)),
        time(days(9)),
        step('handler', 'submit', { text }),
        step('verifier', 'verify-fail', { text }),
        ...end,
        step('supervisor', 'reopen', { text }),
        step('leader', 'supervise', { limit: { amount: 1, unit: 'working-day' }, text }),
      ],
    },
    {
      item: 'noise',
      steps: [
        lead(departments.urban),
        step('handler', 'return', { text, basis: '职责清单' }),
        lead(departments.fire),
        step('dispatcher', 'retract', {}, 3_000),
        lead(departments.fire),
        step('fireman', 'accept'),
        step('worker', 'call', { text }),
        step('assessor', 'reclassify', { itemId: items.dust, conditionId: 'c1', text }),
        step('worker', 'follow'),
      ],
    },
    {
      item: 'help',
      steps: [
        step('assessor', 'assess', { itemId: items.help, conditionId: 'c1', rectification: 'immediate', text }),
        step('handler', 'accept'),
        ...end,
        step('caller', 'record-call-back', { result: 'dissatisfied', text }),
      ],
    },
    {
      item: 'manhole',
      steps: [step('assessor', 'decline', { reason: 'not-true', text }), step('worker', 'contest', { text })],
    },
  ]
}

/** Ids, hashes and commitments by the order in which they come up: equal where the rows are alike. */
export function alike(town: CaseTown, rows: readonly object[], own: string): unknown {
  const seen = new Map<string, string>()
  const known = new Set<string>()
  const visit = (value: object | string) => JSON.stringify(value)
  for (const id of [
    ...Object.values(town.places.departments),
    ...Object.values(town.places.items),
    ...Object.values(town.places.teams),
    ...Object.values(town.people).map((one) => one.accountId),
  ])
    known.add(id)
  return JSON.parse(
    rows
      .map((row) => visit(row))
      .join('\n')
      .replaceAll(own, 'own')
      .replace(
        /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|\d{4}-\d{8}-\d/g,
        (id) => {
          if (known.has(id)) return id
          if (!seen.has(id)) seen.set(id, `#${seen.size}`)
          return seen.get(id)!
        },
      )
      .replace(/^/, '[')
      .replaceAll('\n', ',')
      .replace(/$/, ']'),
  )
}

export const tables: Record<string, (id: string) => ReturnType<typeof sql>> = {
  cases: (id) => sql`select * from cases where id = ${id}`,
  event: (id) => sql`select * from event where subject = ${id} order by seq`,
  command: (id) =>
    sql`select actor, status, answer, recorded_at from command where subject = ${id} and status < 400 order by recorded_at, answer`,
  sealed_text: (id) =>
    sql`select record, kind, length(sealed) as length, encode(blind_index, 'hex') as blind_index, created_at from sealed_text where record = ${id} order by id`,
  record_key: (id) =>
    sql`select record, length(wrapped) as length, created_at, erased_at from record_key where record = ${id}`,
  follower: (id) => sql`select account_id, case_id from follower where case_id = ${id}`,
  log: (id) =>
    sql`select e.seq, l.deltas, l.act from log l join event e on e.id = l.event_id where e.subject = ${id} order by l.position`,
}
