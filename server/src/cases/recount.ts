/**
 * The recount: every case folded anew from its events and compared with its row, and the figures added up anew and compared
 * with the tallies, to the position that the tallies have reached. Entered as a check of the verifier.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Calendar, WorkingHours } from '@bihuan/domain/calendar'
import type { Case } from '@bihuan/domain/cases/case'
import { caseOf, type CaseDocument } from '@bihuan/domain/cases/document'
import { counted } from '@bihuan/domain/cases/deltas'
import { project } from '@bihuan/domain/cases/projection'
import type { Difference, ProjectionCheck } from '../verify/projections.ts'
import { instant, type Source } from '../verify/source.ts'
import { TALLY_READER } from './reactions.ts'
import { TallyRecount } from './recount-tallies.ts'
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
    const tallies = new TallyRecount(source, calendar)
    let count = 0
    // Town by town: what the figures of a town and its communities add up to is compared, and forgotten, before the next.
    for await (const townId of townsOf(source)) {
      for await (const rows of rowsOf(source, townId)) {
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
          const states = statesOf(history.map((line) => entryOf(row.id, line)))
          yield* compare(row, states.at(-1)!, calendar)
          const told = history.findLastIndex((line) => line.position !== null && line.position <= reached)
          if (told >= 0) tallies.add(states[told]!)
        }
        count += rows.length
        await looked(count)
      }
      await tallies.endTown(townId)
    }
    yield* tallies.differences()
  },
}

const entryOf = (subject: string, { seq, act, actor, occurred, recorded, body }: Line) =>
  asEntry(subject, {
    ...{ id: '', seq, act, actor, body },
    occurred_at: new Date(instant(occurred)),
    recorded_at: new Date(instant(recorded)),
  })

/** The towns that cases name, and null for those that lie in none. */
async function* townsOf(source: Source): AsyncGenerator<string | null> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const [row] = await source.rows<[string]>(
      `select town_id from cases where town_id > $1::uuid order by town_id limit 1`,
      [after],
      'recount-next-town',
    )
    if (!row) break
    yield (after = row[0])
  }
  yield null
}

const millis = (text: string | null) => (text === null ? null : Date.parse(instant(text)))

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
    county_id: folded.place.countyId,
    town_id: folded.place.townId,
    community_id: folded.place.communityId,
    due_at: projection.dueAt,
    whole_due_at: projection.wholeDueAt,
    wake_at: projection.wakeAt,
    closed_at: folded.closedAt,
    late: String(projection.late),
    measures: [...contribution.measures].sort().join(' '),
  }
  for (const [what, value] of Object.entries(expected)) {
    const raw = row.columns[what] ?? null
    const found = what.endsWith('_at')
      ? millis(raw)
      : what === 'measures'
        ? (raw ?? '').replace(/[{}"]/g, '').split(',').sort().join(' ')
        : raw
    if (String(found) !== String(value)) yield { subject: row.id, what, expected: short(value), found: short(found) }
  }
  const document = caseOf(JSON.parse(row.columns['document']!) as CaseDocument)
  // Equal but for the order of members and what JSON leaves out, or else looked at more closely.
  if (!isDeepStrictEqual(document, folded)) {
    const [own, found] = [sorted(folded), sorted(document)]
    if (own !== found) yield { subject: row.id, what: 'document', expected: short(own), found: short(found) }
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

const NAMES = [
  ...['seq', 'state', 'holder_id', 'item_id', 'lead_department_id', 'county_id', 'town_id', 'community_id'],
  ...['due_at', 'whole_due_at', 'wake_at', 'closed_at', 'late', 'measures', 'document'],
]
const COLUMNS = NAMES.map((name) => `${name}::text`).join(', ')

/** The cases of a town in the order of an index that there is: of the column, not of the text by the same name that is selected. */
async function* rowsOf(source: Source, townId: string | null): AsyncGenerator<Row[]> {
  let after: [at: string, id: string] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  for (;;) {
    const rows = await source.rows<string[]>(
      `select id, reported_at::text, ${COLUMNS} from cases
        where ${townId === null ? 'town_id is null and $1::uuid is null' : 'town_id = $1::uuid'} and (reported_at, id) < ($2::timestamptz, $3::uuid)
        order by cases.reported_at desc, cases.id desc limit ${BATCH}`,
      [townId, ...after],
      townId === null ? 'recount-rows-nowhere' : 'recount-rows',
    )
    if (rows.length > 0) {
      yield rows.map(([id, , ...values]) => ({
        id: id!,
        columns: Object.fromEntries(NAMES.map((name, index) => [name, values[index] ?? null])),
      }))
      after = [rows.at(-1)![1]!, rows.at(-1)![0]!]
    }
    if (rows.length < BATCH) return
  }
}

async function readHistories(source: Source, ids: string[]): Promise<Map<string, Line[]>> {
  const rows = await source.rows<[string, string, string, string, string, string, string, string | null]>(
    `select e.subject, e.seq, e.act, e.actor, e.occurred_at, e.recorded_at, e.body, l.position
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

/** Read with the verifier's own connection, in its snapshot. */
export async function readCalendar(source: Source): Promise<Calendar> {
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
