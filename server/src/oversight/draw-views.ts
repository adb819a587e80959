/** Draws as they are read, by commands and by pages. */
import type { ExtraLots, Stratum } from '@bihuan/domain/oversight/draw'
import type { City } from '../platform/city.ts'
import { sql, type Queryable, type Sql } from '../platform/database.ts'

export interface Draw {
  id: string
  state: 'counting' | 'committed' | 'published' | 'discarded'
  region_id: string
  city_id: string
  county_id: string | null
  town_id: string | null
  community_id: string | null
  from_day: string
  to_day: string
  size: number
  extra_fixed: number
  extra_gap: number
  checkers: 'verifier' | 'grid-worker'
  due_days: number
  seed_from: 'log' | 'number'
  number_of: string | null
  population: number | null
  population_digest: string | null
  population_strata: Record<Stratum, number> | null
  commit_event_id: string | null
  seed_position: number | null
  seed_value: string | null
  seed: string | null
  sample_digest: string | null
  planned_by: string
  planned_at: Date
  published_by: string | null
  published_at: Date | null
  seq: number
  head_hash: string
}

export const extraOf = (row: Draw): ExtraLots => ({ fixed: row.extra_fixed, gap: row.extra_gap })

export async function readDraw(db: Queryable, id: string, lock = false): Promise<Draw | null> {
  return lock
    ? db.maybe<Draw>(sql`select * from spot_draw where id = ${id} for update`)
    : db.maybe<Draw>(sql`select * from spot_draw where id = ${id}`, 'draw-read')
}

/** Where the plan stands in the log: the seed is what comes at the next position. */
export async function planPosition(db: Queryable, row: Pick<Draw, 'commit_event_id'>): Promise<number | null> {
  if (row.commit_event_id === null) return null
  const found = await db.maybe<{ position: number }>(
    sql`select position from log where event_id = ${row.commit_event_id}`,
    'draw-plan-position',
  )
  return found?.position ?? null
}

/** The hash at a position of the log, or null while there is none. */
export async function hashAt(db: Queryable, position: number): Promise<string | null> {
  const found = await db.maybe<{ hash: string }>(
    sql`select e.hash from log l join event e on e.id = l.event_id where l.position = ${position}`,
    'draw-hash-at',
  )
  return found?.hash ?? null
}

/** One part of the frozen population, or null after the last. */
export async function populationPart(db: Queryable, drawId: string, part: number): Promise<string | null> {
  const found = await db.maybe<{ lines: string }>(
    sql`select lines from spot_population where draw_id = ${drawId} and part = ${part}`,
    'draw-population-part',
  )
  return found?.lines ?? null
}

export interface ClosedCase {
  id: string
  number: string
  fixed: boolean
  gap: boolean
  closed_day: string
}

const COLUMN = { city: sql`city_id`, county: sql`county_id`, town: sql`town_id`, community: sql`community_id` } as const

/** Closed cases of a region and period, in the order of the published list. A person in need is nobody's sample. */
export async function closedCases(
  db: Queryable,
  row: Draw,
  level: keyof typeof COLUMN,
  after: ClosedCase | null,
  limit: number,
): Promise<ClosedCase[]> {
  const beyond: Sql = after ? sql`(closed_day, id) > (${after.closed_day}::date, ${after.id}::uuid)` : sql`true`
  return db.rows<ClosedCase>(
    sql`select id, number, closed_day, closing = 'fixed-on-the-spot' as fixed, coalesce((document ->> 'timeGap')::boolean, false) as gap
      from cases
      where city_id = ${row.city_id} and closed_day between ${row.from_day}::date and ${row.to_day}::date and ${COLUMN[level]} = ${row.region_id}
        and state = 'closed' and not coalesce((document #>> '{item,confidential}')::boolean, false) and ${beyond}
      order by closed_day, id limit ${limit}`,
  )
}

/** The population's lines in order, part by part; between parts others get their turn. */
export async function* populationLines(city: City, drawId: string): AsyncGenerator<string[]> {
  for (let part = 0; ; part++) {
    const lines = await populationPart(city.db, drawId, part)
    if (lines === null) return
    yield lines.split('\n').slice(0, -1)
  }
}
