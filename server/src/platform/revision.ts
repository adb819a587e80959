/**
 * Revisions (docs/decisions/0014-revisions.md): the one way in which territory, catalogue and duties change. A capability
 * registers its kind; the platform keeps what was rehearsed, applies it as a whole, and takes it back.
 */
import type { FindingSentences, RevisionKindName, Severity } from '@bihuan/contract/revision'
import type { City } from './city.ts'
import type { Queryable } from './database.ts'
import type { ImportFile } from './revision-files.ts'

export interface NewFinding {
  severity: Severity
  /** A key of the kind's sentences. */
  code: string
  params?: Record<string, unknown>
  /** Of the file, as its reader counts rows. */
  row?: number | null
  field?: string | null
  /** Code or name of the record meant. */
  subject?: string | null
  /** Square metres. */
  area?: number | null
  /** WGS 84, any GeoJSON geometry that shows the place. */
  geometry?: { type: string; coordinates: unknown } | null
}

/** One record that is written when the revision is applied. What is in error is a finding, never a change. */
export interface Change {
  number: number
  /** region, grid, item, duty, … */
  what: string
  /** create, change, end, … in the words of the kind. */
  action: string
  /** Id (or code) of the record; two revisions that name the same one stand on each other. */
  record: string
  /** What people call it. */
  label: string
  /** JSON. What is to be written. */
  body: unknown
  /** JSON. What stood there before, enough to put it back; exact, since a plan is applied only to the state it was rehearsed on. */
  before: unknown
}
export type NewChange = Omit<Change, 'number' | 'body' | 'before'> & { body?: unknown; before?: unknown }

/** What a rehearsal is told, and where it says what it found. It writes nothing else. */
export interface Rehearsal {
  city: City
  now: Date
  revision: { id: string; title: string; origin: string; source: Record<string, unknown>; keepGood: boolean }
  /** Null where the revision has none. */
  file: ImportFile | null
  /** Resolved once it is on its way; wait for it in loops, so that memory stays flat. */
  finding(finding: NewFinding): Promise<void>
  change(change: NewChange): Promise<void>
  /** Adds to a number that the screen shows. */
  count(name: string, by?: number): void
  /** Shows how far it is, lets other work through, and stops it here when it was discarded. Cheap: call it often. */
  progress(step: string, done: number, of: number): Promise<void>
}

export interface Applying {
  city: City
  revisionId: string
  actor: string
  now: Date
  /** Business date in the city, YYYY-MM-DD. */
  today: string
}

export interface RevisionKind {
  kind: RevisionKindName
  /** The version of what is revised; with `lock` the row is held until the transaction ends (`for update`). */
  version(db: Queryable, lock: boolean): Promise<number>
  /** Whether a source without a file takes so long that it is rehearsed by a timer as well. */
  inBackground?(source: Record<string, unknown>): boolean
  /** Plans. Throws a Problem where the source cannot be read at all. Reads a fixed state: see that it is one snapshot. */
  rehearse(rehearsal: Rehearsal): Promise<void>
  /** Writes the changes in their order through the room's store, and raises the version by one. In the caller's transaction. */
  apply(db: Queryable, changes: AsyncIterable<Change>, context: Applying): Promise<void>
  /** The same backwards: `changes` come last first. Throws a Problem where something else stands on it. Raises the version. */
  takeBack(db: Queryable, changes: AsyncIterable<Change>, context: Applying): Promise<void>
  /** After the commit: what is held in memory is read anew. */
  changed(city: City): Promise<unknown>
  /** For each finding code. */
  sentences: FindingSentences
}

const kinds = new Map<RevisionKindName, RevisionKind>()

/** Called once by the capability, where its routes are registered. */
export function registerRevisionKind(kind: RevisionKind): void {
  kinds.set(kind.kind, kind)
}

export function revisionKind(name: RevisionKindName): RevisionKind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`no revisions of kind ${name} are registered`)
  return kind
}

/** Thrown inside a rehearsal that was discarded or begun anew: it ends without a word. */
export class Superseded extends Error {}
