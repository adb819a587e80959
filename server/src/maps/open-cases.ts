/**
 * The open cases of a city, in memory, as the map counts them: one slot each, facts in columns, so that two hundred thousand are
 * looked over in about a millisecond. Kept up by following.ts; who may see which slot is decided once for an audience and
 * remembered (audience.ts). Nothing in here that a text, a photo or a contact would say.
 */
import { OPEN_STATES } from '@bihuan/domain/acts'
import type { State } from '@bihuan/domain/acts'
import type { Level, Point } from '@bihuan/domain/place'
import type { ScopedRecord } from '../platform/scope.ts'
import { mercatorX, mercatorY } from './tile-address.ts'
import { TileRevisions } from './tile-revisions.ts'

export interface OpenCase extends ScopedRecord {
  id: string
  state: State
  itemId: string
  categoryId: string
  /** null: unknown, or not to be drawn. */
  position: Point | null
  dueAt: number | null
  wholeDueAt: number | null
  danger: boolean
  supervised: boolean
  suspended: boolean
  /** Earlier ones at the same place within 30 days. */
  times: number
}

export type PlaceLevel = Level | 'grid'
export const DANGER = 1
export const SUPERVISED = 2
export const RECURRING = 4
export const SUSPENDED = 8
const NEVER = Number.POSITIVE_INFINITY
const GROWTH = 1.5

/** Hears that a slot holds something else now. */
export type SlotListener = (slot: number) => void

export class OpenCases {
  /** Slots that were ever used: those beyond are empty. */
  top = 0
  records: (OpenCase | undefined)[] = []
  x = new Float64Array(1024)
  y = new Float64Array(1024)
  due = new Float64Array(1024)
  whole = new Float64Array(1024)
  flags = new Uint8Array(1024)
  /** Index in OPEN_STATES; 255: nobody is here. */
  state = new Uint8Array(1024).fill(255)
  readonly revisions = new TileRevisions()
  readonly listeners = new Set<SlotListener>()
  private readonly slots = new Map<string, number>()
  private readonly free: number[] = []
  /** One copy of each id that many cases share: PostgreSQL's answers bring a new one with every row. */
  private readonly shared = new Map<string, string>()

  get size(): number {
    return this.slots.size
  }

  has(id: string): boolean {
    return this.slots.has(id)
  }

  ids(): Iterable<string> {
    return this.slots.keys()
  }

  put(given: OpenCase): void {
    const known = this.slots.get(given.id)
    const slot = known ?? this.free.pop() ?? this.top++
    if (slot >= this.x.length) this.grow(Math.ceil(slot * GROWTH))
    if (known !== undefined) this.revisions.touch(this.x[slot]!, this.y[slot]!)
    const record = this.lean(given)
    this.records[slot] = record
    this.slots.set(record.id, slot)
    this.x[slot] = record.position ? mercatorX(record.position.longitude) : Number.NaN
    this.y[slot] = record.position ? mercatorY(record.position.latitude) : Number.NaN
    this.due[slot] = record.dueAt ?? NEVER
    this.whole[slot] = record.wholeDueAt ?? NEVER
    this.state[slot] = OPEN_STATES.indexOf(record.state)
    this.flags[slot] =
      (record.danger ? DANGER : 0) |
      (record.supervised ? SUPERVISED : 0) |
      (record.times > 0 ? RECURRING : 0) |
      (record.suspended ? SUSPENDED : 0)
    this.revisions.touch(this.x[slot], this.y[slot])
    for (const listener of this.listeners) listener(slot)
  }

  remove(id: string): void {
    const slot = this.slots.get(id)
    if (slot === undefined) return
    this.revisions.touch(this.x[slot]!, this.y[slot]!)
    this.slots.delete(id)
    this.records[slot] = undefined
    this.state[slot] = 255
    this.x[slot] = this.y[slot] = Number.NaN
    this.free.push(slot)
    for (const listener of this.listeners) listener(slot)
  }

  /** Another count of earlier ones; nothing where the case is not open. */
  setTimes(id: string, times: number): void {
    const slot = this.slots.get(id)
    const record = slot === undefined ? undefined : this.records[slot]
    if (record && record.times !== times) this.put({ ...record, times })
  }

  /** The first moment after `now` at which this slot becomes overdue; infinite where it is so, or never will be. */
  turnsOverdue(slot: number, now: number): number {
    const [due, whole] = [this.due[slot]!, this.whole[slot]!]
    return due <= now || whole <= now ? NEVER : Math.min(due, whole)
  }

  isOverdue(slot: number, now: number): boolean {
    return this.due[slot]! < now || this.whole[slot]! < now
  }

  placeOf(slot: number, level: PlaceLevel): string | null {
    const record = this.records[slot]!
    switch (level) {
      case 'city':
        return record.cityId
      case 'county':
        return record.countyId
      case 'town':
        return record.townId
      case 'community':
        return record.communityId
      case 'grid':
        return record.gridId
    }
  }

  private lean(given: OpenCase): OpenCase {
    const one = <T extends string | null | undefined>(id: T): T => {
      if (id === null || id === undefined) return id
      const known = this.shared.get(id)
      if (known === undefined) this.shared.set(id, id)
      return (known ?? id) as T
    }
    return {
      ...given,
      itemId: one(given.itemId),
      categoryId: one(given.categoryId),
      cityId: one(given.cityId),
      countyId: one(given.countyId),
      townId: one(given.townId),
      communityId: one(given.communityId),
      gridId: one(given.gridId),
      leadDepartmentId: one(given.leadDepartmentId),
      officeId: one(given.officeId),
      finderId: one(given.finderId),
      holderId: one(given.holderId),
      assistDepartmentIds: given.assistDepartmentIds?.length ? given.assistDepartmentIds.map(one) : NOBODY,
    }
  }

  private grow(length: number): void {
    const floats = (from: Float64Array) => {
      const to = new Float64Array(length)
      to.set(from)
      return to
    }
    const bytes = (from: Uint8Array, empty: number) => {
      const to = new Uint8Array(length).fill(empty)
      to.set(from)
      return to
    }
    this.x = floats(this.x)
    this.y = floats(this.y)
    this.due = floats(this.due)
    this.whole = floats(this.whole)
    this.flags = bytes(this.flags, 0)
    this.state = bytes(this.state, 255)
  }
}

const NOBODY: readonly string[] = []
