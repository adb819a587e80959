/**
 * The course of one case: taken on by whoever has it next. People are late, return, ask for more time, suspend, have to do it again, reopen,
 * call and are supervised; what time brings about in between is done by the system.
 */
import type { Act } from '@bihuan/domain/acts'
import { DAY, HOUR, MINUTE, type Millis } from '@bihuan/domain/calendar'
import { nextStep } from '@bihuan/domain/cases/abilities'
import type { Case } from '@bihuan/domain/cases/case'
import { catalogue } from '../../server/src/catalogue/answers.ts'
import type { Land } from '../../server/src/cases/bulk/land.ts'
import type { Picture, Step, Telling } from '../../server/src/cases/bulk/telling.ts'
import { dueOf } from '../../server/src/cases/clocks.ts'
import type { Actor } from '../../server/src/platform/actor.ts'
import { territory } from '../../server/src/territory/answers.ts'
import type { Chance } from './chance.ts'
import { later, said } from './course.locale.ts'
import type { Posts } from './posts.ts'
import type { Rhythm } from './rhythm.ts'
import { SHARES, WAITS } from './shares.ts'

export interface Pictures {
  before: readonly Picture[]
  after: readonly Picture[]
}

export class Course {
  private at = 0
  private steps = 0
  /** After which of its steps it is left lying. */
  private readonly lastStep: number

  constructor(
    private readonly land: Land,
    private readonly posts: Posts,
    private readonly rhythm: Rhythm,
    private readonly pictures: Pictures,
    private readonly telling: Telling,
    private readonly chance: Chance,
    private readonly end: Millis,
    stuck: boolean,
  ) {
    this.lastStep = stuck ? chance.below(4) : Number.POSITIVE_INFINITY
  }

  goOn(from: Millis): void {
    this.at = from
    for (let acts = 0; acts < 60; acts++) {
      const step = nextStep(this.telling.case)
      if (!step || !(step in WAITS) || this.steps >= this.lastStep) break
      const at = this.whenDone(step as keyof typeof WAITS)
      if (!this.timePasses(Math.floor(at))) return
      this.take(step)
      this.steps += 1
    }
    this.timePasses(this.end)
    this.closedAfterwards()
  }

  /** Most do what is asked of them within its time, some early and some just before; the others when they come to it. */
  private whenDone(step: keyof typeof WAITS): Millis {
    const { typical, desk } = WAITS[step]
    const due = this.telling.projection.dueAt
    const atDesk = (at: Millis) => (desk ? this.rhythm.atDesk(at, this.chance.below(150)) : at)
    const left = due === null ? 0 : due - this.at
    if (left <= 0) return atDesk(this.at + this.chance.about(typical))
    if (!this.chance.happens(SHARES.onTime)) return atDesk(due! + this.chance.about(typical / 2) + MINUTE)
    const at = this.at + left * (0.05 + 0.6 * this.chance.share() ** 1.5)
    return Math.min(atDesk(at), due!)
  }

  /** What the clocks bring about until then; false where that lies beyond the present. */
  private timePasses(until: Millis): boolean {
    const { calendar } = this.land
    for (
      let wake = this.telling.projection.wakeAt;
      wake !== null && wake < until;
      wake = this.telling.projection.wakeAt
    ) {
      // The system looks each second.
      const at = Math.max(Math.floor(wake / 1000) * 1000 + 1000, this.at)
      if (at >= Math.min(until, this.end)) break
      const due = dueOf(this.telling.case, at, calendar)
      if (due.length === 0) break
      for (const intention of due) this.telling.bySystem(intention, at)
      this.at = at
    }
    if (until >= this.end) return false
    this.at = Math.max(until, this.at)
    return true
  }

  private act(by: Actor | null, act: Act, body: Record<string, unknown> = {}, files: Step['files'] = []): void {
    // Nobody sits there: it is left lying.
    if (!by) {
      this.steps = Number.POSITIVE_INFINITY
      return
    }
    this.telling.act({ by, act, body, files, at: this.at })
  }

  /** Some time later, by a colleague; false where the present has come. */
  private wait(typical: Millis): boolean {
    return this.timePasses(Math.floor(this.rhythm.atDesk(this.at + this.chance.about(typical), this.chance.below(90))))
  }

  private office(role: Parameters<Posts['at']>[1]): Actor | null {
    return this.posts.at(this.telling.case.officeId, role)
  }

  private lead(): Actor | null {
    const { lead, teamId } = this.telling.case.assignment!
    return this.posts.handler(lead, teamId)
  }

  private take(step: Act): void {
    const { chance } = this
    const c = this.telling.case
    switch (step) {
      case 'assess':
        if (chance.happens(SHARES.asked)) {
          this.act(this.office('assessor'), 'ask', { text: said.whereExactly })
          return
        }
        if (chance.happens(SHARES.declined)) {
          this.act(this.office('assessor'), 'decline', { reason: 'not-true', text: said.notSo })
          return
        }
        return this.act(this.office('assessor'), 'assess', this.assessment(c))
      case 'supplement':
        return this.act(this.posts.person(c.finder), 'supplement', { text: said.atTheEntrance })
      case 'dispatch':
        return this.act(this.office('dispatcher'), 'dispatch', this.leadFor(c))
      case 'conclude-consult':
        return this.act(this.office('dispatcher'), 'conclude-consult', { text: said.agreed })
      case 'accept':
        if (
          c.consult !== 'concluded' &&
          !c.returnedBy.includes(c.assignment!.lead) &&
          chance.happens(SHARES.returned)
        ) {
          this.act(this.lead(), 'return', { text: said.notOurs, basis: said.dutyList })
          return
        }
        return this.act(this.lead(), 'accept')
      case 'arrive':
        return this.act(this.lead(), 'arrive', { position: c.position })
      case 'submit':
        return this.work(c)
      case 'pass':
        return this.act(this.posts.at(c.assignment!.lead, 'department-reviewer'), 'pass')
      case 'verify-pass':
        return this.verify(c)
      case 'record-call-back': {
        const result = chance.happens(0.9) ? 'satisfied' : chance.pick(['dissatisfied', 'unreached'])
        return this.act(this.office('caller'), 'record-call-back', { result, text: said.byTelephone })
      }
      default:
        throw new Error(`no one knows how to ${step}`)
    }
  }

  private assessment(c: Case): Record<string, unknown> {
    const item = catalogue(this.land.city).itemVersion(c.item.id, c.item.version)!
    const rectification = this.chance.pick(['concentrated', 'time-limited', null] as const)
    return { itemId: item.id, conditionId: this.chance.pick(item.conditions).id, rectification }
  }

  /** Left to the duty table where it answers; else somebody decides. */
  private leadFor(c: Case): Record<string, unknown> {
    const route = this.land
      .world(
        () => '',
        () => false,
      )
      .route(c.item.id, c.place, this.at)
    if ('lead' in route) return {}
    if ('overlap' in route) return { lead: this.chance.pick(route.overlap).lead }
    const duties = territory(this.land.city).departments()
    return { lead: duties.find((department) => department.kind === 'duty')!.id }
  }

  /** Between accepting and submitting: more time, a stretch that does not count, an order from above, a call for help. */
  private work(c: Case): void {
    const { chance } = this
    const by = this.lead()
    const handle = c.clocks.findLast((clock) => clock.kind === 'handle')
    if (chance.happens(SHARES.supervised)) {
      this.act(this.office('supervisor'), 'supervise', { limit: { amount: 2, unit: 'working-day' }, text: later.hurry })
      const order = this.telling.case.supervises.at(-1)!
      if (!this.wait(6 * HOUR)) return
      this.act(by, 'answer-supervise', { orderId: order.id, text: later.onIt })
    }
    if (chance.happens(SHARES.called)) {
      const finder = this.posts.person(c.finder)
      if (
        finder &&
        c.source === 'grid-worker' &&
        this.land
          .world(
            () => '',
            () => false,
          )
          .officeAbove(c.officeId)
      )
        this.act(finder, 'call', { text: later.needHelp })
    }
    if (handle?.limit && handle.limit.amount >= 1 && chance.happens(SHARES.extended)) {
      try {
        this.act(by, 'request-extension', {
          limit: { ...handle.limit, amount: Math.max(1, Math.floor(handle.limit.amount / 2)) },
          text: later.moreTime,
        })
      } catch (error) {
        // Too late to ask for it: it goes on without.
        if (!(error as { code?: string }).code?.startsWith('case.')) throw error
      }
      if (this.telling.case.extensionRequest) {
        if (!this.wait(3 * HOUR)) return
        this.act(this.office('dispatcher'), chance.happens(0.8) ? 'grant-extension' : 'refuse-extension', {
          text: later.decided,
        })
      }
    }
    if (chance.happens(SHARES.suspended)) {
      const until = new Date(this.at + DAY * (3 + chance.below(20))).toISOString()
      this.act(by, 'request-suspension', { until, text: later.waitsForParts })
      if (!this.wait(3 * HOUR)) return
      if (Date.parse(until) > this.at) this.act(this.office('dispatcher'), 'grant-suspension')
      else this.act(this.office('dispatcher'), 'refuse-suspension', { text: later.decided })
      if (this.telling.case.suspension) {
        // Resumes by itself at its date, and is worked on afterwards.
        if (!this.wait(Date.parse(until) - this.at + 8 * HOUR)) return
        while (this.telling.case.suspension) if (!this.wait(DAY)) return
      }
    }
    const now = this.telling.case
    // Danger to life: acted first, the paperwork comes now.
    if (now.assessedAt === null) this.act(this.office('assessor'), 'assess', this.assessment(now))
    const picture = chance.pick(this.pictures.after)
    this.act(by, 'submit', { text: said.done }, [{ purpose: 'after', picture }])
  }

  private verify(c: Case): void {
    const holder = c.holder!
    const verifier = holder.kind === 'person' ? this.posts.person(holder.id) : this.posts.at(holder.id, 'verifier')
    if (c.reworks < 2 && this.chance.happens(SHARES.reworked))
      return this.act(verifier, 'verify-fail', { text: said.stillThere })
    this.act(verifier, 'verify-pass')
  }

  /** Some closed ones are opened again. */
  private closedAfterwards(): void {
    const c = this.telling.case
    if (c.state !== 'closed' || c.reopens > 0 || !this.chance.happens(SHARES.reopened)) return
    this.at = Math.max(this.at, c.last.recordedAt)
    if (!this.wait(4 * DAY) || this.at - c.closedAt! > 25 * DAY) return
    const supervisor = this.office('supervisor')
    if (!supervisor) return
    this.act(supervisor, 'reopen', { text: said.stillThere })
    this.steps = 0
    this.goOn(this.at)
  }
}
