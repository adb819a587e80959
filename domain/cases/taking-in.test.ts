/** A case of an old system claims what that system knew, and no more. */
import { describe, expect, it } from 'vitest'
import { DAY } from '../calendar.ts'
import { contribution } from './measures.ts'
import { decide, isRefusal } from './decide.ts'
import { fold } from './evolve.ts'
import { SYSTEM } from './guard.ts'
import type { Intention } from './intentions.ts'
import type { Entry } from './entries.ts'
import { calendar, START as NOW, world } from './testing/small-world.ts'

const origin = { importId: 'import', row: 7, number: 'A-7' }
const body = { number: '2026-00000001-3', itemId: 'plain', position: null, regionId: 'town', origin }
const reported = NOW - 40 * DAY

function taken(more: object) {
  const intention = { act: 'take-in', body: { ...body, ...more } } as Intention
  const decided = decide(null, intention, SYSTEM, { at: reported, now: NOW, calendar }, world)
  if (isRefusal(decided)) return decided.code
  const [entry] = decided.entries
  return fold([{ ...entry!, subject: 'case', seq: 1, occurredAt: reported, recordedAt: NOW } as Entry])
}

describe('a case taken in', () => {
  it('that was closed counts as closed then, by the department that had it, and for nothing that nobody said', () => {
    const closed = taken({ as: 'closed', closedAt: reported + 2 * DAY, lead: 'lead' })
    expect(closed).toMatchObject({
      ...{ state: 'closed', source: 'import', finder: 'system', holder: null, closing: 'put-right', timeGap: true },
      ...{ closedAt: reported + 2 * DAY, reportedAt: reported, recordedAt: NOW, assessedAt: null, verifications: 0 },
    })
    const { measures } = contribution(closed as never, calendar)
    expect(measures).toEqual(expect.arrayContaining(['reported', 'closed', 'handled', 'dispatched']))
    for (const unknown of ['assessed', 'verified', 'passed-first-time', 'closed-in-time', 'closed-late'])
      expect(measures).not.toContain(unknown)
  })

  it('that is open begins its clocks now', () => {
    const work = taken({ as: 'accepted', lead: 'lead', conditionId: 'c1' })
    expect(work).toMatchObject({ state: 'accepted', holder: { kind: 'department', id: 'lead' }, assessedAt: NOW })
    for (const clock of (work as { clocks: { startedAt: number }[] }).clocks) expect(clock.startedAt).toBe(NOW)
    expect(taken({ as: 'reported' })).toMatchObject({ state: 'reported', holder: { kind: 'department' } })
    expect(taken({ as: 'void', closedAt: NOW })).toMatchObject({ state: 'void', holder: null })
  })

  it('is refused where it contradicts itself', () => {
    expect(taken({ as: 'closed' })).toBe('case.ended-when')
    expect(taken({ as: 'closed', closedAt: reported - 1 })).toBe('case.ended-when')
    expect(taken({ as: 'closed', closedAt: NOW + 1 })).toBe('case.ended-when')
    expect(taken({ as: 'reported', closedAt: NOW })).toBe('case.ended-when')
    expect(taken({ as: 'accepted' })).toBe('case.department-not-in-duty')
    expect(taken({ as: 'accepted', lead: 'nobody' })).toBe('case.department-unknown')
    expect(taken({ as: 'reported', itemId: 'nothing' })).toBe('case.item-unknown')
    const intention = { act: 'take-in', body: { ...body, as: 'reported' } } as Intention
    const person = { ...SYSTEM, id: 'somebody' }
    expect(decide(null, intention, person, { at: reported, now: NOW, calendar }, world)).toMatchObject({
      code: 'case.transition-not-allowed',
    })
  })
})
