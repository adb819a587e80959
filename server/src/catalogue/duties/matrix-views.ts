/** Categories and items by regions: who leads in each cell, and where that was said. */
import type { DutyCell } from '@bihuan/contract/duties-edit'
import { DutyIndex } from '@bihuan/domain/duty-index'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import type { RegionRecord } from '../../territory/views.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'
import { nameDepartment } from '../duty-views.ts'
import { liveDuties } from './table-views.ts'

const named = ({ id, code, name, level }: RegionRecord) => ({ id, code, name, level })

export function dutyMatrix(
  city: City,
  query: { region?: string | undefined; category?: string | undefined },
  today: string,
) {
  const held = catalogue(city)
  const regions = territory(city)
  const root = query.region === undefined ? regions.children(null)[0] : regions.region(query.region)
  if (!root || root.validTo !== null) throw new Problem('platform.not-found')
  if (query.category !== undefined && !held.category(query.category)) throw new Problem('platform.not-found')
  const columns = [root, ...regions.children(root.id)]
  const duties = liveDuties(city, today)
  const index = new DutyIndex(duties)
  // Regions that have a duty for a subject somewhere below them; for a category also those of its items, there too.
  const above = new Set<string>()
  for (const duty of duties) {
    const chain = regions.chain(duty.regionId)
    for (const { id } of chain.slice(1)) above.add(`${(duty.itemId ?? duty.categoryId)!} ${id}`)
    const category = duty.itemId === null ? null : held.item(duty.itemId)?.categoryId
    if (category) for (const { id } of chain) above.add(`${category} ${id}`)
  }
  const exists = (id: string) => regions.departmentInForce(id)
  const leads = new Set<string>()

  const cellOf = (subjectId: string, item: { id: string; categoryId: string }, region: RegionRecord): DutyCell => {
    const own = index.given(subjectId, region.id).map((duty) => ({
      dutyId: duty.id,
      lead: duty.leadDepartmentId,
      assisting: duty.assistingDepartmentIds,
      basis: duty.basis,
    }))
    const found = index.route({ item, chain: regions.chain(region.id), on: today, exists })
    const first =
      'gap' in found
        ? null
        : duties.find(({ id }) => id === ('overlap' in found ? found.overlap[0]!.dutyId : found.dutyId))!
    const named =
      'overlap' in found ? [...new Set(found.overlap.map((side) => side.lead))] : 'lead' in found ? [found.lead] : []
    for (const id of [...named, ...own.flatMap((one) => [one.lead, ...one.assisting])]) leads.add(id)
    const by = first?.itemId === null ? ('category' as const) : ('item' as const)
    const here = first !== null && own.some(({ dutyId }) => dutyId === first.id)
    return {
      own,
      leads: named,
      from: first === null || here ? null : { regionId: first.regionId, by },
      below: above.has(`${subjectId} ${region.id}`),
    }
  }

  const rows = held.categories().flatMap((category) => {
    const { id, code, name } = category
    const items = held.items().filter((item) => item.categoryId === id)
    const general = { id: '', categoryId: id }
    const brief = { id, code, name }
    return [
      { category: brief, item: null, items: items.length, cells: columns.map((region) => cellOf(id, general, region)) },
      ...(query.category === id ? items : []).map((item) => ({
        category: brief,
        item: { id: item.id, code: item.code, name: item.name },
        items: 0,
        cells: columns.map((region) => cellOf(item.id, item, region)),
      })),
    ]
  })
  return {
    version: held.version,
    region: named(root),
    above: regions
      .chain(root.id)
      .slice(1)
      .map((region) => named(regions.region(region.id)!))
      .reverse(),
    columns: columns.map((region) => ({ ...named(region), below: regions.children(region.id).length })),
    departments: [...leads].map((id) => ({ ...nameDepartment(city, id), code: regions.department(id)!.code })),
    rows,
  }
}
