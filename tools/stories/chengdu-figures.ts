/** What the product says of Chengdu's matters, beside what the story counted as it wrote them. */
import type { Play } from '../play/harness.ts'
import { Comparison, percentOf, percentText, tell } from '../play/telling.ts'
import { CATEGORIES, itemCode, PLANTED, type Size } from './chengdu-town.ts'
import { HOUR } from './script.ts'

export interface Sums {
  reported: number
  byCategory: Map<string, number>
  /** By the level that it ended at. */
  ended: Map<string, number>
  /** By the level called. */
  calls: Map<string, { given: number; late: number }>
  byHand: number
  /** Cases with a call whose time had run out by the evening: told to the next level. */
  told: Set<string>
}

interface Overview {
  counts: Record<string, number>
  rates: { id: string; numerator: number; denominator: number; percent: number | null }[]
  byDepartment: { id: string | null; counts: Record<string, number> }[]
  byItem: { id: string | null; counts: Record<string, number> }[]
  stocks: { open: number }
}
interface CallFigures {
  rows: {
    level: string | null
    office: { id: string } | null
    given: number
    answered: number
    late: number
    open: number
  }[]
}
interface DutyReport {
  counts: { gaps: number; overlaps: number; unreachable: number; orphaned: number }
  gaps: { item: { id: string }; region: { id: string } }[]
  overlaps: { item: { id: string }; region: { id: string } }[]
}
interface Departments {
  rows: { id: string; level: Level }[]
}

const LEVEL_NAMES = { community: '社区', town: '街道', county: '区', city: '市' } as const
type Level = keyof typeof LEVEL_NAMES

/** The number of figures that differ. */
export async function compareChengdu(
  play: Play,
  sums: Sums,
  { from, to }: { from: number; to: number },
): Promise<number> {
  const city = await play.person('city')
  const day = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)
  const period = `from=${day(from)}&to=${day(to)}`
  const overview = await city.get<Overview>(`/api/v1/overview?${period}`, to)
  return (
    categories(play, overview, sums) +
    endings(await city.get<Departments>('/api/v1/departments', to), overview, sums) +
    calls(await city.get<CallFigures>(`/api/v1/orders/figures?kind=call&${period}`, to), overview, sums) +
    planted(play, await city.get<DutyReport>('/api/v1/duties/report', to), sums)
  )
}

function categories({ town }: Play, overview: Overview, sums: Sums): number {
  tell('十二类（产品的总览 | 故事自己数的）', 'The twelve categories (the product’s overview | counted by the story)')
  const shown = new Comparison('应为 expected')
  const reported = (item: string) => overview.byItem.find(({ id }) => id === town.item(item))?.counts['reported'] ?? 0
  for (const { key, zh, en } of CATEGORIES) {
    const product = (['small', 'big'] satisfies Size[]).reduce((sum, size) => sum + reported(itemCode(key, size)), 0)
    shown.add(`${zh} ${en}`, product, sums.byCategory.get(key) ?? 0)
  }
  shown.add('合计 total', overview.counts['reported'] ?? 0, sums.reported)
  shown.add('未结 open', overview.stocks.open, 0)
  shown.print()
  return shown.differences
}

/** 小事不出村社，大事不出镇街. */
function endings({ rows }: Departments, overview: Overview, sums: Sums): number {
  tell('在哪一级办结（按主办部门的层级）', 'The level at which each ended (of the department that led)')
  const levels = new Map(rows.map(({ id, level }) => [id, level]))
  const shown = new Comparison('应为 expected')
  const closed = new Map<string, number>()
  for (const { id, counts } of overview.byDepartment) {
    const level = levels.get(id ?? '')
    if (level) closed.set(level, (closed.get(level) ?? 0) + (counts['closed'] ?? 0))
  }
  for (const level of Object.keys(LEVEL_NAMES) as Level[])
    shown.add(`${LEVEL_NAMES[level]} ${level}`, closed.get(level) ?? 0, sums.ended.get(level) ?? 0)
  const local = overview.rates.find(({ id }) => id === 'local-resolution')!
  const here = (sums.ended.get('community') ?? 0) + (sums.ended.get('town') ?? 0)
  shown.add(
    '就地化解率 at town or below',
    `${local.numerator} / ${local.denominator} = ${percentText(local.percent)}`,
    `${here} / ${sums.reported} = ${percentOf(here, sums.reported)}`,
  )
  shown.print()
  return shown.differences
}

function calls({ rows }: CallFigures, overview: Overview, sums: Sums): number {
  tell(
    '呼叫响应（产品：呼叫与响应 | 故事自己数的）：收到、超时响应',
    'Call and response (the product’s figures of calls | counted by the story): received, answered late',
  )
  const shown = new Comparison('应为 expected')
  for (const level of ['town', 'county', 'city'] as const) {
    const mine = rows.filter((row) => row.level === level && row.office !== null)
    const sum = (what: 'given' | 'answered' | 'late') => mine.reduce((total, row) => total + row[what], 0)
    const { given, late } = sums.calls.get(level) ?? { given: 0, late: 0 }
    shown.add(`${LEVEL_NAMES[level]} ${level}`, `${sum('given')}, ${sum('late')}`, `${given}, ${late}`)
    shown.add(`${LEVEL_NAMES[level]}已响应 answered`, sum('answered'), given)
  }
  shown.add('超时上报 told to the next level', overview.counts['escalated'] ?? 0, sums.told.size)
  shown.print()
  return shown.differences
}

function planted({ town }: Play, report: DutyReport, sums: Sums): number {
  tell(
    `监管空白与职能交叉（职责报告 | 事先埋下的）；其间 ${sums.byHand} 件由社区人工派遣`,
    `Gaps and overlaps of duty (the duty report | as planted); ${sums.byHand} matters there were dispatched by hand`,
  )
  const shown = new Comparison('埋下 planted')
  const found = (rows: readonly { item: { id: string }; region: { id: string } }[]) =>
    new Set(rows.map(({ item, region }) => `${item.id} ${region.id}`))
  for (const what of ['gaps', 'overlaps'] as const) {
    const name = what === 'gaps' ? '空白 gaps' : '交叉 overlaps'
    const told = found(report[what])
    const known = PLANTED[what].map(({ item, region }) => `${town.item(item)} ${town.region(region)}`)
    shown.add(name, report.counts[what], known.length)
    shown.add(`${name}: 逐条相符 one by one`, known.filter((each) => told.has(each)).length, told.size)
  }
  shown.add('够不着、无主 unreachable, orphaned', `${report.counts.unreachable}, ${report.counts.orphaned}`, '0, 0')
  shown.print()
  return shown.differences
}
