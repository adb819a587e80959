/**
 * Records against their events: columns that anybody with the database could change without touching a chain, such as a
 * case's state, holder or due time. A capability brings a check of its own, which folds the events again.
 */
import type { Findings } from './findings.ts'
import type { Source } from './source.ts'

export interface Difference {
  subject: string
  /** The column or the clock, e.g. `due_at` or `handle`. */
  what: string
  expected: string
  found: string
}

export interface ProjectionCheck {
  /** Shown while it runs and in the report, e.g. `cases`. */
  name: string
  /** Yields what differs, and tells how many records it has looked at. Reads through `source` alone: one snapshot for all. */
  run(source: Source, looked: (count: number) => Promise<void> | void): AsyncIterable<Difference>
}

export async function checkProjections(
  source: Source,
  checks: readonly ProjectionCheck[],
  findings: Findings,
  progress: (name: string, count: number) => Promise<void> | void,
): Promise<Record<string, number>> {
  const looked: Record<string, number> = {}
  for (const check of checks) {
    looked[check.name] = 0
    try {
      const differences = check.run(source, (count) => {
        looked[check.name] = count
        return progress(check.name, count)
      })
      for await (const { subject, what, expected, found } of differences) {
        findings.add('projection.differs', { subject, act: what, expected, found })
      }
    } catch (error) {
      // An altered event may make folding impossible. That is a finding, and must not hide those made before it.
      if (isConnectionOrSql(error)) throw error
      findings.add('projection.failed', { act: check.name, found: (error as Error).message })
    }
  }
  return looked
}

/** What PostgreSQL or the way to it reports: then nothing can be said at all. */
function isConnectionOrSql(error: unknown): boolean {
  return 'code' in (error as object) || /Connection terminated|Client was closed/.test((error as Error).message)
}

/** The checks of this program: each capability that keeps projections enters its own here. */
export const projectionChecks: ProjectionCheck[] = []
