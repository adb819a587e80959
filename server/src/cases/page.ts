/** One case as a page: what happened, what runs, what may be done, each with the names that a reader needs. */
import type { z } from 'zod'
import type { casePage } from '@bihuan/contract/case-shapes'
import { abilities } from '@bihuan/domain/cases/abilities'
import type { Case, Order, Request, TextRef } from '@bihuan/domain/cases/case'
import { UNDO_WITHIN, guard } from '@bihuan/domain/cases/guard'
import { project } from '@bihuan/domain/cases/projection'
import { readClock } from '@bihuan/domain/clocks'
import { catalogue } from '../catalogue/answers.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { calendarOf } from '../platform/held-calendar.ts'
import { Problem } from '../platform/problem.ts'
import { openTexts } from '../platform/secrets-store.ts'
import { actingPerson, mayReadContent, membershipsSince, powersOver } from './access.ts'
import { personNames, toLines } from './lines.ts'
import { Names } from './names.ts'
import { explain } from './reasons.locale.ts'
import { maskText, timelineOf } from './timeline.ts'
import { asEntry, eventsOf, readForAct, statesOf } from './views.ts'
import { worldOf } from './world.ts'

export type CasePage = z.input<typeof casePage>

const iso = (millis: number | null) => (millis === null ? null : new Date(millis).toISOString())

export async function pageOf(city: City, actor: Actor, id: string, now: Date): Promise<CasePage> {
  const { db } = city
  const found = await readForAct(db, id, null, null)
  if (!found) throw new Problem('platform.not-found')
  const c = found.document
  const powers = powersOver(city, actor, c)
  if (!powers.has('case.read')) throw new Problem('platform.not-found')
  const open = mayReadContent(actor, c)
  const calendar = calendarOf(city)
  const moment = { at: now.getTime(), now: now.getTime(), calendar }
  const [lines, texts, since, others, relatives] = await Promise.all([
    eventsOf(db, id),
    openTexts(db, city, { records: open ? [id] : [] }),
    membershipsSince(db, actor.accountId, c.assignment?.at ?? null, now),
    workedOnBy(city, id, actor.accountId, now),
    relativesOf(city, c),
  ])
  const entries = lines.map((line) => asEntry(id, line))
  const states = statesOf(entries)
  const names = new Names(city, await personNames(db, [...lines.map((line) => line.actor), ...personsIn(c)]))
  const projection = project(c, calendar, now.getTime())
  const [line] = await toLines(city, actor, [
    {
      id,
      seq: found.seq,
      document: c,
      danger: c.procedure.id === 'danger-to-life' || c.item.severity === 'danger-to-life',
      late: projection.late,
      due_at: projection.dueAt === null ? null : new Date(projection.dueAt),
      warn_at: projection.warnAt === null ? null : new Date(projection.warnAt),
      whole_due_at: projection.wholeDueAt === null ? null : new Date(projection.wholeDueAt),
    },
  ])
  const textById = new Map(texts.map((text) => [text.id, text]))
  const said = (ref: TextRef | null | undefined) => (ref ? (textById.get(ref.textId)?.text ?? null) : null)
  const request = (open: Request) => ({ by: names.person(open.by), at: iso(open.at)!, text: said(open.reason) })
  const order = (one: Order) => {
    const reading = readClock(
      c.clocks.find((clock) => clock.id === one.clockId)!,
      calendar,
      now.getTime(),
    )
    return {
      id: one.id,
      by: names.person(one.by),
      office: one.officeId ? names.organisation(one.officeId) : null,
      at: iso(one.at)!,
      settledAt: iso(one.settledAt),
      dueAt: iso(reading.dueAt),
      overdue: reading.overdue,
    }
  }
  const person = actingPerson(actor, powers, since)
  const item = catalogue(city).itemVersion(c.item.id, c.item.version)
  const condition = item?.conditions.find((one) => one.id === c.conditionId) ?? null
  const procedure = catalogue(city).procedure(c.procedure.id, c.procedure.version)
  const holders = states.map((state, index) => ({ state, from: entries[index]!.occurredAt }))
  return {
    ...line!,
    condition: condition
      ? {
          id: condition.id,
          filing: condition.filing,
          closing: condition.closing,
          limit: condition.limit,
          limitMeans: condition.limitMeans,
        }
      : null,
    itemVersion: c.item.version,
    rectification: c.rectification,
    procedure: { ...c.procedure, name: procedure?.name ?? { zh: c.procedure.id, en: c.procedure.id } },
    ...stages(city, c, states),
    finder: names.person(c.finder),
    office: names.organisation(c.officeId),
    assignment: c.assignment
      ? {
          lead: names.organisation(c.assignment.lead),
          assisting: c.assignment.assisting.map((one) => names.organisation(one)),
          team: c.assignment.teamId ? names.organisation(c.assignment.teamId) : null,
          by: names.person(c.assignment.by),
          at: iso(c.assignment.at)!,
          why: c.assignment.why.map((step) => explain(city, step)),
        }
      : null,
    suggestion:
      powers.has('dispatch') && (c.state === 'assessed' || c.state === 'reported' || c.state === 'accepted')
        ? suggestionFor(city, names, c, now)
        : null,
    plan: c.plan,
    clocks: c.clocks.map((clock) => {
      const reading = readClock(clock, calendar, now.getTime())
      const { id: clockId, kind, limit, extensions, pauses } = clock
      return {
        id: clockId,
        kind,
        limit,
        startedAt: iso(clock.startedAt)!,
        stoppedAt: iso(clock.stoppedAt),
        dueAt: iso(reading.dueAt),
        warnAt: iso(reading.warnAt),
        provisional: reading.provisional,
        state: reading.state,
        outcome: reading.outcome,
        overdue: reading.overdue,
        extensions: [...extensions],
        pauses: pauses.map((pause) => ({ from: iso(pause.from)!, to: iso(pause.to) })),
      }
    }),
    stepClockId: c.stepClockId,
    holders: holders
      .filter(
        ({ state }, index) =>
          index === 0 ||
          JSON.stringify([state.holder, state.state]) !==
            JSON.stringify([holders[index - 1]!.state.holder, holders[index - 1]!.state.state]),
      )
      .map(({ state, from }, index, kept) => ({
        holder: names.holder(state.holder),
        state: state.state,
        from: iso(from)!,
        to: iso(kept[index + 1]?.from ?? null),
      })),
    texts: texts
      .filter((text) => text.kind !== 'remark')
      .map((text) => ({ textId: text.id, kind: text.kind, ...maskText(text) })),
    withheld: !open,
    files: entries.flatMap((entry) =>
      open && 'files' in entry.body ? (entry.body.files ?? []).map((file) => ({ ...file, seq: entry.seq })) : [],
    ),
    timeline: timelineOf(names, lines, entries, states, textById).map((entry) =>
      open ? entry : { ...entry, files: [] },
    ),
    extensionRequest: c.extensionRequest ? { ...request(c.extensionRequest), limit: c.extensionRequest.limit } : null,
    suspensionRequest: c.suspensionRequest
      ? {
          ...request(c.suspensionRequest),
          until: iso(c.suspensionRequest.until),
          condition: said(c.suspensionRequest.condition),
        }
      : null,
    suspension: c.suspension
      ? { until: iso(c.suspension.until), condition: said(c.suspension.condition), since: iso(c.suspension.since)! }
      : null,
    voidRequest: c.voidRequest ? request(c.voidRequest) : null,
    reopenRequest: c.reopenRequest ? { ...request(c.reopenRequest), dissatisfied: c.reopenRequest.dissatisfied } : null,
    asked: c.asked ? { by: names.person(c.asked.by), at: iso(c.asked.at)! } : null,
    consult: c.consult,
    supervises: c.supervises.map(order),
    calls: c.calls.map(order),
    escalations: c.escalations.map((one) => ({
      clockId: one.clockId,
      office: one.officeId ? names.organisation(one.officeId) : null,
      at: iso(one.at)!,
    })),
    returns: c.returnedBy.length,
    reworks: c.reworks,
    extensions: c.extensions,
    callBack: c.callBack,
    ...relatives,
    following: c.followers.includes(actor.accountId),
    followers: c.followers.length,
    sampled: c.sampled,
    timeGap: c.timeGap,
    undoUntil: guard(c, 'retract', person, moment) === null ? iso(c.last.recordedAt + UNDO_WITHIN) : null,
    abilities: abilities(c, person, moment).map(({ act, allowed, refusal }) => ({
      act,
      allowed,
      refusal: refusal ? { ...refusal, ...new Problem(refusal.code, refusal.params).toBody().detail } : null,
    })),
    workedOnBy: others,
  }
}

function stages(city: City, c: Case, states: readonly Case[]): Pick<CasePage, 'stage' | 'stages'> {
  const profile = catalogue(city).stages(city.stages)
  if (!profile) return { stage: { zh: c.state, en: c.state }, stages: [] }
  const of = (state: Case['state']) => profile.stages.findIndex((stage) => stage.id === profile.of[state])
  const current = of(c.state)
  const furthest = Math.max(...states.map((one) => of(one.state)))
  return {
    stage: profile.stages[current]?.name ?? { zh: c.state, en: c.state },
    stages: profile.stages.map((stage, index) => ({
      name: stage.name,
      // What was skipped (danger to life acts first) lies behind it all the same.
      reached: index <= furthest,
      current: index === current,
    })),
  }
}

function suggestionFor(city: City, names: Names, c: Case, now: Date): CasePage['suggestion'] {
  const route = worldOf(city).route(c.item.id, c.place, now.getTime())
  const why = route.why.map((step) => explain(city, step))
  if ('lead' in route)
    return {
      lead: names.organisation(route.lead),
      assisting: route.assisting.map((id) => names.organisation(id)),
      why,
      candidates: [],
    }
  return {
    lead: null,
    assisting: [],
    why,
    candidates: 'overlap' in route ? route.overlap.map((one) => names.organisation(one.lead)) : [],
  }
}

function personsIn(c: Case): string[] {
  return [
    c.finder,
    ...[c.extensionRequest, c.suspensionRequest, c.voidRequest, c.reopenRequest, c.asked].flatMap(
      (one) => one?.by ?? [],
    ),
    ...[...c.supervises, ...c.calls].map((one) => one.by),
    ...(c.holder?.kind === 'person' ? [c.holder.id] : []),
  ]
}

async function relativesOf(city: City, c: Case): Promise<Pick<CasePage, 'parent' | 'children'>> {
  const ids = [...(c.parentId ? [c.parentId] : []), ...c.childIds]
  if (ids.length === 0) return { parent: null, children: [] }
  const rows = await city.db.rows<{ id: string; number: string; state: Case['state'] }>(
    sql`select id, number, state from cases where id = any(${ids}::uuid[])`,
  )
  const parent = rows.find((row) => row.id === c.parentId)
  return {
    parent: parent ? { id: parent.id, number: parent.number } : null,
    children: rows.filter((row) => row.id !== c.parentId),
  }
}

export async function workedOnBy(
  city: City,
  caseId: string,
  self: string,
  now: Date,
): Promise<{ id: string; name: string }[]> {
  return city.db.rows(
    sql`select a.id, a.name from presence p join account a on a.id = p.account_id where p.case_id = ${caseId} and p.account_id <> ${self} and p.until > ${now} order by a.name`,
    'worked-on-by',
  )
}
