/**
 * Failed guesses per key (an address, a login that does not exist) in a sliding quarter of an hour. In memory: a restart
 * forgives, several processes count apart; accounts themselves are locked in the database.
 */
const WINDOW_MS = 15 * 60_000
const KEYS = 20_000

export class Guesses {
  // Insertion order is age: the oldest key goes first when there are too many.
  private readonly failures = new Map<string, number[]>()

  constructor(private readonly limit: number) {}

  /** Minutes until this key may try again; 0 when it may now. */
  minutesBlocked(key: string, now: Date): number {
    const recent = this.recent(key, now)
    if (recent.length < this.limit) return 0
    return Math.max(1, Math.ceil((recent[recent.length - this.limit]! + WINDOW_MS - now.getTime()) / 60_000))
  }

  failed(key: string, now: Date): void {
    const recent = this.recent(key, now)
    this.failures.delete(key)
    this.failures.set(key, [...recent.slice(-this.limit), now.getTime()])
    if (this.failures.size > KEYS) this.failures.delete(this.failures.keys().next().value!)
  }

  private recent(key: string, now: Date): number[] {
    return (this.failures.get(key) ?? []).filter((at) => at > now.getTime() - WINDOW_MS)
  }
}
