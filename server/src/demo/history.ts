/**
 * The demo city's past and present: people report, handle, are late, return and rework, in the order of time, by the same
 * commands as everybody. What would happen after the present moment has not happened yet: those cases stand open.
 */
import type { Act } from '@bihuan/domain/acts'
import { nextStep } from '@bihuan/domain/cases/abilities'
import type { Case } from '@bihuan/domain/cases/case'
import type { Item } from '@bihuan/domain/item'
import { catalogue } from '../catalogue/answers.ts'
import { actOnCase } from '../cases/commands/act-on-case.ts'
import { reportCase } from '../cases/commands/report-case.ts'
import type { Acted } from '../cases/commands/answer.ts'
import { wakeCases } from '../cases/clocks.ts'
import { worldOf } from '../cases/world.ts'
import { readForAct } from '../cases/views.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'
import { territory, type Territory } from '../territory/answers.ts'
import { randomFrom } from '../territory/cutting/random.ts'
import type { Staff } from './people.ts'
import { drawUpload } from './pictures.ts'
import { Schedule } from './schedule.ts'
import { sayings } from './sayings.ts'

/** The last hours, whose work lies on the desks still (ms). */
const LATELY = 5 * 3_600_000
/** Of the cases, those of the town whose desks are shown. */
const HOME_SHARE = 0.5
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface HistoryPlan {
  cases: number
  days: number
  seed: number
  /** Region id of the town whose desks the demo logins open; it gets more than its share. */
  homeTown: string
}

export async function liveThrough(
  city: City,
  staff: Staff,
  now: Date,
  plan: HistoryPlan,
  progress: (share: number) => void,
): Promise<void> {
  const start = now.getTime() - plan.days * DAY
  const schedule = new Schedule()
  const life = new Life(city, staff, schedule, plan.seed, plan.homeTown, now.getTime())
  for (let index = 0; index < plan.cases; index++)
    schedule.at(life.reportTime(start, now.getTime()), (at) => life.report(at))
  for (let at = start; at < now.getTime(); at += HOUR)
    schedule.at(at, async (when) => void (await wakeCases(city, new Date(when))))
  await schedule.runUntil(now.getTime(), (at) => progress((at - start) / (now.getTime() - start)))
}

class Life {
  private readonly random: () => number
  private readonly items: readonly Item[]
  private readonly grids: ReturnType<Territory['gridsOf']>
  private readonly home: ReturnType<Territory['gridsOf']>
  private readonly homeOffice: string

  constructor(
    private readonly city: City,
    private readonly staff: Staff,
    private readonly schedule: Schedule,
    seed: number,
    homeTown: string,
    private readonly end: number,
  ) {
    this.random = randomFrom(seed)
    this.items = catalogue(city).items()
    this.grids = territory(city).gridsOf(territory(city).children(null)[0]!.id)
    this.home = territory(city).gridsOf(homeTown)
    this.homeOffice = territory(city).commandOffice(homeTown)!.id
  }

  private chance(share: number): boolean {
    return this.random() < share
  }
  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!
  }
  /** Long-tailed: most soon, some late. */
  private after(typical: number): number {
    return typical * (0.2 + -Math.log(1 - this.random()) * 0.9)
  }

  /** By day more than by night, and more of them towards the present. */
  reportTime(start: number, end: number): number {
    const at = start + (end - start) * this.random() ** 0.3
    const hour = new Date(at + 8 * HOUR).getUTCHours()
    if (hour >= 7 && hour <= 20) return at
    // Whatever the hour is now, something has just come in.
    return at + 9 * HOUR < end ? at + 9 * HOUR : end - this.random() * LATELY
  }

  async report(at: number): Promise<void> {
    const grid = this.pick(this.chance(HOME_SHARE) ? this.home : this.grids)
    const worker = this.staff.workersOf(grid.communityId)
    const item = this.pick(this.items)
    const position = within(grid, this.random)
    // A grid bent like a hook may leave the point to its neighbour; its own worker then reports elsewhere.
    if (territory(this.city).locate(position)?.gridId !== grid.id) return
    const fix = item.severity === 'minor' && this.chance(0.5)
    const now = new Date(at)
    const seed = Math.floor(this.random() * 1e6)
    const files = fix
      ? [
          await drawUpload(this.city, worker, 'before', seed, now),
          await drawUpload(this.city, worker, 'after', seed, now),
        ]
      : this.chance(0.3)
        ? [await drawUpload(this.city, worker, 'before', seed, now)]
        : []
    const body = {
      itemId: item.id,
      position,
      text: sayings(item, this.random),
      address: `${territory(this.city).region(grid.communityId)!.name}${1 + Math.floor(this.random() * 60)}号`,
      files,
    }
    const command = {
      act: fix ? ('fix-on-the-spot' as const) : ('report' as const),
      commandId: newId(),
      subject: newId(),
      occurredAt: now.toISOString(),
      body,
    }
    this.goOn(await reportCase(this.city, worker, command as Parameters<typeof reportCase>[2], now), at, seed)
  }

  /** Plans the next step of a case as its holder would take it. */
  private goOn(done: Acted, at: number, seed: number): void {
    const wait: Partial<Record<Act, number>> = {
      assess: 12 * MINUTE,
      dispatch: 10 * MINUTE,
      accept: 25 * MINUTE,
      arrive: 9 * MINUTE,
      submit: 26 * HOUR,
      pass: 4 * HOUR,
      'verify-pass': 11 * HOUR,
      'record-call-back': 8 * HOUR,
      'conclude-consult': DAY,
      supplement: 4 * HOUR,
    }
    if (!done.nextStep || !(done.nextStep in wait)) return
    // The desks that the demo opens are left with work of the last hours.
    const onShownDesk = done.holder?.id === this.homeOffice && at > this.end - LATELY
    if (onShownDesk && this.chance(0.7)) return
    this.schedule.at(at + this.after(wait[done.nextStep]!), (when) => this.step(done.id, done.nextStep!, when, seed))
  }

  private async step(caseId: string, planned: Act, at: number, seed: number): Promise<void> {
    const found = await readForAct(this.city.db, caseId, null, null)
    if (!found) return
    const c = found.document
    if (nextStep(c) !== planned) return
    const office = c.officeId
    const lead = () =>
      c.assignment!.teamId ? this.staff.teamMember(c.assignment!.teamId) : this.staff.handlerOf(c.assignment!.lead)
    const send = (by: Actor, name: Act, body: Record<string, unknown> = {}) => {
      const command = {
        commandId: newId(),
        act: name,
        subject: caseId,
        occurredAt: new Date(at).toISOString(),
        body,
      } as Parameters<typeof actOnCase>[2]
      return actOnCase(this.city, by, command, new Date(at))
    }
    const act = async (by: Actor, name: Act, body: Record<string, unknown> = {}) =>
      this.goOn(await send(by, name, body), at, seed)
    switch (planned) {
      case 'assess': {
        const item = catalogue(this.city).itemVersion(c.item.id, c.item.version)!
        if (this.chance(0.04))
          return act(this.staff.atOffice(office, 'assessor'), 'decline', {
            reason: 'not-true',
            text: '现场复核未发现所述问题。',
          })
        const rectification = this.pick(['concentrated', 'time-limited', null] as const)
        return act(this.staff.atOffice(office, 'assessor'), 'assess', {
          itemId: item.id,
          conditionId: this.pick(item.conditions).id,
          rectification,
        })
      }
      case 'dispatch':
        return act(this.staff.atOffice(office, 'dispatcher'), 'dispatch', this.leadFor(c, at))
      case 'conclude-consult':
        return act(this.staff.atOffice(office, 'dispatcher'), 'conclude-consult', {
          text: '会商确定由责任表所列部门主办。',
        })
      case 'accept':
        if (c.returnedBy.length === 0 && this.chance(0.06))
          return act(lead(), 'return', { text: '不属于本部门职责范围，请核对责任表。', basis: '部门职责清单' })
        return act(lead(), 'accept')
      case 'arrive':
        return act(lead(), 'arrive', { position: c.position })
      case 'submit': {
        // Danger to life: acted first, the paperwork comes now.
        if (c.assessedAt === null)
          await send(this.staff.atOffice(office, 'assessor'), 'assess', {
            itemId: c.item.id,
            conditionId: catalogue(this.city).item(c.item.id)!.conditions[0]!.id,
          })
        const by = lead()
        return act(by, 'submit', {
          text: '已整改到位，现场恢复正常。',
          files: [await drawUpload(this.city, by, 'after', seed, new Date(at))],
        })
      }
      case 'pass':
        return act(this.staff.reviewerOf(c.assignment!.lead), 'pass')
      case 'verify-pass': {
        const verifier =
          c.holder!.kind === 'person' ? this.staff.person(c.holder!.id) : this.staff.atOffice(c.holder!.id, 'verifier')
        if (c.reworks === 0 && this.chance(0.07))
          return act(verifier, 'verify-fail', { text: '复核发现仍有残留，请返工。' })
        return act(verifier, 'verify-pass')
      }
      case 'record-call-back':
        return act(this.staff.atOffice(office, 'caller'), 'record-call-back', {
          result: this.chance(0.9) ? 'satisfied' : this.pick(['dissatisfied', 'unreached']),
          text: '电话回访。',
        })
      default:
        return
    }
  }

  /** Left to the duty table where it answers; in an overlap one of its leads, in a gap the county's emergency office. */
  private leadFor(c: Case, at: number): { lead?: string } {
    const route = worldOf(this.city).route(c.item.id, c.place, at)
    if ('lead' in route) return {}
    if ('overlap' in route) return { lead: this.pick(route.overlap).lead }
    return {
      lead: territory(this.city)
        .departments()
        .find((department) => department.kind === 'duty')!.id,
    }
  }
}

/** A point near the middle of the grid's outline. */
function within(
  grid: { geometry: { type: string; coordinates: unknown } },
  random: () => number,
): { longitude: number; latitude: number } {
  const ring = (
    grid.geometry.type === 'Polygon' ? grid.geometry.coordinates : (grid.geometry.coordinates as unknown[])[0]
  ) as [number, number][][]
  const outline = ring[0]!
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const share = () => 0.35 + 0.3 * random()
  return {
    longitude: Number((west + (east - west) * share()).toFixed(6)),
    latitude: Number((south + (north - south) * share()).toFixed(6)),
  }
}
