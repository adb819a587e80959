/** Which open cases are asked for: of an audience, narrowed by filters and by an area. */
import type { z } from 'zod'
import type { mapFilter } from '@bihuan/contract/maps'
import { OPEN_STATES } from '@bihuan/domain/acts'
import type { City } from '../platform/city.ts'
import { territory } from '../territory/answers.ts'
import type { Audience } from './audience.ts'
import { DANGER, RECURRING, SUPERVISED, type OpenCases } from './open-cases.ts'

export type MapFilter = z.output<typeof mapFilter>

/** In the unit square of the tiles; the lower edge belongs to it, the upper one to the neighbour. */
export interface Box {
  west: number
  north: number
  east: number
  south: number
}

export interface Selection {
  /** All but what time decides. */
  holds(slot: number): boolean
  /** null: whether it is overdue does not matter. */
  overdue: boolean | null
}

export function selectionOf(city: City, cases: OpenCases, audience: Audience, filter: MapFilter): Selection {
  const states = statesOf(filter.state)
  const leads = filter.departmentId ? new Set(territory(city).departmentSubtree(filter.departmentId)) : null
  let asked = 0
  let wanted = 0
  const flag = (bit: number, want: boolean | undefined) => {
    if (want === undefined) return
    asked |= bit
    if (want) wanted |= bit
  }
  flag(DANGER, filter.danger)
  flag(RECURRING, filter.recurring)
  flag(SUPERVISED, filter.supervised)
  const { itemId, categoryId, caseId } = filter
  const { records } = cases
  return {
    overdue: filter.overdue ?? null,
    holds(slot) {
      const state = cases.state[slot]!
      if (state === 255 || (states && !states.has(state)) || (cases.flags[slot]! & asked) !== wanted) return false
      if (caseId && records[slot]!.id !== caseId) return false
      if (itemId && records[slot]!.itemId !== itemId) return false
      if (categoryId && records[slot]!.categoryId !== categoryId) return false
      if (leads && !leads.has(records[slot]!.leadDepartmentId ?? '')) return false
      return audience.sees(slot)
    },
  }
}

/** null: all of them. States that are none, or no open ones, are nobody's. */
function statesOf(text: string | undefined): Set<number> | null {
  if (!text) return null
  const asked = text.split(',')
  if (asked.includes('open')) return null
  return new Set(OPEN_STATES.flatMap((state, index) => (asked.includes(state) ? [index] : [])))
}

/** The slots that are asked for, in no order. */
export function* slotsOf(
  cases: OpenCases,
  selection: Selection,
  inArea: (slot: number) => boolean,
  now: number,
): Generator<number> {
  const { top } = cases
  for (let slot = 0; slot < top; slot += 1) {
    if (!selection.holds(slot) || !inArea(slot)) continue
    if (selection.overdue === null || selection.overdue === cases.isOverdue(slot, now)) yield slot
  }
}

/** Says the same for filters that ask the same. */
export function filterKey(filter: MapFilter): string {
  return Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('&')
}
