/** A mixed set of cases for tests of the figures, and the readers of the log to where it ends. */
import { startSequencer, sequenceNow } from '../platform/sequencer.ts'
import { newId } from '../platform/id.ts'
import { startTallies } from './reactions.ts'
import { wakeCases } from './clocks.ts'
import type { CaseTown, Person } from './testing.ts'
import { days, done, envelope, get, hours, minutes, noiseIn, photo, post } from './testing-way.ts'
import type { z } from 'zod'
import type { casePage } from '@bihuan/contract/case-shapes'
import type { overview } from '@bihuan/contract/overview'

export type Overview = z.output<typeof overview>
export type CasePage = z.output<typeof casePage>

/** Everything that happened is in the figures when this returns. */
export async function tallied(town: CaseTown): Promise<void> {
  const sequencer = startSequencer(town.city)
  const tallies = startTallies(town.city, (error) => {
    throw error
  })
  try {
    await sequenceNow(town.city)
    await tallies.caughtUp()
  } finally {
    await tallies.stop()
    await sequencer.stop()
  }
}

export const PERIOD = 'from=2026-03-01&to=2026-04-30'

export async function overviewFor(town: CaseTown, by: Person, query = ''): Promise<Overview> {
  const { status, body } = await get(town, by, `/api/v1/overview?${PERIOD}${query}`)
  if (status !== 200) throw new Error(`the overview answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** Cases of many fates over two weeks, in both counties; their ids. `supervisor` must see the whole city. */
export async function mixedCases(town: CaseTown): Promise<string[]> {
  const ids: string[] = []
  const { departments, items, points } = town.places
  const text = '情况说明'
  const keep = async (id: Promise<string> | string) => void ids.push(await id)
  const filed = async (...given: Parameters<CaseTown['report']>) => (await town.report(...given)).body.id

  for (let n = 0; n < 3; n++) await keep(noiseIn(town, 'closed'))
  await keep(filed('manhole'))
  await keep(filed('manhole', { position: points.b1x1 }))
  await keep(filed('dog', { position: points.a1x2 }))
  await keep(filed('gasLeak'))
  await keep(filed('blockedExit', { position: points.cx1 }))
  town.clock.advance(hours(3))
  // Closed late, reworked, extended, suspended, returned.
  const late = await noiseIn(town, 'accepted')
  await done(town, 'handler', late, 'request-extension', { limit: { amount: 1, unit: 'working-day' }, text })
  await done(town, 'dispatcher', late, 'grant-extension')
  town.clock.advance(days(7))
  await wakeCases(town.city, town.clock.now())
  await done(town, 'handler', late, 'submit', { text })
  await done(town, 'verifier', late, 'verify-fail', { text })
  town.clock.advance(hours(1))
  await done(town, 'handler', late, 'submit', { text })
  await done(town, 'verifier', late, 'verify-pass')
  await keep(late)
  const returned = await noiseIn(town, 'dispatched')
  await done(town, 'handler', returned, 'return', { text, basis: '职责清单' })
  await done(town, 'dispatcher', returned, 'dispatch', { lead: departments.fire })
  await done(town, 'fireman', returned, 'accept')
  await done(town, 'fireman', returned, 'request-suspension', { condition: '等待', text })
  await done(town, 'dispatcher', returned, 'grant-suspension')
  await keep(returned)
  // Void, merged, fixed on the spot, called back.
  const voided = await noiseIn(town, 'assessed')
  await done(town, 'dispatcher', voided, 'void', { reason: 'test', text })
  await keep(voided)
  const merged = await noiseIn(town, 'accepted')
  await done(town, 'dispatcher', merged, 'merge', { parentId: ids[3]! })
  await keep(merged)
  const files = [await photo(town, 'worker', 'before'), await photo(town, 'worker', 'after')]
  const fixed = envelope(town, { itemId: items.rubbish, files }, { act: 'fix-on-the-spot' })
  await post(town, 'worker', fixed)
  await keep(fixed.subject)
  for (const result of ['satisfied', 'dissatisfied'] as const) {
    const help = await filed('help')
    await done(town, 'assessor', help, 'assess', { itemId: items.help, conditionId: 'c1', rectification: 'immediate' })
    await done(town, 'handler', help, 'accept')
    await done(town, 'worker', help, 'call', { text })
    town.clock.advance(minutes(90))
    await done(town, 'handler', help, 'submit', { text })
    await done(town, 'verifier', help, 'verify-pass')
    await done(town, 'caller', help, 'record-call-back', { result, text })
    await keep(help)
  }
  // Reopened, undone, split, reclassified.
  const again = await noiseIn(town, 'closed')
  await done(town, 'supervisor', again, 'reopen', { text })
  await keep(again)
  const undone = await noiseIn(town, 'assessed')
  await done(town, 'dispatcher', undone, 'dispatch', { lead: departments.fire })
  await done(town, 'dispatcher', undone, 'retract')
  await keep(undone)
  const parent = await noiseIn(town, 'accepted')
  const childId = newId()
  await done(town, 'dispatcher', parent, 'split', { childId, itemId: items.blockedExit, text })
  await done(town, 'assessor', parent, 'reclassify', { itemId: items.dust, conditionId: 'c1', text })
  ids.push(parent, childId)
  town.clock.advance(days(4))
  await wakeCases(town.city, town.clock.now())
  return ids
}
