/** Starts a revision of the territory from an edit by hand, or from a list of departments or teams. */
import type { TerritoryEdit } from '@bihuan/contract/territory-edit'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { startRevision } from '../../platform/revision-acts.ts'

export interface EditStart {
  commandId: string
  title: string
  uploadId: string | null
  fileName: string | null
  keepGood: boolean
  source: TerritoryEdit
}

export async function startEdit(city: City, actor: Actor, start: EditStart, now: Date): Promise<string> {
  const { source } = start
  const fromFile = source.type === 'departments' || source.type === 'teams'
  if (fromFile && start.uploadId === null) throw new Problem('territory.list-file-required')
  const origin = fromFile ? 'file' : 'editor'
  return startRevision(city, actor, 'territory', { ...start, uploadId: fromFile ? start.uploadId : null, origin }, now)
}
