/**
 * Who leads what in the demo city: the category's department for the county, an item's own where it has one, a town's station
 * where the matter is the town's (the county department then assists). The flaws of the source are put in on purpose.
 */
import type { Duty } from '@bihuan/domain/routing'
import { newId } from '../platform/id.ts'
import type { Territory } from '../territory/answers.ts'
import type { SourceCategory, SourceItem } from './demo.ts'

const SINCE = '2024-01-01'
const BASIS = '金东区事项职责清单（合成示例）'

export interface DutySource {
  territory: Territory
  sourceCategories: readonly SourceCategory[]
  sourceItems: readonly SourceItem[]
  categoryIds: ReadonlyMap<string, string>
  itemIds: ReadonlyMap<string, string>
  flaws: {
    /** In this town nobody leads the category: its county duty has ended and the town has none. */
    gaps: { category: string; town: string }[]
    /** Further leads for an item in a region, beside the one that is there. */
    overlaps: { item: string; region: string; leads: string[] }[]
    /** Led by a department that is gone. */
    orphans: { item: string; region: string; lead: string }[]
  }
}

export function demoDuties({
  territory,
  sourceCategories,
  sourceItems,
  categoryIds,
  itemIds,
  flaws,
}: DutySource): Duty[] {
  const departments = territory.departmentCodes()
  const department = (code: string): string => {
    const id = departments.get(code)
    if (id === undefined) throw new Error(`the demo territory has no department ${code}`)
    return id
  }
  const county = territory.regions().find((region) => region.level === 'county')!
  const towns = territory.regions().filter((region) => region.level === 'town')
  const duties: Duty[] = []
  const add = (
    of: { item: string } | { category: string },
    regionId: string,
    lead: string,
    assisting: readonly string[],
    validTo: string | null = null,
  ) =>
    duties.push({
      id: newId(),
      itemId: 'item' in of ? itemIds.get(of.item)! : null,
      categoryId: 'category' in of ? categoryIds.get(of.category)! : null,
      regionId,
      leadDepartmentId: department(lead),
      assistingDepartmentIds: [...new Set(assisting)].filter((code) => code !== lead).map(department),
      basis: BASIS,
      validFrom: SINCE,
      validTo,
    })

  for (const { code, lead, assisting } of sourceCategories) {
    const ended = flaws.gaps.some((gap) => gap.category === code)
    add({ category: code }, county.id, lead, assisting, ended ? '2026-01-01' : null)
  }
  for (const { code, townLead, ...item } of sourceItems) {
    const category = sourceCategories.find((one) => one.code === code.slice(0, 2))!
    const lead = item.lead ?? category.lead
    const assisting = item.assisting ?? category.assisting
    if (item.lead !== undefined || item.assisting !== undefined) add({ item: code }, county.id, lead, assisting)
    if (townLead === undefined) continue
    for (const town of towns) {
      if (flaws.gaps.some((gap) => gap.category === category.code && gap.town === town.code)) continue
      add({ item: code }, town.id, `${townLead}-${town.code}`, [lead, ...assisting])
    }
  }
  const region = (code: string) => territory.regionByCode(code)!.id
  for (const { item, region: code, leads } of flaws.overlaps)
    for (const lead of leads) add({ item }, region(code), lead, [])
  for (const { item, region: code, lead } of flaws.orphans) add({ item }, region(code), lead, [])
  return duties
}
