/** 宁围街道 除险保安: 7,207 hazards found, put right on the spot, concentrated or within a limit, under the 530 and 11301 clocks. */
import { openPlay } from '../play/harness.ts'
import { play as perform } from '../play/runner.ts'
import { Comparison, percentOf, percentText, progressTeller, tell } from '../play/telling.ts'
import { FIELDS, fieldItem, ITEMS, leadOf, ningweiTown, PLACES, TOWN } from './ningwei-town.ts'
import { Clocks, enforced, quick } from './ningwei-clocks.ts'
import { Chance, DAY, MINUTE, moment, Script } from './script.ts'

/** What the account publishes. The shares under 530 and 11301 are not published: the story chooses them. */
const WHOLE = {
  onTheSpot: 2_912,
  concentrated: 4_258,
  concentratedDone: 3_726,
  limited: 37,
  limitedDone: 33,
  quick: 640,
  enforced: 320,
  /** Found within so many days; put right within forty more. */
  findingDays: 110,
}
export type Extent = typeof WHOLE

/** A day of 2024: the account gives no dates of its own. */
const FIRST_DAY = moment('2024-03-01', '00:00')
const REST = 40

interface Overview {
  counts: Record<string, number>
  rates: { id: string; numerator: number; denominator: number; percent: number | null }[]
  clocks: { procedure: string | null; clock: string; kept: number; broken: number }[]
  stocks: { open: number }
}

export interface StoryOptions {
  keep?: string | undefined
  /** A smaller telling, for tests: the same shape, other numbers. */
  extent?: Extent
}

/** The number of figures that differ. */
export async function ningwei({ keep, extent = WHOLE }: StoryOptions): Promise<number> {
  tell(
    '宁围街道：三个片区、十八个村社，四个重点领域各有牵头科室，与片区、派出所、执法队一同负责。网格员巡查，能当场改的当场改；其余研判后集中整治或限期整改，办结由发现人核查。',
    'Ningwei sub-district: three sectors, eighteen villages and communities; each of four fields has its lead office, which answers together with sector, police post and enforcement team. ' +
      'Grid workers put right what they can at once; the rest is assessed, rectified in a campaign or within a limit, and checked by whoever found it.',
  )
  const days = extent.findingDays + REST
  const play = await openPlay({ name: '宁围街道', town: ningweiTown, start: FIRST_DAY - DAY, device: 'story', keep })
  try {
    const script = new Script(play)
    const clocks = new Clocks()
    write(script, clocks, extent)
    await perform(script.steps, { onProgress: progressTeller() })
    await play.settle()
    const [from, to] = [FIRST_DAY, FIRST_DAY + days * DAY].map((at) =>
      new Date(at + 8 * 60 * MINUTE).toISOString().slice(0, 10),
    )
    const leader = await play.person('leader')
    const overview = await leader.get<Overview>(
      `/api/v1/overview?regionId=${play.town.region(TOWN)}&from=${from}&to=${to}`,
      FIRST_DAY + days * DAY,
    )
    return compare(overview, extent, clocks)
  } finally {
    await play.close()
  }
}

function write(script: Script, clocks: Clocks, extent: Extent): void {
  const chance = new Chance(7_207)
  const { play } = script
  for (let n = 0; n < extent.onTheSpot; n++) {
    const place = chance.of(PLACES)
    const at = chance.workingTime(FIRST_DAY, extent.findingDays)
    const position = chance.within(chance.of(place.boxes))
    const itemId = play.town.item(fieldItem(chance.of(FIELDS).key))
    script.thread(`on-the-spot-${n + 1}`).fixOnTheSpot(at, place.worker, async () => {
      const files = [
        await script.photo(place.worker, 'before', n, at - MINUTE),
        await script.photo(place.worker, 'after', n, at),
      ]
      return { itemId, position, files, text: '当场整改完毕' }
    })
  }
  for (let n = 0; n < extent.quick; n++)
    quick(script, chance, clocks, n, { firstDay: FIRST_DAY, days: extent.findingDays })
  for (let n = 0; n < extent.enforced; n++)
    enforced(script, chance, clocks, n, { firstDay: FIRST_DAY, days: extent.findingDays })
  const plain = extent.concentrated - extent.quick - extent.enforced
  const plainDone = extent.concentratedDone - extent.quick - extent.enforced
  for (let n = 0; n < plain; n++)
    ordinary(script, chance, clocks, {
      days: extent.findingDays,
      n,
      kind: 'concentrated',
      item: fieldItem(chance.of(FIELDS).key),
      done: n < plainDone,
    })
  for (let n = 0; n < extent.limited; n++)
    ordinary(script, chance, clocks, {
      days: extent.findingDays,
      n,
      kind: 'time-limited',
      item: ITEMS.limited,
      done: n < extent.limitedDone,
    })
  script.tickDaily(FIRST_DAY, extent.findingDays + REST)
}

interface Ordinary {
  days: number
  n: number
  kind: 'concentrated' | 'time-limited'
  item: string
  done: boolean
}

function ordinary(script: Script, chance: Chance, clocks: Clocks, { days, n, kind, item, done }: Ordinary): void {
  const place = chance.of(PLACES)
  const at = chance.workingTime(FIRST_DAY, days)
  const itemId = script.play.town.item(item)
  const handler = `handler-${leadOf(item)}`
  const assessedAt = at + chance.between(2, 12) * MINUTE
  const acceptedAt = assessedAt + chance.between(5, 45) * MINUTE
  const thread = script
    .thread(`${kind}-${n + 1}`)
    .report(at, place.worker, { itemId, position: chance.within(chance.of(place.boxes)), text: '巡查发现隐患' })
    .act(assessedAt, 'assess', 'assessor', { itemId, conditionId: 'c1', rectification: kind })
    .act(acceptedAt, 'accept', handler)
  if (!done) {
    // Thirty days are over before the story is.
    clocks.lateCases += 1
    return
  }
  const submittedAt = chance.workingTime(startOfNextDay(acceptedAt), 27)
  const evidence =
    kind === 'time-limited'
      ? async () => ({ text: '整改完毕', files: [await script.photo(handler, 'after', 100_000 + n, submittedAt)] })
      : {}
  thread
    .act(submittedAt, 'submit', handler, evidence)
    .act(submittedAt + chance.between(5, 25) * MINUTE, 'verify-pass', place.worker)
}

function startOfNextDay(at: number): number {
  return Math.ceil((at - FIRST_DAY) / DAY) * DAY + FIRST_DAY
}

function compare(overview: Overview, extent: Extent, clocks: Clocks): number {
  const { counts, rates } = overview
  const rate = (id: string) => rates.find((one) => one.id === id)!
  const shown = (id: string) => `${rate(id).numerator} / ${rate(id).denominator} = ${percentText(rate(id).percent)}`
  const ought = (done: number, all: number) => `${done} / ${all} = ${percentOf(done, all)}`
  tell('隐患与整改（产品的总览 | 公布的数字）', 'Hazards and rectification (the product’s overview | as published)')
  const published = new Comparison()
  const { onTheSpot, concentrated, concentratedDone, limited, limitedDone } = extent
  published.add('隐患 hazards', counts['reported'] ?? 0, onTheSpot + concentrated + limited)
  published.add('立即整改 on the spot', counts['immediate'] ?? 0, onTheSpot)
  published.add('集中整治 concentrated', counts['concentrated'] ?? 0, concentrated)
  published.add('限期整改 time-limited', counts['time-limited'] ?? 0, limited)
  published.add('集中整治率 rate', shown('rectification-concentrated'), ought(concentratedDone, concentrated))
  published.add('限期整改率 rate', shown('rectification-time-limited'), ought(limitedDone, limited))
  published.add('尚未整改 still open', overview.stocks.open, concentrated - concentratedDone + limited - limitedDone)
  published.print()
  tell(
    '530 与 11301：守时 / 超时（产品 | 由故事自己选定的时刻算出）',
    '530 and 11301: kept / broken (the product | worked out from the times that the story chose)',
  )
  const timed = new Comparison('应为 expected')
  for (const { procedure, clock, kept, broken } of clocks.expected()) {
    const row = overview.clocks.find((one) => one.procedure === procedure && one.clock === clock)
    timed.add(`${procedure} ${clock}`, `${row?.kept ?? 0} / ${row?.broken ?? 0}`, `${kept} / ${broken}`)
  }
  timed.add('超时上报的件 told to the next level', counts['escalated'] ?? 0, clocks.lateCases)
  timed.print()
  return published.differences + timed.differences
}
