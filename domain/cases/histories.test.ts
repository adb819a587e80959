import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTS, isOpen, type Act } from '../acts.ts'
import { dueAt } from '../clocks.ts'
import { businessDay, contribution } from './measures.ts'
import { counted, deltas, lines } from './deltas.ts'
import { caseOf, documentOf, UNTOUCHED, type CaseDocument } from './document.ts'
import { fold } from './evolve.ts'
import { project } from './projection.ts'
import { ORDINARY, people, type PersonName } from './testing/people.ts'
import { calendar, Journey, MINUTE } from './testing/small-world.ts'

/** Somebody tries something after some time; most tries are refused, and a refusal changes nothing. */
const attempt = fc.record({
  act: fc.constantFrom(...ACTS.filter((act): act is Act => !['report', 'fix-on-the-spot', 'take-in'].includes(act))),
  ordinary: fc.boolean(),
  by: fc.constantFrom(...(Object.keys(people) as PersonName[])),
  wait: fc.oneof(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 300 * MINUTE })),
})
const opening = fc.record({ itemId: fc.constantFrom('plain', 'reviewed', 'automatic', 'danger'), fixed: fc.boolean() })
const history = fc.tuple(opening, fc.array(attempt, { maxLength: 60 }))

function live(
  [first, attempts]: [
    { itemId: string; fixed: boolean },
    { act: Act; ordinary: boolean; by: PersonName; wait: number }[],
  ],
  after?: (journey: Journey) => void,
): Journey {
  const journey = new Journey()
  const act = first.fixed ? 'fix-on-the-spot' : 'report'
  expect(journey.try(act, 'finder', { ...ORDINARY[act].body(null), itemId: first.itemId })).toBeNull()
  after?.(journey)
  for (const { act: next, ordinary, by, wait } of attempts) {
    journey.now += wait
    const before = JSON.stringify(journey.case)
    // The case's own next steps are tried often enough that histories become long.
    const refused = journey.try(next, ordinary ? ORDINARY[next].by : by)
    if (refused) expect(JSON.stringify(journey.case)).toBe(before)
    after?.(journey)
  }
  return journey
}

const runs = { numRuns: 250 }

describe('over random histories', () => {
  it('an open case has exactly one holder and one step clock that has not stopped; an ended one has neither', () => {
    fc.assert(
      fc.property(history, (story) => {
        live(story, ({ case: c }) => {
          expect(c.holder !== null).toBe(isOpen(c.state))
          expect(c.stepClockId !== null).toBe(isOpen(c.state))
          const running = c.clocks.filter((clock) => clock.stoppedAt === null)
          if (isOpen(c.state)) expect(running.map((clock) => clock.id)).toContain(c.stepClockId)
          else expect(running).toEqual([])
        })
      }),
      runs,
    )
  })

  it('whoever verified was not with those who handled', () => {
    fc.assert(
      fc.property(history, (story) => {
        const { entries, states } = live(story)
        entries.forEach((entry, index) => {
          if (entry.act !== 'verify-pass' && entry.act !== 'verify-fail') return
          const { assignment, submittedBy } = states[index - 1]!
          const person = Object.values(people).find((one) => one.id === entry.actor)!
          for (const department of [assignment!.lead, ...assignment!.assisting])
            expect(person.departmentIds).not.toContain(department)
          expect(person.id).not.toBe(submittedBy)
        })
      }),
      runs,
    )
  })

  it('whoever found it never declined or voided it', () => {
    fc.assert(
      fc.property(history, (story) => {
        for (const entry of live(story).entries)
          if (entry.act === 'decline' || entry.act === 'void') expect(entry.actor).not.toBe(people.finder.id)
      }),
      runs,
    )
  })

  it('folding the history again gives the same case, and its due dates equal their recomputation', () => {
    fc.assert(
      fc.property(history, (story) => {
        const journey = live(story)
        const again = fold(journey.entries)
        expect(again).toEqual(journey.case)
        const now = journey.now
        expect(project(again, calendar, now)).toEqual(project(journey.case, calendar, now))
        const step = again.clocks.find((clock) => clock.id === again.stepClockId)
        if (step) expect(project(again, calendar, now).dueAt).toBe(dueAt(step, calendar).dueAt)
      }),
      runs,
    )
  })

  it('what is stored of a case is the whole of it', () => {
    fc.assert(
      fc.property(history, (story) => {
        const { states } = live(story)
        // Of what only later acts touch, nothing is stored of a new report.
        if (states[0]!.state === 'reported')
          expect(Object.keys(documentOf(states[0]!)).filter((name) => name in UNTOUCHED)).toEqual([])
        for (const state of states) {
          const stored = JSON.parse(JSON.stringify(documentOf(state))) as CaseDocument
          expect(caseOf(stored)).toEqual(state)
          expect(caseOf(JSON.parse(JSON.stringify(state)) as CaseDocument)).toEqual(state)
          expect(documentOf(caseOf(stored))).toEqual(stored)
        }
      }),
      runs,
    )
  })

  it('a pause or an extension never makes anything due sooner', () => {
    fc.assert(
      fc.property(history, (story) => {
        const { entries, states } = live(story)
        entries.forEach((entry, index) => {
          if (!['ask', 'supplement', 'grant-suspension', 'resume', 'grant-extension'].includes(entry.act)) return
          for (const clock of states[index]!.clocks) {
            const earlier = states[index - 1]!.clocks.find((one) => one.id === clock.id)
            const [before, after] = [earlier && dueAt(earlier, calendar).dueAt, dueAt(clock, calendar).dueAt]
            if (before != null && after !== null) expect(after).toBeGreaterThanOrEqual(before)
          }
        })
      }),
      runs,
    )
  })

  it('the changes to the figures, added up, are what the case counts for at its end', () => {
    fc.assert(
      fc.property(history, (story) => {
        const { states } = live(story)
        const sums = new Map<string, number>()
        states.forEach((state, index) => {
          const before = index === 0 ? null : counted(states[index - 1]!, calendar)
          for (const delta of deltas(before, counted(state, calendar))) {
            for (const [day, measure, n] of delta.counts) {
              const key = [delta.departmentId, delta.itemId, day, measure].join(' ')
              sums.set(key, (sums.get(key) ?? 0) + n)
            }
          }
        })
        const end = counted(states.at(-1)!, calendar)
        const expected = new Map(
          lines(end, 1).map(([day, measure, n]) => [[end.departmentId, end.itemId, day, measure].join(' '), n]),
        )
        expect(new Map([...sums].filter(([, n]) => n !== 0))).toEqual(expected)
      }),
      runs,
    )
  })

  it('an undo restores state, holder, clocks and figures as they were', () => {
    fc.assert(
      fc.property(history, (story) => {
        const { entries, states } = live(story)
        entries.forEach((entry, index) => {
          if (entry.act !== 'retract') return
          const restored = states[entry.body.to - 1]!
          expect({ ...states[index]!, last: null }).toEqual({ ...restored, last: null })
          expect(contribution(states[index]!, calendar)).toEqual(contribution(restored, calendar))
        })
      }),
      runs,
    )
  })

  it('histories do reach their ends: the properties above are not about empty stories', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(history, (story) => {
        for (const state of live(story).states) reached.add(state.state)
      }),
      { numRuns: 400, seed: 7 },
    )
    expect([...reached].sort()).toEqual(
      expect.arrayContaining(['accepted', 'assessed', 'closed', 'dispatched', 'handled', 'merged', 'reported', 'void']),
    )
    expect(businessDay(Date.parse('2026-03-18T23:59:59+08:00'))).toBe('2026-03-18')
  })
})
