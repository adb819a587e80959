/**
 * Who is behind a token, without asking the database for each request: sessions and what their accounts may do are held per
 * process. Once a second (and at once after a change made here) the process asks which accounts changed, and drops those.
 * So a revocation takes effect here at once, in other processes within `FRESH_MS`.
 */
import { performance } from 'node:perf_hooks'
import { sql } from '../platform/database.ts'
import { systemClock, type City, type Clock } from '../platform/city.ts'
import { saveLastSeen, sessionByToken, type SessionRow } from './session-store.ts'
import { readKnown, standingAt, type Known, type Standing } from './standing.ts'

const FRESH_MS = 1_000
const MOST = 50_000
const SEEN_EVERY_MS = 60_000
export const IDLE_MS = 12 * 3_600_000
export const ABSOLUTE_MS = 7 * 24 * 3_600_000

/** Sessions, locks and codes go by real time, also in a simulated city: a replay of last year must sign nobody out. */
export function securityClock(city: City): Clock {
  return city.kind === 'simulated' ? systemClock : city.clock
}

interface HeldSession {
  row: SessionRow
  lastSeen: number
  lastSaved: number
}
interface HeldAccount {
  known: Known
  standing: Standing
}
export interface Found {
  sessionId: string
  known: Known
  standing: Standing
}

export class SessionCache {
  private readonly sessions = new Map<string, HeldSession>()
  private readonly accounts = new Map<string, HeldAccount>()
  private version = -1
  private checkedAt = -Infinity
  private checking: Promise<void> | null = null

  constructor(private readonly city: City) {}

  /**
   * The session of a token and what its account may do at `now`; null when there is none or it has run out.
   * `isUse`: whether this counts against idleness.
   */
  async find(tokenHash: string, now: Date, isUse = true): Promise<Found | null> {
    if (performance.now() - this.checkedAt > FRESH_MS) await this.refresh()
    const session = this.sessions.get(tokenHash) ?? (await this.load(tokenHash))
    if (!session) return null
    const present = securityClock(this.city).now().getTime()
    if (!(await this.isAlive(session, tokenHash, present))) {
      this.sessions.delete(tokenHash)
      return null
    }
    if (isUse) await this.see(session, present)
    const account = await this.account(session.row.account_id, now.getTime())
    return account?.known.active ? { sessionId: session.row.id, ...account } : null
  }

  /** After a change made by this process, before it is answered. */
  async changed(): Promise<void> {
    // A check that is under way may have looked before the change was committed.
    await this.checking
    await this.refresh()
  }

  private refresh(): Promise<void> {
    this.checking ??= this.check().finally(() => (this.checking = null))
    return this.checking
  }

  private async check(): Promise<void> {
    const { version, changed } = (await this.city.db.maybe<{ version: number; changed: string[] }>(
      sql`select version, array(select id::text from account where changed_in > ${this.version < 0 ? Number.MAX_SAFE_INTEGER : this.version}::bigint) as changed from staff_version`,
      'staff-changed',
    ))!
    if (this.version >= 0 && version !== this.version) this.drop(new Set(changed))
    this.version = version
    this.checkedAt = performance.now()
  }

  private drop(changed: ReadonlySet<string>): void {
    for (const [id, { known }] of this.accounts) {
      if (changed.has(id) || known.standsIn.some(({ accountId }) => changed.has(accountId))) this.accounts.delete(id)
    }
    for (const [tokenHash, { row }] of this.sessions) if (changed.has(row.account_id)) this.sessions.delete(tokenHash)
  }

  private async load(tokenHash: string): Promise<HeldSession | null> {
    const asOf = this.version
    const row = await sessionByToken(this.city.db, tokenHash)
    if (!row) return null
    const session = { row, lastSeen: row.last_seen_at.getTime(), lastSaved: row.last_seen_at.getTime() }
    // Read while something changed: good for this request, not to be kept.
    if (asOf === this.version) keep(this.sessions, tokenHash, session)
    return session
  }

  private async isAlive(session: HeldSession, tokenHash: string, present: number): Promise<boolean> {
    if (present >= session.row.expires_at.getTime()) return false
    if (present < session.lastSeen + IDLE_MS) return true
    // Idle here; it may have been busy in another process.
    const row = await sessionByToken(this.city.db, tokenHash)
    session.lastSeen = row?.last_seen_at.getTime() ?? 0
    return present < session.lastSeen + IDLE_MS
  }

  private async see(session: HeldSession, present: number): Promise<void> {
    session.lastSeen = Math.max(session.lastSeen, present)
    if (present - session.lastSaved < SEEN_EVERY_MS) return
    session.lastSaved = present
    await saveLastSeen(this.city.db, session.row.id, new Date(present))
  }

  private async account(accountId: string, now: number): Promise<HeldAccount | null> {
    const held = this.accounts.get(accountId)
    if (held) {
      if (now < held.standing.since || now >= held.standing.until) held.standing = standingAt(held.known, now)
      return { known: held.known, standing: held.standing }
    }
    const known = await readKnown(this.city.db, accountId)
    if (!known) return null
    const account = { known, standing: standingAt(known, now) }
    if (known.version === this.version) keep(this.accounts, accountId, account)
    return account
  }
}

/** Bounded; the oldest goes first. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= MOST) map.delete(map.keys().next().value!)
  map.set(key, value)
}

const caches = new WeakMap<City, SessionCache>()

export function sessionCache(city: City): SessionCache {
  let cache = caches.get(city)
  if (!cache) caches.set(city, (cache = new SessionCache(city)))
  return cache
}
