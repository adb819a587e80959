/**
 * After a return: the narrowest rule that would have spared it, and what it would have meant for the cases of before. A rule
 * says who leads one item in one region; the narrowest region is the place of the case itself, wider ones lie above it.
 */
import type { RoutingHistory } from './duty-history.ts'
import { DutyIndex } from './duty-index.ts'
import { afterPlan, planDuties, type DutyChange } from './duty-change.ts'
import { WhatIf } from './duty-what-if.ts'
import type { Item } from './item.ts'
import type { Duty, Route, RouteInput } from './routing.ts'

/** Why nothing is proposed. */
export type NoProposal = 'not-returned' | 'nobody-else' | 'duty-agrees' | 'danger'

export interface ProposedRule {
  itemId: string
  regionId: string
  leadDepartmentId: string
  assistingDepartmentIds: string[]
}
export interface Proposal {
  /** Narrowest first; each would have sent the case where it went in the end. */
  rules: ProposedRule[]
  /** Who sent it back first, and who has it now. */
  returnedBy: string
  leadDepartmentId: string
  /** It was taken; else it was only sent there. */
  accepted: boolean
}

export interface ProposalInput {
  item: Pick<Item, 'id' | 'categoryId'>
  /** The place and what lies above it, nearest first. */
  chain: RouteInput['chain']
  history: RoutingHistory
  duties: readonly Duty[]
  on: string
  exists: (departmentId: string) => boolean
}

export function proposalAfterReturn(input: ProposalInput): Proposal | NoProposal {
  const { item, chain, history, duties, on, exists } = input
  if (history.danger) return 'danger'
  const returnedBy = history.returnedBy[0]
  if (returnedBy === undefined) return 'not-returned'
  const lead = history.acceptedBy ?? history.lastLead
  if (lead === null || history.returnedBy.includes(lead) || !exists(lead)) return 'nobody-else'
  const found = new DutyIndex(duties).route({ item, chain, on, exists })
  if ('lead' in found && found.lead === lead) return 'duty-agrees'
  // Who assisted by the rule that held goes on assisting.
  const assisting = 'lead' in found ? found.assisting.filter((id) => id !== lead) : []
  const rules: ProposedRule[] = []
  for (const { id: regionId } of chain) {
    const rule: ProposedRule = { itemId: item.id, regionId, leadDepartmentId: lead, assistingDepartmentIds: assisting }
    const after: Route = new DutyIndex(withRule(duties, rule, on)).route({ item, chain, on, exists })
    // A nearer duty of the item itself decides in spite of a wider rule.
    if (!('lead' in after) || after.lead !== lead) break
    rules.push(rule)
  }
  return { rules, returnedBy, leadDepartmentId: lead, accepted: history.acceptedBy !== null }
}

/** The change that a rule asks for. */
export function changeFor(rule: ProposedRule, from: string, basis: string): DutyChange {
  const { itemId, regionId, leadDepartmentId, assistingDepartmentIds } = rule
  const draft = { leadDepartmentId, assistingDepartmentIds, basis, validTo: null }
  return { change: 'set', itemId, categoryId: null, regionId, from, drafts: [draft] }
}

/** The table as it would be with the rule. */
export function withRule(duties: readonly Duty[], rule: ProposedRule, on: string): Duty[] {
  let number = 0
  const { plan } = planDuties(duties, [changeFor(rule, on, '')], { today: on, newId: () => `proposed-${++number}` })
  return afterPlan(duties, plan)
}

/** Cases of the item in the region of a rule, those alike together. */
export interface PastCases {
  regionId: string
  /** Who took it, null while nobody has. */
  acceptedBy: string | null
  returned: boolean
  cases: number
}
export interface Weight {
  /** Of the item in the region. */
  cases: number
  /** Would have gone elsewhere than the duties of today would send them. */
  changed: number
  /** Of those, taken by the proposed lead in the end; and of these, after a return. */
  tookProposed: number
  spared: number
  /** Of the changed, taken by another. */
  tookOther: number
}

export function weigh(
  rule: ProposedRule,
  past: readonly PastCases[],
  {
    item,
    chainOf,
    duties,
    on,
    exists,
  }: Omit<ProposalInput, 'history' | 'chain'> & { chainOf: (regionId: string) => RouteInput['chain'] },
): Weight {
  const whatIf = new WhatIf({ before: { duties, on }, after: { duties: withRule(duties, rule, on), on }, exists })
  const weight: Weight = { cases: 0, changed: 0, tookProposed: 0, spared: 0, tookOther: 0 }
  for (const { regionId, acceptedBy, returned, cases } of past) {
    weight.cases += cases
    const answer = whatIf.answer({ item, chain: chainOf(regionId) })
    if (answer.kind === null || answer.kind === 'assisting') continue
    weight.changed += cases
    if (acceptedBy === rule.leadDepartmentId) {
      weight.tookProposed += cases
      if (returned) weight.spared += cases
    } else if (acceptedBy !== null) weight.tookOther += cases
  }
  return weight
}
