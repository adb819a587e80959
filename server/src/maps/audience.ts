/**
 * Those who see the same cases: one list of yes and no for all of them, worked out by the very test that lists go by
 * (platform/scope.ts), slot after slot when it is first asked for, and again where a slot has changed.
 */
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import { scopeTest, type ScopedRecord, type ScopeLookups } from '../platform/scope.ts'
import type { OpenCases } from './open-cases.ts'

/** Audiences remembered; a city has some hundred offices, and few of them look at the map at once. */
const MOST = 64

export class Audience {
  private known: Uint8Array = new Uint8Array(0)

  constructor(
    /** Says which scopes these are, for what is remembered about them. */
    readonly key: string,
    private readonly cases: OpenCases,
    private readonly test: (record: ScopedRecord) => boolean,
  ) {}

  sees(slot: number): boolean {
    if (slot >= this.known.length) {
      const longer = new Uint8Array(Math.max(this.cases.x.length, slot + 1))
      longer.set(this.known)
      this.known = longer
    }
    const found = this.known[slot]
    if (found !== 0) return found === 1
    const record = this.cases.records[slot]
    const sees = record !== undefined && this.test(record)
    this.known[slot] = sees ? 1 : 2
    return sees
  }

  forget(slot: number): void {
    if (slot < this.known.length) this.known[slot] = 0
  }
}

export class Audiences {
  private readonly byKey = new Map<string, Audience>()

  constructor(private readonly cases: OpenCases) {
    cases.listeners.add((slot) => {
      for (const audience of this.byKey.values()) audience.forget(slot)
    })
  }

  /** `version` of the territory: another tree, another reach. */
  of(scopes: readonly Scope[], actor: Actor, lookups: ScopeLookups, version: number): Audience {
    const own = scopes.some(({ kind }) => kind === 'own')
    const person = own ? [actor.accountId, ...actor.standsInFor, '|', ...actor.teamIds] : []
    const everything = scopes.some(({ kind }) => kind === 'city')
    const key = everything ? 'city' : JSON.stringify([version, scopes, person])
    const known = this.byKey.get(key)
    this.byKey.delete(key)
    const audience = known ?? new Audience(key, this.cases, scopeTest(scopes, lookups, actor))
    this.byKey.set(key, audience)
    if (this.byKey.size > MOST) this.byKey.delete(this.byKey.keys().next().value!)
    return audience
  }
}
