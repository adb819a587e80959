/** The words of oversight that histories use: what a spot check may find, and what may be wrong with a record. */

/** What somebody else found who looked again. */
export const RESULTS = ['as-recorded', 'data-wrong', 'not-put-right'] as const
export type CheckResult = (typeof RESULTS)[number]

/** What of the record is wrong. */
export const FAULTS = ['position', 'item', 'time', 'photo', 'person'] as const
export type Fault = (typeof FAULTS)[number]

/** Body of `sample`: by whose numbers it was drawn. A draw over a period, or (without one) the draw at fixing on the spot. */
export interface Sampling {
  seed: string
  drawId?: string
}

/** Body of `check`. `wrong` is empty unless the data were wrong. */
export interface Checking {
  taskId: string
  result: CheckResult
  wrong: Fault[]
}
