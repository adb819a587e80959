/**
 * `npm run replay -- PATH [--keep DIR]`: recorded requests of a real city through the product; which city, its file's columns tell.
 * `--first N`: of complaints only so many, to try. Exit code 1 when a figure differs.
 */
import { parseArgs } from 'node:util'
import { percentText, table, tell } from '../play/telling.ts'
import { chooseOn } from './chicago/judging.ts'
import { failures, printChoice, printDefinition, printJudged, printTotals } from './chicago/printing.ts'
import { readChicago, replayChicago } from './chicago/replay.ts'
import { differences, isEqual, onTimeOf } from './figures.ts'
import { kindOf, readText, replay, requestFile, type ReplayResult } from './replay.ts'

function print({ agencies, totals, file, acts, seconds, fellDue, handDispatched }: ReplayResult): void {
  tell(
    '各部门：有时限而办结、超时办结、按期办结率（产品 | 文件）',
    'By agency: closed with a due time, late, on-time rate (product | file)',
  )
  const total = { closed: file.total.closedWithDue, late: file.total.late, openPastDue: file.total.openPastDue }
  table([
    ['', 'closed', 'late', 'rate', '|', 'closed', 'late', 'rate', ''],
    ...agencies.map((row) => {
      const { agency, product, file: counted } = row
      return [
        agency,
        product.closed,
        product.late,
        percentText(product.percent),
        '|',
        counted.closed,
        counted.late,
        percentText(onTimeOf(counted)),
        isEqual(row) ? '✓' : '✗',
      ]
    }),
    [
      '合计 total',
      totals.closed,
      totals.late,
      percentText(onTimeOf(totals)),
      '|',
      total.closed,
      total.late,
      percentText(onTimeOf(total)),
      totals.closed === total.closed && totals.late === total.late ? '✓' : '✗',
    ],
  ])
  const types = handDispatched.reported.join(', ') || '–'
  tell(`职责表指出须人工派遣的类型：${types}`, `The duty report names as dispatched by hand: ${types}`)
  tell(
    `${acts} 个动作，${seconds.toFixed(0)} 秒（每秒 ${Math.round(acts / seconds)}）；时钟推进时到期 ${fellDue} 项（超时上报、每日封存）`,
    `${acts} acts in ${seconds.toFixed(0)} s (${Math.round(acts / seconds)}/s); ${fellDue} things fell due as the clock moved (escalations, daily seals)`,
  )
}

async function chicago(text: string, { keep, first }: { keep?: string; first?: string }): Promise<number> {
  const complaints = readChicago(text, first === undefined ? undefined : Number(first))
  printDefinition()
  const choice = chooseOn(complaints)
  printChoice(choice)
  const result = await replayChicago(complaints, keep)
  printJudged(result.judged)
  printTotals(result)
  const wrong = failures(choice, result)
  for (const each of wrong) tell(`✗ ${each}`, each)
  if (wrong.length > 0) return 1
  tell(
    `✓ ${result.complaints.length} 件全部经过`,
    `all ${result.complaints.length} went through, as chosen, and equal to what was worked out beside`,
  )
  return 0
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'string' }, first: { type: 'string' } },
  })
  if (positionals.length !== 1) {
    tell('用法：npm run replay -- 路径 [--keep 文件夹]', 'usage: npm run replay -- PATH [--keep DIR]')
    return 2
  }
  const file = requestFile(positionals[0]!)
  const text = readText(file)
  if (kindOf(text) === 'complaints') return chicago(text, values)
  const result = await replay({ path: file, keep: values.keep })
  print(result)
  const wrong = differences(result)
  for (const each of wrong) tell(`✗ ${each}`, each)
  if (wrong.length > 0) return 1
  const { closedWithDue, late } = result.file.total
  tell(
    `✓ ${result.totals.reported} 件全部经过，${result.agencies.length} 个部门全部一致：有时限而办结 ${closedWithDue} 件，超时 ${late} 件`,
    `all ${result.totals.reported} went through, equal in all ${result.agencies.length} agencies: ${closedWithDue} closed that had a due time, ${late} of them late`,
  )
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  tell(`✗ 回放中断：${(error as Error).message}`, `The replay broke off: ${(error as Error).message}`)
  if (process.env['DEBUG']) console.error(error)
  process.exitCode = 1
}
