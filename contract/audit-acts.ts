/** What is done on records that are no cases, as it stands in their events; the acts on cases are in domain/acts.ts. */
import type { Act } from '@bihuan/domain/acts'

export const AUDIT_ACTS = [
  'account.create',
  'account.change',
  'account.rename',
  'account.disable',
  'account.enable',
  'account.reset-password',
  'account.change-password',
  'account.set-grants',
  'account.set-memberships',
  'account.start-second-factor',
  'account.enrol-second-factor',
  'account.reset-second-factor',
  'account.sign-in',
  'account.refuse-sign-in',
  'account.end-session',
  'account.end-sessions',
  'account.lock',
  'account.declare-absence',
  'account.end-absence',
  'erase-record',
  'seal',
  'verify',
  'verified',
  'make-check-task',
  'give-check-task',
  'drop-check-task',
  'record-check',
  'plan-draw',
  'commit-draw',
  'publish-draw',
  'discard-draw',
  'order-batch',
  'batch-given',
  'roster-planned',
  'duty-phone-read',
  'revision-started',
  'revision-rehearsed-again',
  'revision-applied',
  'revision-taken-back',
  'revision-discarded',
  'case-import.begin',
  'case-import.complete',
  'publish-calendar-year',
] as const

export type AuditAct = (typeof AUDIT_ACTS)[number]

/** Every act that an event may have. One that is missing here cannot be written, and one that is here must have words on the audit page. */
export type EventAct = Act | AuditAct
