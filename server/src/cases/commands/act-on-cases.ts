/** Acts in bulk, and a phone's queue: one after the other, in order, each with an answer of its own. */
import type { z } from 'zod'
import type { caseEndpoints } from '@bihuan/contract/cases'
import type { bulkCommand } from '@bihuan/contract/case-acts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { actOnCase } from './act-on-case.ts'

type Results = z.input<(typeof caseEndpoints)['POST /api/v1/cases/acts']['response']>

export async function actOnCases(
  city: City,
  actor: Actor,
  commands: z.output<typeof bulkCommand>['commands'],
  now: Date,
): Promise<Results> {
  const results: Results['results'] = []
  for (const command of commands) {
    const { subject, commandId } = command
    try {
      results.push({
        subject,
        commandId,
        status: 200,
        acted: await actOnCase(city, actor, command, now),
        problem: null,
      })
    } catch (error) {
      // A refusal concerns its own act; anything else (the database gone) concerns all that follow, and is told as such.
      if (!(error instanceof Problem) || error.status >= 500) throw error
      results.push({ subject, commandId, status: error.status, acted: null, problem: error.toBody() })
    }
  }
  return { results }
}
