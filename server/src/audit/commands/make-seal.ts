/**
 * Seals what the log holds beyond the last seal. By hand it is an act of the auditor and leaves its event; the daily one
 * is its own record: signed, chained, numbered.
 */
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { sql, type Queryable } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { sequenceNow, wakeSequencer } from '../../platform/sequencer.ts'
import { enterInBook } from '../book.ts'
import { keysDirOf, sealKey } from '../seal-key.ts'
import { rootOver, signSeal } from '../sealing.ts'
import { insertSeal, lastSeal, lockSeals, type Seal } from '../store.ts'

/** The daily one. Null when nothing was added to the log since the last seal. */
export async function makeSeal(city: City, now: Date): Promise<Seal | null> {
  await sequenceNow(city)
  return city.db.transaction((db) => sealRest(db, city, now))
}

/** By an account. Throws `audit.nothing-to-seal`. */
export async function makeSealByHand(city: City, actor: string, commandId: string, now: Date): Promise<SealView> {
  const key = commandKey(actor, { commandId, subject: city.id })
  const view = await once(city.db, key, now, async () => {
    await sequenceNow(city)
    return city.db.transaction(async (db) => {
      const seal = await sealRest(db, city, now)
      if (!seal) throw new Problem('audit.nothing-to-seal', { number: (await lastSeal(db))?.number ?? 0 })
      const { number, fromPosition, toPosition, root, hash } = seal
      await enterInBook(db, city, {
        act: 'seal',
        actor,
        now,
        body: { from: fromPosition, hash, number, root, to: toPosition },
      })
      const answer = sealView(seal)
      await db.run(insertAnswer(key, 201, answer, now))
      return answer
    })
  })
  wakeSequencer(city)
  return view
}

async function sealRest(db: Queryable, city: City, now: Date): Promise<Seal | null> {
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
  return seal
}

export type SealView = ReturnType<typeof sealView>

/** As the API shows it. */
export function sealView(seal: Seal) {
  const { number, fromPosition, toPosition, root, hash, kind, alg, publicKey } = seal
  return { number, fromPosition, toPosition, root, hash, signedAt: seal.signedAt.toISOString(), kind, alg, publicKey }
}
