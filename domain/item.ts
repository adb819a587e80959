/** What can be found or asked, and the procedure that its cases follow. Data, versioned; a case keeps the versions it was made under. */
import type { State } from './acts.ts'

/** `emergency-minute` 紧急工作时 counts continuously; `working-minute` 工作时 within working hours; `working-day` 工作日 ends with the day;
 *  `calendar-hour` and `calendar-day` 自然日 count continuously. */
export const UNITS = ['emergency-minute', 'working-minute', 'working-day', 'calendar-hour', 'calendar-day'] as const
export type Unit = (typeof UNITS)[number]

/** A time limit. `amount` is in `unit`, whole or fractional, never negative; 0 means "at once". */
export interface Limit {
  amount: number
  unit: Unit
}

export interface Words {
  zh: string
  en: string
}

export const SEVERITIES = ['minor', 'general', 'serious', 'danger-to-life'] as const
export type Severity = (typeof SEVERITIES)[number]

export const RECTIFICATIONS = ['immediate', 'concentrated', 'time-limited'] as const
/** 整改方式: immediate 立即, concentrated 集中, time-limited 限期. */
export type Rectification = (typeof RECTIFICATIONS)[number]

/** 立案条件 and 结案条件 with the limit that holds for them. */
export interface Condition {
  id: string
  filing: Words
  closing: Words
  /** null: no limit is set, and the case has no due time as a whole. */
  limit: Limit | null
  /** 'handle': put right within the limit; 'stop' (制止): stopped within it, an arrive-type clock. */
  limitMeans: 'handle' | 'stop'
  /** What an imported standard says in its own words: the limit's spelling, the handling and the supervising units. */
  imported?: { limit: string; handling: string; supervising: string }
}

/** 标准处置方案: what the lead gets at once when it accepts. */
export interface HandlingPlan {
  steps: Words[]
  call: Words[]
  documents: Words[]
  basis: Words[]
}

/** 大类. */
export interface Category {
  id: string
  code: string
  name: Words
  position: number
}

export interface Item {
  id: string
  version: number
  code: string
  categoryId: string
  name: Words
  /** A hazard 隐患, or a request. */
  hazard: boolean
  severity: Severity
  procedureId: string
  /** The system assesses: the item has one condition, and its report is complete by itself. */
  autoAssess: boolean
  /** The system dispatches by the duty table when exactly one duty answers. */
  autoDispatch: boolean
  needsAfterEvidence: boolean
  /** The handling department checks its own work before it is submitted. */
  needsReview: boolean
  needsCallBack: boolean
  reworkLimit: Limit | null
  /** About a person in need: its texts and files are for those who handle it alone. */
  confidential?: boolean
  conditions: Condition[]
  plan: HandlingPlan
  /** Words that people use for it, for suggestions while typing. */
  keywords: string[]
}

/**
 * The steps that bear a clock. `route` runs from the report to the first dispatch (11301: one minute), `plan` from the dispatch to
 * the standard plan that the first acceptance makes, `arrive` and `handle` from the dispatch.
 */
export const STEPS = [
  'assess',
  'dispatch',
  'route',
  'accept',
  'plan',
  'arrive',
  'handle',
  'review',
  'verify',
  'call-back',
] as const
export type Step = (typeof STEPS)[number]

/** 流程: limits of the steps; null where the procedure sets none (a step without a limit still has its clock, without a due time). */
export interface Procedure {
  id: string
  version: number
  name: Words
  limits: Record<Step, Limit | null>
  /** Limit of the whole where the condition gives none. */
  whole: Limit | null
  /** Where each limit comes from, or that it is a default of ours. */
  sources?: Partial<Record<Step | 'whole', Words>>
}

/** What a city calls the steps of its loop: one stage per state (several states may share one). */
export interface StageProfile {
  id: string
  name: Words
  /** The stages in their order. */
  stages: { id: string; name: Words }[]
  /** State → id of a stage. */
  of: Record<State, string>
}
