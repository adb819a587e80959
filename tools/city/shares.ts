/** How often things happen, and how long they take: of the cities' published figures where there are any, else in their order of size. */
import { HOUR, MINUTE } from '@bihuan/domain/calendar'

export const SHARES = {
  /** Of each step, done within its time. */
  onTime: 0.95,
  /** Of minor matters: seven cities in ten put most of them right at once. */
  fixedOnTheSpot: 0.4,
  photo: 0.3,
  contact: 0.08,
  offline: 0.03,
  asked: 0.02,
  declined: 0.03,
  returned: 0.05,
  supervised: 0.015,
  called: 0.01,
  extended: 0.04,
  suspended: 0.03,
  reworked: 0.06,
  reopened: 0.01,
}

/** How long the next step typically lets wait where nothing says by when; `desk`: done at a desk, in working hours, where its time allows. */
export const WAITS = {
  assess: { typical: 11 * MINUTE, desk: true },
  supplement: { typical: 3 * HOUR, desk: false },
  dispatch: { typical: 9 * MINUTE, desk: true },
  accept: { typical: 28 * MINUTE, desk: true },
  arrive: { typical: 6 * MINUTE, desk: false },
  submit: { typical: 22 * HOUR, desk: true },
  pass: { typical: 3 * HOUR, desk: true },
  'verify-pass': { typical: 7 * HOUR, desk: true },
  'record-call-back': { typical: 6 * HOUR, desk: true },
  'conclude-consult': { typical: 20 * HOUR, desk: true },
}
