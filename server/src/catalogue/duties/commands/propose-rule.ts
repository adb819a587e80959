/** A desk proposes the rule that would have spared a return. It is rehearsed at once, and waits for the administrator. */
import { businessDate } from '@bihuan/domain/calendar'
import { changeFor } from '@bihuan/domain/duty-proposal'
import type { Actor } from '../../../platform/actor.ts'
import type { City } from '../../../platform/city.ts'
import { findAnswer } from '../../../platform/command.ts'
import { sql } from '../../../platform/database.ts'
import { Problem } from '../../../platform/problem.ts'
import { startRevision } from '../../../platform/revision-acts.ts'
import { territory } from '../../../territory/answers.ts'
import { catalogue } from '../../answers.ts'
import { proposalFor, waitingFor } from '../proposal-views.ts'
import { NOTHING_PROPOSED, proposalBasis, proposalTitle } from '../sentences.ts'
import type { ProposalSource } from '../source.ts'

export interface RuleProposed {
  commandId: string
  caseId: string
  regionId: string
}

export async function proposeRule(city: City, actor: Actor, sent: RuleProposed, now: Date): Promise<string> {
  const again = await answeredBefore(city, actor, sent)
  if (again !== null) return again
  const found = await proposalFor(city, actor, sent.caseId, now, sent.regionId)
  if (found.none) throw new Problem('duty.nothing-proposed', { reason: NOTHING_PROPOSED[found.none] })
  const chosen = found.rules.find(({ rule }) => rule.regionId === sent.regionId)
  if (!chosen?.weight) throw new Problem('duty.nothing-proposed', { reason: NOTHING_PROPOSED['no-region'] })
  const { rule, weight } = chosen
  const waiting = await waitingFor(city, rule, true)
  if (waiting) throw new Problem('duty.proposed-already', { title: waiting.title })
  const regions = territory(city)
  const today = businessDate(now.getTime())
  const source: ProposalSource = {
    type: 'proposal',
    changes: [changeFor(rule, today, proposalBasis(found.number))] as ProposalSource['changes'],
    caseId: sent.caseId,
    number: found.number,
    rule,
    weight,
    since: found.since,
  }
  const title = proposalTitle(
    catalogue(city).item(rule.itemId)!.name.zh,
    regions.region(rule.regionId)!.name,
    regions.department(rule.leadDepartmentId)!.name,
  )
  return startRevision(city, actor, 'duties', { commandId: sent.commandId, title, origin: 'proposal', source }, now)
}

/** Sent again: what it was weighed on may have changed since, and the first answer holds all the same. */
async function answeredBefore(city: City, actor: Actor, sent: RuleProposed): Promise<string | null> {
  const stored = await findAnswer(city.db, sent.commandId)
  if (!stored || stored.status !== 201) return null
  const { id } = JSON.parse(stored.answer) as { id: string }
  const revision = await city.db.maybe<{ source: ProposalSource }>(
    sql`select source from revision where id = ${id} and kind = 'duties' and origin = 'proposal' and created_by = ${actor.accountId}`,
  )
  if (revision?.source.caseId !== sent.caseId || revision.source.rule.regionId !== sent.regionId)
    throw new Problem('command.id-reused')
  return id
}
