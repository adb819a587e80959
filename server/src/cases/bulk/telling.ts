/**
 * One case, told in memory by the rules of everybody: each step is decided, written down and folded as the commands do it
 * (commands/report-case.ts, commands/act-on-case.ts, clocks.ts), and nothing is asked of the database in between.
 * What it holds at the end are the rows that the commands would have left.
 */
import type { Act } from '@bihuan/domain/acts'
import type { SentAct } from '@bihuan/contract/case-acts'
import type { Case, FileRef } from '@bihuan/domain/cases/case'
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import { SYSTEM, type Actor as ActingPerson } from '@bihuan/domain/cases/guard'
import type { Intention, Intentions } from '@bihuan/domain/cases/intentions'
import { caseNumber } from '@bihuan/domain/cases/number'
import { businessDay } from '@bihuan/domain/cases/measures'
import type { Projection } from '@bihuan/domain/cases/projection'
import { scopesFor } from '@bihuan/domain/powers'
import type { Actor } from '../../platform/actor.ts'
import type { EventRow } from '../../platform/events.ts'
import { newId } from '../../platform/id.ts'
import { newRecordKey } from '../../platform/secrets.ts'
import type { SealedText } from '../../platform/secrets-store.ts'
import { actingPerson, powersOver } from '../access.ts'
import { answerOf } from '../commands/answer.ts'
import { asIntention } from '../commands/intention.ts'
import { keyOf } from '../commands/key.ts'
import { prepare } from '../commands/write.ts'
import type { CaseWrite } from '../store.ts'
import { Sealing } from '../texts.ts'
import { asEntry, statesOf } from '../views.ts'
import type { Land } from './land.ts'
import type { Answered, Held } from './rows.ts'

/** A file of the city, to be held by one more record. */
export interface Picture {
  sha256: string
  mediaType: string
  size: number
}

export interface Step {
  by: Actor
  act: Act
  body?: Record<string, unknown>
  files?: readonly { picture: Picture; purpose: FileRef['purpose'] }[]
  /** When the server took it (ms), and when it happened where that was earlier. */
  at: number
  occurredAt?: number
  commandId?: string
  device?: string
}

/** A step that the rules do not allow: a mistake of whoever tells it. */
export class Untellable extends Error {
  constructor(
    readonly code: string,
    step: string,
  ) {
    super(`${step} is refused: ${code}`)
  }
}

const NOWHERE = { departmentIds: [], teamIds: [] }

export class Telling {
  readonly wrappedKey: Buffer
  readonly texts: SealedText[] = []
  readonly answers: Answered[] = []
  readonly files: (Held & { uploadId: string })[] = []
  /** Each with what its act adds to the tallies: on the last event of the act. */
  readonly events: { row: EventRow; deltas: string | null }[] = []
  readonly filedAt: number
  private readonly key: Buffer
  private current: { file: Case; projection: Projection; contribution: CaseWrite['contribution'] } | null = null

  /** `draw`: 16 hexadecimal digits by chance, for spot checks. `keepAnswers`: those of commands from this moment on. */
  constructor(
    readonly land: Land,
    readonly subject: string,
    private readonly running: number,
    private readonly draw: () => string,
    filedAt: number,
    private readonly keepAnswers = 0,
  ) {
    const { key, wrapped } = newRecordKey(land.city.masterKey, subject)
    this.key = key
    this.wrappedKey = wrapped
    this.filedAt = filedAt
  }

  get case(): Case {
    if (!this.current) throw new Error(`case ${this.subject} has not begun`)
    return this.current.file
  }
  get projection(): Projection {
    return this.current!.projection
  }
  get contribution(): CaseWrite['contribution'] {
    return this.current!.contribution
  }

  /** The first step: `report` or `fix-on-the-spot`, with a body as clients send it. */
  report(step: Step): Case {
    const { by, act, at, occurredAt = at, device } = step
    if (scopesFor(by.grants, act).length === 0) throw new Untellable('case.not-your-role', act)
    const sealing = new Sealing(this.land.city, this.subject, this.key, new Date(at))
    const { sent, attached } = this.attach(step)
    const body = { ...step.body, ...sent } as Record<string, unknown>
    const asked = body['contact'] as { name?: string; phone?: string } | undefined
    // In the order in which the command seals them.
    const contact = [sealing.seal('contact-name', asked?.name), sealing.seal('contact-phone', asked?.phone)].filter(
      (ref) => ref !== null,
    )
    const intention = {
      act,
      body: {
        ...body,
        number: caseNumber(Number(businessDay(occurredAt).slice(0, 4)), this.running),
        source: body['source'] ?? (by.grants.some((grant) => grant.role === 'grid-worker') ? 'grid-worker' : 'desk'),
        text: sealing.seal('description', body['text'] as string | undefined),
        address: sealing.seal('address', body['address'] as string | undefined),
        contact,
        files: attached,
      },
    } as Intention
    const person = actingPerson(by, new Set([act]), NOWHERE)
    this.write(intention, person, at, occurredAt, device)
    this.texts.push(...sealing.rows)
    this.answer(step, body, 201, () => by.name)
    return this.case
  }

  /** A case of an old system, as it told of it; then and now are apart. */
  takeIn(
    told: { text?: string; address?: string } & Omit<Intentions['take-in'], 'number' | 'text' | 'address'>,
    at: number,
    occurredAt: number,
  ): Case {
    const sealing = new Sealing(this.land.city, this.subject, this.key, new Date(at))
    const number = caseNumber(Number(businessDay(occurredAt).slice(0, 4)), this.running)
    const text = sealing.seal('description', told.text)
    const address = sealing.seal('address', told.address)
    this.write({ act: 'take-in', body: { ...told, number, text, address } }, SYSTEM as ActingPerson, at, occurredAt)
    this.texts.push(...sealing.rows)
    return this.case
  }

  /** Every later act of a person. */
  act(step: Step): Case {
    const { by, act, at, occurredAt = at, device } = step
    const { cast, city } = this.land
    const before = this.case
    const sealing = new Sealing(city, this.subject, this.key, new Date(at))
    const { sent, attached } = this.attach(step)
    const body = { ...step.body, ...sent }
    const powers = powersOver(city, by, before)
    const since = () => {
      const places = cast.placesSince(by.accountId, before.assignment?.at ?? 0, at)
      return { departmentIds: places, teamIds: places }
    }
    const person = actingPerson(by, powers, act === 'verify-pass' || act === 'verify-fail' ? since() : by)
    this.write(asIntention(act as SentAct, body, sealing, attached), person, at, occurredAt, device)
    this.texts.push(...sealing.rows)
    this.answer(step, body, 200, (id) => (id === by.accountId ? by.name : (cast.name(before.finder) ?? '')))
    return this.case
  }

  /** What time brings about: done by the system, with no command. */
  bySystem(intention: Intention, at: number): Case {
    this.write(intention, SYSTEM as ActingPerson, at, at, undefined)
    return this.case
  }

  private attach({ files = [], by, at }: Step) {
    if (files.length === 0) return { sent: {}, attached: [] }
    const attached = files.map(({ picture, purpose }) => ({ referenceId: newId(), ...picture, purpose }))
    const uploads = attached.map(({ referenceId, sha256, purpose }) => {
      const uploadId = newId()
      this.files.push({ referenceId, sha256, purpose, by: by.accountId, at: new Date(at), uploadId })
      return { uploadId, purpose }
    })
    return { sent: { files: uploads }, attached }
  }

  private write(intention: Intention, person: ActingPerson, at: number, occurredAt: number, device?: string): void {
    const { city, calendar } = this.land
    const before = this.current?.file ?? null
    const world = this.land.world(this.draw, (finder, departments, teamId) =>
      this.mayVerify(finder, departments, teamId, at),
    )
    const decided = decide(before, intention, person, { at: occurredAt, now: at, calendar }, world)
    if (isRefusal(decided)) throw new Untellable(decided.code, intention.act)
    const last = this.events.at(-1)?.row
    const prepared = prepare(city, {
      head: { subject: this.subject, seq: last?.seq ?? 0, hash: last?.hash ?? '' },
      before,
      entries: decided.entries,
      states:
        intention.act === 'retract' ? statesOf(this.events.map(({ row }) => asEntry(this.subject, row))) : undefined,
      occurredAt: new Date(occurredAt),
      now: new Date(at),
      calendar,
      device,
    })
    const { events, deltas, caseFile, projection, contribution } = prepared
    events.forEach((row, index) =>
      this.events.push({
        row,
        deltas: index === events.length - 1 && deltas.length > 0 ? JSON.stringify(deltas) : null,
      }),
    )
    this.current = { file: caseFile, projection, contribution }
  }

  /** Whether the finder verifies by default; asked as act-on-case.ts asks it. */
  private mayVerify(finder: string, departments: readonly string[], teamId: string | null, at: number): boolean {
    const person = this.land.cast.actor(finder, at)
    if (!person || scopesFor(person.grants, 'verify-pass').length === 0) return false
    const places = this.land.cast.placesSince(finder, this.case.assignment?.at ?? 0, at)
    return !departments.some((id) => places.includes(id)) && !(teamId !== null && places.includes(teamId))
  }

  private answer(step: Step, body: Record<string, unknown>, status: number, personName: (id: string) => string): void {
    if (step.at < this.keepAnswers) return
    const { act, by, at, occurredAt = at, commandId = newId(), device } = step
    const envelope = {
      act,
      commandId,
      subject: this.subject,
      occurredAt: new Date(occurredAt).toISOString(),
      ...(device ? { device } : {}),
      body,
    }
    this.answers.push({
      key: keyOf(by, envelope),
      status,
      body: answerOf(this.land.city, this.case, this.projection, personName),
      at: new Date(at),
    })
  }
}
