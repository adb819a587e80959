import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPlan, inForce, inForceFrom, planDuties, undoPlan, type DutyChange } from './duty-change.ts'
import type { Duty } from './routing.ts'

const TODAY = '2026-03-18'
const duty = (id: string, over: Partial<Duty> = {}): Duty => ({
  id,
  itemId: 'exit',
  categoryId: null,
  regionId: 'town',
  leadDepartmentId: 'fire',
  assistingDepartmentIds: [],
  basis: 'law',
  validFrom: '2020-01-01',
  validTo: null,
  ...over,
})
const key = { itemId: 'exit', categoryId: null, regionId: 'town' }
const answers = (lead: string, assisting: string[] = []) => ({
  leadDepartmentId: lead,
  assistingDepartmentIds: assisting,
  basis: 'law',
})
const plan = (present: Duty[], ...changes: DutyChange[]) => {
  let number = 0
  return planDuties(present, changes, { today: TODAY, newId: () => `n${++number}` })
}

describe('changing duties', () => {
  it('ends the one that is changed and begins its successor on the same day', () => {
    const { plan: made } = plan([duty('a')], {
      change: 'change',
      dutyId: 'a',
      from: '2026-04-01',
      ...answers('gas', ['fire']),
    })
    expect(made).toEqual({
      ends: [{ dutyId: 'a', validTo: '2026-04-01', was: null }],
      begins: [{ ...duty('n1'), ...answers('gas', ['fire']), validFrom: '2026-04-01', successorOf: 'a' }],
    })
    expect(inForce(afterPlan([duty('a')], made), '2026-03-31').map(({ id }) => id)).toEqual(['a'])
    expect(inForce(afterPlan([duty('a')], made), '2026-04-01').map(({ id }) => id)).toEqual(['n1'])
    expect(inForceFrom(made, TODAY)).toBe('2026-04-01')
  })

  it('never before today: who answered in the past stays written', () => {
    const { plan: made, findings } = plan([duty('a')], { change: 'end', dutyId: 'a', from: '2025-01-01' })
    expect(made.ends).toEqual([{ dutyId: 'a', validTo: TODAY, was: null }])
    expect(findings).toEqual([
      { severity: 'repaired', code: 'duty.from-today', params: { from: '2025-01-01', today: TODAY } },
    ])
  })

  it('set as it stands already, nothing happens', () => {
    const wanted = { change: 'set' as const, ...key, from: TODAY, drafts: [answers('fire', ['gas', 'fire'])] }
    expect(plan([duty('a', { assistingDepartmentIds: ['gas'] })], wanted)).toMatchObject({
      plan: { ends: [], begins: [] },
      unchanged: 1,
    })
  })

  it('set to another answer, every other one at that place ends, one that was only to come too', () => {
    const present = [duty('a'), duty('b', { leadDepartmentId: 'police' }), duty('c', { validFrom: '2027-01-01' })]
    const { plan: made } = plan(present, { change: 'set', ...key, from: TODAY, drafts: [answers('police', ['fire'])] })
    expect(made.begins).toMatchObject([{ leadDepartmentId: 'police', successorOf: 'b' }])
    expect(made.ends).toEqual([
      { dutyId: 'b', validTo: TODAY, was: null },
      { dutyId: 'a', validTo: TODAY, was: null },
      { dutyId: 'c', validTo: '2027-01-01', was: null },
    ])
  })

  it('set where nothing stands, it may begin in the past: a new city brings its table along', () => {
    const { plan: made, findings } = plan([], { change: 'set', ...key, from: '2024-01-01', drafts: [answers('fire')] })
    expect([made.begins[0]?.validFrom, findings]).toEqual(['2024-01-01', []])
  })

  it('the lead does not assist itself', () => {
    const { plan: made, findings } = plan([], {
      change: 'add',
      draft: duty('x', { assistingDepartmentIds: ['fire', 'gas'] }),
    })
    expect(made.begins[0]?.assistingDepartmentIds).toEqual(['gas'])
    expect(findings).toMatchObject([{ severity: 'repaired', code: 'duty.lead-assists' }])
  })

  it.each<[string, Duty[], DutyChange[], string, number[]]>([
    ['one that is not there', [], [{ change: 'end', dutyId: 'x', from: TODAY }], 'duty.unknown-duty', [0]],
    [
      'one that has ended',
      [duty('a', { validTo: '2025-01-01' })],
      [{ change: 'end', dutyId: 'a', from: TODAY }],
      'duty.unknown-duty',
      [0],
    ],
    [
      'one twice',
      [duty('a')],
      [
        { change: 'end', dutyId: 'a', from: TODAY },
        { change: 'change', dutyId: 'a', from: TODAY, ...answers('gas') },
      ],
      'duty.changed-twice',
      [1],
    ],
    [
      'the same again',
      [duty('a')],
      [{ change: 'add', draft: duty('x', { validFrom: TODAY }) }],
      'duty.already-there',
      [0],
    ],
    [
      'an end before the beginning',
      [],
      [{ change: 'add', draft: duty('x', { validFrom: TODAY, validTo: TODAY }) }],
      'duty.until-before-from',
      [0],
    ],
  ])('refuses %s', (_what, present, changes, code, refused) => {
    const planned = plan(present, ...changes)
    expect(planned.findings).toMatchObject([{ severity: 'error', code }])
    expect(planned.refused).toEqual(refused)
  })
})

describe('taking a plan back', () => {
  const changes: DutyChange[] = [{ change: 'set', ...key, from: TODAY, drafts: [answers('gas')] }]
  let number = 0
  const newId = () => `u${++number}`

  it('on the same day leaves the table as if nothing had been', () => {
    const { plan: made } = plan([duty('a')], ...changes)
    const applied = afterPlan([duty('a')], made)
    const undone = afterPlan(applied, undoPlan(applied, made, { today: TODAY, newId }))
    expect(inForce(undone, TODAY)).toEqual([duty('a')])
    // Still there to be read, though it never held.
    expect(undone.find(({ id }) => id === 'n1')).toMatchObject({ validFrom: TODAY, validTo: TODAY })
  })

  it('days later keeps who answered in between, and lets the earlier one go on from today', () => {
    const { plan: made } = plan([duty('a')], ...changes)
    const applied = afterPlan([duty('a')], made)
    const undone = afterPlan(applied, undoPlan(applied, made, { today: '2026-03-25', newId }))
    expect(inForce(undone, '2026-03-20').map(({ leadDepartmentId }) => leadDepartmentId)).toEqual(['gas'])
    expect(inForce(undone, '2026-03-25')).toMatchObject([{ leadDepartmentId: 'fire', validFrom: '2026-03-25' }])
  })
})

describe('for any table and any changes', () => {
  const leads = fc.constantFrom('fire', 'gas', 'police')
  const anyPresent = fc
    .array(
      fc.record({ lead: leads, region: fc.constantFrom('town', 'city'), to: fc.constantFrom(null, '2026-12-31') }),
      { maxLength: 5 },
    )
    .map((rows) =>
      rows.map(({ lead, region, to }, at) => duty(`d${at}`, { leadDepartmentId: lead, regionId: region, validTo: to })),
    )
  const anySet = fc
    .record({ region: fc.constantFrom('town', 'city'), leads: fc.uniqueArray(leads, { maxLength: 2 }) })
    .map(({ region, leads: named }): DutyChange => ({
      change: 'set',
      ...key,
      regionId: region,
      from: TODAY,
      drafts: named.map((lead) => answers(lead)),
    }))

  it('what is set holds and nothing else, is set again without a change, and is taken back to what was', () => {
    fc.assert(
      fc.property(anyPresent, anySet, (present, change) => {
        if (change.change !== 'set') throw new Error('made as a set')
        const { plan: made } = plan(present, change)
        const applied = afterPlan(present, made)
        const holding = inForce(applied, TODAY).filter(({ regionId }) => regionId === change.regionId)
        const wanted = change.drafts.map((draft) => draft.leadDepartmentId).sort()
        expect(holding.map((row) => row.leadDepartmentId).sort()).toEqual(wanted)
        expect(plan(applied, change)).toMatchObject({ plan: { ends: [], begins: [] }, unchanged: wanted.length })
        const undone = afterPlan(applied, undoPlan(applied, made, { today: TODAY, newId: () => 'never' }))
        expect(inForce(undone, TODAY)).toEqual(inForce(present, TODAY))
        expect(inForce(undone, '2027-06-01')).toEqual(inForce(present, '2027-06-01'))
      }),
    )
  })
})
