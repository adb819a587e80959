import { beforeEach, describe, expect, test, vi } from 'vitest'
import { sql } from './database.ts'
import { createLogger } from './logging.ts'
import { testCity, type TestCity } from './testing/city.ts'
import { backoff, clearTimers, registerTimer, setTimers, type Timer } from './timers.ts'
import { runDue, startTimerWorker } from './timers-worker.ts'
import { newId } from './id.ts'

let there: TestCity
let seen: string[]
beforeEach(async () => {
  there = await testCity({ now: '2026-03-18T02:00:00Z' })
  seen = []
  registerTimer('note', async (_city, timer: Timer) => void seen.push((timer.payload as { word: string }).word))
  registerTimer('fail', async () => Promise.reject(new Error('the other side is down')))
})

const at = (minutes: number) => new Date(Date.parse('2026-03-18T02:00:00Z') + minutes * 60_000)
const set = (word: string, minutes: number, kind = 'note', subject?: string) =>
  setTimers(there.city.db, [{ kind, dueAt: at(minutes), payload: { word }, ...(subject ? { subject } : {}) }])

describe('timers', () => {
  test('run in order of due time once they are due, and once only', async () => {
    await set('later', 30)
    await set('second', -1)
    await set('first', -5)
    expect(await runDue(there.city, at(0))).toBe(2)
    expect(seen).toEqual(['first', 'second'])
    expect(await runDue(there.city, at(0))).toBe(0)
    expect(await runDue(there.city, at(30))).toBe(1)
  })

  test('what a timer makes due is run as well', async () => {
    registerTimer('chain', async () => void (await set('made by a timer', 0)))
    await set('', -1, 'chain')
    expect(await runDue(there.city, at(0))).toBe(2)
    expect(seen).toEqual(['made by a timer'])
  })

  test('one that fails keeps its error, waits longer each time, and holds up no other', async () => {
    await set('', -1, 'fail')
    await set('after', 0)
    expect(await runDue(there.city, at(0))).toBe(1)
    const [row] = await there.city.db.rows<{ attempts: number; last_error: string; due_at: Date }>(
      sql`select * from timer where kind = 'fail'`,
    )
    expect(row).toMatchObject({ attempts: 1, last_error: 'Error: the other side is down' })
    expect(row!.due_at.getTime()).toBe(at(0).getTime() + 1_000)
    expect([0, 1, 5, 100].map(backoff)).toEqual([1_000, 2_000, 32_000, 3_600_000])
  })

  test('a kind that nobody handles is an error of the timer, not of the worker', async () => {
    await set('', 0, 'unheard-of')
    await runDue(there.city, at(0))
    const [row] = await there.city.db.rows<{ last_error: string }>(sql`select last_error from timer`)
    expect(row!.last_error).toContain('no handler for timers of kind unheard-of')
  })

  test('a subject’s open timers can be taken back', async () => {
    const subject = newId()
    await set('gone', 0, 'note', subject)
    await set('stays', 0, 'note', newId())
    expect(await clearTimers(there.city.db, subject)).toBe(1)
    await runDue(there.city, at(0))
    expect(seen).toEqual(['stays'])
  })

  test('two workers share the work and do nothing twice', async () => {
    for (let index = 0; index < 120; index++) await set(String(index), -1)
    await Promise.all([runDue(there.city, at(0)), runDue(there.city, at(0))])
    expect(new Set(seen).size).toBe(120)
    expect(seen.length).toBe(120)
  })

  test('in a simulated city each runs at its own time', async () => {
    const simulated = await testCity({ kind: 'simulated', now: at(0) })
    const times: string[] = []
    registerTimer('time', async (_city, _timer, now) => void times.push(now.toISOString()))
    await setTimers(simulated.city.db, [
      { kind: 'time', dueAt: at(5) },
      { kind: 'time', dueAt: at(9) },
    ])
    await runDue(simulated.city, at(60))
    expect(times).toEqual([at(5).toISOString(), at(9).toISOString()])
  })

  test('a worker that is woken works at once, and stops when told', async () => {
    const worker = startTimerWorker(there.city, createLogger('silent'), 60_000)
    await set('woken', 0)
    await vi.waitFor(() => {
      worker.wake()
      expect(seen).toEqual(['woken'])
    })
    await worker.stop()
  })
})
