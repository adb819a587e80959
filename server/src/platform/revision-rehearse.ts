/**
 * Rehearsals: of an edit at once, in the transaction that starts it; of a file by a timer, so that a process that dies leaves it
 * to the next one, which begins from the beginning.
 */
import { createHash } from 'node:crypto'
import { setImmediate as letOthersWork } from 'node:timers/promises'
import { canonical } from './canonical.ts'
import type { City } from './city.ts'
import { isConnectionLoss, sql, type Queryable } from './database.ts'
import { Problem } from './problem.ts'
import { revisionKind, Superseded, type Change, type NewFinding, type Rehearsal } from './revision.ts'
import { fileDoor } from './revision-files.ts'
import * as store from './revision-store.ts'
import { REVISION_COLUMNS, type RevisionRow } from './revision-row.ts'
import { registerTimer, type Timer } from './timers.ts'

export const REHEARSAL = 'revision-rehearsal'
/** Rows written at once; with outlines in them a batch goes out earlier. */
const BATCH = 500
const BATCH_CHARACTERS = 4_000_000
/** Findings kept one by one; beyond these they are counted. */
const MOST_FINDINGS = 50_000
const PROGRESS_EVERY = 500
const YIELD_EVERY = 15
/** After so many failed attempts of the timer it is said to have failed. */
const ATTEMPTS = 3

/** The hash of a plan, change by change. */
export class PlanHash {
  private readonly hash = createHash('sha256')
  add({ number, what, action, record, body, before }: Change): void {
    this.hash.update(`${canonical({ number, what, action, record, body: body ?? null, before: before ?? null })}\n`)
  }
  digest(): string {
    return this.hash.digest('hex')
  }
}

/** Collects what a rehearsal says and writes it in batches. */
class Sink {
  private changes: Change[] = []
  private findings: (NewFinding & { number: number })[] = []
  private waiting = 0
  private changeNumber = 0
  private findingNumber = 0
  private readonly tally = new Map<string, { severity: NewFinding['severity']; code: string; count: number }>()
  private readonly hash = new PlanHash()
  readonly counts: Record<string, number> = {}

  constructor(
    private readonly db: Queryable,
    private readonly id: string,
  ) {}

  async change(change: Omit<Change, 'number'>): Promise<void> {
    // As it will be read again: what JSON drops is not in the hash either.
    const written = JSON.stringify({ ...change, number: ++this.changeNumber })
    const kept = JSON.parse(written) as Change
    this.hash.add(kept)
    this.changes.push(kept)
    await this.more(written.length)
  }

  async finding(finding: NewFinding): Promise<void> {
    const key = `${finding.severity} ${finding.code}`
    const counted = this.tally.get(key)
    if (counted) counted.count += 1
    else this.tally.set(key, { severity: finding.severity, code: finding.code, count: 1 })
    if (this.findingNumber >= MOST_FINDINGS) return
    this.findings.push({ ...finding, number: ++this.findingNumber })
    await this.more(finding.geometry ? JSON.stringify(finding.geometry).length : 200)
  }

  private async more(characters: number): Promise<void> {
    this.waiting += characters
    if (this.changes.length + this.findings.length >= BATCH || this.waiting >= BATCH_CHARACTERS) await this.flush()
  }

  async flush(): Promise<void> {
    const { changes, findings } = this
    this.changes = []
    this.findings = []
    this.waiting = 0
    await store.insertChanges(this.db, this.id, changes)
    await store.insertFindings(this.db, this.id, findings)
  }

  result(): store.Rehearsed {
    return { counts: this.counts, findingCounts: [...this.tally.values()], planSha256: this.hash.digest() }
  }
}

/** Runs the rehearsal of a revision that is in `rehearsing`; on `db`, which is a transaction for an edit and the pool for a file. */
export async function rehearse(city: City, db: Queryable, row: RevisionRow, now: Date): Promise<void> {
  const kind = revisionKind(row.kind)
  const base = await kind.version(db, false)
  if (!(await store.beginRehearsal(db, row.id, row.rehearsal, base))) return
  const sink = new Sink(db, row.id)
  let noted = performance.now()
  let yielded = noted
  const rehearsal: Rehearsal = {
    city,
    now,
    revision: { id: row.id, title: row.title, origin: row.origin, source: row.source, keepGood: row.keepGood },
    file: row.fileSha256 === null ? null : await fileDoor().open(city, row.fileSha256),
    finding: (finding) => sink.finding(finding),
    change: (change) => sink.change({ body: null, before: null, ...change }),
    count: (name, by = 1) => void (sink.counts[name] = (sink.counts[name] ?? 0) + by),
    async progress(step, done, of) {
      const at = performance.now()
      if (at - yielded > YIELD_EVERY) {
        await letOthersWork()
        yielded = performance.now()
      }
      if (at - noted < PROGRESS_EVERY) return
      noted = at
      if (!(await store.noteProgress(db, row.id, row.rehearsal, { step, done, of }))) throw new Superseded()
    },
  }
  await kind.rehearse(rehearsal)
  await sink.flush()
  // Somebody else was faster: what was planned on is no more. It is shown as stale, and can be rehearsed again.
  await store.endRehearsal(db, row.id, row.rehearsal, sink.result(), now)
}

async function rehearseByTimer(city: City, timer: Timer, now: Date): Promise<void> {
  const { rehearsal } = timer.payload as { rehearsal: number }
  const row = await city.db.maybe<RevisionRow>(
    sql`select ${REVISION_COLUMNS} from revision where id = ${timer.subject}`,
  )
  if (!row || row.state !== 'rehearsing' || row.rehearsal !== rehearsal) return
  try {
    await rehearse(city, city.db, row, now)
  } catch (error) {
    if (error instanceof Superseded) return
    if (error instanceof Problem) {
      const failure = { code: error.code, params: error.params }
      return store.failRehearsal(city.db, row.id, rehearsal, failure, now)
    }
    if (isConnectionLoss(error) || timer.attempts + 1 < ATTEMPTS) throw error
    const broke = new Problem('revision.rehearsal-broke', { reason: error instanceof Error ? error.name : 'Error' })
    await store.failRehearsal(city.db, row.id, rehearsal, { code: broke.code, params: broke.params }, now)
  }
}

export function registerRehearsals(): void {
  registerTimer(REHEARSAL, rehearseByTimer)
}
