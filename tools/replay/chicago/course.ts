/** From a complaint to the acts that it must have taken: what is offered is asked first, then it is filed; a duplicate is merged where its like is open. */
import { newId } from '../../../server/src/platform/id.ts'
import type { Play } from '../../play/harness.ts'
import type { Step } from '../../play/runner.ts'
import { RECORDED_DAY, SUPPLIED } from '../course.ts'
import { CITY, PEOPLE } from './city.ts'
import { lanesOf } from './lanes.ts'
import { HOUR, type Complaint } from './requests.ts'

const ACCEPTED_AFTER = 10 * 60_000
/** Merged before what it repeats is closed on the same evening. */
const MERGED_BEFORE = HOUR
const DUPLICATE = '重复件，所重复的事件已结束或未找到 A duplicate; what it repeats has ended or was not found'

export interface Outcome {
  /** What was offered when it was filed, in its order: places in the list of complaints. */
  offered: number[]
  /** A duplicate merged into another; closed for want of one; null: no duplicate. */
  ended: 'merged' | 'without-parent' | null
}

export interface Course {
  steps: Step[]
  /** One for each complaint; filled while the steps are performed. */
  outcomes: Outcome[]
}

interface Nearby {
  rows: { id: string; distance: number }[]
}

/** Without clock moves. */
export function courseOf(complaints: readonly Complaint[], play: Play): Course {
  const subjects = complaints.map(() => newId())
  const indexOf = new Map(subjects.map((subject, index) => [subject, index]))
  const outcomes = complaints.map((): Outcome => ({ offered: [], ended: null }))
  const lane = lanesOf(complaints)

  const near = async (index: number, login: string, at: number, excludeId?: string) => {
    const { position, nature } = complaints[index]!
    if (position === null) return []
    const { longitude, latitude } = position
    const asked = new URLSearchParams({
      itemId: play.town.item(nature),
      longitude: String(longitude),
      latitude: String(latitude),
      ...(excludeId ? { excludeId } : {}),
    })
    const { rows } = await (await play.person(login)).get<Nearby>(`/api/v1/cases/nearby?${asked}`, at)
    return rows.map(({ id }) => indexOf.get(id)!)
  }

  const file = async (index: number) => {
    const { nature, position, address, filedAt } = complaints[index]!
    outcomes[index]!.offered = await near(index, PEOPLE.intake, filedAt)
    await (
      await play.person(PEOPLE.intake)
    ).file(
      'report',
      subjects[index]!,
      filedAt,
      {
        itemId: play.town.item(nature),
        position,
        ...(position === null ? { regionId: play.town.region(CITY) } : {}),
        ...(address ? { address: address.slice(0, 300) } : {}),
        source: 'replay',
      },
      RECORDED_DAY,
    )
  }

  const act = async (index: number, login: string, what: string, at: number, body: object, device: string) =>
    (await play.person(login)).act(what, subjects[index]!, at, body, device)

  const close = async (index: number, at: number, body: object, device: string) => {
    await act(index, PEOPLE.handler, 'submit', at, body, device)
    await act(index, PEOPLE.verifier, 'verify-pass', at, {}, device)
  }

  /** What it repeats: open, of the same address, filed before it. */
  const repeat = async (index: number, at: number, device: string) => {
    const { address } = complaints[index]!
    const around = await near(index, PEOPLE.dispatcher, at, subjects[index])
    const parent = around.find((other) => other < index && complaints[other]!.address === address)
    outcomes[index]!.ended = parent === undefined ? 'without-parent' : 'merged'
    if (parent === undefined) await close(index, at, { closing: 'duplicate-without-parent', text: DUPLICATE }, device)
    else await act(index, PEOPLE.dispatcher, 'merge', at, { parentId: subjects[parent] }, device)
  }

  const steps = complaints.flatMap(({ filedAt, endAt, endRecorded, duplicate }, index): Step[] => {
    const step = (at: number, what: string, perform: () => Promise<unknown>): Step => ({
      at,
      lane: lane(index, at),
      what: `${complaints[index]!.number} ${what}`,
      perform,
    })
    const device = endRecorded ? RECORDED_DAY : SUPPLIED
    const acceptedAt = filedAt + ACCEPTED_AFTER
    const course = [
      step(filedAt, 'report', () => file(index)),
      step(acceptedAt, 'accept', () => act(index, PEOPLE.handler, 'accept', acceptedAt, {}, SUPPLIED)),
    ]
    if (endAt === null) return course
    if (duplicate) {
      const at = endAt - MERGED_BEFORE
      return [...course, step(at, 'merge', () => repeat(index, at, device))]
    }
    return [...course, step(endAt, 'close', () => close(index, endAt, {}, device))]
  })
  return { steps, outcomes }
}
