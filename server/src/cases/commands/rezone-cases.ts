/**
 * The grids were drawn anew: open cases with a position go over to the grid that it falls into now, each by an act of the system.
 * Nothing is asked of what changed; where a position falls is enough. So done twice it does nothing the second time, and taken
 * back it leads back. What lies in no grid any more stays where it was.
 */
import { caseOf, type CaseDocument } from '@bihuan/domain/cases/document'
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import { SYSTEM } from '@bihuan/domain/cases/guard'
import { isOpen } from '@bihuan/domain/acts'
import type { Place, Point } from '@bihuan/domain/place'
import type { City } from '../../platform/city.ts'
import { sql } from '../../platform/database.ts'
import { calendarOf } from '../../platform/held-calendar.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { loadTerritory, type Territory } from '../../territory/answers.ts'
import { prepareChange, updateCases, type CaseChange } from '../store.ts'
import { worldOf } from '../world.ts'
import { prepare } from './write.ts'

const LOOK = 5_000
const WRITE = 200
/** Rounds of reading anew cases that somebody acted on meanwhile. */
const ROUNDS = 10

/** Where a case with a position lies now, if that is another grid; null: nothing to do. */
export function placeNow(places: Territory, position: Point | null, gridId: string | null): Place | null {
  const located = position && places.locate(position)
  return located && located.gridId !== gridId ? located : null
}

/** Gives the number of cases that moved. */
export async function rezoneCases(city: City): Promise<number> {
  const places = await loadTerritory(city)
  let after = '00000000-0000-0000-0000-000000000000'
  let moved = 0
  for (;;) {
    const rows = await city.db.rows<{ id: string; position: Point; gridId: string | null }>(
      sql`select id, position, grid_id as "gridId" from cases
        where holder_id is not null and position is not null and id > ${after}::uuid order by id limit ${LOOK}`,
      'cases-to-rezone',
    )
    const ids = rows.filter((row) => placeNow(places, row.position, row.gridId)).map((row) => row.id)
    for (let at = 0; at < ids.length; at += WRITE) moved += await move(city, places, ids.slice(at, at + WRITE))
    if (rows.length < LOOK) return moved
    after = rows.at(-1)!.id
  }
}

async function move(city: City, places: Territory, ids: readonly string[]): Promise<number> {
  let left = ids
  let moved = 0
  for (let round = 0; left.length > 0; round++) {
    if (round === ROUNDS) throw new Error(`${left.length} cases were always ahead of their new grid: tried again`)
    const changes = await changesOf(city, places, left)
    const done = await updateCases(city.db, changes.map(prepareChange))
    moved += done.filter(Boolean).length
    left = changes.map(({ caseFile }) => caseFile.id).filter((_, place) => !done[place])
  }
  if (moved > 0) wakeSequencer(city)
  return moved
}

async function changesOf(city: City, places: Territory, ids: readonly string[]): Promise<CaseChange[]> {
  const rows = await city.db.rows<{ id: string; seq: number; headHash: string; document: CaseDocument }>(
    sql`select id, seq, head_hash as "headHash", document from cases where id = any(${ids}::uuid[]) order by id`,
    'cases-rezone-read',
  )
  const now = city.clock.now()
  const calendar = calendarOf(city)
  const world = worldOf(city)
  return rows.flatMap(({ id, seq, headHash, document }) => {
    const before = caseOf(document)
    const place = placeNow(places, before.position, before.place.gridId)
    if (!place || !isOpen(before.state)) return []
    const moment = { at: now.getTime(), now: now.getTime(), calendar }
    const decided = decide(before, { act: 'rezone', body: { place } }, SYSTEM, moment, world)
    if (isRefusal(decided)) throw new Error(`the system may not rezone case ${id}: ${decided.code}`)
    const head = { subject: id, seq, hash: headHash }
    const prepared = prepare(city, { head, before, entries: decided.entries, occurredAt: now, now, calendar })
    return [{ ...prepared, texts: [], answer: null, expected: seq }]
  })
}
