import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { routingHistory, type RoutingEntry } from './duty-history.ts'
import { proposalAfterReturn, weigh, withRule, type ProposalInput } from './duty-proposal.ts'
import { avoidsReturn, takesAway, WhatIf, WhatIfCount } from './duty-what-if.ts'
import { route, type Duty } from './routing.ts'

const ON = '2026-03-18'
const exists = (id: string) => id !== 'gone'
const CHAINS: Record<string, { id: string }[]> = {
  a1: [{ id: 'a1' }, { id: 'a' }, { id: 'city' }],
  a2: [{ id: 'a2' }, { id: 'a' }, { id: 'city' }],
  b1: [{ id: 'b1' }, { id: 'b' }, { id: 'city' }],
}
const exit = { id: 'exit', categoryId: 'fire' }
let number = 0
const duty = (over: Partial<Duty>): Duty => ({
  id: `d${++number}`,
  itemId: null,
  categoryId: over.itemId ? null : 'fire',
  regionId: 'city',
  leadDepartmentId: 'brigade',
  assistingDepartmentIds: [],
  basis: '',
  validFrom: '2020-01-01',
  validTo: null,
  ...over,
})
const entries = (...given: [string, unknown?][]): RoutingEntry[] =>
  given.map(([act, body], at) => ({ seq: at + 1, act, body: body ?? {} }))
const returned = routingHistory(
  entries(
    ['report', { danger: null }],
    ['dispatch', { lead: 'brigade' }],
    ['return', { departmentId: 'brigade' }],
    ['dispatch', { lead: 'police' }],
    ['accept'],
  ),
)
const propose = (over: Partial<ProposalInput> = {}) =>
  proposalAfterReturn({
    item: exit,
    chain: CHAINS['a1']!,
    history: returned,
    duties: [duty({})],
    on: ON,
    exists,
    ...over,
  })

describe('where a case went', () => {
  it('is told by its entries', () => {
    expect(returned).toEqual({
      danger: false,
      firstLead: 'brigade',
      returnedBy: ['brigade'],
      lastLead: 'police',
      acceptedBy: 'police',
    })
  })
  it('without what was undone', () => {
    const history = routingHistory(
      entries(
        ['report', {}],
        ['dispatch', { lead: 'gas' }],
        ['retract', { of: 'dispatch', to: 1 }],
        ['dispatch', { lead: 'fire' }],
      ),
    )
    expect(history).toMatchObject({ firstLead: 'fire', acceptedBy: null })
  })
  it('and without what came after a reopening', () => {
    const history = routingHistory(
      entries(['report', {}], ['dispatch', { lead: 'gas' }], ['accept'], ['reopen'], ['dispatch', { lead: 'fire' }]),
    )
    expect(history).toMatchObject({ lastLead: 'gas', acceptedBy: 'gas' })
  })
})

describe('after a return', () => {
  it('the narrowest rule is for the item at the place itself, and wider ones follow', () => {
    expect(propose()).toMatchObject({
      returnedBy: 'brigade',
      leadDepartmentId: 'police',
      accepted: true,
      rules: [{ itemId: 'exit', regionId: 'a1' }, { regionId: 'a' }, { regionId: 'city' }],
    })
  })
  it('a rule that a nearer duty of the item would beat is not among them', () => {
    const own = duty({ itemId: 'exit', regionId: 'a', leadDepartmentId: 'brigade' })
    expect(propose({ duties: [own] })).toMatchObject({ rules: [{ regionId: 'a1' }, { regionId: 'a' }] })
  })
  it.each<[string, Partial<ProposalInput>, string]>([
    [
      'a case that nobody returned',
      { history: routingHistory(entries(['dispatch', { lead: 'gas' }])) },
      'not-returned',
    ],
    ['one that went back to whom had returned it', { history: { ...returned, acceptedBy: 'brigade' } }, 'nobody-else'],
    ['one whose lead is gone', { history: { ...returned, acceptedBy: 'gone' } }, 'nobody-else'],
    ['an immediate danger', { history: { ...returned, danger: true } }, 'danger'],
    ['one that the duties would send there already', { duties: [duty({ leadDepartmentId: 'police' })] }, 'duty-agrees'],
  ])('nothing is proposed for %s', (_what, over, why) => {
    expect(propose(over)).toBe(why)
  })
  it('with the rule the same case goes to the one that took it, wherever the table had a gap or an overlap', () => {
    const lead = fc.constantFrom('brigade', 'police', 'gas', 'gone')
    const anyDuties = fc.array(
      fc
        .record({ item: fc.boolean(), region: fc.constantFrom('a1', 'a', 'city', 'b'), lead })
        .map(({ item, region, lead: by }) =>
          duty({ itemId: item ? 'exit' : null, regionId: region, leadDepartmentId: by }),
        ),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(anyDuties, (duties) => {
        const found = propose({ duties })
        if (typeof found === 'string') return
        expect(found.rules[0]?.regionId).toBe('a1')
        for (const rule of found.rules) {
          const after = route({ item: exit, chain: CHAINS['a1']!, on: ON, exists }, withRule(duties, rule, ON))
          expect(after).toMatchObject({ lead: 'police' })
        }
      }),
    )
  })
  it('the rule is weighed on the cases of before', () => {
    const found = propose()
    if (typeof found === 'string') throw new Error(found)
    const past = [
      { regionId: 'a1', acceptedBy: 'police', returned: true, cases: 3 },
      { regionId: 'a2', acceptedBy: 'police', returned: false, cases: 2 },
      { regionId: 'a2', acceptedBy: 'brigade', returned: false, cases: 5 },
      { regionId: 'a1', acceptedBy: null, returned: false, cases: 1 },
    ]
    const ground = { item: exit, chainOf: (id: string) => CHAINS[id]!, duties: [duty({})], on: ON, exists }
    const narrow = weigh(found.rules[0]!, past, ground)
    expect(narrow).toEqual({ cases: 11, changed: 4, tookProposed: 3, spared: 3, tookOther: 0 })
    expect(weigh(found.rules[1]!, past, ground)).toEqual({
      cases: 11,
      changed: 11,
      tookProposed: 5,
      spared: 3,
      tookOther: 5,
    })
  })
})

describe('what if', () => {
  const before = [
    duty({ id: 'wide' }),
    duty({ id: 'twice', regionId: 'b' }),
    duty({ regionId: 'b', leadDepartmentId: 'gas' }),
  ]
  const after = [duty({ regionId: 'a', leadDepartmentId: 'police' }), duty({ regionId: 'b', leadDepartmentId: 'gas' })]
  const whatIf = new WhatIf({ before: { duties: before, on: ON }, after: { duties: after, on: ON }, exists })
  const at = (place: string) => whatIf.answer({ item: exit, chain: CHAINS[place]! })

  it('says where a case would have gone', () => {
    expect(at('a1')).toEqual({ from: 'brigade', to: 'police', kind: 'moved' })
    expect(at('b1')).toEqual({ from: 'overlap', to: 'gas', kind: 'overlap-closed' })
    expect(whatIf.answer({ item: exit, chain: [{ id: 'city' }] })).toEqual({
      from: 'brigade',
      to: 'gap',
      kind: 'gap-opened',
    })
  })
  it('knows which returns it would have spared, and which cases it would take from who took them', () => {
    expect(avoidsReturn(at('a1'), returned)).toBe(true)
    expect(avoidsReturn(at('b1'), returned)).toBe(false)
    expect(takesAway(at('a1'), 'brigade', false)).toBe(true)
    expect(takesAway(at('a1'), 'police', false)).toBe(false)
  })
  it('adds up', () => {
    const count = new WhatIfCount()
    count.add('exit', at('a1'), true, false)
    count.add('exit', at('a2'), false, true)
    count.add('exit', at('b1'), false, false)
    count.skip()
    expect(count.totals()).toMatchObject({
      cases: 4,
      danger: 1,
      changed: 3,
      avoided: 1,
      takenAway: 1,
      kinds: { moved: 2, 'overlap-closed': 1, 'gap-opened': 0 },
      rows: [
        { from: 'brigade', to: 'police', cases: 2, avoided: 1, takenAway: 1 },
        { from: 'overlap', to: 'gas', cases: 1 },
      ],
    })
  })
})
