/**
 * Takes a file of cases in: read as a stream, told in threads, written in bulk. A batch of rows and the mark of how far the file was
 * read are one transaction: broken off anywhere, the same file goes on behind the last batch. Where bad rows refuse the whole, all rows
 * are read once before the first is written.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type pg from 'pg'
import type { City } from '../../platform/city.ts'
import { newId } from '../../platform/id.ts'
import type { SheetFinding } from '../../platform/sheets/sheet.ts'
import { readTable } from '../../platform/sheets/table.ts'
import { BulkWriter, settleTables, takeBlocks } from '../bulk/store.ts'
import { Threads } from '../bulk/threads.ts'
import { COLUMNS, FIELDS, type ImportRow } from './columns.ts'
import type { Finding, Stretch } from './reading.ts'
import { beginImport, completeImport, findImport, moveImport } from './store.ts'

/** Rows of one transaction. */
const BATCH = 2_000

export interface ImportOptions {
  path: string
  /** Bad rows are left out and listed; else one bad row refuses the file, and nothing is written. */
  keepGood: boolean
  threads?: number
  /** The file of the thread; the one beside this unless said otherwise. */
  thread?: URL
  onFinding?: (finding: Finding | SheetFinding) => void
  onProgress?: (done: { rows: number; seconds: number; rss: number; writing: boolean }) => void
  /** For tests: breaks off there. */
  stopAfter?: number
}

export interface Imported {
  state: 'complete' | 'refused' | 'known'
  rows: number
  taken: number
  refused: number
  seconds: number
}

type Extra = { findings: Finding[]; good: number }

export async function importCases(city: City, connection: pg.ClientConfig, options: ImportOptions): Promise<Imported> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const sha256 = await digestOf(options.path)
  const known = await findImport(city.db, sha256)
  if (known?.state === 'complete')
    return { state: 'known', rows: known.through, taken: known.taken, refused: known.refused, seconds: seconds() }
  if (!known && !options.keepGood) {
    const checked = await pass(city, connection, options, null, seconds)
    if (checked.refused > 0) return { ...checked, state: 'refused', taken: 0, seconds: seconds() }
  }
  const now = city.clock.now()
  const { keepGood } = options
  const row =
    known ??
    (await city.db.transaction((db) =>
      beginImport(db, city, { id: newId(), sha256, name: basename(options.path), keepGood, now }),
    ))
  const done = await pass(city, connection, options, row, seconds)
  const { taken, refused } = await city.db.transaction((db) =>
    completeImport(db, city, row.id, sha256, city.clock.now()),
  )
  return { state: 'complete', rows: done.rows, taken, refused, seconds: seconds() }
}

/** Cases that were taken in at once, after which the server learns anew what its tables hold. */
const MANY = 50_000

/** Once through the file; `into` null: only to see what is wrong with it. */
async function pass(
  city: City,
  connection: pg.ClientConfig,
  options: ImportOptions,
  into: { id: string; through: number } | null,
  seconds: () => number,
): Promise<{ rows: number; taken: number; refused: number }> {
  const { onFinding, onProgress, stopAfter, threads: count = 2 } = options
  const threads = await Threads.open<Stretch, Extra>(options.thread ?? threadFile(), count, connection, city, {
    checkOnly: into === null,
  })
  const writer = into && new BulkWriter(city)
  const sum = { rows: 0, taken: 0, refused: 0 }
  const sheet: { findings: SheetFinding[] } = { findings: [] }
  const through: { last: number; bad: number }[] = []
  async function* stretches(): AsyncGenerator<Stretch> {
    for await (const { rows, last, bad } of batchesOf(options.path, into?.through ?? 0, (finding) =>
      sheet.findings.push(finding),
    )) {
      through.push({ last, bad })
      const numbers = into ? await takeBlocks(city.db, rows.length) : rows.map(() => 1)
      yield { importId: into?.id ?? newId(), rows, numbers, now: city.clock.now().getTime() }
    }
  }
  try {
    for await (const { folded, extra } of threads.inOrder(stretches())) {
      for (const finding of [...sheet.findings.splice(0), ...extra.findings]) onFinding?.(finding)
      const { last, bad } = through.shift()!
      const refused = extra.findings.length + bad
      if (writer && into)
        await writer.write(folded, (db) => moveImport(db, into.id, { through: last, taken: extra.good, refused }))
      sum.rows = last
      sum.taken += extra.good
      sum.refused += refused
      onProgress?.({ rows: last, seconds: seconds(), rss: process.memoryUsage().rss, writing: into !== null })
      if (into && stopAfter !== undefined && sum.taken >= stopAfter) throw new Error('stopped on purpose')
    }
    for (const finding of sheet.findings.splice(0)) onFinding?.(finding)
    await writer?.finish()
    if (sum.taken >= MANY) await settleTables(city)
    return sum
  } finally {
    await threads.close()
  }
}

interface Batch {
  rows: ImportRow[]
  /** The last row of the file that it reaches to, and how many in between could not be read as rows. */
  last: number
  bad: number
}

async function* batchesOf(
  path: string,
  after: number,
  onFinding: (finding: SheetFinding) => void,
): AsyncGenerator<Batch> {
  const file = await open(path)
  try {
    const { size } = await stat(path)
    const bytes = {
      size,
      read: async (offset: number, length: number) => {
        const buffer = Buffer.allocUnsafe(Math.min(length, Math.max(0, size - offset)))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
        return buffer.subarray(0, bytesRead)
      },
    }
    const format = /\.xlsx$/i.test(path) ? 'xlsx' : 'csv'
    let batch: Batch = { rows: [], last: after, bad: 0 }
    for await (const entry of readTable(bytes, format, COLUMNS)) {
      if (entry.kind === 'finding') {
        const { row, severity } = entry.finding
        if (row !== null && row <= after) continue
        onFinding(entry.finding)
        if (severity === 'error' && row !== null) batch.bad += 1
      }
      if (entry.kind !== 'row' || entry.row <= after) continue
      batch.rows.push([entry.row, ...FIELDS.map((field) => textOf(entry.cells[field]))])
      batch.last = entry.row
      if (batch.rows.length < BATCH) continue
      yield batch
      batch = { rows: [], last: batch.last, bad: 0 }
    }
    if (batch.rows.length > 0 || batch.bad > 0) yield batch
  } finally {
    await file.close()
  }
}

/** A date that a spreadsheet holds as a number is written as one. */
const textOf = (cell: { text: string; date?: string }) => cell.date ?? cell.text

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** In the built program it lies beside the program's own file. */
function threadFile(): URL {
  const built = new URL('./import-thread.js', import.meta.url)
  return existsSync(built) ? built : new URL('./thread.ts', import.meta.url)
}
