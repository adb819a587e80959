/**
 * Every subject's chain: hashes, order, no holes, its end where the record says, each event in the log or waiting for it,
 * the media that it names still held.
 * Read by (subject, seq) in keyset batches; memory does not grow with the city.
 */
import type { Findings } from './findings.ts'
import { hashOf, type ChainedEvent } from './hashing.ts'
import { checkHeads, type HeadTable, type Tail } from './heads.ts'
import { checkReferences, mediaNamedBy } from './media.ts'
import { instant, type Source } from './source.ts'

/** Events read at once: about 2 MB. */
export const BATCH = 2_000

const SELECT = `select id, subject, seq, act, actor, occurred_at, recorded_at, body, prev_hash, hash, alg from event
  where (subject, seq) > ($1::uuid, $2::int) order by subject, seq limit ${BATCH}`

type Row = [string, string, string, string, string, string, string, string, string, string, string]

function eventOf(row: Row): ChainedEvent {
  const [id, subject, seq, act, actor, occurredAt, recordedAt, body, prevHash, hash, alg] = row
  return {
    id, subject, seq: Number(seq), act, actor, occurredAt: instant(occurredAt), recordedAt: instant(recordedAt), body, prevHash, hash, alg,
  } // prettier-ignore
}

/** What the chain of one subject looked like so far. */
interface Walk extends Tail {
  position: number | null
}

export interface ChainsReport {
  events: number
  subjects: number
}

/** Hears how many events are checked; awaited, so that a background run can give way to others. */
export type Progress = (checked: number) => Promise<void> | void

export async function checkChains(
  source: Source,
  heads: HeadTable[],
  findings: Findings,
  progress: Progress,
): Promise<ChainsReport> {
  let after: [string, number] = ['00000000-0000-0000-0000-000000000000', 0]
  let walk: Walk | null = null
  const report = { events: 0, subjects: 0 }
  for (;;) {
    const batch = (await source.rows<Row>(SELECT, after, 'verify-chains')).map(eventOf)
    if (batch.length === 0) break
    const positions = await positionsOf(source, batch)
    const ended: Tail[] = []
    for (const event of batch) {
      if (walk && walk.subject !== event.subject) {
        ended.push(walk)
        walk = null
      }
      if (!walk) report.subjects += 1
      walk = checkEvent(source.city.id, event, walk, positions.get(event.id), findings)
    }
    await checkHeads(source, heads, ended, findings)
    await checkReferences(source, batch.flatMap(mediaNamedBy), findings)
    const last = batch.at(-1)!
    after = [last.subject, last.seq]
    report.events += batch.length
    await progress(report.events)
  }
  if (walk) await checkHeads(source, heads, [walk], findings)
  return report
}

function checkEvent(city: string, event: ChainedEvent, before: Walk | null, position: Place, findings: Findings): Walk {
  const at = {
    subject: event.subject,
    seq: event.seq,
    event: event.id,
    act: event.act,
    ...(typeof position === 'number' ? { position } : {}),
  }
  const expected = (before?.seq ?? 0) + 1
  if (event.seq !== expected)
    findings.add('event.middle-missing', { subject: event.subject, seq: expected, until: event.seq - 1 })
  else if (event.prevHash !== (before?.hash ?? ''))
    findings.add('event.chain-broken', { ...at, expected: expected - 1 })
  if (hashOf(city, event) !== event.hash) findings.add('event.altered', at)
  if (position === undefined) findings.add('log.event-missing', at)
  else if (typeof position === 'number' && before?.position && position <= before.position)
    findings.add('log.order', at)
  return {
    subject: event.subject,
    seq: event.seq,
    hash: event.hash,
    position: typeof position === 'number' ? position : null,
  }
}

/** Position in the log, `waiting` in the outbox, or undefined: nowhere. */
type Place = number | 'waiting' | undefined

async function positionsOf(source: Source, batch: ChainedEvent[]): Promise<Map<string, Place>> {
  const ids = batch.map((event) => event.id)
  const places = new Map<string, Place>()
  for (const [id, position] of await source.rows<[string, string]>(
    'select event_id, position from log where event_id = any($1::uuid[])',
    [ids],
    'verify-positions',
  )) {
    places.set(id, Number(position))
  }
  const missing = ids.filter((id) => !places.has(id))
  if (missing.length > 0) {
    for (const [id] of await source.rows<[string]>('select event_id from outbox where event_id = any($1::uuid[])', [
      missing,
    ]))
      places.set(id, 'waiting')
  }
  return places
}
