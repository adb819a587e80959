/** A city of one street for tests of the rules: three offices, three departments, one team, one item by each flag. */
import type { Act } from '../../acts.ts'
import type { Calendar } from '../../calendar.ts'
import type { Item, Procedure, Step } from '../../item.ts'
import { STEPS } from '../../item.ts'
import type { Department, Place } from '../../place.ts'
import type { Case } from '../case.ts'
import { decide, isRefusal } from '../decide.ts'
import type { Entry, NewEntry } from '../entries.ts'
import { evolve } from '../evolve.ts'
import type { Moment, Refusal } from '../guard.ts'
import type { Intention } from '../intentions.ts'
import type { World } from '../world.ts'
import { ORDINARY, people, type PersonName } from './people.ts'

export const MINUTE = 60_000
export const START = Date.parse('2026-03-18T09:00:00+08:00')
export const calendar: Calendar = {
  version: 1,
  workingHours: [
    { from: '08:30', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
  years: { 2026: { holidays: [], workdays: [] }, 2027: { holidays: [], workdays: [] } },
}
export const place: Place = {
  cityId: 'city',
  countyId: 'county',
  townId: 'town',
  communityId: 'community',
  gridId: 'grid',
}

const office = (id: string, level: Department['level'], parentId: string | null): Department =>
  ({ id, kind: 'command', name: id, nameEn: id, regionId: level, level, parentId }) as Department
const departments: Record<string, Department> = {
  'office-town': office('office-town', 'town', 'office-county'),
  'office-county': office('office-county', 'county', 'office-city'),
  'office-city': office('office-city', 'city', null),
  lead: { ...office('lead', 'town', null), kind: 'duty' },
  other: { ...office('other', 'town', null), kind: 'duty' },
  third: { ...office('third', 'county', null), kind: 'duty' },
  fourth: { ...office('fourth', 'county', null), kind: 'duty' },
}

const limits = Object.fromEntries(STEPS.map((step) => [step, { amount: 60, unit: 'emergency-minute' }])) as Record<
  Step,
  { amount: number; unit: 'emergency-minute' }
>
export const procedures: Record<string, Procedure> = {
  ordinary: {
    id: 'ordinary',
    version: 1,
    name: { zh: '', en: '' },
    limits: { ...limits, arrive: null, plan: null, route: null },
    whole: null,
  } as unknown as Procedure,
  arriving: {
    id: 'arriving',
    version: 1,
    name: { zh: '', en: '' },
    limits,
    whole: { amount: 1, unit: 'calendar-day' },
  },
  'danger-to-life': {
    id: 'danger-to-life',
    version: 1,
    name: { zh: '', en: '' },
    limits,
    whole: { amount: 1, unit: 'calendar-day' },
  },
}

const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  version: 1,
  code: id,
  categoryId: 'category',
  name: { zh: id, en: id },
  hazard: true,
  severity: 'general',
  procedureId: 'ordinary',
  autoAssess: false,
  autoDispatch: false,
  needsAfterEvidence: false,
  needsReview: false,
  needsCallBack: false,
  reworkLimit: null,
  plan: { steps: [], call: [], documents: [], basis: [] },
  keywords: [],
  conditions: [
    {
      id: 'c1',
      filing: { zh: '', en: '' },
      closing: { zh: '', en: '' },
      limit: { amount: 8, unit: 'calendar-hour' },
      limitMeans: 'handle',
    },
  ],
  ...more,
})
export const items: Record<string, Item> = {
  plain: item('plain'),
  reviewed: item('reviewed', {
    needsReview: true,
    needsCallBack: true,
    needsAfterEvidence: true,
    procedureId: 'arriving',
  }),
  automatic: item('automatic', { autoAssess: true, autoDispatch: true, procedureId: 'arriving' }),
  danger: item('danger', { severity: 'danger-to-life' }),
}

export const world: World = {
  item: (id) => items[id] ?? null,
  procedure: (id) => procedures[id] ?? null,
  locate: (point) => (point.longitude === 119 ? place : null),
  placeOfRegion: (id) => (id === 'town' ? place : null),
  route: () => ({ lead: 'lead', assisting: ['third'], dutyId: 'duty', why: [] }),
  continues: (regionId, laterId) => regionId === laterId || (regionId === 'community' && laterId === 'community-anew'),
  officeOf: ({ townId }) => departments[townId === 'town' ? 'office-town' : 'office-county']!,
  officeAbove: (id) => departments[departments[id]?.parentId ?? ''] ?? null,
  department: (id) => departments[id] ?? null,
  team: (id) =>
    (id === 'team'
      ? { id: 'team', name: 'team', departmentId: 'lead', regionId: 'town', gridIds: [] }
      : null) as ReturnType<World['team']>,
  fieldTeam: () =>
    ({ id: 'team', name: 'team', departmentId: 'lead', regionId: 'town', gridIds: [] }) as unknown as ReturnType<
      World['fieldTeam']
    >,
  mayVerify: () => true,
  draw: () => '00000000ffffffff',
}

/** A case on its way, with its whole history. */
export class Journey {
  entries: Entry[] = []
  states: Case[] = []
  now = START

  get case(): Case {
    return this.states.at(-1)!
  }
  moment(): Moment {
    return { at: this.now, now: this.now, calendar }
  }
  try(
    act: Act,
    by: PersonName = ORDINARY[act].by,
    body: object = ORDINARY[act].body(this.states.at(-1) ?? null),
  ): Refusal | null {
    const before = this.states.at(-1) ?? null
    const decided = decide(before, { act, body } as Intention, people[by], this.moment(), world)
    if (isRefusal(decided)) return decided
    for (const entry of decided.entries) this.write(entry)
    return null
  }
  do(act: Act, by?: PersonName, body?: object): this {
    const refusal = this.try(act, by, body)
    if (refusal) throw new Error(`${act}: ${refusal.code}`)
    this.now += MINUTE
    return this
  }
  private write(entry: NewEntry): void {
    const full = {
      ...entry,
      subject: 'case',
      seq: this.entries.length + 1,
      occurredAt: this.now,
      recordedAt: this.now,
    } as Entry
    this.entries.push(full)
    if (full.act === 'retract')
      this.states.push({
        ...this.states[full.body.to - 1]!,
        last: {
          since: full.seq,
          seq: full.seq,
          act: 'retract',
          actor: full.actor,
          occurredAt: this.now,
          recordedAt: this.now,
        },
      })
    else this.states.push(evolve(this.states.at(-1) ?? null, full))
  }
}
