/**
 * The recount: every case folded anew from its events and compared with its row, and the figures added up anew and compared
 * with the tallies, to the position that the tallies have reached. Entered as a check of the verifier.
 */
import type { Calendar, WorkingHours } from '@bihuan/domain/calendar'
import type { Case } from '@bihuan/domain/cases/case'
import { counted, lines } from '@bihuan/domain/cases/deltas'
import { project } from '@bihuan/domain/cases/projection'
import type { Difference, ProjectionCheck } from '../verify/projections.ts'
import type { Source } from '../verify/source.ts'
import { NO_DEPARTMENT } from './figures-store.ts'
import { TALLY_READER } from './reactions.ts'
import { asEntry, statesOf } from './views.ts'

/** Cases folded at a time. */
const BATCH = 200

interface Row {
  id: string
  columns: Record<string, string | null>
}
interface Line {
  seq: number
  act: string
  actor: string
  occurred: string
  recorded: string
  body: string
  position: number | null
}

export const caseRecount: ProjectionCheck = {
  name: 'cases',
  async *run(source, looked) {
    const calendar = await readCalendar(source)
    const reached = Number(
      (await source.rows<[string]>(`select position from consumer where name = $1`, [TALLY_READER]))[0]?.[0] ?? 0,
    )
    const sums = new Map<string, number>()
    let after = '00000000-0000-0000-0000-000000000000'
    let count = 0
    for (;;) {
      const rows = await readRows(source, after)
      if (rows.length === 0) break
      const histories = await readHistories(
        source,
        rows.map((row) => row.id),
      )
      for (const row of rows) {
        const history = histories.get(row.id) ?? []
        if (history.length === 0) {
          yield { subject: row.id, what: 'events', expected: '1 or more', found: '0' }
          continue
        }
        const states = statesOf(
          history.map((line) =>
            asEntry(row.id, {
              id: '',
              seq: line.seq,
              act: line.act,
              actor: line.actor,
              occurred_at: new Date(line.occurred),
              recorded_at: new Date(line.recorded),
              body: line.body,
            }),
          ),
        )
        yield* compare(row, states.at(-1)!, calendar)
        const told = history.findLastIndex((line) => line.position !== null && line.position <= reached)
        if (told >= 0) addUp(sums, states[told]!, calendar)
      }
      after = rows.at(-1)!.id
      count += rows.length
      await looked(count)
      if (rows.length < BATCH) break
    }
    yield* compareTallies(source, sums)
  },
}

const millis = (text: string | null) => (text === null ? null : Date.parse(text))

function* compare(row: Row, folded: Case, calendar: Calendar): Generator<Difference> {
  // Clocks are read at their own moments; "now" matters only to what is not stored.
  const projection = project(folded, calendar, folded.last.recordedAt)
  const { contribution } = counted(folded, calendar)
  const expected: Record<string, string | number | null> = {
    seq: folded.last.seq,
    state: folded.state,
    holder_id: folded.holder?.id ?? null,
    item_id: folded.item.id,
    lead_department_id: folded.assignment?.lead ?? null,
    due_at: projection.dueAt,
    whole_due_at: projection.wholeDueAt,
    wake_at: projection.wakeAt,
    closed_at: folded.closedAt,
    late: String(projection.late),
    measures: [...contribution.measures].sort().join(' '),
    document: sorted(folded),
  }
  for (const [what, value] of Object.entries(expected)) {
    const raw = row.columns[what] ?? null
    const found = what.endsWith('_at')
      ? millis(raw)
      : what === 'measures'
        ? (raw ?? '').replace(/[{}"]/g, '').split(',').sort().join(' ')
        : what === 'document'
          ? sorted(JSON.parse(raw!))
          : raw
    if (String(found) !== String(value)) yield { subject: row.id, what, expected: short(value), found: short(found) }
  }
}

const short = (value: unknown) => String(value).slice(0, 200)

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

async function readRows(source: Source, after: string): Promise<Row[]> {
  const names = [
    'seq',
    'state',
    'holder_id',
    'item_id',
    'lead_department_id',
    'due_at',
    'whole_due_at',
    'wake_at',
    'closed_at',
    'late',
    'measures',
    'document',
  ]
  const rows = await source.rows<string[]>(
    `select id, ${names.map((name) => (name.endsWith('_at') ? `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : name === 'late' ? `late::text` : `${name}::text`)).join(', ')}
      from cases where id > $1 order by id limit ${BATCH}`,
    [after],
    'recount-rows',
  )
  return rows.map(([id, ...values]) => ({
    id: id!,
    columns: Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])),
  }))
}

async function readHistories(source: Source, ids: string[]): Promise<Map<string, Line[]>> {
  const iso = (name: string) => `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const rows = await source.rows<[string, string, string, string, string, string, string, string | null]>(
    `select e.subject, e.seq, e.act, e.actor, ${iso('e.occurred_at')}, ${iso('e.recorded_at')}, e.body, l.position
      from event e left join log l on l.event_id = e.id where e.subject = any($1::uuid[]) order by e.subject, e.seq`,
    [ids],
    'recount-histories',
  )
  const histories = new Map<string, Line[]>()
  for (const [subject, seq, act, actor, occurred, recorded, body, position] of rows) {
    const line = {
      seq: Number(seq),
      act,
      actor,
      occurred,
      recorded,
      body,
      position: position === null ? null : Number(position),
    }
    const known = histories.get(subject)
    if (known) known.push(line)
    else histories.set(subject, [line])
  }
  return histories
}

function addUp(sums: Map<string, number>, caseFile: Case, calendar: Calendar): void {
  const { regions, departmentId, contribution } = counted(caseFile, calendar)
  for (const [day, measure, n] of lines(contribution, 1)) {
    for (const region of regions) {
      const key = `${region} ${day} ${departmentId ?? NO_DEPARTMENT} ${measure}`
      sums.set(key, (sums.get(key) ?? 0) + n)
    }
  }
}

async function* compareTallies(source: Source, sums: Map<string, number>): AsyncGenerator<Difference> {
  const rows = await source.rows<[string, string, string, string, string]>(
    `select region_id, day, department_id, measure, n from tally_department where n <> 0`,
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

/** Read with the verifier's own connection, in its snapshot. */
async function readCalendar(source: Source): Promise<Calendar> {
  const version = Number((await source.rows<[string]>('select max(version) from calendar_version'))[0]![0])
  const years = await source.rows<[string, string, string]>(
    `select distinct on (year) year, array_to_json(holidays)::text, array_to_json(workdays)::text from calendar_year order by year, version desc`,
  )
  const hours = await source.rows<[string]>('select windows::text from working_hours order by version desc limit 1')
  return {
    version,
    workingHours: JSON.parse(hours[0]![0]) as WorkingHours[],
    years: Object.fromEntries(
      years.map(([year, holidays, workdays]) => [
        year,
        { holidays: JSON.parse(holidays) as string[], workdays: JSON.parse(workdays) as string[] },
      ]),
    ),
  }
}
