/** The row of a revision as read. */
import type { RevisionKindName, Severity } from '@bihuan/contract/revision'
import { sql } from './database.ts'

export type RevisionState = 'rehearsing' | 'rehearsed' | 'failed' | 'applied' | 'taken-back' | 'discarded'
export type RevisionOrigin = 'file' | 'editor' | 'profile' | 'proposal'

export interface RevisionRow {
  id: string
  kind: RevisionKindName
  origin: RevisionOrigin
  state: RevisionState
  title: string
  source: Record<string, unknown>
  keepGood: boolean
  fileSha256: string | null
  fileName: string | null
  rehearsal: number
  baseVersion: number | null
  appliedVersion: number | null
  progress: { step: string; done: number; of: number } | null
  failure: { code: string; params: Record<string, unknown> } | null
  counts: Record<string, number>
  findingCounts: { severity: Severity; code: string; count: number }[]
  planSha256: string | null
  createdBy: string
  createdAt: Date
  rehearsedAt: Date | null
  appliedBy: string | null
  appliedAt: Date | null
  takenBackAt: Date | null
  seq: number
  headHash: string
}

export const REVISION_COLUMNS = sql`id, kind, origin, state, title, source, keep_good as "keepGood", file_sha256 as "fileSha256", file_name as "fileName",
  rehearsal, base_version as "baseVersion", applied_version as "appliedVersion", progress, failure, counts, finding_counts as "findingCounts",
  plan_sha256 as "planSha256", created_by as "createdBy", created_at as "createdAt", rehearsed_at as "rehearsedAt",
  applied_by as "appliedBy", applied_at as "appliedAt", taken_back_at as "takenBackAt", seq, head_hash as "headHash"`
