/** 成都 平安社区: found in the community, answered by levels; small matters end in the community, big ones in the town; gaps and overlaps found. */
import { openPlay } from '../play/harness.ts'
import { play as perform } from '../play/runner.ts'
import { progressTeller, tell } from '../play/telling.ts'
import { bureau, CATEGORIES, chengduTown, isGap, isOverlap, itemCode, leadAt, office, PLACES, type Place, type Size } from './chengdu-town.ts' // prettier-ignore
import { compareChengdu, type Sums } from './chengdu-figures.ts'
import { Chance, DAY, HOUR, MINUTE, moment, Script, type Thread } from './script.ts'

const WHOLE = { matters: 2_400, days: 80 }
export type Extent = typeof WHOLE

export const FIRST_DAY = moment('2023-03-01', '00:00')
export const REST = 12
/** A call is to be answered within half an hour. */
const CALL_MINUTES = 30

export interface StoryOptions {
  keep?: string | undefined
  extent?: Extent
}

/** The number of figures that differ. */
export async function chengdu({ keep, extent = WHOLE }: StoryOptions): Promise<number> {
  tell(
    '成都：社区发现、分级响应、协同整治。社区呼叫街道，街道呼叫区，区呼叫市，逐级限时响应；十二类问题，小事不出社区，大事不出街道；监管空白、职能交叉由职责报告查出。',
    'Chengdu: the community finds, levels respond, departments act together. Community calls town, town calls district, district calls city, each to answer in time; ' +
      'twelve categories; small matters end in the community, big ones in the town; the duty report finds gaps and overlaps. How much of each is not published: the story chooses it.',
  )
  const play = await openPlay({ name: '成都市', town: chengduTown, start: FIRST_DAY - DAY, device: 'story', keep })
  try {
    const script = new Script(play)
    const sums: Sums = {
      byCategory: new Map(),
      ended: new Map(),
      calls: new Map(),
      byHand: 0,
      told: new Set(),
      reported: 0,
    }
    const chance = new Chance(12)
    for (let n = 0; n < extent.matters; n++) matter(script, chance, sums, { n, days: extent.days })
    script.tickDaily(FIRST_DAY, extent.days + REST)
    await perform(script.steps, { onProgress: progressTeller() })
    await play.settle()
    return await compareChengdu(play, sums, { from: FIRST_DAY, to: FIRST_DAY + (extent.days + REST) * DAY })
  } finally {
    await play.close()
  }
}

const LEVELS = ['community', 'town', 'county', 'city'] as const
type Level = (typeof LEVELS)[number]

function add<K>(sum: Map<K, number>, key: K): void {
  sum.set(key, (sum.get(key) ?? 0) + 1)
}

function matter(script: Script, chance: Chance, sums: Sums, { n, days }: { n: number; days: number }): void {
  const { town: ids } = script.play
  const place = chance.of(PLACES)
  const { key: category } = chance.of(CATEGORIES)
  const size: Size = chance.share() < 0.7 ? 'small' : 'big'
  const item = itemCode(category, size)
  const at = chance.workingTime(FIRST_DAY, days)
  const thread = script.thread(`matter-${n + 1}`).report(at, place.worker, {
    itemId: ids.item(item),
    position: chance.within(place.box),
    text: category === 'assistance' ? '请求帮助' : '网格员发现',
  })
  sums.reported += 1
  add(sums.byCategory, category)
  let lead = leadAt(place, size)
  let when = at
  if (isGap(place, item) || isOverlap(place, item)) {
    // No duty answers, or two do: the community's desk sends it by hand.
    sums.byHand += 1
    when += chance.between(3, 10) * MINUTE
    thread.act(when, 'dispatch', office.community(place.community), { lead: ids.department(lead) })
  }
  when += chance.between(5, 40) * MINUTE
  thread.act(when, 'accept', lead)
  // Some of the big ones are beyond the level that has them: it asks upward, as far as it must.
  const levels = size === 'big' ? Math.max(0, 4 - chance.between(0, 12)) : 0
  let level: Level = size === 'small' ? 'community' : 'town'
  for (let step = 1; step <= Math.min(levels, 3); step++) {
    when = call(thread, chance, sums, { place, from: LEVELS[step - 1]!, to: LEVELS[step]!, at: when + 10 * MINUTE })
    level = LEVELS[step]!
  }
  if (level === 'county' || level === 'city') {
    lead = bureau(category, level === 'city' ? 'city' : place.county)
    thread
      .act(when + 5 * MINUTE, 'transfer', desk(place, level), {
        lead: ids.department(lead),
        text: '接呼叫，由本级办理',
      })
      .act(when + 25 * MINUTE, 'accept', lead)
  }
  const submittedAt = when + chance.between(1, size === 'small' ? 20 : 60) * HOUR
  thread
    .act(submittedAt, 'submit', lead, { text: '办理完毕' })
    .act(submittedAt + chance.between(5, 25) * MINUTE, 'verify-pass', place.worker)
  add(sums.ended, level)
}

const desk = (place: Place, level: Level) =>
  level === 'city'
    ? 'city'
    : level === 'community'
      ? office.community(place.community)
      : level === 'town'
        ? office.town(place.town)
        : office.county(place.county)

interface Calling {
  place: Place
  from: Level
  to: Level
  at: number
}

/** Most are answered within half an hour, some an hour late, some only the next day: those are told to the next level. Gives the time of the answer. */
function call(thread: Thread, chance: Chance, sums: Sums, { place, from, to, at }: Calling): number {
  const kind = chance.between(0, 9)
  const minutes = kind < 7 ? chance.between(5, CALL_MINUTES - 5) : kind < 9 ? chance.between(35, 60) : 24 * 60
  const answeredAt = at + minutes * MINUTE
  const row = sums.calls.get(to) ?? { given: 0, late: 0 }
  sums.calls.set(to, { given: row.given + 1, late: row.late + Number(minutes > CALL_MINUTES) })
  const evening = Math.ceil((at + 4 * HOUR) / DAY) * DAY - 4 * HOUR
  if (answeredAt > evening && evening > at + CALL_MINUTES * MINUTE) sums.told.add(thread.subject)
  thread
    .act(at, 'call', desk(place, from), { text: '本级难以解决，请求支援' })
    .step(answeredAt, 'answer-call', desk(place, to), async (person) => {
      const page = await person.get<{ calls: { id: string; settledAt: string | null }[] }>(
        `/api/v1/cases/${thread.subject}`,
        answeredAt,
      )
      const open = page.calls.find(({ settledAt }) => settledAt === null)
      if (!open) throw new Error('no call is open')
      return person.act('answer-call', thread.subject, answeredAt, { callId: open.id, text: '收到，派员到场' })
    })
  return answeredAt
}
