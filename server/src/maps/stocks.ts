/** How many are open, overdue, dangerous and recurring, by place: the numbers on the map, and the same as those of the overview. */
import type { Answer } from '@bihuan/contract/endpoint'
import type { mapEndpoints } from '@bihuan/contract/maps'
import { OPEN_STATES, type State } from '@bihuan/domain/acts'
import type { City } from '../platform/city.ts'
import { territory } from '../territory/answers.ts'
import { extentOf } from './extents.ts'
import { DANGER, RECURRING, SUPERVISED, SUSPENDED, type OpenCases, type PlaceLevel } from './open-cases.ts'
import { slotsOf, type Selection } from './selection.ts'

type Stocks = Answer<(typeof mapEndpoints)['GET /api/v1/map/stocks']>
type Counts = Stocks['total']

type Box = [west: number, south: number, east: number, north: number]

const touches = (a: Box, b: Box) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

const none = (): Counts => ({
  open: 0,
  overdue: 0,
  stepOverdue: 0,
  wholeOverdue: 0,
  danger: 0,
  recurring: 0,
  supervised: 0,
  suspended: 0,
})

function count(into: Counts, cases: OpenCases, slot: number, now: number): void {
  const flags = cases.flags[slot]!
  const step = cases.due[slot]! < now
  const whole = cases.whole[slot]! < now
  into.open += 1
  if (step || whole) into.overdue += 1
  if (step) into.stepOverdue += 1
  if (whole) into.wholeOverdue += 1
  if (flags & DANGER) into.danger += 1
  if (flags & RECURRING) into.recurring += 1
  if (flags & SUPERVISED) into.supervised += 1
  if (flags & SUSPENDED) into.suspended += 1
}

/** `inArea`: which slots the answer is about, beside the selection. */
export function stocksOf(
  city: City,
  cases: OpenCases,
  selection: Selection,
  inArea: (slot: number) => boolean,
  { level, view, now }: { level: PlaceLevel; view: Box | null; now: Date },
): Stocks {
  const total = none()
  const byState: Partial<Record<State, number>> = {}
  const places = new Map<string, Counts>()
  let undrawn = 0
  const at = now.getTime()
  for (const slot of slotsOf(cases, selection, inArea, at)) {
    count(total, cases, slot, at)
    const state = OPEN_STATES[cases.state[slot]!]!
    byState[state] = (byState[state] ?? 0) + 1
    if (Number.isNaN(cases.x[slot]!)) undrawn += 1
    const id = cases.placeOf(slot, level)
    if (id === null) continue
    let counts = places.get(id)
    if (!counts) places.set(id, (counts = none()))
    count(counts, cases, slot, at)
  }
  return { at: now.toISOString(), total, undrawn, byState, rows: rowsOf(city, places, level, view) }
}

/** After a succession of codes, under the region that holds today. */
function rowsOf(city: City, places: ReadonlyMap<string, Counts>, level: PlaceLevel, view: Box | null): Stocks['rows'] {
  const held = territory(city)
  const rows = new Map<string, Stocks['rows'][number]>()
  for (const [id, counts] of places) {
    const present = level === 'grid' ? held.grid(id) : held.current(id)
    const key = present?.id ?? id
    const row = rows.get(key)
    const extent = extentOf(held, key)
    if (view && extent && !touches(extent.box, view)) continue
    if (!row)
      rows.set(key, {
        id: key,
        name: present?.name ?? '',
        middle: extent?.middle ?? null,
        box: extent?.box ?? null,
        ...counts,
      })
    else for (const name of Object.keys(counts) as (keyof Counts)[]) row[name] += counts[name]
  }
  return [...rows.values()]
}
