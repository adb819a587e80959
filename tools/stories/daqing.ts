/** 大庆: 3,211 disputes registered and 3,200 resolved, most of them where they arose; and a gas leak, all clear the same evening. */
import { openPlay, type Play } from '../play/harness.ts'
import { play as perform } from '../play/runner.ts'
import { Comparison, percentOf, percentText, progressTeller, tell } from '../play/telling.ts'
import { daqingTown, DISPUTES, PLACES } from './daqing-town.ts'
import { compareLeak, leak } from './daqing-leak.ts'
import { Chance, DAY, HOUR, MINUTE, moment, Script, type Thread } from './script.ts'

const WHOLE = { registered: 3_211, resolved: 3_200, handedOver: 224, failedVerification: 48, days: 270 }
export type Extent = typeof WHOLE

const FIRST_DAY = moment('2024-01-08', '00:00')
/** After the last registration everything is settled, or supervised, within these days. */
const REST = 30
const TO = '2024-11-30'

export interface StoryOptions {
  keep?: string | undefined
  /** A smaller telling, for tests. */
  extent?: Extent
}

interface CasePage {
  id: string
  state: string
  supervises: { id: string; at: string; settledAt: string | null }[]
  escalations: unknown[]
}

/** The number of figures that differ. */
export async function daqing({ keep, extent = WHOLE }: StoryOptions): Promise<number> {
  tell(
    '大庆：纠纷由网格登记，街道调解组织各方多轮协商；谈不拢的转办到区，结果由登记人核查；十一件难案由领导督办，限期答复。',
    'Daqing: disputes are registered in the grids and negotiated round by round with all parties; what the town cannot settle is handed over to the county, ' +
      'each result is verified by whoever registered it, and a leader supervises the eleven hard ones and is answered.',
  )
  const play = await openPlay({ name: '大庆市', town: daqingTown, start: FIRST_DAY - DAY, device: 'story', keep })
  try {
    const script = new Script(play)
    const hard = write(script, extent)
    leak(script)
    await perform(script.steps, { onProgress: progressTeller() })
    await play.settle()
    const differing = await compare(play, extent, hard)
    return differing + (await compareLeak(play))
  } finally {
    await play.close()
  }
}

/** Gives the cases that nobody could resolve. */
function write(script: Script, extent: Extent): Thread[] {
  const chance = new Chance(3_211)
  const hard: Thread[] = []
  for (let n = 0; n < extent.registered; n++) {
    const handedOver = n < extent.handedOver || n >= extent.resolved
    const thread = dispute(script, chance, {
      days: extent.days,
      n,
      handedOver,
      resolved: n < extent.resolved,
      fails: n % 61 === 7 && n < extent.failedVerification * 61,
    })
    if (n >= extent.resolved) hard.push(thread)
  }
  script.tickDaily(FIRST_DAY, extent.days + REST)
  return hard
}

interface Dispute {
  days: number
  n: number
  handedOver: boolean
  resolved: boolean
  /** Found not to be settled when it was verified the first time. */
  fails: boolean
}

const ROUNDS = ['双方到场，各自陈述', '社区、物业与双方逐项核对', '律师、社区民警与双方再谈', '达成书面意见'] as const

function dispute(script: Script, chance: Chance, { days, n, handedOver, resolved, fails }: Dispute): Thread {
  const { town } = script.play
  const place = chance.of(PLACES)
  const at = chance.workingTime(FIRST_DAY, days)
  const [item] = chance.of(DISPUTES)
  const mediation = `mediation-${place.town}`
  const acceptedAt = at + chance.between(5, 45) * MINUTE
  const thread = script
    .thread(`dispute-${n + 1}`)
    .report(at, place.worker, {
      itemId: town.item(item),
      position: chance.within(place.box),
      text: '双方争执，请求调解',
    })
    .act(acceptedAt, 'accept', mediation)
  let [day, by] = [acceptedAt, mediation]
  let round = 0
  const negotiate = (rounds: number) => {
    for (let i = 0; i < rounds; i++) {
      day += chance.between(1, 3) * DAY
      thread.act(day, 'note', by, { text: `第${round + 1}轮协商：${ROUNDS[Math.min(round, ROUNDS.length - 1)]}` })
      round += 1
    }
  }
  negotiate(chance.between(1, handedOver ? 2 : 3))
  if (handedOver) {
    by = `mediation-${place.county}`
    thread
      .act(day + HOUR, 'transfer', `dispatcher-${place.town}`, {
        lead: town.department(by),
        text: '街道两轮未成，转办到区',
      })
      .act(day + 1.5 * HOUR, 'accept', by)
    negotiate(chance.between(1, 2))
  }
  if (!resolved) return supervised(thread, day, by, n)
  const submittedAt = day + chance.between(20, 90) * MINUTE
  const verifiedAt = submittedAt + chance.between(5, 25) * MINUTE
  thread.act(submittedAt, 'submit', by, { text: '各方签订调解协议' })
  if (!fails) return thread.act(verifiedAt, 'verify-pass', place.worker)
  return thread
    .act(verifiedAt, 'verify-fail', place.worker, { text: '一方表示协议未履行' })
    .act(verifiedAt + DAY, 'note', by, { text: '督促履行，当面确认' })
    .act(verifiedAt + DAY + HOUR, 'submit', by, { text: '已履行' })
    .act(verifiedAt + DAY + HOUR + 15 * MINUTE, 'verify-pass', place.worker)
}

/** A leader's order with a clock of five days; three of the answers come too late, and the next level hears of it. */
function supervised(thread: Thread, day: number, by: string, n: number): Thread {
  const orderedAt = day + 2 * DAY
  const answeredAt = orderedAt + (n % 4 === 0 ? 8 : 3) * DAY
  return thread
    .act(orderedAt, 'supervise', 'leader', {
      limit: { amount: 5, unit: 'calendar-day' },
      text: '请说明难点与下一步打算',
    })
    .step(answeredAt, 'answer-supervise', by, async (person) => {
      const page = await person.get<CasePage>(`/api/v1/cases/${thread.subject}`, answeredAt)
      const open = page.supervises.find((order) => order.settledAt === null)
      if (!open) throw new Error('no order is open')
      return person.act('answer-supervise', thread.subject, answeredAt, {
        orderId: open.id,
        text: '已引导依法诉讼，继续稳控',
      })
    })
    .act(answeredAt + HOUR, 'note', by, { text: '继续协商，尚未达成一致' })
}

interface Overview {
  counts: Record<string, number>
  rates: { id: string; numerator: number; denominator: number; percent: number | null }[]
  stocks: { open: number }
}

async function compare(play: Play, { registered, resolved }: Extent, hard: readonly Thread[]): Promise<number> {
  const leader = await play.person('leader')
  const at = moment(TO, '23:00')
  const from = new Date(FIRST_DAY + 8 * HOUR).toISOString().slice(0, 10)
  const overview = await leader.get<Overview>(`/api/v1/overview?from=${from}&to=${TO}`, at)
  const rate = (id: string) => overview.rates.find((one) => one.id === id)!
  const closing = rate('closing')
  const local = rate('local-resolution')
  tell('纠纷（产品的总览 | 公布的数字）', 'Disputes (the product’s overview | as published)')
  const published = new Comparison()
  published.add('登记 registered', overview.counts['reported'] ?? 0, registered)
  published.add('化解 resolved', closing.numerator, resolved)
  published.add('化解率 rate', percentText(closing.percent), percentOf(resolved, registered))
  published.add(
    '两位小数 two decimals',
    ((closing.numerator / closing.denominator) * 100).toFixed(2),
    ((resolved / registered) * 100).toFixed(2),
  )
  published.addAbove(`就地化解 at town or below (${local.numerator} / ${local.denominator})`, local.percent ?? 0, 90)
  published.add('仍在协商 still open', overview.stocks.open, registered - resolved)
  published.print()
  const pages = await Promise.all(hard.map((thread) => leader.get<CasePage>(`/api/v1/cases/${thread.subject}`, at)))
  const answered = pages.filter((page) => page.supervises.length === 1 && page.supervises[0]!.settledAt !== null)
  const told = pages.filter((page) => page.escalations.length > 0)
  tell(
    `${hard.length} 件难案各有一道督办，已答复 ${answered.length} 件；超时上报 ${told.length} 件；核查未通过而返工 ${overview.counts['reworked'] ?? 0} 件`,
    `${hard.length} hard cases each bear a supervise order, ${answered.length} answered; ${told.length} told to the next level; ${overview.counts['reworked'] ?? 0} failed verification and were worked on again`,
  )
  return published.differences + (answered.length === hard.length ? 0 : 1)
}
