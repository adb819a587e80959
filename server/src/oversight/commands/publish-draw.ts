/** Publishing a draw: the seed is taken from where the plan said, and the sample is what comes out. Or giving the plan up. */
import type { z } from 'zod'
import type { drawAct } from '@bihuan/contract/oversight'
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { buildEvents } from '../../platform/events.ts'
import { Problem } from '../../platform/problem.ts'
import { sequenceNow, wakeSequencer } from '../../platform/sequencer.ts'
import { hashAt, planPosition, readDraw, type Draw } from '../draw-views.ts'
import { digest, drawAgain, seedTextOf } from '../drawing.ts'
import { regionWithin } from '../reach.ts'
import { discardDraw, publishDraw as write } from '../store.ts'

export const PUBLISHED_DRAW = 'publish-draw'

export async function actOnDraw(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  drawId: string,
  command: z.output<typeof drawAct>,
  now: Date,
): Promise<{ id: string }> {
  const key = commandKey(actor.accountId, { ...command, subject: drawId })
  const done = await once(city.db, key, now, async () => {
    const found = await readDraw(city.db, drawId)
    if (!found) throw new Problem('platform.not-found')
    regionWithin(city, scopes, found.region_id)
    if (found.state === 'published' || found.state === 'discarded') throw new Problem('oversight.draw-over')
    const drawn = command.act === 'publish' ? await drawNow(city, found, command.number) : null
    return city.db.transaction(async (db) => {
      const row = await readDraw(db, drawId, true)
      if (row!.seq !== found.seq) throw new Problem('oversight.draw-over')
      const head = { subject: drawId, seq: row!.seq, hash: row!.head_hash }
      const by = { actor: actor.accountId, occurredAt: now, recordedAt: now }
      if (drawn) {
        const { sample, ...said } = drawn
        const numbers = sample.map(({ number }) => number)
        const body = { ...said, seedFrom: found.seed_from, sample: numbers }
        const [event] = buildEvents(city.id, head, [{ act: PUBLISHED_DRAW, ...by, body }])
        await write(db, drawId, { ...said, by: actor.accountId, at: now }, sample, event!)
      } else {
        const [event] = buildEvents(city.id, head, [{ act: 'discard-draw', ...by, body: {} }])
        await discardDraw(db, drawId, event!)
      }
      await db.run(insertAnswer(key, 200, { id: drawId }, now))
      return { id: drawId }
    })
  })
  wakeSequencer(city)
  return done
}

async function drawNow(city: City, row: Draw, number: string | undefined) {
  if (row.state === 'counting') throw new Problem('oversight.draw-not-ready')
  if (row.population === 0) throw new Problem('oversight.population-empty')
  const { position, value } = row.seed_from === 'log' ? await fromLog(city, row) : entered(row, number)
  const seed = digest(seedTextOf(row, value))
  const { sample, sampleDigest, populationDigest } = await drawAgain(city, row, seed)
  if (populationDigest !== row.population_digest)
    throw new Error(`the population of draw ${row.id} is not the one that was committed`)
  return { position, value, seed, sampleDigest, sample }
}

/** The entry after the plan's own. It may be committed and only wait for its place. */
async function fromLog(city: City, row: Draw): Promise<{ position: number; value: string }> {
  const seed = async () => {
    const plan = await planPosition(city.db, row)
    return { plan, value: plan === null ? null : await hashAt(city.db, plan + 1) }
  }
  let { plan, value } = await seed()
  if (value === null) {
    await sequenceNow(city)
    ;({ plan, value } = await seed())
  }
  if (plan === null) throw new Problem('oversight.draw-not-ready')
  if (value === null) throw new Problem('oversight.seed-not-there', { position: plan + 1 })
  return { position: plan + 1, value }
}

function entered(row: Draw, number: string | undefined): { position: null; value: string } {
  const value = number?.trim().replace(/\s+/g, ' ')
  if (!value) throw new Problem('oversight.number-missing', { of: row.number_of! })
  return { position: null, value }
}
