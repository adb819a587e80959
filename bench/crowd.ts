/**
 * A crowd of open cases for the map's bench: some are filed and worked on over HTTP, and their rows are copied with other ids,
 * numbers and places until there are enough. Rows alone, without histories: what the map reads, and nothing that could be verified.
 */
import { newId } from '../server/src/platform/id.ts'
import { sql } from '../server/src/platform/database.ts'
import type { City } from '../server/src/platform/city.ts'
import { holdCalendar } from '../server/src/platform/held-calendar.ts'
import { findOrCreateCity, launchDatabase, open } from '../server/src/platform/launch.ts'
import { createLogger } from '../server/src/platform/logging.ts'
import { readSettings } from '../server/src/platform/settings.ts'
import { loadCatalogue } from '../server/src/catalogue/answers.ts'
import { workOutRecurrence } from '../server/src/maps/recurring.ts'
import { loadTerritory, territory } from '../server/src/territory/answers.ts'
import { Connection, sendFor } from './client.ts'
import { reportOf } from './intake.ts'
import { startProgram } from './program.ts'
import { signIn, type Town } from './town.ts'

/** Filed for real; one in three is then assessed, one in six dispatched, one in twelve accepted. */
const TEMPLATES = 240
const CODES = ['1304', '1405', '1202', '1301', '1101', '1201']
const AT_ONCE = 2_000

/** The city of a folder, without a server before it. */
export async function withCity<T>(dataDir: string, work: (city: City) => Promise<T>): Promise<T> {
  const settings = readSettings({ DATA_DIR: dataDir, CITY_KIND: 'real', CITY_NAME: '压测市' })
  const database = await launchDatabase(settings, createLogger('warn'))
  try {
    const entry = await findOrCreateCity(database.connection, settings, () => undefined)
    const city = await open(database.connection, entry, settings)
    await Promise.all([holdCalendar(city), loadTerritory(city), loadCatalogue(city)])
    try {
      return await work(city)
    } finally {
      await city.db.close()
    }
  } finally {
    await database.stop()
  }
}

export async function fileTemplates(town: Town): Promise<void> {
  const program = await startProgram(town.dataDir)
  try {
    const door = await Connection.open(program.port)
    const worker = await signIn(door, town.workers[0]!)
    const codes = CODES.filter((code) => town.items.has(code))
    for (let index = 0; index < TEMPLATES; index += 1)
      await sendFor(door, 201, {
        method: 'POST',
        ...reportOf(town, codes[index % codes.length]!, index),
        token: worker,
      })
    door.close()
  } finally {
    await program.stop()
  }
}

interface Copied {
  id: string
  template: number
  number: string
  longitude: number
  latitude: number
  city: string
  county: string | null
  town: string | null
  community: string | null
  grid: string
  ago: number
  due: number
}

/** Spread over the grids, denser in some than in others; reported within forty days, due from three days ago to three weeks on. */
function* spread(city: City, many: number): Generator<Copied> {
  const held = territory(city)
  const grids = held.regions().flatMap((region) => (region.level === 'community' ? held.gridsOf(region.id) : []))
  let state = 20_261_122
  const chance = () => {
    // xorshift: the same crowd each time.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  for (let made = 0; made < many;) {
    const grid = grids[Math.floor(chance() ** 2 * grids.length)]!
    const [west, south, east, north] = grid.bbox
    const at = { longitude: west + chance() * (east - west), latitude: south + chance() * (north - south) }
    const place = held.locate(at)
    if (!place?.gridId) continue
    made += 1
    yield {
      id: newId(),
      template: made,
      number: `BENCH${String(made).padStart(8, '0')}`,
      longitude: Number(at.longitude.toFixed(6)),
      latitude: Number(at.latitude.toFixed(6)),
      city: place.cityId,
      county: place.countyId,
      town: place.townId,
      community: place.communityId,
      grid: place.gridId,
      ago: Math.floor(chance() * 40 * 86_400),
      due: Math.floor((chance() * 24 - 3) * 86_400),
    }
  }
}

/** Columns that a copy has of its own; all others are its template's. */
const OWN: Record<string, string> = {
  id: 'r.id',
  number: 'r.number',
  document: `jsonb_set(jsonb_set(jsonb_set(t.document::jsonb, '{id}', to_jsonb(r.id)), '{number}', to_jsonb(r.number)), '{position}', jsonb_build_object('longitude', r.longitude, 'latitude', r.latitude))::json`,
  position: 'point(r.longitude, r.latitude)',
  city_id: 'r.city',
  county_id: 'r.county',
  town_id: 'r.town',
  community_id: 'r.community',
  grid_id: 'r.grid',
  reported_at: `t.reported_at - make_interval(secs => r.ago)`,
  due_at: `t.reported_at + make_interval(secs => r.due)`,
  whole_due_at: `t.reported_at + make_interval(secs => r.due + 86400)`,
  wake_at: 'null::timestamptz',
}

export async function copyCases(city: City, many: number): Promise<string[]> {
  const columns = await city.db.rows<{ name: string }>(
    sql`select attname as name from pg_attribute where attrelid = 'cases'::regclass and attnum > 0 and not attisdropped order by attnum`,
  )
  const names = columns.map(({ name }) => (name === 'position' ? '"position"' : name)).join(', ')
  const values = columns.map(({ name }) => OWN[name] ?? `t.${name}`).join(', ')
  const text = `insert into cases (${names})
    select ${values} from json_to_recordset($1::json) as r (id uuid, template int, number text, longitude float8, latitude float8, city uuid, county uuid,
      town uuid, community uuid, grid uuid, ago int, due int)
    join (select row_number() over (order by number) - 1 as place, count(*) over () as many, c.* from cases c where holder_id is not null and number not like 'BENCH%') t
      on t.place = r.template % t.many`
  const ids: string[] = []
  let batch: Copied[] = []
  const write = async () => {
    await city.db.run({ text, values: [JSON.stringify(batch)] } as never)
    ids.push(...batch.map(({ id }) => id))
    batch = []
  }
  for (const one of spread(city, many)) {
    batch.push(one)
    if (batch.length === AT_ONCE) await write()
  }
  if (batch.length > 0) await write()
  await city.db.run(sql`analyze cases`)
  return ids
}

/** As its reader of the log does after acts; gives cases a second. */
export async function recurrencesOf(city: City, ids: readonly string[]): Promise<number> {
  const started = performance.now()
  const changed = ids.map((subject) => ({ subject, again: true }))
  for (let from = 0; from < ids.length; from += 1_000)
    await city.db.transaction((db) => workOutRecurrence(city, db, changed.slice(from, from + 1_000), Infinity))
  return ids.length / ((performance.now() - started) / 1000)
}
