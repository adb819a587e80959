/** Which complaints must wait for each other on one day: those that lie so close that one might be offered to the other. */
import { metresBetween } from '@bihuan/domain/cases/nearby'
import { DAY, HOUR, type Complaint } from './requests.ts'
import { WIDEST } from './scoring.ts'

/** Number of the day, Asia/Shanghai. */
export const dayNumber = (at: number) => Math.floor((at + 8 * HOUR) / DAY)

/** For each complaint, the lane of each of its days: filed, ended. Days are kept apart by whoever performs it. */
export function lanesOf(complaints: readonly Complaint[]): (complaint: number, at: number) => string {
  const days = new Map<number, Set<number>>()
  complaints.forEach(({ filedAt, endAt }, index) => {
    for (const at of [filedAt, endAt]) {
      if (at === null) continue
      const day = dayNumber(at)
      if (!days.has(day)) days.set(day, new Set())
      days.get(day)!.add(index)
    }
  })
  const laneOn = new Map([...days].map(([day, members]) => [day, joined(complaints, [...members])]))
  return (complaint, at) => `${dayNumber(at)} ${laneOn.get(dayNumber(at))?.get(complaint) ?? complaint}`
}

/** Member → the first of all that hang together with it. */
function joined(complaints: readonly Complaint[], members: readonly number[]): Map<number, number> {
  const above = new Map(members.map((member) => [member, member]))
  const top = (member: number): number => {
    let at = member
    while (above.get(at) !== at) at = above.get(at)!
    return at
  }
  members.forEach((a, index) => {
    const here = complaints[a]!.position
    if (here === null) return
    for (const b of members.slice(index + 1)) {
      const there = complaints[b]!.position
      if (there !== null && metresBetween(here, there) <= WIDEST.metres) above.set(top(b), top(a))
    }
  })
  return new Map(members.map((member) => [member, top(member)]))
}
