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
import { asksForTime, callsAbove, type Asking, type Send } from './asking.ts'
import { usualWait } from './pace.ts'
import { drawUpload } from './pictures.ts'
import { wishesOf, type Wish } from './present.ts'
import { Schedule } from './schedule.ts'
import { sayings } from './sayings.ts'
import { within } from './spot.ts'

/** The last hours, whose work lies on the desks still (ms). */
const LATELY = 5 * 3_600_000
/** Of the cases, those of the town whose desks are shown. */
const HOME_SHARE = 0.5
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

export interface HistoryPlan {
  cases: number
  days: number
  seed: number
  /** Region id of the town whose desks the demo logins open; it gets more than its share. */
  homeTown: string
  /** Departments by code. */
  departments: ReadonlyMap<string, string>
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
  const life = new Life(city, staff, schedule, plan, now.getTime())
  for (let index = 0; index < plan.cases; index++)
    schedule.at(life.reportTime(start, now.getTime()), (at) => life.report(at))
  for (const want of wishesOf(territory(city).region(plan.homeTown)!.code))
    for (let n = 0; n < want.n; n++) {
      const at = now.getTime() - want.within * MINUTE * (0.35 + (0.6 * (n + 1)) / want.n)
      schedule.at(at, (when) => life.report(when, want))
    }
  for (let at = start; at < now.getTime(); at += HOUR)
    schedule.at(at, async (when) => void (await wakeCases(city, new Date(when))))
  await schedule.runUntil(now.getTime(), (at) => progress((at - start) / (now.getTime() - start)))
}

/** What goes with a case through all its steps. */
interface Course {
  seed: number
  wish: Wish | null
  procedure: string
}

class Life {
  private readonly random: () => number
  private readonly items: readonly Item[]
  private readonly grids: ReturnType<Territory['gridsOf']>
  private readonly home: ReturnType<Territory['gridsOf']>
  /** Of the community whose grid worker the demo logs in. */
  private readonly first: ReturnType<Territory['gridsOf']>
  private readonly homeOffice: string

  constructor(
    private readonly city: City,
    private readonly staff: Staff,
    private readonly schedule: Schedule,
    private readonly plan: HistoryPlan,
    private readonly end: number,
  ) {
    const { seed, homeTown } = plan
    this.random = randomFrom(seed)
    this.items = catalogue(city).items()
    this.grids = territory(city).gridsOf(territory(city).children(null)[0]!.id)
    this.home = territory(city).gridsOf(homeTown)
    this.first = this.home.filter((grid) => grid.communityId === this.home[0]!.communityId)
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

  async report(at: number, wish: Wish | null = null): Promise<void> {
    const grid = this.pick(wish?.first ? this.first : wish || this.chance(HOME_SHARE) ? this.home : this.grids)
    const worker = wish?.atDesk
      ? this.staff.atOffice(this.homeOffice, 'caller')
      : this.staff.workersOf(grid.communityId)
    const item = wish ? this.itemOf(this.pick(wish.items)) : this.pick(this.items)
    const position = within(grid, this.random)
    // A grid bent like a hook may leave the point to its neighbour; its own worker then reports elsewhere.
    if (territory(this.city).locate(position)?.gridId !== grid.id) return wish ? this.report(at, wish) : undefined
    const fix = !wish && item.severity === 'minor' && this.chance(0.5)
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
    this.goOn(await reportCase(this.city, worker, command as Parameters<typeof reportCase>[2], now), at, {
      seed,
      wish,
      procedure: item.procedureId,
    })
  }

  private itemOf(code: string): Item {
    const item = this.items.find((one) => one.code === code)
    if (!item) throw new Error(`the demo’s catalogue has no item ${code}`)
    return item
  }

  /** Plans the next step of a case as its holder would take it. A wished one hurries until it lies where it is wanted. */
  private goOn(done: Acted, at: number, course: Course): void {
    const { nextStep: planned, id } = done
    const { wish, procedure } = course
    if (!planned || planned === wish?.stop) return
    // The desks that the demo opens are left with work of the last hours.
    const onShownDesk = done.holder?.id === this.homeOffice && at > this.end - LATELY
    if (!wish && onShownDesk && this.chance(0.7)) return
    const usual = usualWait(planned, procedure)
    if (usual === null) return
    const wait = wish ? (this.end - at) * (0.15 + 0.1 * this.random()) : this.after(usual)
    this.schedule.at(at + wait, (when) => this.step(id, planned, when, course))
  }

  private async step(caseId: string, planned: Act, at: number, course: Course): Promise<void> {
    const { seed, wish } = course
    const found = await readForAct(this.city.db, caseId, null, null)
    if (!found) return
    const c = found.document
    if (nextStep(c) !== planned) return
    const office = c.officeId
    const lead = () =>
      c.assignment!.teamId ? this.staff.teamMember(c.assignment!.teamId) : this.staff.handlerOf(c.assignment!.lead)
    const send: Send = (by, name, body = {}, when = at) => {
      const command = {
        commandId: newId(),
        act: name,
        subject: caseId,
        occurredAt: new Date(when).toISOString(),
        body,
      } as Parameters<typeof actOnCase>[2]
      return actOnCase(this.city, by, command, new Date(when))
    }
    const act = async (by: Actor, name: Act, body: Record<string, unknown> = {}) =>
      this.goOn(await send(by, name, body), at, course)
    switch (planned) {
      case 'assess': {
        const item = catalogue(this.city).itemVersion(c.item.id, c.item.version)!
        if (!wish && this.chance(0.04))
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
        if (!wish && this.chance(0.05)) await callsAbove(this.asking(send), c, at)
        return act(
          this.staff.atOffice(office, 'dispatcher'),
          'dispatch',
          wish?.lead ? { lead: this.departmentOf(wish.lead) } : this.leadFor(c, at),
        )
      case 'conclude-consult':
        return act(this.staff.atOffice(office, 'dispatcher'), 'conclude-consult', {
          text: '会商确定由责任表所列部门主办。',
        })
      case 'accept':
        if (!wish && c.returnedBy.length === 0 && this.chance(0.06))
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
        if (
          !wish &&
          (await asksForTime(
            this.asking(send, (then) => this.step(caseId, 'submit', then, course)),
            c,
            by,
            at,
          ))
        )
          return
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
        if (!wish && c.reworks === 0 && this.chance(0.07))
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

  private departmentOf(code: string): string {
    const id = this.plan.departments.get(code)
    if (!id) throw new Error(`the demo has no department ${code}`)
    return id
  }

  private asking(send: Send, goOn: (at: number) => Promise<void> = async () => undefined): Asking {
    const { city, staff, schedule } = this
    const [chance, after] = [this.chance.bind(this), this.after.bind(this)]
    return { city, staff, schedule, random: this.random, chance, after, send, goOn }
  }

  /** Left to the duty table where it answers; in an overlap one of its leads, in a gap the county's emergency office. */
  private leadFor(c: Case, at: number): { lead?: string } {
    const route = worldOf(this.city).route(c.item.id, c.place, at)
    if ('lead' in route) {
      // Sent back by the one that the duty names: one that assists is asked, and the desk knows a better rule.
      const other = c.returnedBy.includes(route.lead) && route.assisting.find((id) => !c.returnedBy.includes(id))
      return other ? { lead: other } : {}
    }
    if ('overlap' in route) return { lead: this.pick(route.overlap).lead }
    const any = territory(this.city).departments()
    return { lead: any.find(({ kind }) => kind === 'duty')!.id }
  }
}
