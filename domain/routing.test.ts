import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutyReport } from './duty-report.ts'
import { route, type Duty } from './routing.ts'

const ON = '2026-03-18'
// city ─ (a ─ a1, a2), (b ─ b1)
const PARENTS: Record<string, string | null> = { city: null, a: 'city', a1: 'a', a2: 'a', b: 'city', b1: 'b' }
const REGIONS = Object.entries(PARENTS).map(([id, parentId]) => ({ id, parentId }))
const LEAVES = ['a1', 'a2', 'b1']
const chainOf = (id: string): { id: string }[] => [{ id }, ...(PARENTS[id] ? chainOf(PARENTS[id]) : [])]

let numbers = 0
function duty(over: Partial<Duty> & Pick<Duty, 'regionId' | 'leadDepartmentId'>): Duty {
  return {
    id: `d${String(++numbers).padStart(4, '0')}`,
    itemId: null,
    categoryId: over.itemId ? null : 'fire',
    assistingDepartmentIds: [],
    basis: '',
    validFrom: '2020-01-01',
    validTo: null,
    ...over,
  }
}
const exit = { id: 'exit', categoryId: 'fire' }
const at = (region: string, duties: Duty[], exists = (_: string) => true) =>
  route({ item: exit, chain: chainOf(region), on: ON, exists }, duties)

describe('which duty wins', () => {
  it('the item’s own goes before its category’s, even from a wider region', () => {
    const own = duty({ itemId: 'exit', regionId: 'city', leadDepartmentId: 'brigade' })
    const general = duty({ regionId: 'a1', leadDepartmentId: 'town' })
    expect(at('a1', [general, own])).toMatchObject({
      lead: 'brigade',
      dutyId: own.id,
      why: [
        { code: 'duty-won', params: { by: 'item', regionId: 'city' } },
        { code: 'over-category', params: { dutyId: general.id } },
      ],
    })
  })

  it('the most specific region goes before the wider', () => {
    const wide = duty({ regionId: 'city', leadDepartmentId: 'brigade' })
    const near = duty({ regionId: 'a', leadDepartmentId: 'county' })
    expect(at('a2', [wide, near])).toMatchObject({
      lead: 'county',
      why: [{ code: 'duty-won' }, { code: 'over-wider-region', params: { dutyId: wide.id } }],
    })
    expect(at('b1', [wide, near])).toMatchObject({ lead: 'brigade' })
  })

  it('two equal ones with different leads are an overlap', () => {
    const one = duty({ regionId: 'a', leadDepartmentId: 'fire' })
    const two = duty({ regionId: 'a', leadDepartmentId: 'police' })
    expect(at('a1', [one, two])).toMatchObject({ overlap: [{ lead: 'fire' }, { lead: 'police' }], regionId: 'a' })
  })

  it('two equal ones with the same lead agree, and both name who assists', () => {
    const one = duty({ regionId: 'a', leadDepartmentId: 'fire', assistingDepartmentIds: ['gas'] })
    const two = duty({ regionId: 'a', leadDepartmentId: 'fire', assistingDepartmentIds: ['power', 'gas'] })
    expect(at('a1', [two, one])).toMatchObject({
      lead: 'fire',
      dutyId: one.id,
      assisting: ['gas', 'power'],
      why: [{}, { code: 'agreed-with' }],
    })
  })

  it('none is a gap', () => {
    expect(at('b1', [duty({ regionId: 'a', leadDepartmentId: 'fire' })])).toMatchObject({
      gap: { itemId: 'exit' },
      why: [{ code: 'no-duty' }],
    })
  })

  it('one that does not hold on the day, or whose lead is gone, does not count', () => {
    const ended = duty({ regionId: 'a1', leadDepartmentId: 'old', validTo: ON })
    const coming = duty({ regionId: 'a1', leadDepartmentId: 'new', validFrom: '2026-03-19' })
    const orphan = duty({ regionId: 'a1', leadDepartmentId: 'gone' })
    const wide = duty({ regionId: 'city', leadDepartmentId: 'fire', assistingDepartmentIds: ['gone', 'gas'] })
    const found = at('a1', [ended, coming, orphan, wide], (id) => id !== 'gone')
    expect(found).toMatchObject({
      lead: 'fire',
      assisting: ['gas'],
      why: [{ code: 'duty-won' }, { code: 'skipped-orphan', params: { dutyId: orphan.id } }],
    })
  })
})

const anyDuty = fc
  .record({
    item: fc.constantFrom<string | null>('exit', 'hose', null),
    region: fc.constantFrom(...Object.keys(PARENTS)),
    lead: fc.constantFrom('fire', 'police', 'gone'),
    validTo: fc.constantFrom<string | null>(null, null, null, '2026-01-01'),
  })
  .map(({ item, region, lead, validTo }) => duty({ itemId: item, regionId: region, leadDepartmentId: lead, validTo }))
const exists = (id: string) => id !== 'gone'
const items = [exit, { id: 'hose', categoryId: 'fire' }]

describe('for any table of duties', () => {
  it('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyDuty, { maxLength: 8 }), fc.constantFrom(...LEAVES), (duties, region) => {
        expect(at(region, [...duties].reverse(), exists)).toEqual(at(region, duties, exists))
      }),
    )
  })

  it('the winner is never less specific than another that holds there', () => {
    fc.assert(
      fc.property(fc.array(anyDuty, { maxLength: 8 }), fc.constantFrom(...LEAVES), (duties, region) => {
        const found = at(region, duties, exists)
        if (!('dutyId' in found)) return
        const winner = duties.find((one) => one.id === found.dutyId)!
        const depth = (one: Duty) => chainOf(region).findIndex(({ id }) => id === one.regionId)
        const rivals = duties.filter(
          (one) => one.validTo === null && exists(one.leadDepartmentId) && depth(one) >= 0 && one.itemId !== 'hose',
        )
        for (const rival of rivals) {
          if (rival.itemId && !winner.itemId) expect.fail('an item’s duty lost to a category’s')
          if ((rival.itemId === null) === (winner.itemId === null))
            expect(depth(winner)).toBeLessThanOrEqual(depth(rival))
        }
      }),
    )
  })

  it('the report says of every item and leaf what routing says', () => {
    fc.assert(
      fc.property(fc.array(anyDuty, { maxLength: 8 }), (duties) => {
        const report = dutyReport({ items, regions: REGIONS, duties, on: ON, departmentExists: exists })
        const decisive = new Set<string>()
        for (const item of items) {
          for (const leaf of LEAVES) {
            const found = route({ item, chain: chainOf(leaf), on: ON, exists }, duties)
            const covering = chainOf(leaf).map(({ id }) => id)
            const gap = report.gaps.some((row) => row.itemId === item.id && covering.includes(row.regionId))
            expect(gap).toBe('gap' in found)
            if ('overlap' in found) {
              const row = report.overlaps.find((one) => one.itemId === item.id && one.regionId === found.regionId)
              expect(row?.leadDepartmentIds).toEqual([...new Set(found.overlap.map((side) => side.lead))])
              for (const side of found.overlap) decisive.add(side.dutyId)
            }
            if ('dutyId' in found) {
              decisive.add(found.dutyId)
              for (const step of found.why) if (step.code === 'agreed-with') decisive.add(step.params.dutyId)
            }
          }
        }
        const holding = duties.filter((one) => one.validTo === null)
        const orphaned = holding.filter((one) => one.leadDepartmentId === 'gone').map((one) => one.id)
        expect(report.orphaned.map((row) => row.dutyId).sort()).toEqual([...orphaned].sort())
        const unreachable = holding
          .filter((one) => exists(one.leadDepartmentId) && !decisive.has(one.id))
          .map((one) => one.id)
        expect(report.unreachable.map((row) => row.dutyId).sort()).toEqual(unreachable.sort())
      }),
    )
  })

  it('no gap names a region inside which somebody leads, and none is named twice', () => {
    fc.assert(
      fc.property(fc.array(anyDuty, { maxLength: 8 }), (duties) => {
        const { gaps } = dutyReport({ items, regions: REGIONS, duties, on: ON, departmentExists: exists })
        expect(new Set(gaps.map((gap) => `${gap.itemId} ${gap.regionId}`)).size).toBe(gaps.length)
        for (const gap of gaps) {
          const inside = LEAVES.filter((leaf) => chainOf(leaf).some(({ id }) => id === gap.regionId))
          const item = items.find(({ id }) => id === gap.itemId)!
          for (const leaf of inside)
            expect(route({ item, chain: chainOf(leaf), on: ON, exists }, duties)).toHaveProperty('gap')
        }
      }),
    )
  })
})

describe('the duty report', () => {
  it('names a duty that others shadow completely, and those that do', () => {
    const wide = duty({ regionId: 'city', leadDepartmentId: 'fire' })
    const near = [
      duty({ regionId: 'a', leadDepartmentId: 'county' }),
      duty({ regionId: 'b', leadDepartmentId: 'county' }),
    ]
    const { unreachable } = dutyReport({
      items,
      regions: REGIONS,
      duties: [wide, ...near],
      on: ON,
      departmentExists: exists,
    })
    expect(unreachable).toEqual([{ dutyId: wide.id, shadowedBy: near.map(({ id }) => id) }])
  })

  it('names an overlap once, at the region where it was made', () => {
    const sides = [
      duty({ regionId: 'city', leadDepartmentId: 'fire' }),
      duty({ regionId: 'city', leadDepartmentId: 'police' }),
    ]
    const near = duty({ regionId: 'a1', leadDepartmentId: 'county', itemId: 'exit' })
    const { overlaps } = dutyReport({
      items: [exit],
      regions: REGIONS,
      duties: [...sides, near],
      on: ON,
      departmentExists: exists,
    })
    expect(overlaps).toEqual([
      { itemId: 'exit', regionId: 'city', dutyIds: sides.map(({ id }) => id), leadDepartmentIds: ['fire', 'police'] },
    ])
  })

  it('names what a duty has lost', () => {
    const lost = duty({
      itemId: 'unknown',
      regionId: 'nowhere',
      leadDepartmentId: 'gone',
      assistingDepartmentIds: ['gone'],
    })
    const { orphaned } = dutyReport({ items, regions: REGIONS, duties: [lost], on: ON, departmentExists: exists })
    expect(orphaned).toEqual([{ dutyId: lost.id, gone: ['lead', 'assisting', 'region', 'item'] }])
  })
})
