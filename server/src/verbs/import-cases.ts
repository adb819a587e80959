/** import-cases: takes a file of an old system's cases in, while no server runs on the data. */
import { parseArgs } from 'node:util'
import { importCases } from '../cases/import/run.ts'
import type { Finding } from '../cases/import/reading.ts'
import { COLUMN_NAMES, ROW_FINDINGS } from '../cases/import/words.ts'
import { LaunchProblem } from '../platform/launch-problem.ts'
import { findOrCreateCity, launchDatabase, open } from '../platform/launch.ts'
import { createLogger } from '../platform/logging.ts'
import { Problem } from '../platform/problem.ts'
import type { Settings } from '../platform/settings.ts'
import type { SheetFinding } from '../platform/sheets/sheet.ts'
import { sheetFindings } from '@bihuan/contract/sheets'
import { say } from './terminal.ts'

/** Findings that are written out one by one; all are counted. */
const SHOWN = 200

export async function importCasesVerb(settings: Settings, args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'keep-good': { type: 'boolean', default: false } },
  })
  const [path] = positionals
  if (!path || positionals.length > 1)
    throw new LaunchProblem(
      '用法：import-cases 文件.csv [--keep-good]（--keep-good：坏行列出并跳过，其余接入；否则有一行不对就全部不接入）',
      'Usage: import-cases FILE.csv [--keep-good] (--keep-good: bad rows are listed and left out; else one bad row refuses the file)',
      2,
    )
  const database = await launchDatabase(settings, createLogger(settings.logLevel))
  try {
    const city = await open(database.connection, await findOrCreateCity(database.connection, settings, say), settings)
    try {
      return await run(city, database.connection, path, values['keep-good'])
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { zh, en } = error.toBody().detail
      throw new LaunchProblem(zh, en)
    } finally {
      await city.db.close()
    }
  } finally {
    await database.stop()
  }
}

async function run(
  city: Parameters<typeof importCases>[0],
  connection: Parameters<typeof importCases>[1],
  path: string,
  keepGood: boolean,
): Promise<number> {
  let said = Date.now()
  let shown = 0
  const done = await importCases(city, connection, {
    path,
    keepGood,
    onFinding(finding) {
      shown += 1
      if (shown <= SHOWN) process.stdout.write(`${sentence(finding)}\n`)
      else if (shown === SHOWN + 1) say('…（其余不再逐行列出）', '… (the others are counted and not listed)')
    },
    onProgress({ rows, seconds, rss, writing }) {
      if (Date.now() - said < 5_000) return
      said = Date.now()
      const [zh, en] = writing ? ['已接入', 'taken in'] : ['已检查', 'checked']
      const speed = `${Math.round(rows / seconds)}/s, ${Math.round(rss / 2 ** 20)} MB`
      say(
        `${zh}至第 ${rows.toLocaleString('en')} 行（${speed}）`,
        `${en} up to row ${rows.toLocaleString('en')} (${speed})`,
      )
    },
  })
  switch (done.state) {
    case 'known':
      say('这个文件已经接入过，未作改动。', 'This very file was taken in before; nothing was done.')
      return 0
    case 'refused':
      say(
        `有 ${done.refused} 行不能接入，未写入任何事件。请改正后再试，或加 --keep-good 只接入其余的行。`,
        `${done.refused} rows cannot be taken in, and nothing was written. Correct them, or take in the others with --keep-good.`,
      )
      return 1
    case 'complete':
      say(
        `接入 ${done.taken} 件，略去 ${done.refused} 行，${done.seconds.toFixed(0)} 秒。它们标为“历史导入”；其中的时间是原系统的说法，接入时间是现在。`,
        `${done.taken} cases were taken in, ${done.refused} rows left out, in ${done.seconds.toFixed(0)} s. They are marked as imported; their times are the old system’s claims, taken in now.`,
      )
      return 0
  }
}

function sentence(finding: Finding | SheetFinding): string {
  const fill = (text: string, params: Record<string, string | number>) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
  const [words, field, params] =
    'value' in finding
      ? [ROW_FINDINGS[finding.code], COLUMN_NAMES[finding.field][0]!, { value: finding.value }]
      : [sheetFindings[finding.code], finding.field ?? '', finding.params]
  const place = finding.row === null ? '' : `${finding.row}${field ? ` [${field}]` : ''} `
  return `${place}${fill(words.zh, params)}\n  ${fill(words.en, params)}`
}
