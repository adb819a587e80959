import { describe, expect, it } from 'vitest'
import { ACTS, END_STATES, STATES, type Act, type State } from '../acts.ts'
import { decide } from './decide.ts'
import type { Intention } from './intentions.ts'
import { ORDINARY, people } from './testing/people.ts'
import { calendar, Journey, MINUTE, START, world } from './testing/small-world.ts'
import { cell, FROM, leads, type From } from './transitions.ts'

/** The shortest way into each state. */
const WAY: Record<State, (item?: string) => Journey> = {
  reported: (item = 'plain') => new Journey().do('report', 'finder', { ...ORDINARY.report.body(null), itemId: item }),
  assessed: (item) => WAY.reported(item).do('assess'),
  dispatched: (item) => WAY.assessed(item).do('dispatch'),
  accepted: (item) => WAY.dispatched(item).do('accept'),
  reviewing: () => WAY.accepted('reviewed').do('submit'),
  handled: (item) => WAY.accepted(item).do('submit'),
  'calling-back': () => WAY.reviewing().do('pass').do('verify-pass'),
  closed: () => WAY.handled().do('verify-pass'),
  void: () => WAY.reported().do('decline'),
  merged: () => WAY.reported().do('merge'),
}

/** What must have happened before an act makes sense in a state that allows it. */
const FIRST: Partial<Record<Act, (journey: Journey) => Journey>> = {
  supplement: (j) => j.do('ask'),
  'grant-extension': (j) => j.do('request-extension'),
  'refuse-extension': (j) => j.do('request-extension'),
  'grant-suspension': (j) => j.do('request-suspension'),
  'refuse-suspension': (j) => j.do('request-suspension'),
  resume: (j) => j.do('request-suspension').do('grant-suspension'),
  'refuse-reopen': (j) => j.do('request-reopen'),
  'refuse-void': (j) => j.do('request-void'),
  void: (j) => (cell('request-void', j.case.state) ? j.do('request-void') : j),
  'answer-supervise': (j) => j.do('supervise'),
  'lift-supervise': (j) => j.do('supervise'),
  'answer-call': (j) => j.do('call'),
  'conclude-consult': (j) => j.do('open-consult'),
  unfollow: (j) => j.do('follow'),
  retract: (j) => {
    if (j.try('note', 'desk')) throw new Error('a note is always possible')
    return j
  },
}

function journeyFor(act: Act, from: From): Journey {
  if (from === 'none') return new Journey()
  // Danger to life is the one thing that is assessed after it was accepted.
  if (act === 'assess' && from !== 'reported') {
    const danger = new Journey().do('report', 'finder', {
      ...ORDINARY.report.body(null),
      itemId: 'plain',
      dangerToLife: true,
    })
    if (from === 'accepted') return danger
    if (from === 'handled') return danger.do('submit')
    return WAY[from]()
  }
  return WAY[from]()
}

describe('the table of the lifecycle', () => {
  it('is reached in every state', () => {
    for (const state of STATES) expect(WAY[state]().case.state).toBe(state)
  })

  const cells = FROM.flatMap((from) => ACTS.map((act) => [from, act] as const))
  it.each(cells)('%s × %s', (from, act) => {
    const journey = journeyFor(act, from)
    const target = cell(act, from)
    if (target === null) {
      const refusal = from === 'none' && (act === 'report' || act === 'fix-on-the-spot') ? null : journey.try(act)
      expect(refusal?.code).toBe('case.transition-not-allowed')
      return
    }
    // The reviewing state of a danger to life needs an item that is reviewed; its cell is the same rule as `accepted`.
    if (act === 'assess' && from === 'reviewing') {
      const danger = new Journey()
        .do('report', 'finder', { ...ORDINARY.report.body(null), itemId: 'reviewed', dangerToLife: true })
        .do('submit')
      expect(danger.case.state).toBe('reviewing')
      expect(danger.try('assess')).toBeNull()
      expect(danger.case.state).toBe('reviewing')
      return
    }
    if (from !== 'none') FIRST[act]?.(journey)
    if (act === 'escalate') journey.now += 61 * MINUTE
    const before = journey.case as typeof journey.case | undefined
    expect(journey.try(act), `${act} from ${from}`).toBeNull()
    expect(leads(act, from, journey.case.state)).toBe(true)
    if (target !== 'stay' && act !== 'retract') expect(target).toContain(journey.case.state)
    if (target === 'stay') expect(journey.case.state).toBe(before?.state)
  })

  it('in an end state nobody holds a case and nothing runs; in an open one exactly one holds it and one step clock runs', () => {
    for (const state of STATES) {
      const { case: c } = WAY[state]()
      const ended = (END_STATES as readonly State[]).includes(state)
      expect(c.holder === null, state).toBe(ended)
      expect(c.stepClockId === null, state).toBe(ended)
      const running = c.clocks.filter((clock) => clock.stoppedAt === null)
      if (ended) expect(running, state).toEqual([])
      else
        expect(
          running.map((clock) => clock.id),
          state,
        ).toContain(c.stepClockId)
    }
  })
})

describe('who may not', () => {
  it.each([
    ['decline what one found oneself', () => WAY.reported(), 'decline', 'finder', 'case.finder-may-not'],
    ['void what one found oneself', () => WAY.reported(), 'void', 'finder', 'case.finder-may-not'],
    ['verify what one’s department handled', () => WAY.handled(), 'verify-pass', 'mate', 'case.handler-may-not-verify'],
    ['review what one submitted', () => WAY.reviewing(), 'pass', 'lead', 'case.reviewer-submitted-it'],
    ['accept for another department', () => WAY.dispatched(), 'accept', 'other', 'case.only-the-lead'],
    [
      'grant one’s own request',
      () => WAY.accepted().do('request-extension'),
      'grant-extension',
      'lead',
      'case.own-request',
    ],
    ['void after dispatch without a request', () => WAY.accepted(), 'void', 'boss', 'case.void-needs-request'],
    ['withdraw what somebody else found', () => WAY.reported(), 'withdraw', 'desk', 'case.only-the-finder'],
    ['undo what somebody else did', () => WAY.assessed(), 'retract', 'boss', 'case.undo-not-yours'],
    [
      'answer a call that went to another office',
      () => WAY.accepted().do('call'),
      'answer-call',
      'desk',
      'case.not-the-office-called',
    ],
    ['say that a clock ran out which did not', () => WAY.reported(), 'escalate', 'system', 'case.not-overdue'],
  ] as const)('%s', (_what, way, act, by, code) => {
    expect(way().try(act, by)?.code).toBe(code)
  })

  it('withdraw after ten minutes, or after somebody acted', () => {
    const late = WAY.reported()
    late.now += 10 * MINUTE
    expect(late.try('withdraw')?.code).toBe('case.withdraw-too-late')
    expect(WAY.reported().do('ask').try('withdraw')?.code).toBe('case.somebody-acted')
  })

  it('undo after ten seconds', () => {
    const journey = WAY.reported()
    expect(journey.try('assess')).toBeNull()
    journey.now += 10_001
    expect(journey.try('retract')?.code).toBe('case.undo-too-late')
  })

  it('return a second time, or after a consult; the third return opens the consult', () => {
    const journey = WAY.assessed()
    for (const lead of ['lead', 'other'] as const) journey.do('dispatch', 'desk', { lead }).do('return', lead)
    expect(journey.do('dispatch', 'desk', { lead: 'lead' }).try('return', 'lead')?.code).toBe('case.returned-before')
  })

  it('return once a consult has settled who leads', () => {
    const journey = WAY.assessed()
    const members = { lead: 'lead', other: 'other', fourth: 'fourth' } as const
    for (const lead of ['lead', 'other', 'fourth'] as const)
      journey.do('dispatch', 'desk', { lead }).do('return', members[lead])
    expect(journey.case.consult).toBe('open')
    expect(journey.entries.at(-1)).toMatchObject({ act: 'open-consult', actor: 'system' })
    expect(journey.try('dispatch')?.code).toBe('case.consult-open')
    journey.do('conclude-consult').do('dispatch', 'desk', { lead: 'third' })
    expect(journey.try('return', 'third')?.code).toBe('case.return-after-consult')
  })

  it('ask for a third extension, or for a longer one than the limit, or after the due time', () => {
    const journey = WAY.accepted()
    journey.do('request-extension').do('grant-extension').do('request-extension').do('grant-extension')
    expect(journey.try('request-extension')?.code).toBe('case.extensions-used-up')
    expect(
      WAY.accepted().try('request-extension', 'lead', {
        limit: { amount: 61, unit: 'emergency-minute' },
        text: { textId: 't', commitment: '' },
      })?.code,
    ).toBe('case.extension-too-long')
    const late = WAY.accepted()
    late.now += 61 * MINUTE
    expect(late.try('request-extension')?.code).toBe('case.extension-too-late')
    const refused = WAY.accepted()
      .do('request-extension')
      .do('refuse-extension')
      .do('request-extension')
      .do('refuse-extension')
      .do('request-extension')
      .do('grant-extension')
    expect(refused.case.extensions).toBe(1)
  })
})

describe('a rework', () => {
  it('gets the rest of handle, and each time at least a quarter of what the dispatch gave', () => {
    const journey = WAY.accepted()
    journey.now += 50 * MINUTE
    journey.do('submit').do('verify-fail')
    const limits = () =>
      journey.case.clocks.filter((clock) => clock.kind === 'handle').map((clock) => clock.limit!.amount)
    expect(limits()).toEqual([60, 15])
    journey.now += 14 * MINUTE
    journey.do('submit').do('verify-fail')
    expect(limits()).toEqual([60, 15, 15])
  })
})

describe('danger to life', () => {
  it('is accepted by the nearest team at once, the department on duty assisting, and is assessed before it can be closed', () => {
    const journey = new Journey().do('report', 'finder', { ...ORDINARY.report.body(null), dangerToLife: true })
    expect(journey.case).toMatchObject({
      state: 'accepted',
      holder: { kind: 'team', id: 'team' },
      assessedAt: null,
      procedure: { id: 'danger-to-life' },
    })
    expect(journey.case.assignment).toMatchObject({ teamId: 'team', assisting: ['third'] })
    journey.do('arrive').do('submit')
    expect(journey.try('verify-pass')?.code).toBe('case.not-assessed')
    expect(journey.do('assess').do('verify-pass').case.state).toBe('closed')
  })
})

describe('an undo', () => {
  it('takes back what the system did in the same breath', () => {
    const journey = new Journey().do('report', 'finder', { ...ORDINARY.report.body(null), itemId: 'plain' })
    expect(journey.try('assess', 'desk', { itemId: 'automatic', conditionId: 'c1' })).toBeNull()
    expect(journey.entries.map((entry) => entry.act)).toEqual(['report', 'assess', 'dispatch'])
    expect(journey.case.state).toBe('dispatched')
    expect(journey.try('retract', 'desk')).toBeNull()
    expect(journey.case).toMatchObject({ state: 'reported', assignment: null, assessedAt: null })
    expect(journey.try('retract', 'desk')?.code).toBe('case.undo-impossible')
  })
})

describe('a spot check', () => {
  const fixed = (seed: string, lateBy: number) => {
    const body = { ...ORDINARY['fix-on-the-spot'].body(null), itemId: 'plain' }
    const moment = { at: START, now: START + lateBy, calendar }
    const decided = decide(null, { act: 'fix-on-the-spot', body } as Intention, people.finder, moment, {
      ...world,
      draw: () => seed,
    })
    if (!('entries' in decided)) throw new Error(decided.code)
    return decided.entries.map((entry) => entry.act)
  }
  it('is drawn by a seed that stands in the history: one in ten, and three in ten of what was recorded late', () => {
    expect(fixed('10000000ffffffff', 0)).toEqual(['fix-on-the-spot', 'sample'])
    expect(fixed('40000000ffffffff', 0)).toEqual(['fix-on-the-spot'])
    expect(fixed('40000000ffffffff', 11 * MINUTE)).toEqual(['fix-on-the-spot', 'sample'])
    expect(fixed('50000000ffffffff', 11 * MINUTE)).toEqual(['fix-on-the-spot'])
  })
})
