/** Open cases of the same item near a position, so that one hazard is filed once. */
import type { z } from 'zod'
import type { nearbyCase } from '@bihuan/contract/case-shapes'
import { scopesFor } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { casesInScope } from './access.ts'
import { toLines, type LineRow } from './lines.ts'

/** Metres; FixMyStreet offers 250 m, in use since 2007. */
export const NEARBY_RADIUS = 250
const MOST = 5
const METRES_PER_DEGREE = 111_320

type Nearby = z.input<typeof nearbyCase>

/** Of the cases that the reader may see: what lies beyond his scope is the assessor's to merge. */
export async function nearbyCases(
  city: City,
  actor: Actor,
  at: { itemId: string; longitude: number; latitude: number; excludeId?: string | undefined },
): Promise<{ rows: Nearby[] }> {
  const north = NEARBY_RADIUS / METRES_PER_DEGREE
  const shrink = Math.cos((at.latitude * Math.PI) / 180)
  const east = north / Math.max(shrink, 0.01)
  const box = `(${at.longitude + east},${at.latitude + north}),(${at.longitude - east},${at.latitude - north})`
  const rows = await city.db.rows<LineRow>(
    sql`select c.id, c.seq, c.document, c.danger, c.due_at, c.warn_at, c.whole_due_at, c.late from cases c
      where c.holder_id is not null and c.position is not null and c.position <@ ${box}::box and c.item_id = ${at.itemId} and c.id is distinct from ${at.excludeId ?? null}::uuid
        and ${casesInScope(city, actor, scopesFor(actor.grants, 'case.read'))}
      order by c.position <-> ${`(${at.longitude},${at.latitude})`}::point limit 200`,
  )
  const distance = ({ document }: LineRow) => {
    const { longitude, latitude } = document.position!
    return Math.hypot((longitude - at.longitude) * shrink, latitude - at.latitude) * METRES_PER_DEGREE
  }
  const nearest = rows
    .map((row) => ({ row, metres: distance(row) }))
    .filter(({ metres }) => metres <= NEARBY_RADIUS)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, MOST)
  const lines = await toLines(
    city,
    actor,
    nearest.map(({ row }) => row),
  )
  return { rows: lines.map((line, index) => ({ ...line, distance: Math.round(nearest[index]!.metres) })) }
}
