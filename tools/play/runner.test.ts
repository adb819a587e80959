import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { play, type Step } from './runner.ts'

const done: string[] = []
const step = (
  at: number,
  lane: string | null,
  what: string,
  perform: () => Promise<unknown> = async () => done.push(what),
): Step => ({ at, lane, what, perform })

it('a case keeps its order, and a barrier waits for all before it and holds all after it', async () => {
  done.length = 0
  const slowly = (what: string) => async () => {
    await pause(5)
    done.push(what)
  }
  const steps = [
    step(3, 'a', 'a3'),
    step(2, null, 'clock'),
    step(1, 'a', 'a1', slowly('a1')),
    step(1, 'a', 'a2'),
    step(2, 'b', 'b1 of the same moment, given later'),
    step(1, 'c', 'c1', slowly('c1')),
  ]
  await play(steps)
  expect(done.indexOf('a1')).toBeLessThan(done.indexOf('a2'))
  expect(done.indexOf('clock')).toBe(3)
  expect(new Set(done.slice(0, 3))).toEqual(new Set(['a1', 'a2', 'c1']))
  expect(done).toHaveLength(6)
})

it('a failure names the case, the act and the time, and nothing later begins', async () => {
  done.length = 0
  const steps = [
    step(0, 'case-7', 'accept', async () => Promise.reject(new Error('409'))),
    step(0, null, 'clock'),
    step(1, 'b', 'later'),
  ]
  await expect(play(steps)).rejects.toThrow('case case-7, accept, at 1970-01-01T00:00:00.000Z: 409')
  expect(done).toEqual([])
})
