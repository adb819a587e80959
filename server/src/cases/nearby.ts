/** Open cases near a position that may be the same matter, so that one hazard is filed once. The rule: domain/cases/nearby.ts. */
import type { z } from 'zod'
import type { nearbyCase } from '@bihuan/contract/case-shapes'
import { METRES_PER_DEGREE, metresBetween, NEARBY, offersOf } from '@bihuan/domain/cases/nearby'
import { scopesFor } from '@bihuan/domain/powers'
import { catalogue } from '../catalogue/answers.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { sql, type Sql } from '../platform/database.ts'
import { casesInScope } from './access.ts'
import { all, readLines, toLines, type LineRow } from './lines.ts'

/** More than are offered: the index orders by degrees, which are not equally long in both directions. */
const LOOKED_AT = 50

type Nearby = z.input<typeof nearbyCase>
interface At {
  itemId: string
  longitude: number
  latitude: number
  excludeId?: string | undefined
}

/** Of the cases that the reader may see: what lies beyond his scope is the assessor's to merge. */
export async function nearbyCases(city: City, actor: Actor, at: At, now: Date): Promise<{ rows: Nearby[] }> {
  const categoryId = catalogue(city).item(at.itemId)?.categoryId
  const seen = casesInScope(city, actor, scopesFor(actor.grants, 'case.read'))
  const { metres, kinMetres } = NEARBY
  const [same, kin] = await Promise.all([
    nearest(city, at, now, metres, [sql`c.item_id = ${at.itemId}`, seen]),
    categoryId === undefined || kinMetres === 0
      ? []
      : nearest(city, at, now, kinMetres, [sql`c.category_id = ${categoryId}`, sql`c.item_id <> ${at.itemId}`, seen]),
  ])
  const found = [...same, ...kin].map((row) => ({
    row,
    metres: metresBetween(at, row.document.position!),
    sameItem: row.document.item.id === at.itemId,
    reportedAt: row.document.reportedAt,
  }))
  const offers = offersOf(found, NEARBY, now.getTime())
  const rows = offers.map(({ row }) => row)
  const lines = await toLines(city, actor, rows)
  return {
    rows: lines.map((line, index) => ({
      ...line,
      distance: Math.round(offers[index]!.metres),
      sameItem: offers[index]!.sameItem,
    })),
  }
}

/** By the index over open cases' positions (`cases_nearby`): a box around the point, the nearest first. */
async function nearest(city: City, at: At, now: Date, metres: number, where: readonly Sql[]): Promise<LineRow[]> {
  const { longitude, latitude } = at
  const north = metres / METRES_PER_DEGREE
  const east = north / Math.max(Math.cos((latitude * Math.PI) / 180), 0.01)
  const box = `(${longitude + east},${latitude + north}),(${longitude - east},${latitude - north})`
  const since =
    NEARBY.days === null ? [] : [sql`c.reported_at >= ${new Date(now.getTime() - NEARBY.days * 86_400_000)}`]
  return readLines(
    city.db,
    sql`from cases c
      where c.holder_id is not null and c.position is not null and c.position <@ ${box}::box and c.id is distinct from ${at.excludeId ?? null}::uuid
        and ${all([...where, ...since])}
      order by c.position <-> ${`(${longitude},${latitude})`}::point limit ${LOOKED_AT}`,
  )
}
