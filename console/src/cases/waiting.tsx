/** What waits for somebody's decision on this case, in sentences: requests, suspension, consult, orders and calls. */
import { businessDate, colon, moment } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { limitText } from './limit.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import type { CasePage } from './shapes.ts'

export function Waiting({ page }: { page: CasePage }) {
  const words = useWords(caseWords).page
  const to = useLanguage()
  const now = useNow(60)
  const lines: { key: string; tone: string; text: string; said?: string | null; at?: string }[] = []
  const { extensionRequest, suspensionRequest, suspension, voidRequest, reopenRequest, asked } = page
  if (asked) lines.push({ key: 'asked', tone: 'warn', text: words.asked(asked.by.name), at: asked.at })
  if (extensionRequest)
    lines.push({
      key: 'ext',
      tone: 'warn',
      text: words.extensionAsked(extensionRequest.by.name, limitText(extensionRequest.limit, to)),
      said: extensionRequest.text,
      at: extensionRequest.at,
    })
  if (suspensionRequest) {
    const until = suspensionRequest.until ? businessDate(suspensionRequest.until) : (suspensionRequest.condition ?? '')
    lines.push({
      key: 'sus',
      tone: 'warn',
      text: words.suspensionAsked(suspensionRequest.by.name, until),
      said: suspensionRequest.text,
      at: suspensionRequest.at,
    })
  }
  if (voidRequest)
    lines.push({
      key: 'void',
      tone: 'warn',
      text: words.voidAsked(voidRequest.by.name),
      said: voidRequest.text,
      at: voidRequest.at,
    })
  if (reopenRequest)
    lines.push({
      key: 'reopen',
      tone: 'warn',
      text: words.reopenAsked(reopenRequest.by.name) + (reopenRequest.dissatisfied ? ` · ${words.dissatisfied}` : ''),
      said: reopenRequest.text,
      at: reopenRequest.at,
    })
  if (suspension)
    lines.push({
      key: 'suspended',
      tone: 'plain',
      text: suspension.until
        ? words.suspension(businessDate(suspension.until))
        : words.suspensionUntil(suspension.condition ?? ''),
      at: suspension.since,
    })
  if (page.consult === 'open') lines.push({ key: 'consult', tone: 'warn', text: words.consult })
  for (const order of page.supervises.filter((one) => !one.settledAt))
    lines.push({
      key: order.id,
      tone: order.overdue ? 'danger' : 'warn',
      text: words.orderBy(order.by.name) + (order.dueAt ? ` · ${words.dueAt(moment(order.dueAt, now, to))}` : ''),
      at: order.at,
    })
  for (const call of page.calls.filter((one) => !one.settledAt))
    lines.push({
      key: call.id,
      tone: call.overdue ? 'danger' : 'warn',
      text:
        words.callTo(call.by.name, call.office ? nameIn(call.office, to) : '') +
        (call.dueAt ? ` · ${words.dueAt(moment(call.dueAt, now, to))}` : ''),
      at: call.at,
    })
  if (lines.length === 0) return null
  return (
    <ul className="stack" style={{ gap: 6 }}>
      {lines.map((line) => (
        <li key={line.key} className={`note note-${line.tone}`}>
          <span>
            <strong>{line.text}</strong>
            {line.said && colon(to) + line.said} {line.at && <span className="num">({moment(line.at, now, to)})</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
