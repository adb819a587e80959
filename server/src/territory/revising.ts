/**
 * Revisions of kind `territory`. A source (an import, an edit) says how it is rehearsed; a record (region, grid, …) how a change of it is
 * written and undone. Imports are registered here, edits by `editing/`.
 */
import type { FindingSentences } from '@bihuan/contract/revision'
import { sheetFindings } from '@bihuan/contract/sheets'
import { territoryFindings } from '@bihuan/contract/territory-findings'
import { sql, type Queryable } from '../platform/database.ts'
import {
  registerRevisionKind,
  type Applying,
  type Change,
  type Rehearsal,
  type RevisionKind,
} from '../platform/revision.ts'
import { loadTerritory, type Territory } from './answers.ts'
import { bumpTerritory } from './store.ts'
import { gridWriter, regionWriter } from './store-revisions.ts'

/** `held` is the territory as it is now: one snapshot, whatever others do meanwhile. */
export type RehearseSource = (rehearsal: Rehearsal, held: Territory) => Promise<void>

export interface RecordWriter {
  apply(db: Queryable, changes: readonly Change[], context: Applying): Promise<void>
  /** The same changes, last first. Throws `territory.stands-under` where something else hangs on it. */
  takeBack(db: Queryable, changes: readonly Change[], context: Applying): Promise<void>
}

const sources = new Map<string, RehearseSource>()
const writers = new Map<string, RecordWriter>([
  ['region', regionWriter],
  ['grid', gridWriter],
])
const sentences: Record<string, { zh: string; en: string }> = { ...sheetFindings, ...territoryFindings }

/** By the `type` of a revision's source. */
export function registerTerritorySource(type: string, rehearse: RehearseSource, words: FindingSentences = {}): void {
  sources.set(type, rehearse)
  Object.assign(sentences, words)
}

/** By the `what` of a change. */
export function registerTerritoryRecord(what: string, writer: RecordWriter): void {
  writers.set(what, writer)
}

/** Neighbouring changes of one kind of record go together, in one statement where the writer can. */
async function* runs(changes: AsyncIterable<Change>): AsyncGenerator<Change[]> {
  let run: Change[] = []
  for await (const change of changes) {
    const first = run[0]
    if (first && (first.what !== change.what || first.action !== change.action || run.length >= 200)) {
      yield run
      run = []
    }
    run.push(change)
  }
  if (run.length > 0) yield run
}

function writerOf(what: string): RecordWriter {
  const writer = writers.get(what)
  if (!writer) throw new Error(`nobody writes ${what} for the territory`)
  return writer
}

const kind: RevisionKind = {
  kind: 'territory',
  async version(db, lock) {
    const statement = sql`select version from territory_version`
    return (await db.maybe<{ version: number }>(lock ? sql`${statement} for update` : statement))!.version
  },
  inBackground: (source) => source['type'] === 'cut',
  async rehearse(rehearsal) {
    const type = String(rehearsal.revision.source['type'])
    const source = sources.get(type)
    if (!source) throw new Error(`no source ${type} of the territory is registered`)
    await source(rehearsal, await loadTerritory(rehearsal.city))
  },
  async apply(db, changes, context) {
    for await (const run of runs(changes)) await writerOf(run[0]!.what).apply(db, run, context)
    await bumpTerritory(db)
  },
  async takeBack(db, changes, context) {
    for await (const run of runs(changes)) await writerOf(run[0]!.what).takeBack(db, run, context)
    await bumpTerritory(db)
  },
  changed: loadTerritory,
  sentences,
}

export function registerTerritoryRevisions(): void {
  registerRevisionKind(kind)
}
