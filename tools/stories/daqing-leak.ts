/** The gas leak: act first, report at once, paperwork after. */
import type { Play } from '../play/harness.ts'
import { Comparison, table, tell } from '../play/telling.ts'
import { GAS_LEAK, GAS_UTILITY, MARKET, MARKET_TEAM } from './daqing-town.ts'
import { Chance, clockTime, MINUTE, moment, SECOND, type Script } from './script.ts'

const DATE = '2024-12-10'
const FOUND = moment(DATE, '16:05:20')
const at = (time: string) => moment(DATE, time)

let subject: string | null = null

export function leak(script: Script): void {
  const { play } = script
  const { worker, town, county } = MARKET
  const itemId = play.town.item(GAS_LEAK)
  const position = new Chance(20).within(MARKET.box)
  const thread = script.thread('gas-leak')
  subject = thread.subject
  thread
    .report(FOUND, worker, async () => ({
      itemId,
      position,
      dangerToLife: true,
      text: '市场后厨有浓烈煤气味',
      files: [await script.photo(worker, 'before', 1, FOUND - 5 * SECOND)],
    }))
    .act(FOUND + MINUTE, 'arrive', worker, { position, text: '在现场' })
    .act(at('16:08'), 'note', worker, { text: '阀门已关闭，商户和顾客三十余人已疏散' })
    .act(at('16:09'), 'assist', `dispatcher-${town}`, {
      departmentId: play.town.department(GAS_UTILITY),
      text: '请立即派员抢修',
    })
    .act(at('16:31'), 'note', GAS_UTILITY, { text: '到场检测，胶管接头老化泄漏，开始更换' })
    .act(at('16:40'), 'assess', `assessor-${town}`, { itemId, conditionId: 'c1', text: '补办立案' })
    .act(at('18:50'), 'note', GAS_UTILITY, { text: '更换完毕，保压检测合格，复检浓度为零' })
    .act(at('19:20'), 'submit', worker, async () => ({
      text: '恢复供气，人员返回',
      files: [await script.photo(worker, 'after', 2, at('19:19'))],
    }))
    .act(at('19:42'), 'verify-pass', `verifier-${county}`, { text: '现场复核，险情解除' })
  script.tick(at('16:20'))
  script.tick(at('20:00'))
}

interface CasePage {
  state: string
  number: string
  closedAt: string | null
  procedure: { id: string }
  assignment: { team: { name: string } | null; lead: { name: string }; assisting: { name: string }[] } | null
  escalations: unknown[]
  timeline: {
    act: string
    actor: { name: string }
    occurredAt: string
    state: string
    text: { value: string | null } | null
  }[]
}

/** The number of figures that differ. */
export async function compareLeak(play: Play): Promise<number> {
  const leader = await play.person('leader')
  const page = await leader.get<CasePage>(`/api/v1/cases/${subject}`, at('20:00'))
  const overview = await leader.get<{ counts: Record<string, number> }>(
    `/api/v1/overview?from=${DATE}&to=${DATE}`,
    at('20:00'),
  )
  tell(
    `巡查发现燃气泄漏（${DATE}，${page.number}）：先处置，立即上报，手续后补`,
    `A gas leak found on a round: act first, report at once, paperwork after`,
  )
  table([
    ['时刻', '动作 act', '状态 state', '谁 who', ''],
    ...page.timeline
      .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1))
      .map((entry) => [clockTime(entry.occurredAt), entry.act, entry.state, entry.actor.name, entry.text?.value ?? '']),
  ])
  const facts = new Comparison('应为 as told')
  const first = page.timeline.find((entry) => entry.act === 'report')
  facts.add('报告后即由最近队伍处置 accepted at once', first?.state ?? '–', 'accepted')
  facts.add('最近队伍 nearest team', page.assignment?.team?.name ?? '–', MARKET_TEAM)
  facts.add('流程 procedure', page.procedure.id, 'danger-to-life')
  facts.add(
    '燃气公司到场协同 utility called',
    page.assignment?.assisting.some(({ name }) => name === '燃气公司') ? 'yes' : 'no',
    'yes',
  )
  facts.add(
    '当日 20:00 前解除 clear before 20:00',
    page.closedAt !== null && Date.parse(page.closedAt) < at('20:00') ? 'yes' : 'no',
    'yes',
  )
  facts.add(
    '当日险情 / 解除 dangers / closed',
    `${overview.counts['danger'] ?? 0} / ${overview.counts['closed'] ?? 0}`,
    '1 / 1',
  )
  facts.add('超时上报 told upward', page.escalations.length, 0)
  facts.print()
  return facts.differences
}
