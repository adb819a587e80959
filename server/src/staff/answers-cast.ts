/** Everybody's standing at any time, from memory: for whoever makes whole histories, and cannot ask the database at each step. */
import type { Actor } from '../platform/actor.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { readKnown, standingAt, type Known, type Standing } from './standing.ts'

interface Remembered {
  known: Known
  standing: Standing
  actor: Actor
}

export class Cast {
  private readonly remembered = new Map<string, Remembered>()

  constructor(private readonly everybody: ReadonlyMap<string, Known>) {}

  /** The person as a session of that moment would know him; null where there is no such active account. */
  actor(accountId: string, at: number): Actor | null {
    const held = this.remembered.get(accountId)
    if (held && held.standing.since <= at && at < held.standing.until) return held.actor
    const known = this.everybody.get(accountId)
    if (!known?.active) return null
    const standing = standingAt(known, at)
    const { grants, departmentIds, teamIds, standsInFor } = standing
    const actor = { accountId, name: known.name, sessionId: '', grants, departmentIds, teamIds, standsInFor }
    this.remembered.set(accountId, { known, standing, actor })
    return actor
  }

  ids(): string[] {
    return [...this.everybody.keys()]
  }

  name(accountId: string): string | null {
    return this.everybody.get(accountId)?.name ?? null
  }

  /** As `placesSince`: every department and team belonged to at any time of the stretch, as a substitute too. */
  placesSince(accountId: string, since: number, now: number): string[] {
    const known = this.everybody.get(accountId)
    if (!known) return []
    const meets = ({ from, to }: { from: number; to: number | null }) => from <= now && (to === null || to > since)
    const persons = new Set([accountId, ...known.standsIn.filter(meets).map((absence) => absence.accountId)])
    const places = known.memberships.filter((one) => persons.has(one.accountId) && meets(one))
    return [...new Set(places.flatMap(({ departmentId, teamId }) => departmentId ?? teamId ?? []))]
  }
}

/** All accounts as they are known now, with the times of their grants and memberships. */
export async function loadCast(db: Queryable): Promise<Cast> {
  const everybody = new Map<string, Known>()
  const rows = await db.rows<{ id: string }>(sql`select id from account order by id`)
  for (const { id } of rows) {
    const known = await readKnown(db, id)
    if (known) everybody.set(id, known)
  }
  return new Cast(everybody)
}
