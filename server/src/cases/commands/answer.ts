/** What an act answers: where the case stands now. Stored with the command, and the same when it is sent twice. */
import type { z } from 'zod'
import type { acted } from '@bihuan/contract/case-shapes'
import { nextStep } from '@bihuan/domain/cases/abilities'
import type { Case } from '@bihuan/domain/cases/case'
import type { Projection } from '@bihuan/domain/cases/projection'
import type { City } from '../../platform/city.ts'
import { territory } from '../../territory/answers.ts'
import { organisationNames } from '../names.ts'

export type Acted = z.input<typeof acted>

/** `personName`: of a person who holds the case now. */
export function answerOf(
  city: City,
  caseFile: Case,
  projection: Projection,
  personName: (id: string) => string,
): Acted {
  const { holder } = caseFile
  const places = territory(city)
  const named = (id: string) => organisationNames(places, id) ?? { name: personName(id) }
  return {
    id: caseFile.id,
    number: caseFile.number,
    version: caseFile.last.seq,
    state: caseFile.state,
    holder: holder ? { ...holder, ...named(holder.id) } : null,
    nextStep: nextStep(caseFile),
    dueAt: projection.dueAt === null ? null : new Date(projection.dueAt).toISOString(),
  }
}
