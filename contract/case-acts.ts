/** What a person sends for each act. Free text is sent in clear and sealed by the server; files are named by their finished uploads. */
import { z } from 'zod'
import { CALL_BACKS, CLOSINGS, SOURCES } from '@bihuan/domain/cases/case'
import { RECTIFICATIONS, UNITS } from '@bihuan/domain/item'
import { id, instant, point, text } from './endpoint.ts'

export const limit = z.object({ amount: z.number().min(0).max(100_000), unit: z.enum(UNITS) })
export const upload = z.object({
  uploadId: z.string().min(1).max(200),
  purpose: z.enum(['before', 'after', 'evidence', 'document']),
})
const files = z.array(upload).max(20).optional()
const remark = text(4000).optional()
const reason = text(4000).min(1)

export const contact = z.object({ name: text(100).optional(), phone: text(40).optional() })

export const reportBody = z.object({
  itemId: id,
  conditionId: z.string().max(60).nullish(),
  /** null: position unknown; `regionId` then says where as nearly as is known. */
  position: point.nullable(),
  regionId: id.nullish(),
  /** What was seen, in the reporter's words. */
  text: remark,
  /** Where, in words. */
  address: text(300).optional(),
  contact: contact.optional(),
  dangerToLife: z.boolean().optional(),
  /** `replay`: simulated cities only. */
  source: z.enum(SOURCES).exclude(['citizen', 'import']).optional(),
  files,
})

const plain = z.object({ text: remark, files })
const withReason = z.object({ text: reason, files })

/** The body of each act. A missing act here is an act that cannot be sent. */
export const actBodies = {
  'fix-on-the-spot': z.object({ text: remark, files: z.array(upload).min(1).max(20) }),
  withdraw: plain,
  ask: withReason,
  supplement: z.object({ text: remark, files, position: point.optional() }),
  assess: z.object({
    itemId: id,
    conditionId: z.string().max(60),
    rectification: z.enum(RECTIFICATIONS).nullish(),
    text: remark,
    files,
  }),
  decline: z.object({
    reason: z.enum(['not-a-matter', 'not-true', 'outside-duty', 'too-vague', 'other']),
    text: reason,
    files,
  }),
  contest: withReason,
  merge: z.object({ parentId: id, text: remark, files }),
  dispatch: z.object({
    lead: id.nullish(),
    assisting: z.array(id).max(10).optional(),
    teamId: id.nullish(),
    text: remark,
    files,
  }),
  accept: z.object({}),
  return: z.object({ text: reason, basis: text(500).min(1), files }),
  arrive: z.object({ position: point.nullish(), text: remark, files }),
  transfer: z.object({
    lead: id,
    assisting: z.array(id).max(10).optional(),
    teamId: id.nullish(),
    text: reason,
    files,
  }),
  'request-extension': z.object({ limit, text: reason, files }),
  'grant-extension': plain,
  'refuse-extension': withReason,
  /** Exactly one of a date and a named condition. */
  'request-suspension': z.object({ until: instant.nullish(), condition: text(500).nullish(), text: reason, files }),
  'grant-suspension': plain,
  'refuse-suspension': withReason,
  resume: plain,
  submit: z.object({ closing: z.enum(CLOSINGS).exclude(['fixed-on-the-spot']).optional(), text: remark, files }),
  pass: plain,
  'send-back': withReason,
  'verify-pass': plain,
  'verify-fail': withReason,
  'record-call-back': z.object({ result: z.enum(CALL_BACKS), text: remark, files }),
  'request-reopen': withReason,
  reopen: withReason,
  'refuse-reopen': withReason,
  'request-void': withReason,
  void: z.object({ reason: z.enum(['filed-in-error', 'duplicate', 'test', 'other']), text: reason, files }),
  'refuse-void': withReason,
  retract: z.object({}),
  reclassify: z.object({
    itemId: id,
    conditionId: z.string().max(60),
    rectification: z.enum(RECTIFICATIONS).nullish(),
    text: reason,
    files,
  }),
  assist: z.object({ departmentId: id, text: remark, files }),
  /** A child case for another department; `childId` is made by the sender. */
  split: z.object({ childId: id, itemId: id, text: reason }),
  supervise: z.object({ limit, text: reason, files }),
  'answer-supervise': z.object({ orderId: id, text: reason, files }),
  'lift-supervise': z.object({ orderId: id, text: reason, files }),
  call: z.object({ text: reason, files }),
  'answer-call': z.object({ callId: id, text: reason, files }),
  'open-consult': plain,
  'conclude-consult': withReason,
  note: withReason,
  follow: z.object({}),
  unfollow: z.object({}),
  /** Reads a sealed contact in clear; the answer carries the text, the chain who read it and why. */
  unmask: z.object({ textId: id, reason: text(300).min(4) }),
} as const
export type SentAct = keyof typeof actBodies

/** The envelope of every command. Ids are UUIDv7 by whoever makes the record. */
const envelope = {
  commandId: id,
  occurredAt: instant,
  /** Device or client that made it, for the log. */
  device: text(100).optional(),
}
/** What the sender saw: a version, or the id of the command that this one follows (queued acts). */
const basis = { expectedVersion: z.number().int().min(1).optional(), after: id.optional() }

export const reportCommand = z.discriminatedUnion('act', [
  z.object({ ...envelope, act: z.literal('report'), subject: id, body: reportBody }),
  z.object({
    ...envelope,
    act: z.literal('fix-on-the-spot'),
    subject: id,
    body: reportBody.extend({ files: z.array(upload).min(2).max(20) }),
  }),
])

const actNames = Object.keys(actBodies) as SentAct[]
/** `body` is parsed by the act's own schema. */
export const actCommand = z.object({
  ...envelope,
  ...basis,
  act: z.enum(actNames),
  body: z.record(z.string(), z.unknown()).default({}),
})
export const bulkCommand = z.object({
  commands: z
    .array(actCommand.extend({ subject: id }))
    .min(1)
    .max(100),
})
