/** 金华: ten special rectifications, each with its lead department and plan; monthly full supervision; three lists. */
import { openPlay } from '../play/harness.ts'
import { play as perform } from '../play/runner.ts'
import { progressTeller, tell } from '../play/telling.ts'
import { compareJinhua } from './jinhua-figures.ts'
import { COUNTIES, RECTIFICATIONS } from './jinhua.data.ts'
import { ORDER_DAYS, supervise, type Month } from './jinhua-months.ts'
import type { Listed, Sums } from './jinhua-sums.ts'
import { branch, DAYS_TO_HANDLE, itemCode, jinhuaTown, PLACES } from './jinhua-town.ts'
import { Chance, DAY, HOUR, MINUTE, moment, Script } from './script.ts'

const WHOLE = { matters: 1_800, months: 3 }
export type Extent = typeof WHOLE

const FIRST_DAY = moment('2024-03-01', '00:00')
const LENGTHS = [31, 30, 31]
/** After the last month: its supervision, and what follows from it. */
const REST = 12

export interface StoryOptions {
  keep?: string | undefined
  extent?: Extent
}

/** The number of figures that differ. */
export async function jinhua({ keep, extent = WHOLE }: StoryOptions): Promise<number> {
  tell(
    `金华：${RECTIFICATIONS.length} 项专项整治各有牵头部门和方案，${COUNTIES.length} 个县市区各有承办；每月全面督查：抽查当月办结、督办全部超期；三张清单：内容清单、问题督查清单、整改反馈清单。`,
    `Jinhua: ${RECTIFICATIONS.length} special rectifications, each with a lead department and a plan, branches in ${COUNTIES.length} counties; every month what was closed is drawn and checked again, ` +
      'and all that is past due is ordered. Three lists: contents, problems supervised, rectification fed back.',
  )
  tell(
    '公布的文字没有给出件数：以下数字由故事自己选定并自己数。暗访、平安指数、挂牌整治不在本版。',
    'The account gives no numbers of cases: the story chooses them and counts them itself. Covert inspection, the peace index and listing are not in this release.',
  )
  const play = await openPlay({ name: '金华市', town: jinhuaTown, start: FIRST_DAY - DAY, device: 'story', keep })
  try {
    const script = new Script(play)
    const months = monthsOf(extent)
    const sums = write(script, extent, months)
    await perform(script.steps, { onProgress: progressTeller() })
    await play.settle()
    const end = months.at(-1)!.at + REST * DAY
    return await compareJinhua(play, sums, months, end)
  } finally {
    await play.close()
  }
}

function monthsOf({ months }: Extent): Month[] {
  const day = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)
  let begin = FIRST_DAY
  return LENGTHS.slice(0, months).map((length) => {
    const month = { from: day(begin), to: day(begin + (length - 1) * DAY), at: begin + length * DAY + 9 * HOUR }
    begin += length * DAY
    return month
  })
}

function write(script: Script, extent: Extent, months: readonly Month[]): Sums {
  const chance = new Chance(123)
  const days = LENGTHS.slice(0, extent.months).reduce((sum, length) => sum + length, 0)
  const sums: Sums = {
    listed: [],
    draws: [],
    batches: [],
    reopened: [],
    checks: new Map(),
  }
  for (let n = 0; n < extent.matters; n++) sums.listed.push(matter(script, chance, n, days, months))
  const bySubject = new Map(sums.listed.map((listed) => [listed.subject, listed]))
  for (const month of months) supervise(script, month, bySubject, sums)
  script.tickDaily(FIRST_DAY, days + REST)
  return sums
}

function matter(script: Script, chance: Chance, n: number, days: number, months: readonly Month[]): Listed {
  const { town } = script.play
  const place = chance.of(PLACES)
  const { key } = chance.of(RECTIFICATIONS)
  const at = chance.workingTime(FIRST_DAY, days)
  const lead = branch(key, place.county)
  const acceptedAt = at + chance.between(5, 40) * MINUTE
  const thread = script
    .thread(`matter-${n + 1}`)
    .report(at, place.worker, {
      itemId: town.item(itemCode(key, chance.between(0, 1))),
      position: chance.within(place.box),
      text: '排查发现',
    })
    .act(acceptedAt, 'accept', lead)
  // Some are slow, and some would lie for good if nobody asked.
  const left = n % 40 === 7
  const slow = n % 9 === 2
  const due = at + DAYS_TO_HANDLE * DAY
  let submittedAt = left ? Infinity : slow ? due + chance.between(3, 18) * DAY : acceptedAt + chance.between(2, 150) * HOUR // prettier-ignore
  const month = months.find((one) => one.at > due && one.at < submittedAt)
  let supervised: Listed['supervised'] = null
  if (month) {
    const late = n % 5 === 0
    const answeredAt = month.at + (late ? ORDER_DAYS + 2 : 2) * DAY + 2 * HOUR
    supervised = { answeredAt, late }
    submittedAt = answeredAt + chance.between(2, 20) * HOUR
    thread.step(answeredAt, 'answer-supervise', lead, async (person) => {
      const page = await person.get<{ supervises: { id: string; settledAt: string | null }[] }>(
        `/api/v1/cases/${thread.subject}`,
        answeredAt,
      )
      const open = page.supervises.find(({ settledAt }) => settledAt === null)
      if (!open) throw new Error('no order is open')
      return person.act('answer-supervise', thread.subject, answeredAt, {
        orderId: open.id,
        text: '已整改，附整改情况',
      })
    })
  }
  const closedAt = submittedAt + chance.between(5, 25) * MINUTE
  const end = months.at(-1)!.at + REST * DAY
  if (closedAt < end)
    thread.act(submittedAt, 'submit', lead, { text: '整改完毕' }).act(closedAt, 'verify-pass', place.worker)
  return { n, subject: thread.subject, key, place, at, closedAt, supervised }
}
