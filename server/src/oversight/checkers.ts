/** Who may check a case again, who is asked to, and in which order: whoever is nearest, has least to check, and is not barred. */
import { createHash } from 'node:crypto'
import type { Case } from '@bihuan/domain/cases/case'
import {
  barredFromChecking,
  handlingPlaces,
  INVOLVING,
  type Bar,
  type Candidate,
  type Involved,
} from '@bihuan/domain/oversight/checker'
import type { Scope } from '@bihuan/domain/powers'
import { scopedRecord } from '../cases/oversight-answers.ts'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { inScope } from '../platform/scope.ts'
import { placesSince } from '../staff/answers.ts'
import { holdersOf, type RoleHolder } from '../staff/checkers-answers.ts'
import { territory } from '../territory/answers.ts'

export type Checkers = 'verifier' | 'grid-worker'

/** Since when belonging to those who handled it matters. */
const since = (caseFile: Case) => new Date(caseFile.assignment?.at ?? caseFile.reportedAt)

export async function involvedIn(db: Queryable, caseFile: Case, now: Date): Promise<Involved> {
  const rows = await db.rows<{ actor: string }>(
    sql`select distinct actor from event where subject = ${caseFile.id} and act = any(${[...INVOLVING]}::text[])`,
    'involved-in-case',
  )
  const fixer = caseFile.closing === 'fixed-on-the-spot' ? caseFile.submittedBy : null
  const fixers = fixer && /^[0-9a-f]{8}-/.test(fixer) ? await placesSince(db, fixer, since(caseFile), now) : []
  const persons = new Set([...rows.map(({ actor }) => actor), caseFile.finder])
  return { persons: [...persons], places: handlingPlaces(caseFile, [...fixers]) }
}

/** Why this person may not check this case, or null. */
export async function barOf(
  db: Queryable,
  caseFile: Case,
  involved: Involved,
  person: Pick<Candidate, 'id' | 'standsInFor'>,
  now: Date,
): Promise<Bar | null> {
  const places = [...(await placesSince(db, person.id, since(caseFile), now))]
  return barredFromChecking(involved, { ...person, places })
}

export interface Possible {
  id: string
  name: string
  /** Checks that wait with this person already. */
  open: number
}

const FAR = 9

/** A verifier's region must hold the case. A grid worker's own grids lie elsewhere in the same town: his own finds bar him. */
function distance(city: City, holder: Pick<RoleHolder, 'id' | 'scopes'>, caseFile: Case, checkers: Checkers): number {
  const places = territory(city)
  const own = { accountId: holder.id, teamIds: [] }
  const of = (scope: Scope): number => {
    if (checkers === 'grid-worker') {
      if (scope.kind !== 'grids') return FAR
      const lies = scope.gridIds.map((id) => places.grid(id)).filter((grid) => grid !== null)
      if (lies.some((grid) => grid.communityId === caseFile.place.communityId)) return 0
      const town = caseFile.place.townId
      return town && lies.some((grid) => places.ancestorsOf(grid.communityId).townId === town) ? 1 : FAR
    }
    if (scope.kind === 'own' || scope.kind === 'grids') return FAR
    if (!inScope([scope], scopedRecord(caseFile), places.lookups, own)) return FAR
    if (scope.kind !== 'region') return 4
    return { community: 0, town: 1, county: 2, city: 3 }[places.region(scope.regionId)?.level ?? 'city']
  }
  return Math.min(FAR, ...holder.scopes.map(of))
}

/** Who may be asked, read once for a whole turn: a draw makes hundreds of tasks at once. */
export class CheckerBook {
  private readonly holders = new Map<Checkers, RoleHolder[]>()
  private open: Map<string, number> | null = null

  constructor(
    private readonly city: City,
    private readonly db: Queryable,
    private readonly now: Date,
  ) {}

  private async load(): Promise<Map<string, number>> {
    if (this.open) return this.open
    const rows = await this.db.rows<{ id: string; n: number }>(
      sql`select checker_id as id, count(*) as n from check_task where state = 'open' and checker_id is not null group by checker_id`,
      'check-load',
    )
    return (this.open = new Map(rows.map(({ id, n }) => [id, n])))
  }

  /** Everybody whose place it is: nearest, then least loaded, then by lot. Whether one is barred is not asked yet. */
  private async inOrder(caseFile: Case, checkers: Checkers): Promise<Possible[]> {
    const open = await this.load()
    const holders = this.holders.get(checkers) ?? (await holdersOf(this.db, checkers, this.now))
    this.holders.set(checkers, holders)
    const lot = (id: string) => createHash('sha256').update(`${caseFile.id}:${id}`).digest('hex')
    return holders
      .map(({ id, name, scopes }) => ({ id, name, far: distance(this.city, { id, scopes }, caseFile, checkers) }))
      .filter(({ far }) => far < FAR)
      .map((one) => ({ ...one, open: open.get(one.id) ?? 0 }))
      .sort((a, b) => a.far - b.far || a.open - b.open || (lot(a.id) < lot(b.id) ? -1 : 1))
  }

  /** Those who may, at most `most` of them. */
  async candidates(caseFile: Case, checkers: Checkers, most: number): Promise<Possible[]> {
    const involved = await involvedIn(this.db, caseFile, this.now)
    const found: Possible[] = []
    for (const { id, name, open } of await this.inOrder(caseFile, checkers)) {
      if (found.length >= most) break
      const bar = await barOf(this.db, caseFile, involved, { id, standsInFor: [] }, this.now)
      if (bar === null) found.push({ id, name, open })
    }
    return found
  }

  /** The one who is asked, or null; it counts as his from now on. */
  async choose(caseFile: Case, checkers: Checkers): Promise<string | null> {
    const [first] = await this.candidates(caseFile, checkers, 1)
    if (first) this.open!.set(first.id, first.open + 1)
    return first?.id ?? null
  }
}
