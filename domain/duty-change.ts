/**
 * Changing the table of duties: what somebody wants becomes a plan, and the plan can be undone. Nothing is deleted: a duty ends
 * on a day, and what stands in its place begins on it. Pure: the day and the ids are arguments.
 */
import { holdsOn, type Duty } from './routing.ts'

/** A duty as it is wanted; who it concerns and where is its key. */
export interface DutyDraft extends Omit<Duty, 'id'> {}

export type DutyKey = Pick<Duty, 'itemId' | 'categoryId' | 'regionId'>

/** Answers of a duty, without its key. */
export type DutyAnswers = Pick<Duty, 'leadDepartmentId' | 'assistingDepartmentIds' | 'basis'>

export type DutyChange = { /** Row of the file that it was read from. */ row?: number } & (
  | /** These and no others at this key from then on; none: nobody is named here any more. */
    ({
      change: 'set'
      from: string
      drafts: (DutyAnswers & { validTo?: string | null })[]
    } & DutyKey) /** One more beside what is there. */
  | { change: 'add'; draft: DutyDraft } /** The same place, another answer: this one ends and its successor begins. */
  | ({ change: 'change'; dutyId: string; from: string } & DutyAnswers)
  | { change: 'end'; dutyId: string; from: string }
)

export interface DutyEnd {
  dutyId: string
  /** null only where an end is taken back. */
  validTo: string | null
  /** What stood there before. */
  was: string | null
}
export interface DutyBegin extends Duty {
  /** The duty in whose place it stands. */
  successorOf: string | null
}
export interface DutyPlan {
  ends: DutyEnd[]
  begins: DutyBegin[]
}

export type DutyFindingCode =
  | 'duty.lead-assists'
  | 'duty.until-before-from'
  | 'duty.from-today'
  | 'duty.already-there'
  | 'duty.unknown-duty'
  | 'duty.changed-twice'
export interface DutyChangeFinding {
  severity: 'error' | 'warning' | 'repaired' | 'note'
  code: DutyFindingCode
  params: Record<string, string>
  row?: number
}

export interface DutyPlanned {
  plan: DutyPlan
  findings: DutyChangeFinding[]
  /** Wanted as it is already. */
  unchanged: number
  /** Changes (by their place in the list) that an error keeps out. */
  refused: number[]
}

export function keyOf({ itemId, categoryId, regionId }: DutyKey): string {
  return `${itemId ?? ''} ${categoryId ?? ''} ${regionId}`
}

const later = (one: string, other: string) => (one > other ? one : other)
const sorted = (ids: readonly string[]) => [...new Set(ids)].sort()

function sameAnswers(one: DutyAnswers, other: DutyAnswers): boolean {
  return (
    one.leadDepartmentId === other.leadDepartmentId &&
    one.basis === other.basis &&
    sorted(one.assistingDepartmentIds).join() === sorted(other.assistingDepartmentIds).join()
  )
}

/** The table while it is being changed. */
class Draftsman {
  readonly ends = new Map<string, DutyEnd>()
  readonly begins: DutyBegin[] = []
  readonly findings: DutyChangeFinding[] = []
  readonly refused = new Set<number>()
  private readonly byId: Map<string, Duty>
  private readonly byKey = new Map<string, Duty[]>()
  unchanged = 0

  constructor(
    present: readonly Duty[],
    readonly today: string,
    private readonly newId: () => string,
  ) {
    this.byId = new Map(present.map((duty) => [duty.id, duty]))
    for (const duty of present) {
      const given = this.byKey.get(keyOf(duty))
      if (given) given.push(duty)
      else this.byKey.set(keyOf(duty), [duty])
    }
  }

  /** In force on the day or later, as far as it is known by now. */
  liveAt(key: DutyKey, from: string): Duty[] {
    return (this.byKey.get(keyOf(key)) ?? []).filter(
      (duty) =>
        !this.ends.has(duty.id) && (duty.validTo === null || duty.validTo > from) && duty.validTo !== duty.validFrom,
    )
  }
  duty(id: string): Duty | null {
    return this.byId.get(id) ?? null
  }
  say(severity: DutyChangeFinding['severity'], code: DutyFindingCode, row: number | undefined, params = {}): void {
    this.findings.push({ severity, code, params, ...(row === undefined ? {} : { row }) })
  }
  /** What has been in force stays as it was: a change counts from today at the earliest. */
  notBefore(from: string, row: number | undefined): string {
    if (from >= this.today) return from
    this.say('repaired', 'duty.from-today', row, { from, today: this.today })
    return this.today
  }
  end(duty: Duty, from: string): void {
    this.ends.set(duty.id, { dutyId: duty.id, validTo: later(from, duty.validFrom), was: duty.validTo })
  }
  begin(draft: DutyDraft, successorOf: string | null, row: number | undefined): void {
    const assisting = sorted(draft.assistingDepartmentIds)
    const others = assisting.filter((id) => id !== draft.leadDepartmentId)
    if (others.length < assisting.length) this.say('repaired', 'duty.lead-assists', row)
    this.begins.push({ ...draft, assistingDepartmentIds: others, id: this.newId(), successorOf })
  }
}

export function planDuties(
  present: readonly Duty[],
  changes: readonly DutyChange[],
  { today, newId }: { today: string; newId: () => string },
): DutyPlanned {
  const table = new Draftsman(present, today, newId)
  changes.forEach((change, index) => {
    const accepted =
      change.change === 'set'
        ? set(table, change)
        : change.change === 'add'
          ? add(table, change.draft, change.row)
          : one(table, change)
    if (!accepted) table.refused.add(index)
  })
  return {
    plan: { ends: [...table.ends.values()], begins: table.begins },
    findings: table.findings,
    unchanged: table.unchanged,
    refused: [...table.refused],
  }
}

function set(table: Draftsman, change: DutyChange & { change: 'set' }): boolean {
  const { itemId, categoryId, regionId, row } = change
  const key = { itemId, categoryId, regionId }
  const standing = table.liveAt(key, change.from)
  const from = standing.length > 0 ? later(change.from, table.today) : change.from
  if (change.drafts.some((draft) => draft.validTo != null && draft.validTo <= from)) {
    table.say('error', 'duty.until-before-from', row, { from })
    return false
  }
  const wanted = change.drafts.map((draft) => ({ ...draft, validTo: draft.validTo ?? null }))
  // What begins when all that is wanted has ended is not in its way.
  const over = wanted.length > 0 && wanted.every((draft) => draft.validTo !== null)
  const until = over ? wanted.map((draft) => draft.validTo!).reduce(later) : null
  const left = standing.filter((duty) => {
    if (until !== null && duty.validFrom >= until) return false
    const clean = (draft: DutyAnswers) => ({
      ...draft,
      assistingDepartmentIds: draft.assistingDepartmentIds.filter((id) => id !== draft.leadDepartmentId),
    })
    // A draft that gives no basis has nothing against the one that stands.
    const basis = (draft: DutyAnswers) => (draft.basis === '' ? duty.basis : draft.basis)
    const at = wanted.findIndex(
      (draft) => sameAnswers({ ...clean(draft), basis: basis(draft) }, duty) && draft.validTo === duty.validTo,
    )
    // One that only begins later does not say what is wanted from now on.
    if (at < 0 || duty.validFrom > from) return true
    wanted.splice(at, 1)
    table.unchanged++
    return false
  })
  if (from !== change.from && wanted.length + left.length > 0) table.notBefore(change.from, row)
  for (const draft of wanted) {
    // The successor of the one with the same lead, else of whichever is left.
    const same = left.findIndex((duty) => duty.leadDepartmentId === draft.leadDepartmentId)
    const [before] = left.length > 0 ? left.splice(Math.max(same, 0), 1) : []
    if (before) table.end(before, from)
    table.begin({ ...key, ...draft, validFrom: from }, before?.id ?? null, row)
  }
  for (const duty of left) table.end(duty, from)
  return true
}

function add(table: Draftsman, draft: DutyDraft, row: number | undefined): boolean {
  if (draft.validTo !== null && draft.validTo <= draft.validFrom) {
    table.say('error', 'duty.until-before-from', row, { from: draft.validFrom })
    return false
  }
  const there = table.liveAt(draft, draft.validFrom).some((duty) => sameAnswers(duty, draft))
  if (there) {
    table.say('error', 'duty.already-there', row)
    return false
  }
  table.begin(draft, null, row)
  return true
}

function one(table: Draftsman, change: DutyChange & { change: 'change' | 'end' }): boolean {
  const duty = table.duty(change.dutyId)
  if (!duty || (duty.validTo !== null && (duty.validTo <= change.from || duty.validTo === duty.validFrom))) {
    table.say('error', 'duty.unknown-duty', change.row, { dutyId: change.dutyId })
    return false
  }
  if (table.ends.has(duty.id)) {
    table.say('error', 'duty.changed-twice', change.row, { dutyId: duty.id })
    return false
  }
  if (change.change === 'change' && sameAnswers(change, duty)) {
    table.unchanged++
    return true
  }
  const from = table.notBefore(change.from, change.row)
  table.end(duty, from)
  if (change.change === 'end') return true
  const { itemId, categoryId, regionId, validTo } = duty
  const { leadDepartmentId, assistingDepartmentIds, basis } = change
  const answers = { leadDepartmentId, assistingDepartmentIds, basis }
  // A successor of one that only begins later begins with it.
  table.begin(
    { itemId, categoryId, regionId, ...answers, validFrom: later(from, duty.validFrom), validTo },
    duty.id,
    change.row,
  )
  return true
}

/** The table as it stands once the plan is applied. */
export function afterPlan(present: readonly Duty[], plan: DutyPlan): Duty[] {
  const ended = new Map(plan.ends.map((end) => [end.dutyId, end.validTo]))
  return [
    ...present.map((duty) => (ended.has(duty.id) ? { ...duty, validTo: ended.get(duty.id)! } : duty)),
    ...plan.begins.map(({ successorOf: _, ...duty }) => duty),
  ]
}

/** The day on which all of the plan is in force, today at the earliest. */
export function inForceFrom(plan: DutyPlan, today: string): string {
  const ends = plan.ends.map((end) => end.validTo ?? today)
  return [...ends, ...plan.begins.map((duty) => duty.validFrom)].reduce(later, today)
}

/**
 * What takes a plan back from a day on. Who answered in between stays written: what it began ends, what it ended stands again,
 * by a successor where the end lies in the past already.
 */
export function undoPlan(
  present: readonly Duty[],
  plan: DutyPlan,
  { today, newId }: { today: string; newId: () => string },
): DutyPlan {
  const byId = new Map(present.map((duty) => [duty.id, duty]))
  const ends: DutyEnd[] = []
  const begins: DutyBegin[] = []
  for (const { id } of plan.begins) {
    const duty = byId.get(id)
    if (!duty || (duty.validTo !== null && duty.validTo <= later(today, duty.validFrom))) continue
    ends.push({ dutyId: id, validTo: later(today, duty.validFrom), was: duty.validTo })
  }
  for (const { dutyId, validTo, was } of plan.ends) {
    const duty = byId.get(dutyId)
    if (!duty || duty.validTo !== validTo || (was !== null && was <= today)) continue
    // Not over before today: as if it had never been ended.
    if (validTo === null || validTo >= today) ends.push({ dutyId, validTo: was, was: validTo })
    else begins.push({ ...duty, id: newId(), validFrom: today, validTo: was, successorOf: dutyId })
  }
  return { ends, begins }
}

/** Duties that a plan touches: a later plan that touches one of them stands on it. */
export function touched(plan: DutyPlan): string[] {
  return [...plan.ends.map((end) => end.dutyId), ...plan.begins.map((duty) => duty.id)]
}

export function inForce(duties: readonly Duty[], on: string): Duty[] {
  return duties.filter((duty) => holdsOn(duty, on))
}
