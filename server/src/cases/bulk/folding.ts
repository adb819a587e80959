/** Histories that were told, packed for COPY table by table; the log in the order in which the server would have taken them. */
import { createHash } from 'node:crypto'
import { counted, deltas } from '@bihuan/domain/cases/deltas'
import { CopyRows } from '../../platform/copy-rows.ts'
import { putAnswer, putCase, putEvent, putFile, putText, TABLES, type Table } from './rows.ts'
import type { Telling } from './telling.ts'

export interface Folded {
  cases: number
  events: number
  tables: Record<Table, Uint8Array<ArrayBuffer>>
  /** Where in the rows of the log their positions stand, counted from 1 until they are sent. */
  positionsAt: Uint32Array<ArrayBuffer>
  /** What all of it adds to the tallies: lists of differences, as JSON. */
  sums: string[]
  /** Acts that a reader of the log may have to follow up. */
  acts: string[]
  /** Of all that does not depend on ids made by chance: the same seed, the same digest. */
  digest: string
}

export function fold(tellings: readonly Telling[]): Folded {
  const rows = Object.fromEntries(
    Object.entries(TABLES).map(([table, columns]) => [table, new CopyRows(columns.length)]),
  ) as Record<Table, CopyRows>
  const digest = createHash('sha256')
  const acts = new Set<string>()
  const sums: string[] = []
  for (const telling of tellings) {
    const { case: caseFile, projection, contribution, land } = telling
    rows.record_key.row().uuid(telling.subject).buffer(telling.wrappedKey).time(telling.filedAt).nothing()
    for (const text of telling.texts) putText(rows.sealed_text, text)
    const events = telling.events.map(({ row }) => row)
    for (const event of events) {
      putEvent(rows.event, event)
      acts.add(event.act)
    }
    putCase(rows.cases, { caseFile, projection, contribution, events })
    for (const account of caseFile.followers) rows.follower.row().uuid(account).uuid(telling.subject)
    for (const answer of telling.answers) putAnswer(rows.command, answer)
    for (const file of telling.files) putFile(rows.file_reference, telling.subject, file.uploadId, file)
    sums.push(JSON.stringify(deltas(null, counted(caseFile, land.calendar))))
    digest.update(outlineOf(telling))
  }
  const order = tellings
    .flatMap((telling) => telling.events)
    .sort((a, b) => a.row.recorded_at.getTime() - b.row.recorded_at.getTime())
  const positionsAt = new Uint32Array(order.length)
  order.forEach(({ row, deltas: own }, index) => {
    rows.log.row().int8(index + 1)
    positionsAt[index] = rows.log.lastInt8
    rows.log.uuid(row.id).text(own).text(row.act)
  })
  return {
    cases: tellings.length,
    events: order.length,
    tables: Object.fromEntries(Object.entries(rows).map(([table, one]) => [table, one.done()])) as Folded['tables'],
    positionsAt,
    sums,
    acts: [...acts],
    digest: digest.digest('hex'),
  }
}

function outlineOf({ case: c, projection, events }: Telling): string {
  const course = events.map(({ row }) => [row.act, row.occurred_at.getTime(), row.recorded_at.getTime()])
  return JSON.stringify([c.number, c.item.name.zh, c.position, c.state, projection.dueAt, projection.late, course])
}

/** The buffers of a folded batch, to be handed from thread to thread instead of copied. */
export function buffersOf({ tables, positionsAt }: Folded): ArrayBuffer[] {
  return [...Object.values(tables).map((bytes) => bytes.buffer), positionsAt.buffer]
}
