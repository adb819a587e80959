/** What each act asks of the person who does it on foot, and the body that it becomes. Whether it may be done, the server says. */
import type { Act } from '@bihuan/domain/acts'
import type { Limit } from '@bihuan/domain/item'

export interface Form {
  /** Words: not asked, welcome, or needed. */
  text: 'none' | 'optional' | 'required'
  /** The rule or list that says whose it is, for a return. */
  basis?: true
  photo?: 'after' | 'evidence'
  /** The photo is the point of the act. */
  photoFirst?: true
  limit?: true
  terms?: true
  /** Where the person stands goes along. */
  position?: true
  /** Which open order or call it answers. */
  order?: 'supervise' | 'call'
  /** Done at the touch, without a sheet. */
  atOnce?: true
}

export const FORMS: Partial<Record<Act, Form>> = {
  accept: { text: 'none', atOnce: true },
  return: { text: 'required', basis: true },
  arrive: { text: 'none', position: true, atOnce: true },
  submit: { text: 'optional', photo: 'after', photoFirst: true },
  supplement: { text: 'optional', photo: 'evidence' },
  'fix-on-the-spot': { text: 'optional', photo: 'after', photoFirst: true },
  'verify-pass': { text: 'optional', photo: 'evidence', photoFirst: true },
  'verify-fail': { text: 'required', photo: 'evidence', photoFirst: true },
  pass: { text: 'optional' },
  'send-back': { text: 'required' },
  call: { text: 'required', photo: 'evidence' },
  'answer-call': { text: 'required', order: 'call' },
  'answer-supervise': { text: 'required', photo: 'evidence', order: 'supervise' },
  'request-extension': { text: 'required', limit: true },
  'request-suspension': { text: 'required', terms: true },
  resume: { text: 'optional' },
  'request-reopen': { text: 'required', photo: 'evidence' },
  contest: { text: 'required', photo: 'evidence' },
  withdraw: { text: 'optional' },
  note: { text: 'required', photo: 'evidence' },
  retract: { text: 'none', atOnce: true },
  follow: { text: 'none', atOnce: true },
  unfollow: { text: 'none', atOnce: true },
}

/** Which buttons stand in front: the order of the work, not a rule. */
const IN_FRONT: readonly Act[] = [
  'supplement',
  'accept',
  'arrive',
  'submit',
  'verify-pass',
  'pass',
  'resume',
  'answer-supervise',
  'answer-call',
  'contest',
  'note',
]
const BESIDE: Partial<Record<Act, Act>> = {
  accept: 'return',
  arrive: 'call',
  submit: 'call',
  'verify-pass': 'verify-fail',
  pass: 'send-back',
}

export interface Arranged {
  main: Act | null
  beside: Act | null
  rest: Act[]
}

export function arranged(allowed: readonly Act[], nextStep: Act | null): Arranged {
  const known = allowed.filter((act) => FORMS[act] && act !== 'retract')
  const main =
    nextStep && known.includes(nextStep) ? nextStep : (IN_FRONT.find((act) => known.includes(act)) ?? known[0] ?? null)
  const wanted = main ? BESIDE[main] : undefined
  const beside = wanted && known.includes(wanted) ? wanted : null
  return { main, beside, rest: known.filter((act) => act !== main && act !== beside) }
}

export interface Filled {
  text: string
  basis: string
  /** Of the extension asked for. */
  amount: number | null
  until: string
  condition: string
}
export const nothingFilled: Filled = { text: '', basis: '', amount: null, until: '', condition: '' }

export interface Known {
  photos: readonly { id: string; purpose: 'before' | 'after' | 'evidence' }[]
  /** The limit that an extension is measured by. */
  handleLimit: Limit | null
  position: { longitude: number; latitude: number } | null
  orderId: string | null
}

export function incomplete(form: Form, filled: Filled): boolean {
  if (form.text === 'required' && !filled.text.trim()) return true
  if (form.basis && !filled.basis.trim()) return true
  if (form.limit && !filled.amount) return true
  return form.terms ? !filled.until === !filled.condition.trim() : false
}

export function actBody(form: Form, filled: Filled, known: Known): Record<string, unknown> {
  const text = filled.text.trim()
  return {
    ...(form.text !== 'none' && text ? { text } : {}),
    ...(form.basis ? { basis: filled.basis.trim() } : {}),
    ...(form.photo && known.photos.length > 0
      ? { files: known.photos.map((photo) => ({ uploadId: photo.id, purpose: photo.purpose })) }
      : {}),
    ...(form.limit && filled.amount && known.handleLimit
      ? { limit: { amount: filled.amount, unit: known.handleLimit.unit } }
      : {}),
    ...(form.terms
      ? filled.until
        ? { until: new Date(filled.until).toISOString() }
        : { condition: filled.condition.trim() }
      : {}),
    ...(form.position ? { position: known.position } : {}),
    ...(form.order && known.orderId ? { [form.order === 'call' ? 'callId' : 'orderId']: known.orderId } : {}),
  }
}
