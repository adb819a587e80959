/**
 * Seals what the log holds beyond the last seal. By hand it is an act of the auditor and leaves its event; the daily one
 * is its own record: signed, chained, numbered.
 */
import type { City } from '../../platform/city.ts'
import { sql, type Queryable } from '../../platform/database.ts'
import { buildEvents } from '../../platform/events.ts'
import { sequenceNow, wakeSequencer } from '../../platform/sequencer.ts'
import { keysDirOf, sealKey } from '../seal-key.ts'
import { rootOver, signSeal } from '../sealing.ts'
import { insertAuditEvents, insertSeal, lastSeal, lockAuditBook, lockSeals, type Seal } from '../store.ts'

/** Null when nothing was added to the log since the last seal. `actor`: the account that asked, or null for the daily one. */
export async function makeSeal(city: City, now: Date, actor: string | null): Promise<Seal | null> {
  await sequenceNow(city)
  const seal = await city.db.transaction((db) => makeSealWithin(db, city, now, actor))
  if (seal && actor) wakeSequencer(city)
  return seal
}

async function makeSealWithin(db: Queryable, city: City, now: Date, actor: string | null): Promise<Seal | null> {
  await lockSeals(db)
  const last = await lastSeal(db)
  const top = await db.maybe<{ top: number }>(sql`select coalesce(max(position), 0) as top from log`)
  const from = (last?.toPosition ?? 0) + 1
  if (top!.top < from) return null
  const seal = signSeal(
    city.id,
    {
      number: (last?.number ?? 0) + 1,
      fromPosition: from,
      toPosition: top!.top,
      root: await rootOver(db, from, top!.top),
      prevHash: last?.hash ?? '',
      signedAt: now,
      kind: city.kind,
    },
    await sealKey(keysDirOf(city)),
  )
  await insertSeal(db, seal)
  if (actor) {
    const body = { from: seal.fromPosition, hash: seal.hash, number: seal.number, root: seal.root, to: seal.toPosition }
    await insertAuditEvents(
      db,
      buildEvents(city.id, await lockAuditBook(db), [{ act: 'seal', actor, occurredAt: now, recordedAt: now, body }]),
    )
  }
  return seal
}
