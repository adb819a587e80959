/**
 * Makes a simulated city in a data folder: a county with its real codes, cut into made-up grids, its offices, people, catalogue and
 * duties, and the history and present of all its cases, written in bulk. Killed in the middle it goes on where it stopped.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY } from '@bihuan/domain/calendar'
import { makeSeal } from '../../server/src/audit/commands/make-seal.ts'
import { buildDemoCatalogue } from '../../server/src/catalogue/demo.ts'
import { BulkWriter, settleTables, takeBlocks } from '../../server/src/cases/bulk/store.ts'
import { Threads } from '../../server/src/cases/bulk/threads.ts'
import { hireStaff } from '../../server/src/demo/people.ts'
import { drawUpload } from '../../server/src/demo/pictures.ts'
import type { City } from '../../server/src/platform/city.ts'
import { sql } from '../../server/src/platform/database.ts'
import {
  createCity,
  dropUnseededCity,
  listCities,
  markSeeded,
  migrateAll,
} from '../../server/src/platform/directory.ts'
import { holdCalendar } from '../../server/src/platform/held-calendar.ts'
import { launchDatabase, open } from '../../server/src/platform/launch.ts'
import { createLogger } from '../../server/src/platform/logging.ts'
import { sequenceNow } from '../../server/src/platform/sequencer.ts'
import { readSettings } from '../../server/src/platform/settings.ts'
import { loadCast } from '../../server/src/staff/answers-cast.ts'
import { territory } from '../../server/src/territory/answers.ts'
import { buildDemoTerritory } from '../../server/src/territory/demo.ts'
import { bundled } from './bundle.ts'
import type { Pictures } from './course.ts'
import type { CityPlan } from './life.ts'
import { Posts } from './posts.ts'
import type { Stretch } from './thread.ts'

/** Cases of one transaction. */
const BATCH = 2_000
const PICTURES = 8
const SCHEMA = 'main'

export interface MakeOptions {
  dataDir: string
  plan: CityPlan
  threads?: number
  onProgress?: (done: { cases: number; events: number; seconds: number; rss: number }) => void
  /** For tests: ends the process there as if it had been killed. */
  stopAfter?: number
}

export interface Made {
  cases: number
  events: number
  /** Of the histories alone. */
  seconds: number
  /** null where it had been begun before: a digest is of the whole. */
  digest: string | null
}

export class OtherPlan extends Error {}

/** Where the folder holds this very city already, nothing is done. */
export async function makeCity({
  dataDir,
  plan,
  threads = 2,
  onProgress,
  stopAfter,
}: MakeOptions): Promise<Made | null> {
  mkdirSync(dataDir, { recursive: true })
  refuseOther(dataDir, plan)
  const settings = readSettings({ DATA_DIR: dataDir, CITY_KIND: 'simulated' })
  const database = await launchDatabase(settings, createLogger('warn'))
  const present = new Date(plan.from + plan.days * DAY)
  try {
    await migrateAll(database.connection)
    const known = (await listCities(database.connection)).find(({ schema }) => schema === SCHEMA)
    if (known?.seededAt) return null
    const city = await begin()
    try {
      const pictures = await picturesOf(city)
      const made = await tellHistories(city, pictures)
      await sequenceNow(city)
      await makeSeal(city, present)
      await settleTables(city)
      await markSeeded(database.connection, SCHEMA, present)
      return made
    } finally {
      await city.db.close()
    }
  } finally {
    await database.stop()
  }

  /** The city with its people, and with the cases that were written before it was broken off. */
  async function begin(): Promise<City> {
    const opened = async () => {
      const entry = await createCity(database.connection, {
        ...{ schema: SCHEMA, name: `金东区（仿真 ${plan.seed}）`, kind: 'simulated', createdAt: present },
      })
      const city = await open(database.connection, entry, settings)
      await holdCalendar(city)
      return city
    }
    const before = await opened()
    if ((await countCases(before)) > 0) return before
    // Not even its people may be complete.
    await before.db.close()
    await dropUnseededCity(database.connection, SCHEMA)
    const city = await opened()
    const demo = await buildDemoTerritory(city, plan.seed)
    await buildDemoCatalogue(city)
    await hireStaff(city, demo, new Date(plan.from - 30 * DAY), () => undefined)
    await drawPictures(city)
    await sequenceNow(city)
    await takeBlocks(city.db, plan.cases)
    return city
  }

  async function drawPictures(city: City): Promise<void> {
    const at = new Date(plan.from)
    const worker = new Posts(await loadCast(city.db), territory(city), plan.from).worker(
      territory(city).grids()[0]!.communityId,
    )!
    for (let seed = 0; seed < PICTURES; seed++)
      for (const purpose of ['before', 'after'] as const) await drawUpload(city, worker, purpose, seed * 40, at)
  }

  async function tellHistories(city: City, pictures: Pictures): Promise<Made> {
    const started = performance.now()
    const begun = await countCases(city)
    const thread = await bundled(new URL('./thread.ts', import.meta.url))
    const told = await Threads.open<Stretch>(thread, threads, database.connection, city, { plan, pictures })
    rmSync(thread)
    const writer = new BulkWriter(city)
    const digest = createHash('sha256')
    const done = { cases: begun, events: 0 }
    try {
      for await (const { folded } of told.inOrder(stretches(begun, plan.cases))) {
        await writer.write(folded)
        digest.update(folded.digest)
        done.cases += folded.cases
        done.events += folded.events
        onProgress?.({ ...done, seconds: (performance.now() - started) / 1000, rss: process.memoryUsage().rss })
        if (stopAfter !== undefined && done.cases >= stopAfter) throw new Error('stopped on purpose')
      }
      await writer.finish()
    } finally {
      await told.close()
    }
    return { ...done, seconds: (performance.now() - started) / 1000, digest: begun === 0 ? digest.digest('hex') : null }
  }
}

function* stretches(begun: number, cases: number): Generator<Stretch> {
  for (let first = begun; first < cases; first += BATCH) yield { first, count: Math.min(BATCH, cases - first) }
}

async function countCases(city: City): Promise<number> {
  return (await city.db.maybe<{ n: number }>(sql`select count(*) as n from cases`))!.n
}

/** The drawn pictures lie there as files; cases hold them. */
async function picturesOf(city: City): Promise<Pictures> {
  const rows = await city.db.rows<{ sha256: string; mediaType: string; size: number }>(
    sql`select f.sha256, f.media_type as "mediaType", f.size from file f order by f.sha256`,
  )
  const half = rows.length / 2
  return { before: rows.slice(0, half), after: rows.slice(half) }
}

/** A folder holds one plan: another one in the same place would be a city that nobody asked for. */
function refuseOther(dataDir: string, plan: CityPlan): void {
  const file = join(dataDir, 'plan.json')
  const text = `${JSON.stringify(plan)}\n`
  if (!existsSync(file)) {
    if (existsSync(join(dataDir, 'postgresql'))) throw new OtherPlan(dataDir)
    writeFileSync(file, text)
  } else if (readFileSync(file, 'utf8') !== text) throw new OtherPlan(dataDir)
}
