/** The table of duties as an editor reads it: sorted once for each version, filtered and paged from memory. */
import type { DutyRowAnswer } from '@bihuan/contract/duties-edit'
import { DutyIndex } from '@bihuan/domain/duty-index'
import { inForce } from '@bihuan/domain/duty-change'
import type { Duty } from '@bihuan/domain/routing'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { csvLines } from '../../platform/sheets/write.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'
import { describeDuty } from '../duty-views.ts'
import { DUTY_COLUMNS, NAME_COLUMNS } from './sentences.ts'

interface Sorted {
  version: string
  duties: readonly Duty[]
  places: ReadonlyMap<string, number>
}
const sorted = new WeakMap<City, Sorted>()

/** By category, item and region; a category's own before its items'. */
function sortedDuties(city: City): Sorted {
  const held = catalogue(city)
  const regions = territory(city)
  const version = `${held.version} ${regions.version}`
  const known = sorted.get(city)
  if (known?.version === version) return known
  const position = new Map(held.categories().map((category, at) => [category.id, at]))
  const keyed = held.duties().map((duty) => {
    const item = duty.itemId === null ? null : held.item(duty.itemId)
    const category = String(position.get(item?.categoryId ?? duty.categoryId ?? '') ?? 9999).padStart(5, '0')
    const region = regions.region(duty.regionId)?.code ?? ''
    return { duty, key: `${category} ${item?.code ?? ''} ${region} ${duty.validFrom} ${duty.id}` }
  })
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1))
  const duties = keyed.map(({ duty }) => duty)
  const made = { version, duties, places: new Map(duties.map((duty, at) => [duty.id, at])) }
  sorted.set(city, made)
  return made
}

export function stateOf(duty: Duty, today: string): DutyRowAnswer['state'] {
  if (duty.validTo !== null && (duty.validTo <= today || duty.validTo === duty.validFrom)) return 'ended'
  return duty.validFrom > today ? 'coming' : 'in-force'
}

export interface TableQuery {
  limit: number
  next?: string | undefined
  item?: string | undefined
  category?: string | undefined
  region?: string | undefined
  department?: string | undefined
  state: DutyRowAnswer['state'] | 'all'
}

export function dutyTable(city: City, query: TableQuery, today: string) {
  const held = catalogue(city)
  const regions = territory(city)
  const { duties, places } = sortedDuties(city)
  const wanted = (duty: Duty): boolean =>
    (query.item === undefined || duty.itemId === query.item) &&
    (query.category === undefined ||
      duty.categoryId === query.category ||
      (duty.itemId !== null && held.item(duty.itemId)?.categoryId === query.category)) &&
    (query.region === undefined || regions.isWithin(duty.regionId, query.region)) &&
    (query.department === undefined ||
      duty.leadDepartmentId === query.department ||
      duty.assistingDepartmentIds.includes(query.department)) &&
    (query.state === 'all' || stateOf(duty, today) === query.state)
  const found = duties.filter(wanted)
  let from = 0
  if (query.next !== undefined) {
    const after = places.get(query.next)
    if (after === undefined) throw new Problem('platform.cursor-invalid')
    from = found.findIndex((duty) => places.get(duty.id)! > after)
  }
  const shown = from < 0 ? [] : found.slice(from, from + query.limit)
  const more = from >= 0 && from + query.limit < found.length
  return {
    total: found.length,
    rows: shown.map((duty) => describeRow(city, duty, today)),
    next: more ? shown.at(-1)!.id : null,
  }
}

export function describeRow(city: City, duty: Duty, today: string): DutyRowAnswer {
  const held = catalogue(city)
  const item = duty.itemId === null ? null : held.item(duty.itemId)
  return {
    ...describeDuty(city, duty),
    state: stateOf(duty, today),
    itemCode: item?.code ?? null,
    categoryCode: held.category(item?.categoryId ?? duty.categoryId ?? '')?.code ?? null,
    leadCode: territory(city).department(duty.leadDepartmentId)?.code ?? '',
  }
}

/** The present table as a file that the import takes. */
export function dutyFile(city: City, layout: 'list' | 'matrix', today: string): { name: string; text: string } {
  const rows = sortedDuties(city).duties.filter((duty) => stateOf(duty, today) === 'in-force')
  const lines = layout === 'list' ? listLines(city, rows) : matrixLines(city, rows)
  return { name: `duties-${layout}-${today}.csv`, text: [...lines].join('') }
}

function listLines(city: City, duties: readonly Duty[]) {
  const held = catalogue(city)
  const regions = territory(city)
  const code = (id: string) => regions.department(id)?.code ?? ''
  const first = (field: keyof typeof DUTY_COLUMNS) => DUTY_COLUMNS[field][0]
  const header = [
    first('item'),
    NAME_COLUMNS.item,
    first('category'),
    first('region'),
    NAME_COLUMNS.region,
    first('lead'),
    NAME_COLUMNS.lead,
    first('assisting'),
    first('basis'),
    first('from'),
    first('until'),
  ]
  return csvLines(
    header,
    duties.map((duty) => {
      const item = duty.itemId === null ? null : held.item(duty.itemId)
      const category = duty.categoryId === null ? null : held.category(duty.categoryId)
      const region = regions.region(duty.regionId)
      return [
        item?.code ?? '',
        (item ?? category)?.name.zh ?? '',
        category?.code ?? '',
        region?.code ?? '',
        region?.name ?? '',
        code(duty.leadDepartmentId),
        regions.department(duty.leadDepartmentId)?.name ?? '',
        duty.assistingDepartmentIds.map(code).join('、'),
        duty.basis,
        duty.validFrom,
        duty.validTo,
      ]
    }),
  )
}

/** Categories and items down; every region that has a duty across. */
function matrixLines(city: City, duties: readonly Duty[]) {
  const held = catalogue(city)
  const regions = territory(city)
  const index = new DutyIndex(duties)
  const columns = regions.regions().filter((region) => duties.some((duty) => duty.regionId === region.id))
  const code = (id: string) => regions.department(id)?.code ?? ''
  const subjects = held.categories().flatMap((category) => [
    { id: category.id, category: category.code, item: '', name: category.name.zh },
    ...held
      .items()
      .filter((item) => item.categoryId === category.id)
      .map((item) => ({ id: item.id, category: '', item: item.code, name: item.name.zh })),
  ])
  return csvLines(
    [DUTY_COLUMNS.item[0], DUTY_COLUMNS.category[0], NAME_COLUMNS.item, ...columns.map((region) => region.code)],
    subjects.map(({ id, category, item, name }) => [
      item,
      category,
      name,
      ...columns.map((region) => {
        const [duty, ...others] = index.given(id, region.id)
        // A cell has one lead: an overlap is left to the list.
        return duty && others.length === 0
          ? [duty.leadDepartmentId, ...duty.assistingDepartmentIds].map(code).join('、')
          : ''
      }),
    ]),
  )
}

export function liveDuties(city: City, today: string): Duty[] {
  return inForce(catalogue(city).duties(), today)
}
