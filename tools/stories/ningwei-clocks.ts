/**
 * Cases under 530 and 11301, some of them late, and what their clocks must come to. The limits stand here once more, as the account
 * tells them: the expectation is worked out from the chosen times alone, by no code of the product.
 */
import { ITEMS, leadOf, PLACES } from './ningwei-town.ts'
import { DAY, HOUR, MINUTE, SECOND, type Chance, type Script } from './script.ts'

const LIMITS = {
  '530': { arrive: 5 * MINUTE, handle: 30 * MINUTE },
  '11301': { route: MINUTE, plan: MINUTE, arrive: 30 * MINUTE, whole: DAY },
} as const
type Procedure = keyof typeof LIMITS

export class Clocks {
  private readonly counts = new Map<string, { procedure: Procedure; clock: string; kept: number; broken: number }>()
  /** Cases of which a clock ran out while the city's clock was moved past it. */
  lateCases = 0

  /** Gives whether it was broken. */
  count(procedure: Procedure, clock: string, took: number): boolean {
    const limit = (LIMITS[procedure] as Record<string, number>)[clock]!
    const key = `${procedure} ${clock}`
    const row = this.counts.get(key) ?? { procedure, clock, kept: 0, broken: 0 }
    this.counts.set(key, row)
    const broken = took > limit
    row[broken ? 'broken' : 'kept'] += 1
    return broken
  }

  expected() {
    return [...this.counts.values()]
  }
}

interface Span {
  firstDay: number
  days: number
}

/** In time for most, up to the very last second; beyond the limit for a share. */
function took(chance: Chance, share: number, inTime: [number, number], late: [number, number]): number {
  const [least, most] = chance.share() < share ? late : inTime
  return chance.between(least / SECOND, most / SECOND) * SECOND
}

/** 530: on the scene within 5 minutes, handled within 30; no enforcement needed. */
export function quick(script: Script, chance: Chance, clocks: Clocks, n: number, { firstDay, days }: Span): void {
  const place = chance.of(PLACES)
  const at = chance.workingTime(firstDay, days)
  const itemId = script.play.town.item(ITEMS.quick)
  const handler = `handler-${leadOf(ITEMS.quick)}`
  const dispatchedAt = at + chance.between(20, 150) * SECOND
  const arriving = took(chance, 0.06, [70 * SECOND, 5 * MINUTE], [6 * MINUTE, 14 * MINUTE])
  const handling = took(chance, 0.04, [15 * MINUTE, 30 * MINUTE], [32 * MINUTE, 70 * MINUTE])
  const submittedAt = dispatchedAt + handling
  script
    .thread(`530-${n + 1}`)
    .report(at, place.worker, { itemId, position: chance.within(chance.of(place.boxes)), text: '消防车通道被车辆占用' })
    .act(dispatchedAt, 'assess', 'assessor', { itemId, conditionId: 'c1', rectification: 'concentrated' })
    .act(dispatchedAt + 40 * SECOND, 'accept', handler)
    .act(dispatchedAt + arriving, 'arrive', handler)
    .act(submittedAt, 'submit', handler, { text: '车辆已挪离' })
    .act(submittedAt + chance.between(2, 20) * MINUTE, 'verify-pass', place.worker)
  const late = [clocks.count('530', 'arrive', arriving), clocks.count('530', 'handle', handling)]
  // The city's clock is moved right behind the limit: the next level hears of it while it is still late.
  if (late[0]) script.tick(dispatchedAt + LIMITS['530'].arrive + 30 * SECOND)
  if (late[1]) script.tick(dispatchedAt + LIMITS['530'].handle + MINUTE)
  if (late.includes(true)) clocks.lateCases += 1
}

/** 11301: accepted and routed within 1 minute, a plan within 1 more, on the scene within 30, simple matters done in 1 day. */
export function enforced(script: Script, chance: Chance, clocks: Clocks, n: number, { firstDay, days }: Span): void {
  const place = chance.of(PLACES)
  const at = chance.workingTime(firstDay, days)
  const itemId = script.play.town.item(ITEMS.enforcement)
  const handler = `handler-${leadOf(ITEMS.enforcement)}`
  const routing = took(chance, 0.05, [10 * SECOND, MINUTE], [90 * SECOND, 5 * MINUTE])
  const dispatchedAt = at + routing
  const planning = took(chance, 0.05, [10 * SECOND, MINUTE], [90 * SECOND, 4 * MINUTE])
  const arriving = took(chance, 0.06, [8 * MINUTE, 30 * MINUTE], [32 * MINUTE, 60 * MINUTE])
  const checking = chance.between(2, 20) * MINUTE
  // From the assessment to the close, which comes after the arrival in any case.
  const whole = took(chance, 0.05, [2 * HOUR, DAY], [26 * HOUR, 50 * HOUR])
  script
    .thread(`11301-${n + 1}`)
    .report(at, place.worker, { itemId, position: chance.within(chance.of(place.boxes)), text: '发现无证动火作业' })
    .act(dispatchedAt, 'assess', 'assessor', { itemId, conditionId: 'c1', rectification: 'concentrated' })
    .act(dispatchedAt + planning, 'accept', handler)
    .act(dispatchedAt + arriving, 'arrive', handler, { text: '联合检查，责令停止作业' })
    .act(dispatchedAt + whole - checking, 'submit', handler, { text: '已补办审批并落实监护' })
    .act(dispatchedAt + whole, 'verify-pass', place.worker)
  const late = [
    [clocks.count('11301', 'route', routing), at + LIMITS['11301'].route],
    [clocks.count('11301', 'plan', planning), dispatchedAt + LIMITS['11301'].plan],
    [clocks.count('11301', 'arrive', arriving), dispatchedAt + LIMITS['11301'].arrive],
    [clocks.count('11301', 'whole', whole), dispatchedAt + LIMITS['11301'].whole],
  ] as const
  for (const [broken, dueAt] of late) if (broken) script.tick(dueAt + 10 * SECOND)
  if (late.some(([broken]) => broken)) clocks.lateCases += 1
}
