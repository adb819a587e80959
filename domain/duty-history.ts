/** Where a case went, from its entries: whom it was first sent to, who sent it back, and who took it in the end. */

export interface RoutingEntry {
  seq: number
  act: string
  body: unknown
}

/** The acts that say anything of it; the others need not be read. */
export const ROUTING_ACTS = ['report', 'dispatch', 'transfer', 'accept', 'return', 'reopen', 'retract'] as const

export interface RoutingHistory {
  /** Immediate danger: it went to the nearest team, before any duty. */
  danger: boolean
  firstLead: string | null
  /** In their order. */
  returnedBy: string[]
  /** Whom it was sent to last. */
  lastLead: string | null
  /** Who took it last; null while nobody has. */
  acceptedBy: string | null
}

/** Entries in their order. What was undone counts for nothing, and what came after a reopening is another story. */
export function routingHistory(entries: readonly RoutingEntry[]): RoutingHistory {
  let standing: RoutingEntry[] = []
  for (const entry of entries) {
    if (entry.act === 'retract') {
      const { to } = entry.body as { to: number }
      standing = standing.filter(({ seq }) => seq <= to)
    } else standing.push(entry)
  }
  const history: RoutingHistory = { danger: false, firstLead: null, returnedBy: [], lastLead: null, acceptedBy: null }
  for (const { act, body } of standing) {
    const said = body as { lead?: string; departmentId?: string; danger?: { lead: string } | null }
    if (act === 'reopen') break
    if (act === 'report' && said.danger) history.danger = true
    if ((act === 'dispatch' || act === 'transfer') && said.lead) {
      history.firstLead ??= said.lead
      history.lastLead = said.lead
      history.acceptedBy = null
    }
    if (act === 'accept') history.acceptedBy = history.lastLead
    if (act === 'return' && said.departmentId) history.returnedBy.push(said.departmentId)
  }
  return history
}
