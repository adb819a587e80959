/**
 * `npx tsx tools/catalogue-trial.ts PATH`: takes a city's standard into a fresh real city over HTTP, as an administrator does, and prints what it
 * holds. PATH is a standard as CSV or XLSX, or a folder with `yuncheng_standards.csv` and `gbt30428_events.json`.
 */
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RevisionAnswer } from '@bihuan/contract/revision'
import { csvLines } from '../server/src/platform/sheets/write.ts'
import { Officer } from './new-city/client.ts'
import { startRealCity } from './new-city/program.ts'
import { Api } from './play/api.ts'
import { table, tell } from './play/telling.ts'

const REVISIONS = '/api/v1/catalogue/revisions'

interface ItemRow {
  code: string
  name: { zh: string }
  conditions: {
    limit: { amount: number; unit: string } | null
    limitMeans: string
    imported?: { limit: string; handling: string }
  }[]
}

function show(revision: RevisionAnswer): void {
  const counts = Object.entries(revision.counts).map(([name, count]) => `${name} ${count}`)
  tell(
    `预演“${revision.title}”：改动 ${revision.changes} 条，错误 ${revision.errors}`,
    `rehearsed “${revision.title}”: ${revision.changes} changes, ${revision.errors} errors — ${counts.join(', ')}`,
  )
  for (const { severity, code, count, sentence } of revision.findings)
    process.stdout.write(`    ${severity} ${code} × ${count}: ${sentence.en}\n`)
}

/** What lies in the city now, counted from what the screens read. */
async function printCatalogue(who: Officer): Promise<void> {
  const { rows } = await who.get<{ rows: ItemRow[] }>('/api/v1/items')
  const { rows: categories } = await who.get<{ rows: unknown[] }>('/api/v1/categories')
  const conditions = rows.flatMap((item) => item.conditions)
  const spellings = new Map<string, typeof conditions>()
  for (const condition of conditions) {
    const spelling = condition.imported?.limit ?? ''
    spellings.set(spelling, [...(spellings.get(spelling) ?? []), condition])
  }
  const units = new Set(conditions.map(({ imported }) => imported?.handling ?? '').filter(Boolean))
  tell(
    `目录：${categories.length} 个大类，${rows.length} 个事项，${conditions.length} 个立案条件，${spellings.size} 种时限写法`,
    `catalogue: ${categories.length} categories, ${rows.length} items, ${conditions.length} conditions, ${spellings.size} spellings of limits, ${units.size} wordings of handling units`,
  )
  table([
    ['spelling', 'conditions', 'read as', ''],
    ...[...spellings]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([spelling, list]) => {
        const { limit, limitMeans } = list[0]!
        return [
          spelling || '–',
          list.length,
          limit ? `${limit.amount} ${limit.unit}` : 'none',
          limitMeans === 'stop' ? 'to stop it' : '',
        ]
      }),
  ])
}

/** Names of events alone, as a table: items without conditions and limits. */
function eventsAsTable(path: string, folder: string): string {
  const { events } = JSON.parse(readFileSync(path, 'utf8')) as { events: Record<string, string[]> }
  const rows = Object.entries(events).flatMap(([category, items]) => items.map((item) => [`${category}（国标）`, item]))
  const made = join(folder, 'events.csv')
  writeFileSync(made, [...csvLines(['大类', '小类'], rows)].join(''))
  return made
}

async function course(who: Officer, standard: string, events: string | null, folder: string): Promise<void> {
  const format = standard.endsWith('.xlsx') ? 'xlsx' : 'csv'
  const began = performance.now()
  const rehearsed = await who.rehearse(REVISIONS, 'the standard', { type: 'file', format }, standard)
  show(rehearsed)
  const applied = await who.apply(rehearsed, rehearsed.errors > 0)
  tell(
    `已应用，${Math.round(performance.now() - began)} 毫秒`,
    `applied after ${Math.round(performance.now() - began)} ms in all`,
  )
  await printCatalogue(who)
  const again = await who.rehearse(REVISIONS, 'the same once more', { type: 'file', format }, standard)
  show(again)
  if (events) {
    const named = await who.rehearse(
      REVISIONS,
      'names of events',
      { type: 'file', format: 'csv' },
      eventsAsTable(events, folder),
    )
    show(named)
    const taken = await who.apply(named)
    await who.send('POST', `${REVISIONS}/${taken.id}/acts`, { act: 'take-back' })
  }
  const back = await who.send<RevisionAnswer>('POST', `${REVISIONS}/${applied.id}/acts`, { act: 'take-back' })
  const { rows } = await who.get<{ rows: unknown[] }>('/api/v1/items')
  tell(
    `已撤回（${back.state}），目录剩 ${rows.length} 个事项`,
    `taken back (${back.state}): ${rows.length} items are left in force`,
  )
}

async function main(): Promise<void> {
  const path = process.argv[2]
  if (!path || !existsSync(path)) {
    tell('用法：npx tsx tools/catalogue-trial.ts 标准文件或目录', 'usage: npx tsx tools/catalogue-trial.ts PATH')
    process.exit(2)
  }
  const isFolder = statSync(path).isDirectory()
  const standard = isFolder ? join(path, 'yuncheng_standards.csv') : path
  const events = isFolder && existsSync(join(path, 'gbt30428_events.json')) ? join(path, 'gbt30428_events.json') : null
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-catalogue-'))
  const program = await startRealCity('Trial', undefined)
  const api = new Api(program.port)
  try {
    const who = await Officer.begin(api, 'admin', program.passwords.get('admin')!)
    await course(who, standard, events, folder)
  } finally {
    await api.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
