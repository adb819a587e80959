/** The report before and after a plan, on the day on which all of it is in force: counts for the screen, findings for what it does. */
import { afterPlan, inForce, inForceFrom, type DutyPlan } from '@bihuan/domain/duty-change'
import { compareReports, gapPlaces } from '@bihuan/domain/duty-compare'
import { dutyReport, type DutyOverlap, type DutyReport } from '@bihuan/domain/duty-report'
import { RegionNodes } from '@bihuan/domain/region-nodes'
import type { Duty } from '@bihuan/domain/routing'
import type { City } from '../../platform/city.ts'
import type { Rehearsal } from '../../platform/revision.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'
import { labelOf } from './labels.ts'

export async function reportChange(
  rehearsal: Rehearsal,
  present: readonly Duty[],
  plan: DutyPlan,
  today: string,
): Promise<void> {
  const { city } = rehearsal
  const regions = territory(city)
  const nodes = new RegionNodes(regions.regions())
  const on = inForceFrom(plan, today)
  const next = afterPlan(present, plan)
  const reportOf = (duties: readonly Duty[]) =>
    dutyReport({
      items: catalogue(city).items(),
      regions: regions.regions(),
      duties,
      on,
      departmentExists: (id) => regions.departmentInForce(id),
    })
  await rehearsal.progress('report', 0, 2)
  const before = reportOf(present)
  await rehearsal.progress('report', 1, 2)
  const after = reportOf(next)
  await rehearsal.progress('report', 2, 2)
  const count = (when: 'before' | 'after', duties: readonly Duty[], report: DutyReport) => {
    rehearsal.count(`duties-${when}`, inForce(duties, on).length)
    rehearsal.count(`gaps-${when}`, report.gaps.length)
    rehearsal.count(`gap-places-${when}`, gapPlaces(report.gaps, nodes))
    rehearsal.count(`overlaps-${when}`, report.overlaps.length)
    rehearsal.count(`unreachable-${when}`, report.unreachable.length)
    rehearsal.count(`orphaned-${when}`, report.orphaned.length)
  }
  count('before', present, before)
  count('after', next, after)

  const compared = compareReports(before, after, nodes)
  const byId = new Map(next.map((duty) => [duty.id, duty]))
  for (const gap of compared.gapsOpened)
    await rehearsal.finding({
      severity: 'warning',
      code: 'duty.gap-opened',
      params: named(city, gap, { places: gap.places }),
    })
  for (const overlap of compared.overlapsOpened)
    await rehearsal.finding({ severity: 'warning', code: 'duty.overlap-opened', params: overlapParams(city, overlap) })
  for (const id of compared.unreachableNew)
    await rehearsal.finding({
      severity: 'warning',
      code: 'duty.unreachable',
      params: { duty: labelOf(city, byId.get(id)!) },
    })
  for (const gap of compared.gapsClosed)
    await rehearsal.finding({
      severity: 'note',
      code: 'duty.gap-closed',
      params: named(city, gap, { places: gap.places }),
    })
  for (const overlap of compared.overlapsClosed)
    await rehearsal.finding({ severity: 'note', code: 'duty.overlap-closed', params: overlapParams(city, overlap) })
}

function named(city: City, row: { itemId: string; regionId: string }, more: Record<string, unknown>) {
  const { code, name } = catalogue(city).item(row.itemId)!
  const region = territory(city).region(row.regionId)!
  return { item: name.zh, itemEn: name.en || name.zh, code, region: region.name, regionCode: region.code, ...more }
}

function overlapParams(city: City, overlap: DutyOverlap) {
  const leads = overlap.leadDepartmentIds.map((id) => territory(city).department(id)?.name ?? id)
  return named(city, overlap, { leads: leads.join('、') })
}
