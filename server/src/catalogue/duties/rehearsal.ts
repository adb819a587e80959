/** The rehearsal of a revision of duties: its source becomes changes, the changes a plan, and the plan is held against the report. */
import { businessDate } from '@bihuan/domain/calendar'
import { planDuties, type DutyAnswers, type DutyChange } from '@bihuan/domain/duty-change'
import { dutiesOfUnits } from '@bihuan/domain/duty-units'
import type { Duty } from '@bihuan/domain/routing'
import type { City } from '../../platform/city.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import type { Rehearsal } from '../../platform/revision.ts'
import { loadTerritory, territory } from '../../territory/answers.ts'
import { catalogue, loadCatalogue } from '../answers.ts'
import { labelOf } from './labels.ts'
import { dutyLookups } from './lookups.ts'
import { readDutyFile } from './read-file.ts'
import { reportChange } from './report-change.ts'
import { GONE, UNITS_BASIS } from './sentences.ts'
import { keptSource, type KeptSource } from './source.ts'

export async function rehearseDuties(rehearsal: Rehearsal): Promise<void> {
  const { city } = rehearsal
  await Promise.all([loadTerritory(city), loadCatalogue(city)])
  const today = businessDate(rehearsal.now.getTime())
  const present = catalogue(city).duties()
  const source = keptSource.parse(rehearsal.revision.source)
  const changes = await changesOf(rehearsal, source, present, today)
  const { plan, findings, unchanged } = planDuties(present, changes, { today, newId })
  for (const finding of findings) await rehearsal.finding(finding)

  const byId = new Map(present.map((duty) => [duty.id, duty]))
  let done = 0
  const of = plan.ends.length + plan.begins.length
  for (const end of plan.ends) {
    const before = byId.get(end.dutyId)!
    await rehearsal.change({
      what: 'duty',
      action: 'end',
      record: end.dutyId,
      label: labelOf(city, before),
      body: end,
      before,
    })
    await rehearsal.progress('plan', ++done, of)
  }
  for (const begin of plan.begins) {
    const before = begin.successorOf === null ? null : byId.get(begin.successorOf)!
    await rehearsal.change({
      what: 'duty',
      action: begin.successorOf === null ? 'create' : 'change',
      record: begin.id,
      label: labelOf(city, begin),
      body: begin,
      before,
    })
    await rehearsal.progress('plan', ++done, of)
  }
  rehearsal.count('duties-begun', plan.begins.length)
  rehearsal.count('duties-ended', plan.ends.length)
  rehearsal.count('duties-unchanged', unchanged)
  await reportChange(rehearsal, present, plan, today)
}

async function changesOf(
  rehearsal: Rehearsal,
  source: KeptSource,
  present: readonly Duty[],
  today: string,
): Promise<DutyChange[]> {
  const { city, file } = rehearsal
  if (source.type === 'file') {
    if (!file) throw new Problem('revision.file-required')
    const lookups = await dutyLookups(city)
    const { regionId, basis, mode } = source
    const options = { regionId, from: source.from ?? today, basis, mode }
    const read = await readDutyFile(file, source, { present, lookups, options }, (finding) =>
      rehearsal.finding(finding),
    )
    rehearsal.count('rows', read.rows)
    return read.changes
  }
  if (source.type === 'units') return unitChanges(rehearsal, source, present, today)
  const good: DutyChange[] = []
  for (const change of source.changes) {
    const lost = lostIn(city, change)
    if (lost) await rehearsal.finding({ severity: 'error', code: 'duty.gone', params: lost })
    else good.push(change)
  }
  return good
}

async function unitChanges(
  rehearsal: Rehearsal,
  source: KeptSource & { type: 'units' },
  present: readonly Duty[],
  today: string,
): Promise<DutyChange[]> {
  const { city } = rehearsal
  const regions = territory(city)
  const led = new Set(
    present.filter((duty) => duty.validTo === null || duty.validTo > today).map((duty) => duty.itemId),
  )
  const items = catalogue(city)
    .items()
    .filter((item) => !source.onlyWithout || !led.has(item.id))
  const departments = new Map(
    Object.entries(source.mapping).map(([word, ids]) => [
      word,
      ids.flatMap((id) => {
        const department = regions.departmentInForce(id) ? regions.department(id) : null
        return department ? [{ id, regionId: department.regionId }] : []
      }),
    ]),
  )
  for (const [word, ids] of Object.entries(source.mapping))
    if (ids.length > departments.get(word)!.length)
      await rehearsal.finding({ severity: 'error', code: 'duty.ended-department', params: { word } })
  const { changes, findings } = dutiesOfUnits(items, {
    departmentsOf: (word) => departments.get(word) ?? [],
    regionId: source.regionId,
    superviseAssists: source.superviseAssists,
    from: source.from ?? today,
    basis: source.basis === '' ? UNITS_BASIS : source.basis,
  })
  for (const finding of findings) await rehearsal.finding(finding)
  rehearsal.count('items', items.length)
  return changes
}

/** What an edit names and is not there any more. */
function lostIn(city: City, change: DutyChange): { what: string; whatEn: string; name: string } | null {
  const held = catalogue(city)
  const regions = territory(city)
  const key = change.change === 'set' ? change : change.change === 'add' ? change.draft : null
  if (key) {
    if (key.itemId !== null && (!held.item(key.itemId) || held.isRetired(key.itemId)))
      return { ...GONE.item, name: held.item(key.itemId)?.name.zh ?? key.itemId }
    if (key.categoryId !== null && !held.category(key.categoryId)) return { ...GONE.category, name: key.categoryId }
    const region = regions.region(key.regionId)
    if (!region || region.validTo !== null) return { ...GONE.region, name: region?.name ?? key.regionId }
  }
  for (const { leadDepartmentId, assistingDepartmentIds } of answersOf(change))
    for (const id of [leadDepartmentId, ...assistingDepartmentIds])
      if (!regions.departmentInForce(id)) return { ...GONE.department, name: regions.department(id)?.name ?? id }
  return null
}

function answersOf(change: DutyChange): readonly DutyAnswers[] {
  switch (change.change) {
    case 'set':
      return change.drafts
    case 'add':
      return [change.draft]
    case 'change':
      return [change]
    case 'end':
      return []
  }
}
