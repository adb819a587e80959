/**
 * What live screens may hear of. A capability enters the kind of its records here: how to read, for many records at once,
 * what decides who may see them, and the decision. A record that no source knows is told to nobody.
 */
import type { Actor } from './actor.ts'
import type { City } from './city.ts'

/** One entry of the log, as the stream sees it. */
export interface StreamEntry {
  position: number
  subject: string
  act: string
  actor: string
  recordedAt: Date
}

export interface StreamSource<Traits> {
  /** Goes out as `subjectKind`, e.g. `case`. */
  kind: string
  /** One query for a whole batch. Subjects that are none of this kind are left out of the map. */
  load(city: City, subjects: readonly string[]): Promise<Map<string, Traits>>
  /**
   * Made once for a screen, and again whenever the person's grants may have changed; then asked for every entry, so it
   * must be quick and synchronous. It is asked of the record as it is now and as it was when it was last told about:
   * whoever loses a record from sight hears of that one act.
   */
  reads(city: City, actor: Actor): (traits: Traits, entry: StreamEntry) => boolean
  /**
   * The same text for all whom `reads` answers the same: with many screens open, what they hear of is decided and put together
   * once for each such text. Left out: for each account.
   */
  audience?(city: City, actor: Actor): string
}

const sources = new Map<string, StreamSource<unknown>>()

/** Called once by each capability when the program is put together, e.g. `registerStreamSource({ kind: 'case', … })`. */
export function registerStreamSource<Traits>(source: StreamSource<Traits>): void {
  sources.set(source.kind, source as StreamSource<unknown>)
}

export function streamSources(): readonly StreamSource<unknown>[] {
  return [...sources.values()]
}

/** May this person hear of it? One function for all kinds. */
export type Hears = (kind: string, traits: unknown, entry: StreamEntry) => boolean

/** One text for all kinds; screens with the same text hear the same. */
export function audienceOf(city: City, actor: Actor): string {
  return streamSources()
    .map((source) => source.audience?.(city, actor) ?? actor.accountId)
    .join('\n')
}

export function hears(city: City, actor: Actor): Hears {
  const reads = new Map(streamSources().map((source) => [source.kind, source.reads(city, actor)]))
  return (kind, traits, entry) => reads.get(kind)?.(traits, entry) ?? false
}
