/** The work that goes on beside the requests, in the same process: timers, and what else must not wait for somebody to ask. */
import type { FastifyInstance } from 'fastify'
import { loadSnapshots } from '../app.ts'
import { keepDailySeal, registerSealTimer } from '../audit/clocks.ts'
import type { City } from '../platform/city.ts'
import { clearOldAnswers } from '../platform/command-expiry.ts'
import { sql } from '../platform/database.ts'
import type { Logger } from '../platform/logging.ts'
import { startCaseClocks } from '../cases/clocks.ts'
import { startTerritoryReactions } from '../cases/follow-territory.ts'
import { startCalendarReactions, startMergeReactions, startTallies } from '../cases/reactions.ts'
import { startRecurrence } from '../maps/reactions.ts'
import { startOversight } from '../oversight/reactions.ts'
import { startSequencer } from '../platform/sequencer.ts'
import { startTimerWorker } from '../platform/timers-worker.ts'
import { repeat } from './repeat.ts'

export interface Workers {
  stop(): Promise<void>
}

export async function startWorkers(city: City, app: FastifyInstance, logger: Logger): Promise<Workers> {
  registerSealTimer()
  await keepDailySeal(city, city.clock.now())
  // In a simulated city time stands still until it is moved: its timers run then (POST /api/v1/clock).
  const running: Workers[] = city.kind === 'simulated' ? [] : [startTimerWorker(city, logger)]
  const stumbled = (what: string) => (error: unknown) => logger.error({ err: error }, `${what} stumbled`)
  running.push(startTallies(city, stumbled('the tallies')), startMergeReactions(city, stumbled('the merge reactions')))
  running.push(startCalendarReactions(city, stumbled('the calendar reactions')))
  running.push(startTerritoryReactions(city, stumbled('the territory reactions')))
  running.push(startRecurrence(city, stumbled('the recurrences')))
  running.push(startOversight(city, stumbled('oversight')))
  if (city.kind !== 'simulated') running.push(startCaseClocks(city, stumbled('the case clocks')))
  running.push(startSequencer(city, { onError: (error) => logger.error({ err: error }, 'the sequencer stumbled') }))
  // Territory, catalogue and calendar that another process, or an import, has changed.
  if (city.kind !== 'simulated')
    running.push(repeat('clearing old answers', 3_600_000, () => clearOldAnswers(city), logger))
  running.push(repeat('reloading what is held in memory', 2_000, () => loadSnapshots(city), logger))
  app.metrics.gauge('bihuan_outbox_depth', 'Events that wait for their place in the log', () => count(city, 'outbox'))
  app.metrics.gauge('bihuan_timers_open', 'Timers that are set', () => count(city, 'timer'))
  return {
    async stop() {
      await Promise.all(running.map((worker) => worker.stop()))
    },
  }
}

async function count(city: City, what: 'outbox' | 'timer'): Promise<number> {
  const statement =
    what === 'outbox'
      ? sql`select count(*) as n from outbox`
      : sql`select count(*) as n from timer where done_at is null`
  return (await city.db.maybe<{ n: number }>(statement))?.n ?? 0
}
