import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareReports } from './duty-compare.ts'
import { dutyReport, type DutyReport } from './duty-report.ts'
import { RegionNodes } from './region-nodes.ts'
import { route, type Duty } from './routing.ts'

const ON = '2026-03-18'
const exists = (id: string) => id !== 'gone'
const ITEMS = ['exit', 'hose', 'dog', 'cat'].map((id, at) => ({ id, categoryId: at < 2 ? 'fire' : 'pets' }))

/** A tree of up to a dozen regions: each hangs under one that came before it. */
const anyTree = fc
  .array(fc.nat({ max: 100 }), { minLength: 0, maxLength: 11 })
  .map((parents) => [
    { id: 'r0', parentId: null as string | null },
    ...parents.map((pick, at) => ({ id: `r${at + 1}`, parentId: `r${pick % (at + 1)}` })),
  ])
const anyDuties = fc.array(
  fc.record({
    subject: fc.constantFrom('exit', 'hose', 'dog', 'cat', 'fire', 'fire', 'pets'),
    region: fc.nat({ max: 13 }),
    lead: fc.constantFrom('fire', 'police', 'gas', 'gone'),
    assisting: fc.subarray(['gas', 'gone']),
    validTo: fc.constantFrom<string | null>(null, null, null, '2026-01-01'),
  }),
  { maxLength: 14 },
)

const anyTable = fc.tuple(anyTree, anyDuties).map(([regions, drafts]) => ({
  regions,
  duties: drafts.map(({ subject, region, lead, assisting, validTo }, at): Duty => ({
    id: `d${String(at).padStart(2, '0')}`,
    itemId: subject === 'fire' || subject === 'pets' ? null : subject,
    categoryId: subject === 'fire' || subject === 'pets' ? subject : null,
    // Beyond the tree: a region that is gone.
    regionId: `r${region}`,
    leadDepartmentId: lead,
    assistingDepartmentIds: assisting,
    basis: '',
    validFrom: '2020-01-01',
    validTo,
  })),
}))

/** Every item at every lowest region, asked one by one. */
function bruteForce(regions: { id: string; parentId: string | null }[], duties: readonly Duty[]) {
  const parents = new Map(regions.map(({ id, parentId }) => [id, parentId]))
  const chainOf = (id: string): { id: string }[] => {
    const parent = parents.get(id)
    return [{ id }, ...(parent ? chainOf(parent) : [])]
  }
  const leaves = regions.filter(({ id }) => !regions.some((other) => other.parentId === id))
  const cells = ITEMS.flatMap((item) =>
    leaves.map(({ id }) => ({
      item,
      chain: chainOf(id),
      leaf: id,
      found: route({ item, chain: chainOf(id), on: ON, exists }, duties),
    })),
  )
  const decisive = new Set(
    cells.flatMap(({ found }) => {
      if ('overlap' in found) return found.overlap.map((side) => side.dutyId)
      if ('gap' in found) return []
      return [found.dutyId, ...found.why.flatMap((step) => (step.code === 'agreed-with' ? [step.params.dutyId] : []))]
    }),
  )
  return { cells, decisive, parents, chainOf }
}

const reportOf = (regions: { id: string; parentId: string | null }[], duties: readonly Duty[]): DutyReport =>
  dutyReport({ items: ITEMS, regions, duties, on: ON, departmentExists: exists })

describe('the duty report, for any tree and any table', () => {
  it('has exactly the gaps that asking item by item and place by place finds', () => {
    fc.assert(
      fc.property(anyTable, ({ regions, duties }) => {
        const { gaps } = reportOf(regions, duties)
        const { cells } = bruteForce(regions, duties)
        for (const { item, chain, found } of cells) {
          const covering = gaps.filter((gap) => gap.itemId === item.id && chain.some(({ id }) => id === gap.regionId))
          expect(covering).toHaveLength('gap' in found ? 1 : 0)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('names a gap at the widest region that is one as a whole', () => {
    fc.assert(
      fc.property(anyTable, ({ regions, duties }) => {
        const { gaps } = reportOf(regions, duties)
        const { cells, parents } = bruteForce(regions, duties)
        for (const { itemId, regionId } of gaps) {
          const parent = parents.get(regionId)
          if (!parent) continue
          const inside = cells.filter(({ item, chain }) => item.id === itemId && chain.some(({ id }) => id === parent))
          expect(inside.some(({ found }) => !('gap' in found))).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('has exactly the overlaps, the unreachable and the orphaned ones', () => {
    fc.assert(
      fc.property(anyTable, ({ regions, duties }) => {
        const report = reportOf(regions, duties)
        const { cells, decisive, parents } = bruteForce(regions, duties)
        const overlaps = new Map(
          cells.flatMap(({ item, found }) => {
            if (!('overlap' in found)) return []
            const dutyIds = found.overlap.map((side) => side.dutyId)
            return [[`${item.id} ${dutyIds.join()}`, found.regionId] as const]
          }),
        )
        expect(report.overlaps.map((row) => `${row.itemId} ${row.dutyIds.join()} ${row.regionId}`).sort()).toEqual(
          [...overlaps].map(([key, regionId]) => `${key} ${regionId}`).sort(),
        )
        const valid = duties.filter((duty) => duty.validTo === null)
        const whole = (duty: Duty) => exists(duty.leadDepartmentId) && parents.has(duty.regionId)
        expect(report.unreachable.map((row) => row.dutyId)).toEqual(
          valid.filter((duty) => whole(duty) && !decisive.has(duty.id)).map((duty) => duty.id),
        )
        for (const { shadowedBy } of report.unreachable) for (const id of shadowedBy) expect(decisive).toContain(id)
        expect(report.orphaned.map((row) => row.dutyId)).toEqual(
          valid.filter((duty) => !whole(duty) || duty.assistingDepartmentIds.includes('gone')).map((duty) => duty.id),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('compared with another says exactly which places were opened and which closed', () => {
    fc.assert(
      fc.property(anyTable, anyDuties, ({ regions, duties }, _) => {
        const half = duties.filter((_duty, at) => at % 2 === 0)
        const nodes = new RegionNodes(regions)
        const compared = compareReports(reportOf(regions, half), reportOf(regions, duties), nodes)
        const gapsIn = (table: readonly Duty[]) =>
          new Set(
            bruteForce(regions, table)
              .cells.filter(({ found }) => 'gap' in found)
              .map(({ item, leaf }) => `${item.id} ${leaf}`),
          )
        const [before, after] = [gapsIn(half), gapsIn(duties)]
        const sum = (rows: { places: number }[]) => rows.reduce((total, row) => total + row.places, 0)
        expect(sum(compared.gapsOpened)).toBe([...after].filter((cell) => !before.has(cell)).length)
        expect(sum(compared.gapsClosed)).toBe([...before].filter((cell) => !after.has(cell)).length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the duty report of a whole city', () => {
  it('looks at each duty less often than once an item, for 500 items, 5,000 regions and 20,000 duties', () => {
    const regions: { id: string; parentId: string | null }[] = [{ id: 'city', parentId: null }]
    for (let county = 0; county < 10; county++) {
      regions.push({ id: `c${county}`, parentId: 'city' })
      for (let town = 0; town < 20; town++) {
        regions.push({ id: `c${county}t${town}`, parentId: `c${county}` })
        for (let at = 0; at < 24; at++) regions.push({ id: `c${county}t${town}v${at}`, parentId: `c${county}t${town}` })
      }
    }
    const items = Array.from({ length: 500 }, (_, at) => ({ id: `i${at}`, categoryId: `k${at % 12}` }))
    const duties: Duty[] = []
    const add = (subject: Partial<Duty>, regionId: string, lead: string) =>
      duties.push({
        id: `d${duties.length}`,
        itemId: null,
        categoryId: null,
        regionId,
        leadDepartmentId: lead,
        assistingDepartmentIds: [],
        basis: '',
        validFrom: '2020-01-01',
        validTo: null,
        ...subject,
      })
    // Two categories led in every community, the rest by item in towns, and some of them twice.
    for (const { id } of regions.slice(-4800)) for (const categoryId of ['k0', 'k1']) add({ categoryId }, id, `l-${id}`)
    for (let at = 0; duties.length < 20_000; at++)
      add({ itemId: `i${at % 500}` }, `c${at % 10}t${(at * 7) % 20}`, `l${at % 40}`)
    let asked = 0
    const counted: Duty[] = duties.map((duty) => ({
      ...duty,
      get regionId() {
        asked++
        return duty.regionId
      },
    }))
    const report = dutyReport({ items, regions, duties: counted, on: ON, departmentExists: () => true })
    expect(report.gaps.length).toBeGreaterThan(1000)
    expect(report.overlaps.length).toBeGreaterThan(100)
    // Looking at each duty for each item would be that often, and for each item in each region five thousand times more.
    expect(asked).toBeLessThan(500 * duties.length)
  })
})
