/** Three lists and the monthly supervision as the product has them, beside the story's own sums. */
import type { Play } from '../play/harness.ts'
import { Comparison, percentText, tell } from '../play/telling.ts'
import { RECTIFICATIONS } from './jinhua.data.ts'
import { dayOf, SIZE, type Month } from './jinhua-months.ts'
import type { Sums } from './jinhua-sums.ts'
import { itemCode } from './jinhua-town.ts'
import { DAY, moment } from './script.ts'

interface Overview {
  counts: Record<string, number>
  byItem: { id: string | null; counts: Record<string, number> }[]
  stocks: { open: number }
}
interface Draw {
  population: number
  tasks: number
  done: number
  estimate: { share: number | null; margin: number | null }
}
interface OrderLine {
  item: { zh: string }
  caseId: string
  state: string
  late: boolean
}

/** The number of figures that differ. */
export async function compareJinhua(play: Play, sums: Sums, months: readonly Month[], end: number): Promise<number> {
  const supervisor = await play.person('supervisor')
  const period = `from=${months[0]!.from}&to=${dayOf(end)}`
  const overview = await supervisor.get<Overview>(`/api/v1/overview?${period}`, end)
  const orders: OrderLine[] = []
  for (let next: string | null = ''; next !== null;) {
    const more: string = next ? `&next=${encodeURIComponent(next)}` : ''
    const page: { rows: OrderLine[]; next: string | null } = await supervisor.get(
      `/api/v1/orders?kind=supervise&limit=100&${period}${more}`,
      end,
    )
    orders.push(...page.rows)
    next = page.next
  }
  const draws = await Promise.all(sums.draws.map((id) => supervisor.get<Draw>(`/api/v1/draws/${id}`, end)))
  const repeats = await Promise.all(
    sums.draws.map((id) => supervisor.get<{ equal: boolean }>(`/api/v1/draws/${id}/repeat`, end)),
  )
  return (
    threeLists(play, overview, orders, sums, end) +
    monthly(draws, repeats, sums, months) +
    quality(overview, orders, sums, end)
  )
}

function threeLists({ town }: Play, overview: Overview, orders: readonly OrderLine[], sums: Sums, end: number): number {
  tell(
    '三张清单（产品 | 故事自己数的）：内容、其中督查的问题、整改已反馈（已答复）、已办结',
    'Three lists (the product | counted by the story): contents, problems supervised, rectification fed back (answered), closed',
  )
  const shown = new Comparison('应为 expected')
  const keyOf = new Map(sums.listed.map(({ subject, key }) => [subject, key]))
  for (const { key, zh, en, items } of RECTIFICATIONS) {
    const rows = overview.byItem.filter(({ id }) => items.some((_, which) => id === town.item(itemCode(key, which))))
    const of = (measure: string) => rows.reduce((sum, { counts }) => sum + (counts[measure] ?? 0), 0)
    const ordered = orders.filter(({ caseId }) => keyOf.get(caseId) === key)
    const answered = ordered.filter(({ state }) => state === 'answered')
    const mine = sums.listed.filter((one) => one.key === key)
    const told = mine.filter(({ supervised }) => supervised !== null)
    const fedBack = told.filter(({ supervised }) => supervised!.answeredAt < end)
    const ended = mine.filter(({ closedAt }) => closedAt < end)
    shown.add(
      `${zh} ${en}`,
      [of('reported'), ordered.length, answered.length, of('ended-in-cohort')].join(', '),
      [mine.length, told.length, fedBack.length, ended.length].join(', '),
    )
  }
  shown.print()
  return shown.differences
}

function monthly(
  draws: readonly Draw[],
  repeats: readonly { equal: boolean }[],
  sums: Sums,
  months: readonly Month[],
): number {
  tell(
    '每月全面督查（产品 | 故事自己数的）：当月办结、督办超期',
    'Monthly full supervision (the product | counted by the story): closed in the month, past due and ordered',
  )
  const shown = new Comparison('应为 expected')
  months.forEach(({ from, to, at }, n) => {
    const first = moment(from, '00:00')
    const closed = sums.listed.filter(({ closedAt }) => closedAt >= first && closedAt < moment(to, '24:00')).length
    const ordered = sums.listed.filter(
      ({ supervised }) => supervised && supervised.answeredAt > at && supervised.answeredAt < at + 20 * DAY,
    ).length
    // What was reopened after the last month's checks was closed once more in this one.
    const again = sums.reopened[n - 1] ?? 0
    shown.add(`抽查总体 population ${from.slice(0, 7)}`, draws[n]!.population, closed + again)
    shown.add(`督办 orders ${from.slice(0, 7)}`, sums.batches[n]!, ordered)
    shown.add(
      `抽到、查完 drawn, checked ${from.slice(0, 7)}`,
      `${draws[n]!.tasks}, ${draws[n]!.done}`,
      `${SIZE}, ${SIZE}`,
    )
    shown.add(`可重复 can be repeated ${from.slice(0, 7)}`, repeats[n]!.equal ? 'yes' : 'no', 'yes')
  })
  shown.print()
  draws.forEach(({ estimate: { share, margin } }, n) => {
    const text = share === null ? '–' : `${percentText(Math.round(share * 1000) / 10)} ± ${percentText(margin === null ? null : Math.round(margin * 1000) / 10)}` // prettier-ignore
    tell(
      `${months[n]!.from.slice(0, 7)} 由样本推算数据属实：${text}`,
      `as recorded, estimated from the sample: ${text}`,
    )
  })
  return shown.differences
}

function quality(overview: Overview, orders: readonly OrderLine[], sums: Sums, end: number): number {
  tell('结果（产品 | 故事自己数的）', 'What came of it (the product | counted by the story)')
  const shown = new Comparison('应为 expected')
  const of = (measure: string) => overview.counts[measure] ?? 0
  const checked = [...sums.checks.values()]
  const all = checked.length
  const right = checked.filter((found) => found.size === 1 && found.has('as-recorded')).length
  shown.add(
    '查后属实 / 已查 as recorded / checked',
    `${of('checked-as-recorded')} / ${of('checked')}`,
    `${right} / ${all}`,
  )
  shown.add(
    '抽查后重开 reopened',
    overview.counts['reopened'] ?? 0,
    checked.filter((found) => found.has('not-put-right')).length,
  )
  const late = sums.listed.filter(({ supervised }) => supervised?.late && supervised.answeredAt < end).length
  shown.add('督办超时答复 answered late', orders.filter((one) => one.state === 'answered' && one.late).length, late)
  const open = sums.listed.filter(({ closedAt }) => closedAt >= end).length
  shown.add('未结 open', overview.stocks.open, open)
  shown.print()
  return shown.differences
}
