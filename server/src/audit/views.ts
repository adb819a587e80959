/** Reading for the auditor: events with their places, seals, runs of the verifier. Writes nothing. */
import type { City } from '../platform/city.ts'
import { join, sql } from '../platform/database.ts'
import type { Seal } from './store.ts'

const SEAL = sql`number, from_position as "fromPosition", to_position as "toPosition", root, prev_hash as "prevHash", hash,
  signed_at as "signedAt", kind, alg, public_key as "publicKey", signature`

export async function sealsBefore(city: City, before: number | null, limit: number): Promise<Seal[]> {
  return city.db.rows<Seal>(
    sql`select ${SEAL} from seal where ${before}::int is null or number < ${before} order by number desc limit ${limit}`,
  )
}

/** Seals in one file: the last one binds all before it, the others help to say what was changed. */
const HANDED_OUT = 100

/** What is handed out. */
export interface SealFile {
  format: 'bihuan-seals/1'
  city: string
  cityName: string
  kind: City['kind']
  publicKey: string
  seals: {
    number: number
    from: number
    to: number
    root: string
    prev: string
    hash: string
    signedAt: string
    kind: string
    alg: string
    publicKey: string
    signature: string
  }[]
}

/** Null where there is no such seal. */
export async function sealFile(city: City, number: number): Promise<SealFile | null> {
  const seals = await city.db.rows<Seal>(
    sql`select ${SEAL} from seal where number <= ${number} and number > ${number - HANDED_OUT} order by number`,
  )
  const last = seals.at(-1)
  if (last?.number !== number) return null
  return {
    format: 'bihuan-seals/1',
    city: city.id,
    cityName: city.name,
    kind: last.kind,
    publicKey: last.publicKey,
    seals: seals.map((seal) => ({
      number: seal.number,
      from: seal.fromPosition,
      to: seal.toPosition,
      root: seal.root,
      prev: seal.prevHash,
      hash: seal.hash,
      signedAt: seal.signedAt.toISOString(),
      kind: seal.kind,
      alg: seal.alg,
      publicKey: seal.publicKey,
      signature: seal.signature,
    })),
  }
}

export interface EventRow {
  position: number
  id: string
  subject: string
  subjectKind: 'case' | 'account' | null
  subjectLabel: string | null
  seq: number
  act: string
  actor: string
  actorName: string | null
  occurredAt: Date
  recordedAt: Date
  hash: string
  body: string
  prevHash: string
  alg: string
}

const EVENT = sql`l.position, e.id, e.subject, e.seq, e.act, e.actor, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.hash,
  e.body, e.prev_hash as "prevHash", e.alg, case when c.id is not null then 'case' when s.id is not null then 'account' end as "subjectKind",
  coalesce(c.number, s.name) as "subjectLabel", a.name as "actorName"`
const FROM = sql`log l join event e on e.id = l.event_id
  left join cases c on c.id = e.subject
  left join account s on s.id = e.subject
  left join account a on a.id = case when e.actor not in ('system', 'citizen') then e.actor::uuid end`

export interface EventFilter {
  subject?: string
  number?: string
  actor?: string
  act?: string
  from?: Date
  to?: Date
}

/** Newest first, below a position. */
export async function findEvents(
  city: City,
  filter: EventFilter,
  before: number | null,
  limit: number,
): Promise<EventRow[]> {
  const conditions = [sql`l.position < ${before ?? Number.MAX_SAFE_INTEGER}`]
  if (filter.subject) conditions.push(sql`e.subject = ${filter.subject}`)
  if (filter.number) conditions.push(sql`e.subject = (select id from cases where number = ${filter.number})`)
  if (filter.actor) conditions.push(sql`e.actor = ${filter.actor}`)
  // As text where it is the one that has an index of its own.
  if (filter.act) conditions.push(filter.act === 'unmask' ? sql`e.act = 'unmask'` : sql`e.act = ${filter.act}`)
  if (filter.from) conditions.push(sql`e.recorded_at >= ${filter.from}`)
  if (filter.to) conditions.push(sql`e.recorded_at < ${filter.to}`)
  return city.db.rows<EventRow>(
    sql`select ${EVENT} from ${FROM} where ${join(conditions, ' and ')} order by l.position desc limit ${limit}`,
  )
}

export async function findEvent(city: City, id: string): Promise<(EventRow & { seal: number | null }) | null> {
  return city.db.maybe(
    sql`select ${EVENT}, (select number from seal where l.position between from_position and to_position) as seal from ${FROM} where e.id = ${id}`,
  )
}

/** How far the log goes beyond the last seal. */
export async function unsealed(city: City): Promise<number> {
  const row = await city.db.maybe<{ count: number }>(
    sql`select coalesce((select max(position) from log), 0) - coalesce((select max(to_position) from seal), 0) as count`,
  )
  return row!.count
}

export interface VerificationRow {
  id: string
  state: 'running' | 'intact' | 'broken' | 'failed'
  startedBy: string
  startedByName: string | null
  startedAt: Date
  endedAt: Date | null
  checked: number
  total: number
  report: Record<string, unknown> | null
}

export async function verifications(city: City, id: string | null): Promise<VerificationRow[]> {
  return city.db.rows<VerificationRow>(
    sql`select v.id, v.state, v.started_by as "startedBy", a.name as "startedByName", v.started_at as "startedAt", v.ended_at as "endedAt",
          v.checked, v.total, v.report
        from verification v left join account a on a.id::text = v.started_by
        where ${id}::uuid is null or v.id = ${id} order by v.started_at desc, v.id limit 20`,
  )
}
