/** All complaints through the product's own commands on the simulated clock, each asked for what is near before it is filed. */
import { Person } from '../../play/api.ts'
import { openPlay, type Play } from '../../play/harness.ts'
import { play as perform, type Step } from '../../play/runner.ts'
import { progressTeller, tell } from '../../play/telling.ts'
import { day } from '../figures.ts'
import { chicagoPlan, PEOPLE } from './city.ts'
import { courseOf, type Outcome } from './course.ts'
import { judge, JUDGED_ON, TRIED_ON, type Judged } from './judging.ts'
import { dayNumber } from './lanes.ts'
import { DAY, HOUR, readComplaints, type Complaint } from './requests.ts'
import { askedOf } from './scoring.ts'

export interface ChicagoResult {
  judged: Judged[]
  outcomes: Outcome[]
  complaints: Complaint[]
  totals: Record<'reported' | 'merged' | 'closed' | 'closed-as-duplicate' | 'open', number>
  acts: number
  asked: number
  seconds: number
}

/** `first`: only so many, for tests. */
export async function replayChicago(complaints: readonly Complaint[], keep?: string): Promise<ChicagoResult> {
  const natures = [...new Set(complaints.map(({ nature }) => nature))].sort()
  const begin = Math.min(...complaints.map(({ filedAt }) => filedAt))
  const last = Math.max(...complaints.map(({ filedAt, endAt }) => endAt ?? filedAt))
  const end = startOfNextDay(last)
  const play = await openPlay({
    name: '芝加哥回放',
    town: chicagoPlan(natures, day(begin - 365 * DAY)),
    start: begin - DAY,
    device: 'replay',
    keep,
  })
  try {
    const { steps, outcomes } = courseOf(complaints, play)
    const begun = Date.now()
    const before = Person.acts
    await perform([...steps, ...clockMoves(steps, play, end)], { onProgress: progressTeller() })
    const seconds = (Date.now() - begun) / 1000
    await play.settle()
    const asked = askedOf(
      complaints,
      complaints.map(({ position }) => position),
    )
    return {
      judged: [TRIED_ON, JUDGED_ON].map((years) => judge(complaints, (n) => outcomes[n]!.offered, asked, years)),
      outcomes,
      complaints: [...complaints],
      totals: await totalsOf(play, begin, end),
      acts: Person.acts - before,
      asked: complaints.filter(({ position }) => position !== null).length,
      seconds,
    }
  } finally {
    await play.close()
  }
}

function startOfNextDay(at: number): number {
  return (dayNumber(at) + 1) * DAY - 8 * HOUR
}

/** After each day on which something happened, shortly past midnight; the last one at the end. */
function clockMoves(steps: readonly Step[], play: Play, end: number): Step[] {
  const days = [...new Set(steps.map(({ at }) => startOfNextDay(at)))].filter((at) => at < end)
  return [...days, end].map((at) => {
    const moment = at + 20 * 60_000
    return { at: moment, lane: null, what: 'the clock', perform: () => play.moveClock(moment) }
  })
}

async function totalsOf(play: Play, from: number, to: number): Promise<ChicagoResult['totals']> {
  const supervisor = await play.person(PEOPLE.supervisor)
  const { counts, stocks } = await supervisor.get<{ counts: Record<string, number>; stocks: { open: number } }>(
    `/api/v1/overview?from=${day(from)}&to=${day(to)}`,
    to + HOUR,
  )
  const of = (measure: string) => counts[measure] ?? 0
  return {
    reported: of('reported'),
    merged: of('merged'),
    closed: of('closed'),
    'closed-as-duplicate': of('closed-as-duplicate'),
    open: stocks.open,
  }
}

export function readChicago(text: string, first = Infinity): Complaint[] {
  const complaints = readComplaints(text).slice(0, first)
  const count = (which: (complaint: Complaint) => boolean) => complaints.filter(which).length
  const duplicates = count(({ duplicate }) => duplicate)
  const open = count(({ duplicate, endRecorded }) => duplicate && !endRecorded)
  const lost = count(({ position }) => position === null)
  tell(
    `读入 ${complaints.length} 件，市里标为重复 ${duplicates} 件（其中未注明办结日 ${open} 件）；位置不明 ${lost} 件。文件只有日期，时刻由回放补上（记为 replay-day、replay-supplied）`,
    `${complaints.length} complaints read; the city marked ${duplicates} as duplicates (${open} of them without a day of completion); ${lost} without a position. ` +
      'The file has days only: hours are supplied (devices replay-day and replay-supplied)',
  )
  return complaints
}
