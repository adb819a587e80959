/**
 * What oversight keeps of a case's history: each extension and suspension that was asked for, each supervise order, each call.
 * Pure: the same lines come out of the same history, whoever reads it; what was undone leaves no line.
 */
import type { Case, Order, TextRef } from '../cases/case.ts'
import type { Entry } from '../cases/entries.ts'
import { readClock, type Calendar, type Millis } from '../clocks.ts'
import type { Limit } from '../item.ts'

/** 延期 or 挂账 */
export interface Deferral {
  kind: 'extension' | 'suspension'
  /** Number of the entry that asked for it. */
  seq: number
  departmentId: string
  by: string
  at: Millis
  reason: TextRef | null
  /** Of an extension. */
  limit: Limit | null
  /** Of a suspension: a date, or a condition. */
  until: Millis | null
  condition: TextRef | null
  /** `lapsed`: the case went elsewhere, or ended, before anybody decided. */
  state: 'open' | 'granted' | 'refused' | 'lapsed'
  decidedAt: Millis | null
  decidedBy: string | null
  decision: TextRef | null
  /** When a suspension ended; null while it lasts. */
  endedAt: Millis | null
}

/** 督办 or 呼叫 */
export interface OrderLine {
  kind: 'supervise' | 'call'
  id: string
  seq: number
  by: string
  /** Called: the office that must answer. Supervised: the lead then, if there was one. */
  departmentId: string | null
  at: Millis
  dueAt: Millis | null
  reason: TextRef | null
  /** `ended`: with the case. */
  state: 'open' | 'answered' | 'lifted' | 'ended'
  settledAt: Millis | null
  settledBy: string | null
  answer: TextRef | null
}

export interface Lines {
  deferrals: Deferral[]
  orders: OrderLine[]
}

/** Acts after which a case's lines must be read anew. An end settles what is open. */
export const LINE_ACTS = [
  'request-extension',
  'grant-extension',
  'refuse-extension',
  'request-suspension',
  'grant-suspension',
  'refuse-suspension',
  'resume',
  'supervise',
  'answer-supervise',
  'lift-supervise',
  'call',
  'answer-call',
] as const
/** Acts that may settle lines beside their own purpose; they matter only where a case has open ones. */
export const SETTLING_ACTS = [
  'retract',
  'transfer',
  'submit',
  'withdraw',
  'decline',
  'merge',
  'void',
  'verify-pass',
  'record-call-back',
  'fix-on-the-spot',
] as const

/** `states`: the case after each entry. */
export function linesOf(entries: readonly Entry[], states: readonly Case[], calendar: Calendar): Lines {
  const after: Lines[] = []
  entries.forEach((entry, index) => {
    const before = index === 0 ? NOTHING : after[index - 1]!
    after.push(
      entry.act === 'retract'
        ? (after[entry.body.to - 1] ?? NOTHING)
        : step(before, entry, states[index - 1] ?? null, states[index]!),
    )
  })
  const lines = after.at(-1) ?? NOTHING
  const last = states.at(-1)
  return last ? { ...lines, orders: lines.orders.map((order) => withDue(order, last, calendar)) } : lines
}

const SETTLED: Record<string, OrderLine['state']> = {
  'answer-supervise': 'answered',
  'answer-call': 'answered',
  'lift-supervise': 'lifted',
}

const NOTHING: Lines = { deferrals: [], orders: [] }

function step(before: Lines, entry: Entry, was: Case | null, is: Case): Lines {
  return { deferrals: deferrals(before.deferrals, entry, was, is), orders: orders(before.orders, entry, was, is) }
}

function deferrals(before: Deferral[], entry: Entry, was: Case | null, is: Case): Deferral[] {
  const at = entry.occurredAt
  const said = (entry.body as { text?: TextRef | null }).text ?? null
  let lines = before
  for (const kind of ['extension', 'suspension'] as const) {
    const asked = kind === 'extension' ? is.extensionRequest : is.suspensionRequest
    const open = lines.find((line) => line.kind === kind && line.state === 'open')
    if (open && asked?.at !== open.at) {
      const state = { [`grant-${kind}`]: 'granted', [`refuse-${kind}`]: 'refused' }[entry.act] ?? 'lapsed'
      const decided = { decidedAt: at, decidedBy: entry.actor, decision: state === 'lapsed' ? null : said }
      lines = lines.map((line) => (line === open ? { ...line, ...decided, state: state as Deferral['state'] } : line))
    }
    if (entry.act !== `request-${kind}` || !asked) continue
    const suspension = is.suspensionRequest
    lines = [
      ...lines,
      {
        kind,
        seq: entry.seq,
        departmentId: is.assignment!.lead,
        by: entry.actor,
        at: asked.at,
        reason: asked.reason,
        limit: kind === 'extension' ? is.extensionRequest!.limit : null,
        until: kind === 'suspension' ? suspension!.until : null,
        condition: kind === 'suspension' ? suspension!.condition : null,
        state: 'open',
        decidedAt: null,
        decidedBy: null,
        decision: null,
        endedAt: null,
      },
    ]
  }
  if (was?.suspension && !is.suspension)
    lines = lines.map((line) =>
      line.kind === 'suspension' && line.state === 'granted' && line.endedAt === null ? { ...line, endedAt: at } : line,
    )
  return lines
}

function orders(before: OrderLine[], entry: Entry, was: Case | null, is: Case): OrderLine[] {
  const all: [OrderLine['kind'], Order[]][] = [
    ['supervise', is.supervises],
    ['call', is.calls],
  ]
  const said = (entry.body as { text?: TextRef | null }).text ?? null
  let lines = before
  for (const [kind, present] of all) {
    for (const order of present) {
      const line = lines.find((one) => one.id === order.id)
      if (!line) {
        const { id, by, at, officeId } = order
        const departmentId = kind === 'call' ? officeId : (was?.assignment?.lead ?? null)
        const fresh: OrderLine = {
          ...{ kind, id, seq: entry.seq, by, departmentId, at, dueAt: null, reason: said },
          ...{ state: 'open', settledAt: null, settledBy: null, answer: null },
        }
        lines = [...lines, fresh]
      } else if (line.state === 'open' && order.settledAt !== null) {
        const state = SETTLED[entry.act] ?? 'ended'
        const answer = state === 'ended' ? null : said
        const settled: Partial<OrderLine> = { state, settledAt: order.settledAt, settledBy: entry.actor, answer }
        lines = lines.map((one) => (one === line ? { ...one, ...settled } : one))
      }
    }
  }
  return lines
}

function withDue(line: OrderLine, last: Case, calendar: Calendar): OrderLine {
  const order = (line.kind === 'call' ? last.calls : last.supervises).find((one) => one.id === line.id)
  const clock = last.clocks.find((one) => one.id === order?.clockId)
  return { ...line, dueAt: clock ? readClock(clock, calendar, last.last.recordedAt).dueAt : null }
}
