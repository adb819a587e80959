/**
 * A file of an old system's cases taken in: rows a second, beside COPY of the same file into a plain table on the same server in the same
 * run; and the memory of the process while it lasts.
 */
import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { importCases } from '../server/src/cases/import/run.ts'
import { listCities } from '../server/src/platform/directory.ts'
import { launchDatabase, open } from '../server/src/platform/launch.ts'
import { createLogger } from '../server/src/platform/logging.ts'
import { readSettings } from '../server/src/platform/settings.ts'
import { randomFrom } from '../server/src/territory/cutting/random.ts'
import { buildAll, root } from './program.ts'
import { figure, type Result, type Rounds } from './report.ts'
import { makeTown, type Town } from './town.ts'

const ROWS = Number(process.env['BENCH_ROWS'] ?? 1_000_000)
/** The memory at the end may be so much more than when a tenth was read. */
const MOST_GROWTH = 1.25
const HEAD = '编号,事项编码,上报时间,结案时间,状态,经度,纬度,部门编码,问题描述,地址'

/** Three of four are closed; of the others most are in work. Two years of history. */
async function writeFile(path: string, town: Town): Promise<number> {
  const file = createWriteStream(path)
  const random = randomFrom(7)
  const items = [...town.items.keys()].sort()
  const until = Date.now() - 86_400_000
  const time = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  file.write(`${HEAD}\n`)
  for (let number = 0; number < ROWS; number++) {
    const at = until - (1 - number / ROWS) * 730 * 86_400_000
    const closed = random() < 0.75
    const { longitude, latitude } = town.points[Math.floor(random() * town.points.length)]!
    const state = closed ? '已结案' : random() < 0.7 ? '处置中' : '待研判'
    const cells = [
      ...[`OLD-${number}`, items[Math.floor(random() * items.length)]!, time(at)],
      ...[
        closed ? time(Math.min(until, at + random() * 5 * 86_400_000)) : '',
        state,
        longitude,
        latitude,
        'enforcement',
      ],
      ...['通道被杂物占用，行人需绕行，请尽快清理', `孝顺镇人民路${1 + (number % 300)}号`],
    ]
    if (!file.write(`${cells.join(',')}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return file.bytesWritten
}

/** Rows a second into a table of texts, by the server's own reader of CSV. */
async function copyPlain(connection: pg.ClientConfig, path: string): Promise<number> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const columns = HEAD.split(',').map((_, index) => `c${index} text`)
    await client.query(`create table plain (${columns.join(', ')})`)
    const started = performance.now()
    await pipeline(createReadStream(path), client.query(copyFrom('copy plain from stdin (format csv, header)')))
    const seconds = (performance.now() - started) / 1000
    await client.query('drop table plain')
    return ROWS / seconds
  } finally {
    await client.end()
  }
}

export async function importing(_rounds: Rounds): Promise<Result> {
  buildAll('server')
  const town = await makeTown()
  const path = join(town.dataDir, 'old-cases.csv')
  const bytes = await writeFile(path, town)
  const settings = readSettings({ DATA_DIR: town.dataDir })
  const database = await launchDatabase(settings, createLogger('warn'))
  try {
    const plain = await copyPlain(database.connection, path)
    const entry = (await listCities(database.connection)).find(({ schema }) => schema === 'main')!
    const city = await open(database.connection, entry, settings)
    const memory: { rows: number; megabytes: number }[] = []
    let said = Date.now()
    try {
      const done = await importCases(city, database.connection, {
        path,
        keepGood: true,
        thread: pathToFileURL(join(root, 'server', 'dist', 'import-thread.js')),
        onProgress({ rows, seconds, rss }) {
          memory.push({ rows, megabytes: rss / 2 ** 20 })
          if (Date.now() - said < 10_000) return
          said = Date.now()
          process.stderr.write(
            `${rows} of ${ROWS} rows, ${Math.round(rows / seconds)} a second, ${Math.round(rss / 2 ** 20)} MB\n`,
          )
        },
      })
      const speed = ROWS / done.seconds
      const at = (share: number) => memory.find(({ rows }) => rows >= ROWS * share)?.megabytes ?? 0
      const tenths = [0.1, 0.2, 0.4, 0.6, 0.8, 1].map(
        (share) => `${share * 100} %: ${at(Math.min(share, 0.999)).toFixed(0)} MB`,
      )
      const flat = at(0.999) <= at(0.1) * MOST_GROWTH
      return {
        name: 'import',
        lines: [
          figure('COPY into a plain table', plain, 'rows a second', [plain]),
          figure('cases taken in', speed, 'rows a second', [speed]),
          '',
          `ratio ${(speed / plain).toFixed(3)}: each row is checked, located, decided, folded, sealed with a key of its own, chained, given its`,
          'position and added to the figures',
          `memory of the process with its threads: ${tenths.join(', ')}   asked: flat`,
        ],
        data: [
          `${ROWS.toLocaleString('en')} rows, ${Math.round(bytes / 2 ** 20)} MB of CSV; ${done.taken.toLocaleString('en')} cases taken in, ${done.refused} rows left out, ${done.seconds.toFixed(0)} s; two threads, batches of 2,000, each synced`,
        ],
        met: done.taken === ROWS && flat,
      }
    } finally {
      await city.db.close()
    }
  } finally {
    await database.stop()
    rmSync(path, { force: true })
    town.remove()
  }
}
