/** Duties and the duty report with the names that people read. From the copies in memory. */
import type { DutyAnswer } from '@bihuan/contract/catalogue'
import { dutyReport } from '@bihuan/domain/duty-report'
import type { Duty } from '@bihuan/domain/routing'
import type { City } from '../platform/city.ts'
import { territory } from '../territory/answers.ts'
import { catalogue } from './answers.ts'

export function nameDepartment(city: City, id: string) {
  const { name, nameEn } = territory(city).department(id)!
  return { id, name: { zh: name, en: nameEn } }
}

export function nameRegion(city: City, id: string) {
  const { code, name, level } = territory(city).region(id)!
  return { id, code, name, level }
}

export function nameItem(city: City, id: string) {
  return { id, name: catalogue(city).item(id)!.name }
}

export function describeDuty(city: City, duty: Duty): DutyAnswer {
  const category = duty.categoryId === null ? null : catalogue(city).category(duty.categoryId)!
  return {
    id: duty.id,
    item: duty.itemId === null ? null : nameItem(city, duty.itemId),
    category: category && { id: category.id, name: category.name },
    region: nameRegion(city, duty.regionId),
    lead: nameDepartment(city, duty.leadDepartmentId),
    assisting: duty.assistingDepartmentIds.map((id) => nameDepartment(city, id)),
    basis: duty.basis,
    validFrom: duty.validFrom,
    validTo: duty.validTo,
  }
}

/** Rows of each kind in one answer: a city without any duties would have a hundred thousand gaps. */
const REPORT_LIMIT = 1000

/** The whole city's report on a business date; `counts` are complete, the lists are cut at the limit. */
export function describeReport(city: City, on: string) {
  const held = catalogue(city)
  const regions = territory(city)
  const { gaps, overlaps, unreachable, orphaned } = dutyReport({
    items: held.items(),
    regions: regions.regions(),
    duties: held.duties(),
    on,
    departmentExists: (id) => regions.departmentInForce(id),
  })
  const duty = (id: string) => describeDuty(city, held.duty(id)!)
  return {
    on,
    counts: {
      items: held.items().length,
      duties: held.duties().length,
      gaps: gaps.length,
      overlaps: overlaps.length,
      unreachable: unreachable.length,
      orphaned: orphaned.length,
    },
    gaps: gaps
      .slice(0, REPORT_LIMIT)
      .map((gap) => ({ item: nameItem(city, gap.itemId), region: nameRegion(city, gap.regionId) })),
    overlaps: overlaps.slice(0, REPORT_LIMIT).map((overlap) => ({
      item: nameItem(city, overlap.itemId),
      region: nameRegion(city, overlap.regionId),
      sides: overlap.dutyIds.map((id) => ({
        dutyId: id,
        lead: nameDepartment(city, held.duty(id)!.leadDepartmentId),
        basis: held.duty(id)!.basis,
      })),
    })),
    unreachable: unreachable
      .slice(0, REPORT_LIMIT)
      .map((row) => ({ duty: duty(row.dutyId), shadowedBy: row.shadowedBy.slice(0, REPORT_LIMIT).map(duty) })),
    orphaned: orphaned.slice(0, REPORT_LIMIT).map((row) => ({ duty: duty(row.dutyId), gone: row.gone })),
  }
}
