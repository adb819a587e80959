/** The history of a case for readers: each entry with names in place of ids and its text in clear, contacts masked. */
import type { z } from 'zod'
import type { timelineEntry } from '@bihuan/contract/case-shapes'
import type { Case, FileRef, TextRef } from '@bihuan/domain/cases/case'
import type { Entry } from '@bihuan/domain/cases/entries'
import { TIME_GAP } from '@bihuan/domain/cases/evolve'
import { metresBetween } from '@bihuan/domain/cases/nearby'
import type { Point } from '@bihuan/domain/place'
import { maskName, maskPhone } from '../platform/secrets.ts'
import type { OpenedText } from '../platform/secrets-store.ts'
import type { Names } from './names.ts'
import { MASKED_KINDS } from './texts.ts'
import type { EventLine } from './views.ts'

type TimelineEntry = z.input<typeof timelineEntry>

export function maskText(text: OpenedText): { value: string | null; masked: boolean; erased: boolean } {
  const masked = MASKED_KINDS.includes(text.kind)
  const value =
    text.text === null || !masked
      ? text.text
      : text.kind === 'contact-phone'
        ? maskPhone(text.text)
        : maskName(text.text)
  return { value, masked, erased: text.erased }
}

export function timelineOf(
  names: Names,
  lines: readonly EventLine[],
  entries: readonly Entry[],
  states: readonly Case[],
  texts: ReadonlyMap<string, OpenedText>,
): TimelineEntry[] {
  return entries.map((entry, index) => {
    const state = states[index]!
    const body = entry.body as { text?: TextRef | null; files?: FileRef[]; device?: string }
    const text = body.text ? texts.get(body.text.textId) : undefined
    return {
      id: lines[index]!.id,
      seq: entry.seq,
      act: entry.act,
      actor: names.person(entry.actor),
      occurredAt: new Date(entry.occurredAt).toISOString(),
      recordedAt: new Date(entry.recordedAt).toISOString(),
      gap: entry.recordedAt - entry.occurredAt > TIME_GAP,
      state: state.state,
      holder: names.holder(state.holder),
      text: text ? { textId: text.id, value: text.text, erased: text.erased } : null,
      files: (body.files ?? []).map((file) => ({ ...file, seq: entry.seq })),
      facts: { ...factsOf(names, entry, states[index - 1] ?? null), ...(body.device ? { device: body.device } : {}) },
    }
  })
}

/** How far from the place on record; null where either is not known. Of who arrived nothing more is told. */
function metresOff(position: Point | null, before: Case | null): number | null {
  return position && before?.position ? Math.round(metresBetween(before.position, position)) : null
}

function factsOf(names: Names, entry: Entry, before: Case | null): Record<string, unknown> {
  switch (entry.act) {
    case 'report':
      return {
        item: entry.body.item.name,
        grid: names.grid(entry.body.place.gridId),
        office: names.inBoth(entry.body.officeId),
        danger: entry.body.danger !== null,
      }
    case 'arrive':
      return { metres: metresOff(entry.body.position, before) }
    case 'supplement':
      return entry.body.place
        ? { grid: names.grid(entry.body.place.gridId), from: names.grid(before?.place.gridId ?? null) }
        : {}
    case 'assess':
    case 'reclassify':
      return {
        item: entry.body.item.name,
        from: before?.item.id === entry.body.item.id ? null : (before?.item.name ?? null),
        rectification: entry.body.rectification,
      }
    case 'dispatch':
    case 'transfer':
      return {
        lead: names.inBoth(entry.body.lead),
        assisting: entry.body.assisting.map((id) => names.inBoth(id)),
        team: entry.body.teamId ? names.inBoth(entry.body.teamId) : null,
      }
    case 'return':
      return { department: names.inBoth(entry.body.departmentId), basis: entry.body.basis }
    case 'decline':
    case 'void':
      return { reason: entry.body.reason }
    case 'request-extension':
    case 'supervise':
      return { limit: entry.body.limit }
    case 'verify-fail':
    case 'reopen':
      return { limit: entry.act === 'verify-fail' ? entry.body.limit : entry.body.whole }
    case 'request-suspension':
      return { until: entry.body.until === null ? null : new Date(entry.body.until).toISOString() }
    case 'submit':
      return { closing: entry.body.closing }
    case 'record-call-back':
      return { result: entry.body.result }
    case 'retract':
      return { of: entry.body.of }
    case 'assist':
      return { department: names.inBoth(entry.body.departmentId) }
    case 'call':
    case 'contest':
      return { office: names.inBoth(entry.body.officeId) }
    case 'escalate':
      return {
        clock: entry.body.clockId.replace(/-\d+$/, ''),
        office: entry.body.officeId ? names.inBoth(entry.body.officeId) : null,
      }
    case 'rezone':
      return {
        grid: names.grid(entry.body.place.gridId),
        from: names.grid(before?.place.gridId ?? null),
        ...(entry.body.officeId ? { office: names.inBoth(entry.body.officeId) } : {}),
      }
    case 'check':
      return { found: entry.body.result, wrong: entry.body.wrong }
    case 'unmask':
      return { reason: entry.body.reason }
    default:
      return {}
  }
}
