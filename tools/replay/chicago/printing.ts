/** What the person at the terminal reads of offers and duplicates, and what makes the run fail. */
import { table, tell } from '../../play/telling.ts'
import { ENOUGH, triedRows } from './choosing.ts'
import { JUDGED_ON, OF_THE_PRODUCT, TRIED_ON, type Choice, type Judged } from './judging.ts'
import type { ChicagoResult } from './replay.ts'
import { PHONE_ERROR, recall, type Candidate, type Score } from './scoring.ts'

const MOST_ROWS = 16
/** What the nearby offer must find in the year that judges. */
export const RECALL_ASKED = 0.8

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const share = (part: number, whole: number) => (whole === 0 ? '–' : percent(part / whole))

export function printDefinition(): void {
  tell(
    '文件只标出哪些是重复件，不写重复了哪一件。“找到”：至多五个提示中有一件与它街道地址相同（地址加密，提示看不到）；“有提示”：至少有一个提示，不论是否同一处。',
    'The file marks duplicates and does not name what they repeat. Found: among at most five offers is one of the same street address (sealed: the offer never sees it). ' +
      'Any: there was an offer at all, whether or not it was the same.',
  )
  tell(
    '弱点：市里看来就是按地址对照在办事件来标记的，因此按位置找到的多，也说明市里怎样标；没有被标出的重复件在这里算误提示。',
    'Weakness: the city seems to have marked by address what its system had open there, so finding by position says as much about its marking; duplicates that were not marked count as false offers here.',
  )
}

export function printChoice({ tried, chosen, rankings }: Choice): void {
  tell(
    `在 ${TRIED_ON.join('–')} 年试了 ${tried.length} 种（每种试两遍：位置如记录；每个位置加手机误差 ${PHONE_ERROR} 米）；两遍都须找到 ${percent(ENOUGH)}，取最准的；相差不到百分之一的，取记得最久的，再取半径最小的`,
    `${tried.length} candidates tried on ${TRIED_ON.join('–')}, each twice: positions as recorded, and with a telephone's error of ${PHONE_ERROR} m. Both must find ${percent(ENOUGH)}; ` +
      'then the most precise; among those within a hundredth the longest memory, then the smallest circle',
  )
  const heading = ['m', 'm (kin)', 'days', 'closed', 'found', 'precision', 'phone: found', 'precision', 'false offers']
  const rows = triedRows(tried, tried.length)
  const itemOnly = rows.filter(([, kin, days, closed]) => kin === '–' && days === '∞' && closed === 0)
  table([heading, ...rows.slice(0, MOST_ROWS)])
  tell('其中只提示同一事项的（找不够）：', 'Those that offer the same item only (they find too little):')
  table([heading, ...itemOnly])
  tell(`选定：${told(chosen.candidate).zh}`, `Chosen: ${told(chosen.candidate).en}`)
  tell('顺序（首个提示即同址的比例）', 'Order of the offers (the first one is of the same address)')
  table([
    ['', 'recorded', 'phone'],
    ...rankings.map(({ ranking, recorded, phone }) => [
      ranking,
      share(recorded.first, recorded.duplicates),
      share(phone.first, phone.duplicates),
    ]),
  ])
}

function told({ metres, kinMetres, days, closedDays }: Candidate): { zh: string; en: string } {
  return {
    zh: `同一事项 ${metres} 米内，同类别 ${kinMetres} 米内，${days === null ? '不限天数' : `${days} 天内`}，${closedDays === 0 ? '只提示未结的' : `含办结 ${closedDays} 天内的`}`,
    en: `the same item within ${metres} m, its category within ${kinMetres} m, ${days === null ? 'however old' : `within ${days} days`}, ${closedDays === 0 ? 'open ones only' : `and closed within ${closedDays} days`}`,
  }
}

export function printJudged(judged: readonly Judged[]): void {
  tell(
    `产品自己的回答（GET /api/v1/cases/nearby，立案前各问一次）：${JUDGED_ON.join()} 年评判，选定时没有看过`,
    `The product's own answers (GET /api/v1/cases/nearby, asked once before each filing): ${JUDGED_ON.join()} judges, and was not looked at when choosing`,
  )
  const column = (label: string, of: (score: Score, row: Judged) => string) => [
    label,
    ...judged.map((row) => of(row.product, row)),
  ]
  table([
    ['', ...judged.map(({ years }) => years.join('–'))],
    column('立案 filings', ({ filings }) => String(filings)),
    column('市里标为重复 duplicates', ({ duplicates }) => String(duplicates)),
    column('找到 found (recall)', ({ found, duplicates }) => share(found, duplicates)),
    column('有提示 any', ({ any, duplicates }) => share(any, duplicates)),
    column('首个即是 first', ({ first, duplicates }) => share(first, duplicates)),
    column('准确率 precision', ({ any, falsely }) => share(any, any + falsely)),
    column('误提示 false offers', (score) => share(score.falsely, score.filings - score.duplicates)),
    column('换到别处 by chance elsewhere', (_, { elsewhere }) => share(elsewhere.any, elsewhere.duplicates)),
    column('每次提示件数 offers a filing', ({ offers, filings }) =>
      filings === 0 ? '–' : (offers / filings).toFixed(2),
    ),
    column('与旁算不同 differs from beside', (_, { differing }) => String(differing)),
  ])
}

export function printTotals({ totals, outcomes, acts, asked, seconds }: ChicagoResult): void {
  const ended = (how: string) => outcomes.filter((outcome) => outcome.ended === how).length
  tell(
    `总览：${totals.reported} 件另并案 ${totals.merged} 件；办结 ${totals.closed} 件，其中作为重复件办结 ${totals['closed-as-duplicate']} 件（当晚已没有未结的原件）；在办 ${totals.open} 件`,
    `The overview: ${totals.reported}, and ${totals.merged} merged; ${totals.closed} closed, ${totals['closed-as-duplicate']} of them as duplicates whose like was no longer open; ${totals.open} open`,
  )
  tell(
    `重复件：并案 ${ended('merged')}，无原件 ${ended('without-parent')}；${acts} 个动作、${asked} 次询问，${seconds.toFixed(0)} 秒（每秒 ${Math.round((acts + asked) / seconds)} 次请求）`,
    `Duplicates: ${ended('merged')} merged, ${ended('without-parent')} without; ${acts} acts and ${asked} questions in ${seconds.toFixed(0)} s (${Math.round((acts + asked) / seconds)} requests a second)`,
  )
}

/** What is not as it should be. */
export function failures({ chosen }: Choice, { judged, totals, outcomes, complaints }: ChicagoResult): string[] {
  const wrong: string[] = []
  const { candidate } = chosen
  if (JSON.stringify(candidate) !== JSON.stringify({ ...OF_THE_PRODUCT }))
    wrong.push(`chosen is ${told(candidate).en}; the product offers ${told(OF_THE_PRODUCT).en}`)
  for (const { years, differing, product } of judged) {
    if (differing > 0)
      wrong.push(`${years.join('–')}: ${differing} filings were offered something else than worked out beside`)
    if (years === JUDGED_ON && !(recall(product) >= RECALL_ASKED))
      wrong.push(`recall in ${years.join()} is ${percent(recall(product))}, asked ${percent(RECALL_ASKED)}`)
  }
  const merged = outcomes.filter(({ ended }) => ended === 'merged').length
  const alone = outcomes.filter(({ ended }) => ended === 'without-parent').length
  const open = complaints.filter(({ endAt }) => endAt === null).length
  const expected = {
    reported: complaints.length - merged,
    merged,
    closed: complaints.length - merged - open,
    'closed-as-duplicate': alone,
    open,
  }
  for (const [what, count] of Object.entries(expected))
    if (totals[what as keyof typeof totals] !== count)
      wrong.push(`${what} is ${totals[what as keyof typeof totals]} in the overview, ${count} by the file`)
  return wrong
}
