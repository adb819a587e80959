/** From a recorded request to the acts that it must have taken. Recorded times are kept; what the file lacks is supplied, and says so. */
import { newId } from '../../server/src/platform/id.ts'
import type { Play } from '../play/harness.ts'
import type { Step } from '../play/runner.ts'
import { CITY, handlerOf, PEOPLE } from './city.ts'
import type { RecordedRequest } from './requests.ts'

/** Time of the act as the file has it: created, closed. */
export const RECORDED = 'replay'
/** The file has the day of the act, not the hour. */
export const RECORDED_DAY = 'replay-day'
/** The file has no time for the act. */
export const SUPPLIED = 'replay-supplied'

/** A request is taken up this long after it was filed, where it was not closed before. */
const ACCEPTED_AFTER = 10 * 60_000
const DUPLICATE = '重复件，来源未注明所重复的事件 A duplicate; the source names no parent'

/** Without clock moves; `byHand`: types that belong to several agencies. */
export function courseOf(request: RecordedRequest, play: Play, byHand: ReadonlySet<string>): Step[] {
  const subject = newId()
  const { number, createdAt, closedAt, course, agency } = request
  const handler = handlerOf(agency)
  const step = (at: number, what: string, login: string, body: object, device: string): Step => ({
    at,
    lane: number,
    what,
    perform: async () => (await play.person(login)).act(what, subject, at, body, device),
  })
  const steps: Step[] = [
    {
      at: createdAt,
      lane: number,
      what: 'report',
      perform: async () =>
        (await play.person(PEOPLE.intake)).file('report', subject, createdAt, reportBody(request, play), RECORDED),
    },
  ]
  if (byHand.has(request.type))
    steps.push(step(createdAt, 'dispatch', PEOPLE.dispatcher, { lead: play.town.department(agency) }, SUPPLIED))
  if (course === 'not-accepted') return steps
  const acceptedAt = Math.min(createdAt + ACCEPTED_AFTER, closedAt ?? Infinity)
  steps.push(step(acceptedAt, 'accept', handler, {}, SUPPLIED))
  if (closedAt === null) return steps
  const submission = course === 'closed-duplicate' ? { closing: 'duplicate-without-parent', text: DUPLICATE } : {}
  // The file knows when a request was closed, not when it was submitted or by whom it was verified: one moment for both, recorded for the closing.
  steps.push(
    step(closedAt, 'submit', handler, submission, SUPPLIED),
    step(closedAt, 'verify-pass', PEOPLE.verifier, {}, RECORDED),
  )
  return steps
}

function reportBody({ type, position, address }: RecordedRequest, { town }: Play): object {
  return {
    itemId: town.item(type),
    position,
    ...(position === null ? { regionId: town.region(CITY) } : {}),
    ...(address ? { address: address.slice(0, 300) } : {}),
    source: 'replay',
  }
}

const DAY = 86_400_000
/** Shortly after the daily seal. */
const MINUTES_PAST_MIDNIGHT = 20

/** The clock of the city is moved once a day: what ran out is told upward, and the day is sealed. */
export function clockMoves(play: Play, from: number, to: number, ran: (things: number) => void): Step[] {
  const first = Math.floor((from + 8 * 3_600_000) / DAY) * DAY - 8 * 3_600_000 + MINUTES_PAST_MIDNIGHT * 60_000
  const steps: Step[] = []
  const move = (at: number) =>
    steps.push({ at, lane: null, what: 'the clock', perform: async () => ran(await play.moveClock(at)) })
  for (let at = first + DAY; at < to; at += DAY) move(at)
  move(to)
  return steps
}
