/** Who does what in tests of the rules: everybody may do every act by role, so that what remains is what the case forbids. */
import { ACTS, type Act } from '../../acts.ts'
import type { Case } from '../case.ts'
import type { Actor } from '../guard.ts'

const everything = new Set<Act>(ACTS)
const person = (id: string, departmentIds: string[] = [], powers: ReadonlySet<Act> = everything): Actor => ({
  id,
  powers,
  departmentIds,
  teamIds: [],
  standsInFor: [],
  sinceDispatch: { departmentIds, teamIds: [] },
})
/** Each may do all acts by role: what remains is what the case itself forbids. */
export const people = {
  finder: person('finder'),
  desk: person('desk', ['office-town']),
  boss: person('boss', ['office-county']),
  lead: person('lead-person', ['lead']),
  mate: person('lead-mate', ['lead']),
  other: person('other-person', ['other']),
  third: person('third-person', ['third']),
  fourth: person('fourth-person', ['fourth']),
  checker: person('checker'),
  system: {
    id: 'system',
    powers: new Set<Act>(),
    departmentIds: [],
    teamIds: [],
    standsInFor: [],
    sinceDispatch: { departmentIds: [], teamIds: [] },
  } as Actor,
}
export type PersonName = keyof typeof people

const text = { textId: 'text', commitment: 'c' }
export const file = (purpose: 'before' | 'after') => ({
  referenceId: purpose,
  sha256: 'x',
  purpose,
  mediaType: 'image/jpeg',
  size: 1,
})

/** Who does an act in the ordinary way, and with what. */
export const ORDINARY: Record<Act, { by: PersonName; body: (caseFile: Case | null) => object }> = {
  report: {
    by: 'finder',
    body: () => ({
      number: '2026-00000001-0',
      source: 'grid-worker',
      itemId: 'plain',
      position: { longitude: 119, latitude: 29 },
    }),
  },
  'fix-on-the-spot': {
    by: 'finder',
    body: () => ({
      number: '2026-00000001-0',
      source: 'grid-worker',
      itemId: 'plain',
      position: { longitude: 119, latitude: 29 },
      files: [file('before'), file('after')],
    }),
  },
  withdraw: { by: 'finder', body: () => ({}) },
  ask: { by: 'desk', body: () => ({ text }) },
  supplement: { by: 'finder', body: () => ({ text }) },
  assess: { by: 'desk', body: (c) => ({ itemId: c?.item.id ?? 'plain', conditionId: 'c1' }) },
  decline: { by: 'desk', body: () => ({ reason: 'not-true', text }) },
  contest: { by: 'finder', body: () => ({ text }) },
  merge: { by: 'desk', body: () => ({ parentId: 'parent' }) },
  dispatch: { by: 'desk', body: () => ({}) },
  accept: { by: 'lead', body: () => ({}) },
  return: { by: 'lead', body: () => ({ text, basis: 'law' }) },
  arrive: { by: 'lead', body: () => ({}) },
  transfer: { by: 'desk', body: () => ({ lead: 'other', text }) },
  'request-extension': {
    by: 'lead',
    body: (c) => ({
      text,
      limit: c?.clocks.findLast((clock) => clock.kind === 'handle')?.limit ?? { amount: 1, unit: 'emergency-minute' },
    }),
  },
  'grant-extension': { by: 'desk', body: () => ({}) },
  'refuse-extension': { by: 'desk', body: () => ({ text }) },
  'request-suspension': { by: 'lead', body: () => ({ text, condition: text }) },
  'grant-suspension': { by: 'desk', body: () => ({}) },
  'refuse-suspension': { by: 'desk', body: () => ({ text }) },
  resume: { by: 'desk', body: () => ({}) },
  submit: { by: 'lead', body: () => ({ files: [file('after')] }) },
  pass: { by: 'mate', body: () => ({}) },
  'send-back': { by: 'mate', body: () => ({ text }) },
  'verify-pass': { by: 'checker', body: () => ({}) },
  'verify-fail': { by: 'checker', body: () => ({ text }) },
  'record-call-back': { by: 'desk', body: () => ({ result: 'satisfied' }) },
  'request-reopen': { by: 'finder', body: () => ({ text }) },
  reopen: { by: 'boss', body: () => ({ text }) },
  'refuse-reopen': { by: 'boss', body: () => ({ text }) },
  'request-void': { by: 'desk', body: () => ({ text }) },
  void: { by: 'boss', body: () => ({ reason: 'other', text }) },
  'refuse-void': { by: 'boss', body: () => ({ text }) },
  retract: { by: 'desk', body: () => ({}) },
  reclassify: { by: 'desk', body: () => ({ itemId: 'reviewed', conditionId: 'c1', text }) },
  assist: { by: 'desk', body: () => ({ departmentId: 'fourth' }) },
  split: { by: 'desk', body: () => ({ childId: 'child' }) },
  supervise: {
    by: 'boss',
    body: (c) => ({
      orderId: `order-${c?.supervises.length ?? 0}`,
      limit: { amount: 60, unit: 'emergency-minute' },
      text,
    }),
  },
  'answer-supervise': {
    by: 'lead',
    body: (c) => ({ orderId: c?.supervises.find((order) => order.settledAt === null)?.id ?? '', text }),
  },
  'lift-supervise': {
    by: 'boss',
    body: (c) => ({ orderId: c?.supervises.find((order) => order.settledAt === null)?.id ?? '', text }),
  },
  call: { by: 'desk', body: (c) => ({ callId: `call-${c?.calls.length ?? 0}`, text }) },
  'answer-call': {
    by: 'boss',
    body: (c) => ({ callId: c?.calls.find((call) => call.settledAt === null)?.id ?? '', text }),
  },
  'open-consult': { by: 'desk', body: () => ({}) },
  'conclude-consult': { by: 'desk', body: () => ({}) },
  'take-in': {
    by: 'system',
    body: () => ({
      ...{ number: '2026-00000002-1', itemId: 'plain', position: { longitude: 119, latitude: 29 }, as: 'reported' },
      origin: { importId: 'import', row: 2, number: null },
    }),
  },
  escalate: { by: 'system', body: (c) => ({ clockId: c?.stepClockId ?? '' }) },
  sample: { by: 'system', body: () => ({ seed: 'seed' }) },
  check: { by: 'system', body: () => ({ by: 'checker', taskId: 'task', result: 'as-recorded', wrong: [] }) },
  rezone: {
    by: 'system',
    body: (c) => ({ place: { ...c?.place, gridId: c?.place.gridId === 'grid' ? 'grid-east' : 'grid' } }),
  },
  note: { by: 'checker', body: () => ({ text }) },
  follow: { by: 'checker', body: () => ({}) },
  unfollow: { by: 'checker', body: () => ({}) },
  unmask: { by: 'boss', body: () => ({ textId: 'text', reason: 'calling the reporter' }) },
}
