/** Starts a revision of the territory from a file, a cut, or a single region by hand. */
import { businessDate } from '@bihuan/domain/calendar'
import type { TerritorySource } from '@bihuan/contract/territory-import'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { startRevision } from '../../platform/revision-acts.ts'

export interface ImportStart {
  commandId: string
  title: string
  uploadId: string | null
  fileName: string | null
  keepGood: boolean
  source: TerritorySource
}

/** The sources that are read from a file. */
const FROM_FILE = ['codes', 'outlines', 'grids'] as const

export async function startImport(city: City, actor: Actor, start: ImportStart, now: Date): Promise<string> {
  const { source } = start
  const fromFile = (FROM_FILE as readonly string[]).includes(source.type)
  if (fromFile && start.uploadId === null) throw new Problem('revision.file-required')
  if ((source.type === 'outlines' || source.type === 'grids') && source.datum === undefined)
    throw new Problem('territory.datum-undeclared')
  const validFrom = 'validFrom' in source ? source.validFrom : undefined
  if (validFrom !== undefined && validFrom > businessDate(now.getTime()))
    throw new Problem('territory.valid-from-future', { date: validFrom })
  return startRevision(
    city,
    actor,
    'territory',
    { ...start, uploadId: fromFile ? start.uploadId : null, origin: fromFile ? 'file' : 'editor' },
    now,
  )
}
