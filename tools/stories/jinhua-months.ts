/** 月督查: at the turn of each month a draw over what was closed in it, checked by others; and one order for all that is past due. */
import { newId } from '../../server/src/platform/id.ts'
import type { Play } from '../play/harness.ts'
import { COUNTIES } from './jinhua.data.ts'
import { branch, checker, CITY, desk } from './jinhua-town.ts'
import type { Listed, Sums } from './jinhua-sums.ts'
import { DAY, HOUR, MINUTE, type Script } from './script.ts'

export interface Month {
  from: string
  /** The last day of it. */
  to: string
  /** The morning after it. */
  at: number
}

export const ORDER_DAYS = 5
/** Cases drawn in a month. */
export const SIZE = 40
export const dayOf = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)

/** `bySubject`: what the story knows of each case. */
export function supervise(script: Script, month: Month, bySubject: ReadonlyMap<string, Listed>, sums: Sums): void {
  const { play } = script
  const { at } = month
  let drawId = ''
  script.together(at, 'plan the draw', async () => {
    drawId = newId()
    const supervisor = await play.person('supervisor')
    await supervisor.post('/api/v1/draws', at, {
      id: drawId,
      regionId: play.town.region(CITY),
      from: month.from,
      to: month.to,
      size: SIZE,
      extra: { fixed: 2, gap: 2 },
      checkers: 'verifier',
      dueDays: 10,
      seedFrom: 'log',
    })
    await play.moveClock(at + 2 * MINUTE)
    await play.settle()
  })
  // The order comes after the plan: its event gives the seed, which nobody knew before.
  script.together(at + 5 * MINUTE, 'order all that is past due', async () => {
    await order(play, at + 5 * MINUTE, sums)
    await play.moveClock(at + 10 * MINUTE)
    await play.settle()
  })
  script.together(at + 20 * MINUTE, 'publish the draw', async () => {
    const supervisor = await play.person('supervisor')
    await supervisor.post(`/api/v1/draws/${drawId}/acts`, at + 20 * MINUTE, { act: 'publish' })
    await play.moveClock(at + 25 * MINUTE)
    await play.settle()
    sums.draws.push(drawId)
  })
  const wrong: Listed[] = []
  script.together(at + DAY, 'check again', async () => {
    wrong.push(...(await check(play, script, at + DAY, bySubject, sums)))
    // Reopening follows from the check by the log.
    await play.settle()
  })
  script.together(at + 2 * DAY, 'put right what was not', async () => {
    for (const [n, listed] of wrong.entries()) await again(play, listed, at + 2 * DAY + n * MINUTE)
  })
}

/** One text, one limit, for every case that is open and past its due time. */
async function order(play: Play, at: number, sums: Sums): Promise<void> {
  const supervisor = await play.person('supervisor')
  const given = await supervisor.post<{ cases: number; refused: number }>('/api/v1/batches', at, {
    id: newId(),
    text: '月督查发现超期未办结，请说明原因、限期整改并反馈。',
    limit: { amount: ORDER_DAYS, unit: 'calendar-day' },
    refused: 'none',
    filter: { state: 'open', overdue: 'whole' },
  })
  sums.batches.push(given.cases - given.refused)
}

interface Task {
  id: string
  caseId: string
}

/** Every twelfth was not put right, every ninth has something wrong in its record; the rest is as recorded. */
async function check(
  play: Play,
  script: Script,
  at: number,
  bySubject: ReadonlyMap<string, Listed>,
  sums: Sums,
): Promise<Listed[]> {
  const reopened: Listed[] = []
  for (const { code } of COUNTIES) {
    const login = checker(code)
    const person = await play.person(login)
    const { rows } = await person.get<{ rows: Task[] }>('/api/v1/check-tasks/mine?limit=100', at)
    for (const { id, caseId } of rows) {
      const listed = bySubject.get(caseId)!
      const body = await found(script, login, listed.n, at)
      await person.post(`/api/v1/check-tasks/${id}/acts`, at, {
        act: 'check',
        occurredAt: new Date(at).toISOString(),
        body,
      })
      sums.checks.set(listed.n, (sums.checks.get(listed.n) ?? new Set()).add(body.result))
      if (body.result === 'not-put-right') reopened.push(listed)
    }
  }
  sums.reopened.push(reopened.length)
  return reopened
}

async function found(script: Script, login: string, n: number, at: number) {
  if (n % 12 === 0)
    return {
      result: 'not-put-right' as const,
      text: '现场未整改到位',
      files: [await script.photo(login, 'evidence', n, at)],
    }
  if (n % 9 === 1) return { result: 'data-wrong' as const, wrong: ['position'], text: '定位与现场不符' }
  return { result: 'as-recorded' as const }
}

/** Reopened by the system with the checker's words; dispatched, handled and checked once more. */
async function again(play: Play, listed: Listed, at: number): Promise<void> {
  const { subject, place, key } = listed
  const lead = branch(key, place.county)
  const act = async (login: string, what: string, when: number, body: object = {}) =>
    (await play.person(login)).act(what, subject, when, body)
  await act(desk(place.county), 'dispatch', at, { lead: play.town.department(lead) })
  await act(lead, 'accept', at + 10_000)
  await act(lead, 'submit', at + 20_000, { text: '重新整改完毕' })
  await act(place.worker, 'verify-pass', at + 30_000)
}
