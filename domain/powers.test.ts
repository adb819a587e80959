import { describe, expect, it } from 'vitest'
import { SYSTEM_ACTS, ACTS } from './acts.ts'
import {
  EXCLUSIVE_ROLES,
  exclusiveConflict,
  OTHER_POWERS,
  POWERS,
  ROLES,
  SECOND_FACTOR_ROLES,
  scopesFor,
  type Grant,
  type Power,
  type Role,
  type Scope,
} from './powers.ts'

/**
 * Who may do what, a second time and the other way round: one line per power, one letter per role, so that a change of the
 * table is seen by whoever reads it, and so that a power without its line does not compile.
 * Grid worker, Assessor, Dispatcher, Handler, department Reviewer, Verifier, Caller, Supervisor, Leader, aUditor,
 * security Officer, adMinistrator.
 */
const MATRIX: Record<Power, string> = {
  // finding
  report: 'gadhrvcsl···',
  'fix-on-the-spot': 'g··h········',
  withdraw: 'gadhrvcsl···',
  supplement: 'gadhrvcsl···',
  contest: 'gadhrvcsl···',
  'request-reopen': 'gadhrvcsl···',
  // assessing
  ask: '·a··········',
  assess: '·a··········',
  decline: '·a··········',
  merge: '·ad·········',
  reclassify: '·ad·········',
  split: '·ad·········',
  // dispatching
  dispatch: '··d·········',
  transfer: '··d·········',
  assist: '··d·········',
  'grant-extension': '··d·········',
  'refuse-extension': '··d·········',
  'grant-suspension': '··d·········',
  'refuse-suspension': '··d·········',
  'request-void': '··d·········',
  // handling
  accept: 'g··h········',
  return: 'g··h········',
  arrive: 'g··h········',
  submit: 'g··h········',
  'request-extension': 'g··h········',
  'request-suspension': 'g··h········',
  resume: 'g·dh········',
  'answer-supervise': 'g··hr·······',
  // checking: never in the hand of assessor, dispatcher or handler
  pass: '····r·······',
  'send-back': '····r·······',
  'verify-pass': 'g····v······',
  'verify-fail': 'g····v······',
  'record-call-back': '······c·····',
  // overseeing
  reopen: '·······s····',
  'refuse-reopen': '·······s····',
  void: '··d····s····',
  'refuse-void': '·······s····',
  supervise: '·······sl···',
  'lift-supervise': '·······sl···',
  'open-consult': '··d····s····',
  'conclude-consult': '··d····s····',
  call: 'gadhrv·s····',
  'answer-call': '·ad·r··sl···',
  'spot-check.draw': '·······s····',
  'spot-check.check': 'g····v······',
  'oversight.read': '·······slu··',
  // any of those at work
  note: 'gadhrvcsl···',
  retract: 'gadhrvcsl···',
  follow: 'gadhrvcsl···',
  unfollow: 'gadhrvcsl···',
  unmask: '······cs····',
  'absence.declare': 'gadhrvcsl···',
  'absence.manage': '·······s····',
  // the system alone
  escalate: '············',
  'take-in': '············',
  rezone: '············',
  sample: '············',
  check: '············',
  // reading
  'case.read': 'gadhrvcslu··',
  'case.list': 'gadhrvcslu··',
  'overview.read': '·ad·r··slu··',
  'territory.read': 'gadhrvcsluom',
  'catalogue.read': 'gadhrvcslu·m',
  'duty.report': '··d····sl··m',
  'duty.propose': '··d····s····',
  // the three administrators
  'audit.read': '·········u··',
  'audit.verify': '·········u··',
  'audit.seal': '·········u··',
  'record.erase': '··········o·',
  'role.grant': '··········o·',
  'session.revoke': '··········o·',
  'account.read': '·········uom',
  'account.manage': '···········m',
  'calendar.publish': '···········m',
  'territory.manage': '···········m',
  'roster.plan': '··d····s···m',
  'roster.phone': '·ad···csl···',
  'catalogue.manage': '···········m',
  'duty.manage': '···········m',
}
const LETTERS: Record<Role, string> = {
  'grid-worker': 'g',
  assessor: 'a',
  dispatcher: 'd',
  handler: 'h',
  'department-reviewer': 'r',
  verifier: 'v',
  caller: 'c',
  supervisor: 's',
  leader: 'l',
  auditor: 'u',
  'security-officer': 'o',
  administrator: 'm',
}
const powers = [...ACTS, ...OTHER_POWERS]
const holders = (power: Power) => ROLES.filter((role) => POWERS[role].includes(power))

describe.each(ROLES)('the %s', (role) => {
  it.each(powers)('and %s', (power) => {
    const grants = [{ role, scope: { kind: 'own' } as const }]
    const expected = MATRIX[power].includes(LETTERS[role])
    expect(scopesFor(grants, power)).toEqual(expected ? [{ kind: 'own' }] : [])
  })
  it('has no power twice', () => {
    expect(new Set(POWERS[role]).size).toBe(POWERS[role].length)
  })
})

describe('the table', () => {
  it('has twelve places in every line, each letter in its own', () => {
    const order = ROLES.map((role) => LETTERS[role]).join('')
    for (const line of Object.values(MATRIX)) {
      expect(line).toHaveLength(12)
      for (const [place, letter] of [...line].entries()) expect(['·', order[place]]).toContain(letter)
    }
  })
  it('leaves no act undoable by everybody, but those of the system', () => {
    expect(ACTS.filter((act) => holders(act).length === 0).sort()).toEqual([...SYSTEM_ACTS].sort())
    expect(OTHER_POWERS.filter((power) => holders(power).length === 0)).toEqual([])
  })
  it('gives nobody who checks a case the means to handle it for a department, and the other way round', () => {
    // The grid worker is both, by design: he checks what others handled; that it was others is a rule of the lifecycle.
    for (const power of ['pass', 'send-back', 'verify-pass', 'verify-fail', 'record-call-back'] as const) {
      for (const role of holders(power).filter((name) => name !== 'grid-worker')) {
        for (const other of ['submit', 'accept', 'dispatch', 'assess'] as const)
          expect(POWERS[role]).not.toContain(other)
      }
    }
  })
  it('lets whoever reports go on with what he reported', () => {
    for (const power of ['withdraw', 'supplement', 'contest', 'request-reopen'] as const)
      expect(holders(power)).toEqual(holders('report'))
  })
  it('lets whoever grants also refuse', () => {
    const pairs: [Power, Power][] = [
      ['grant-extension', 'refuse-extension'],
      ['grant-suspension', 'refuse-suspension'],
      ['reopen', 'refuse-reopen'],
      ['pass', 'send-back'],
      ['verify-pass', 'verify-fail'],
      ['supervise', 'lift-supervise'],
    ]
    for (const [one, other] of pairs) expect(holders(one)).toEqual(holders(other))
  })
})

describe('the three administrators', () => {
  it('do nothing on cases, and share nothing but reading', () => {
    for (const role of EXCLUSIVE_ROLES) {
      for (const act of ACTS) expect(POWERS[role]).not.toContain(act)
      for (const other of EXCLUSIVE_ROLES.filter((name) => name !== role)) {
        const shared = POWERS[role].filter((power) => POWERS[other].includes(power))
        expect(shared.filter((power) => !power.endsWith('.read'))).toEqual([])
      }
    }
  })
  it('exclude each other, and nobody else', () => {
    expect(exclusiveConflict(['auditor', 'leader', 'administrator'])).toEqual(['administrator', 'auditor'])
    expect(exclusiveConflict(['security-officer', 'auditor'])).toEqual(['auditor', 'security-officer'])
    for (const role of EXCLUSIVE_ROLES) expect(exclusiveConflict([role, role, 'dispatcher', 'leader'])).toBeNull()
    expect(exclusiveConflict(ROLES.filter((role) => !EXCLUSIVE_ROLES.includes(role)))).toBeNull()
  })
  it('need a second factor', () => {
    expect(SECOND_FACTOR_ROLES).toEqual(EXCLUSIVE_ROLES)
  })
})

describe('scopes of a power', () => {
  it('are those of the grants that give it, and none is all by accident', () => {
    const region: Scope = { kind: 'region', regionId: 'r' }
    const grids: Scope = { kind: 'grids', gridIds: ['g'] }
    const grants: Grant[] = [
      { role: 'leader', scope: region },
      { role: 'grid-worker', scope: grids },
      { role: 'caller', scope: { kind: 'own' } },
    ]
    expect(scopesFor(grants, 'supervise')).toEqual([region])
    expect(scopesFor(grants, 'case.read')).toEqual([region, grids, { kind: 'own' }])
    expect(scopesFor(grants, 'assess')).toEqual([])
    expect(scopesFor([], 'case.read')).toEqual([])
  })
})
