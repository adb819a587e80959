/** A revision of the catalogue is asked for: a file is rehearsed in the background, an edit and a profile at once. */
import type { z } from 'zod'
import type { catalogueEditEndpoints } from '@bihuan/contract/catalogue-edit'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { startRevision } from '../../platform/revision-acts.ts'

type Body = z.output<(typeof catalogueEditEndpoints)['POST /api/v1/catalogue/revisions']['body']>

const ORIGINS = { file: 'file', edit: 'editor', profile: 'profile' } as const

export async function startCatalogueRevision(city: City, actor: Actor, body: Body, now: Date): Promise<string> {
  const { source, ...start } = body
  if (source.type === 'file' && start.uploadId === null) throw new Problem('revision.file-required')
  const file = source.type === 'file' ? {} : { uploadId: null, fileName: null }
  return startRevision(city, actor, 'catalogue', { ...start, ...file, source, origin: ORIGINS[source.type] }, now)
}
