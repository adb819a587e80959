/** What people do with revisions: start, apply, take back, rehearse again, discard. Each once for its command id. */
import type { EventAct } from '@bihuan/contract/audit-acts'
import { businessDate } from '@bihuan/domain/calendar'
import type { RevisionKindName } from '@bihuan/contract/revision'
import type { Actor } from './actor.ts'
import type { City } from './city.ts'
import { commandKey, insertAnswer, once } from './command.ts'
import { sql, type Queryable } from './database.ts'
import { buildEvents } from './events.ts'
import { newId } from './id.ts'
import { Problem } from './problem.ts'
import { revisionKind, type Applying, type Change } from './revision.ts'
import { fileDoor } from './revision-files.ts'
import { PlanHash, rehearse, REHEARSAL } from './revision-rehearse.ts'
import * as store from './revision-store.ts'
import type { RevisionOrigin, RevisionRow } from './revision-row.ts'
import { wakeSequencer } from './sequencer.ts'
import { setTimers } from './timers.ts'

export interface RevisionStart {
  commandId: string
  title: string
  origin: RevisionOrigin
  /** In the words of the kind; kept, for rehearsing again. */
  source: Record<string, unknown>
  uploadId?: string | null
  fileName?: string | null
  keepGood?: boolean
}

const APPLY_BATCH = 200

async function noteAct(
  db: Queryable,
  city: City,
  row: RevisionRow,
  act: EventAct,
  actor: string,
  now: Date,
  body: object,
) {
  const [event] = buildEvents(city.id, { subject: row.id, seq: row.seq, hash: row.headHash }, [
    { act, actor, occurredAt: now, recordedAt: now, body },
  ])
  await store.noteRevisionEvent(db, event!)
}

const told = (row: RevisionRow) => ({
  kind: row.kind,
  origin: row.origin,
  title: row.title,
  ...(row.fileSha256 === null ? {} : { file: row.fileSha256 }),
})

/** With a file, or with much to work out: rehearsed by a timer. Without one: at once, and the refusal is the answer where it cannot be read. */
export async function startRevision(
  city: City,
  actor: Actor,
  kind: RevisionKindName,
  start: RevisionStart,
  now: Date,
): Promise<string> {
  const key = commandKey(actor.accountId, { ...start, subject: actor.accountId })
  const answer = await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const id = newId()
      const file = start.uploadId ? await fileDoor().attach(db, id, start.uploadId, actor.accountId, now) : null
      await store.insertRevision(db, {
        id,
        kind,
        origin: start.origin,
        title: start.title,
        source: start.source,
        keepGood: start.keepGood ?? false,
        fileSha256: file?.sha256 ?? null,
        fileName: start.fileName ?? null,
        createdBy: actor.accountId,
        createdAt: now,
      })
      const row = (await store.lockRevision(db, kind, id))!
      await noteAct(db, city, row, 'revision-started', actor.accountId, now, told(row))
      await setRehearsal(city, db, row, now)
      await db.run(insertAnswer(key, 201, { id }, now))
      return { id }
    }),
  )
  wakeSequencer(city)
  return answer.id
}

async function setRehearsal(city: City, db: Queryable, row: RevisionRow, now: Date): Promise<void> {
  const atOnce = row.fileSha256 === null && !revisionKind(row.kind).inBackground?.(row.source)
  if (atOnce) await rehearse(city, db, row, now)
  else await setTimers(db, [{ kind: REHEARSAL, subject: row.id, dueAt: now, payload: { rehearsal: row.rehearsal } }])
}

export interface RevisionAct {
  commandId: string
  act: 'apply' | 'take-back' | 'discard' | 'rehearse-again'
  keepGood?: boolean
}

export async function actOnRevision(
  city: City,
  actor: Actor,
  kind: RevisionKindName,
  id: string,
  body: RevisionAct,
  now: Date,
): Promise<void> {
  const key = commandKey(actor.accountId, { ...body, subject: id })
  await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      // Always the kind's version first: two administrators at once wait for each other here.
      const version = await revisionKind(kind).version(db, body.act === 'apply' || body.act === 'take-back')
      const row = await store.lockRevision(db, kind, id)
      if (!row) throw new Problem('platform.not-found')
      const by = actor.accountId
      if (body.act === 'apply')
        await apply(db, city, row, version, { by, now, keepGood: body.keepGood ?? row.keepGood })
      else if (body.act === 'take-back') await takeBack(db, city, row, by, now)
      else if (body.act === 'discard') {
        requireState(row, ['rehearsing', 'rehearsed', 'failed'])
        await store.markDiscarded(db, row.id)
        await noteAct(db, city, row, 'revision-discarded', by, now, told(row))
      } else {
        requireState(row, ['rehearsed', 'failed'])
        await store.rehearseAnew(db, row.id)
        await noteAct(db, city, row, 'revision-rehearsed-again', by, now, told(row))
        await setRehearsal(city, db, { ...row, state: 'rehearsing', rehearsal: row.rehearsal + 1 }, now)
      }
      await db.run(insertAnswer(key, 200, { id }, now))
      return { id }
    }),
  )
  if (body.act === 'apply' || body.act === 'take-back') await revisionKind(kind).changed(city)
  wakeSequencer(city)
}

function requireState(row: RevisionRow, states: readonly RevisionRow['state'][]): void {
  if (!states.includes(row.state)) throw new Problem('revision.state', { state: row.state })
}

function applying(city: City, row: RevisionRow, actor: string, now: Date): Applying {
  return { city, revisionId: row.id, actor, now, today: businessDate(now.getTime()) }
}

async function apply(
  db: Queryable,
  city: City,
  row: RevisionRow,
  version: number,
  { by, now, keepGood }: { by: string; now: Date; keepGood: boolean },
): Promise<void> {
  requireState(row, ['rehearsed'])
  if (row.baseVersion !== version) throw new Problem('revision.stale', { base: row.baseVersion, version })
  const errors = row.findingCounts
    .filter(({ severity }) => severity === 'error')
    .reduce((sum, { count }) => sum + count, 0)
  if (errors > 0 && !keepGood) throw new Problem('revision.has-errors', { errors })
  const hash = new PlanHash()
  let changes = 0
  const kind = revisionKind(row.kind)
  async function* counted(): AsyncGenerator<Change> {
    for await (const change of changesOf(db, row.id, 'forward')) {
      hash.add(change)
      changes += 1
      yield change
    }
  }
  await kind.apply(db, counted(), applying(city, row, by, now))
  if (changes === 0) throw new Problem('revision.nothing-to-apply')
  const plan = hash.digest()
  if (plan !== row.planSha256) throw new Problem('revision.plan-damaged')
  await store.markApplied(db, row.id, { version: await kind.version(db, false), by, at: now, keepGood })
  const body = { ...told(row), counts: row.counts, changes, plan, ...(errors > 0 ? { leftOut: errors } : {}) }
  await noteAct(db, city, row, 'revision-applied', by, now, body)
}

async function takeBack(db: Queryable, city: City, row: RevisionRow, by: string, now: Date): Promise<void> {
  requireState(row, ['applied'])
  const later = await db.maybe<{ title: string; count: number }>(sql`
    select r.title, count(distinct theirs.record) as count
    from revision_change mine join revision_change theirs on theirs.record = mine.record and theirs.what = mine.what
      join revision r on r.id = theirs.revision_id
    where mine.revision_id = ${row.id} and r.kind = ${row.kind} and r.state = 'applied' and r.applied_version > ${row.appliedVersion}
    group by r.id order by r.applied_version desc limit 1`)
  if (later) throw new Problem('revision.stands-on', later)
  const kind = revisionKind(row.kind)
  await kind.takeBack(db, changesOf(db, row.id, 'backward'), applying(city, row, by, now))
  await store.markTakenBack(db, row.id, by, now)
  await noteAct(db, city, row, 'revision-taken-back', by, now, {
    ...told(row),
    counts: row.counts,
    plan: row.planSha256,
  })
}

/** In batches by number, so that a plan of any size takes the same memory. */
async function* changesOf(db: Queryable, id: string, way: 'forward' | 'backward'): AsyncGenerator<Change> {
  for (let at = way === 'forward' ? 0 : 2 ** 31 - 1; ;) {
    const found = await db.rows<Change>(
      way === 'forward'
        ? sql`select number, what, action, record, label, body, before from revision_change
            where revision_id = ${id} and number > ${at} order by number limit ${APPLY_BATCH}`
        : sql`select number, what, action, record, label, body, before from revision_change
            where revision_id = ${id} and number < ${at} order by number desc limit ${APPLY_BATCH}`,
    )
    yield* found
    if (found.length < APPLY_BATCH) return
    at = found.at(-1)!.number
  }
}
