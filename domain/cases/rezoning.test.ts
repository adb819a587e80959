import { describe, expect, it } from 'vitest'
import { counted, deltas } from './deltas.ts'
import { calendar, Journey, place } from './testing/small-world.ts'
import { ORDINARY } from './testing/people.ts'

const reported = () => new Journey().do('report', 'finder', { ...ORDINARY.report.body(null), itemId: 'plain' })
const east = { ...place, gridId: 'grid-east' }
const elsewhere = { ...place, townId: 'town-2', communityId: 'community-2', gridId: 'grid-far' }

describe('a case whose grid was drawn anew', () => {
  it('goes over to the new grid; holder, clocks and figures stay as they are', () => {
    const journey = reported().do('assess').do('dispatch').do('accept')
    const before = journey.case
    const after = journey.do('rezone', 'system', { place: east }).case
    expect(after).toMatchObject({
      place: east,
      holder: before.holder,
      clocks: before.clocks,
      officeId: before.officeId,
    })
    expect(deltas(counted(before, calendar), counted(after, calendar))).toEqual([])
  })

  it('keeps its ancestors where the code of its community was issued anew', () => {
    const anew = { ...east, communityId: 'community-anew' }
    expect(reported().do('rezone', 'system', { place: anew }).case.place).toEqual(east)
  })

  it('counts in another community once it lies there, and is on the desk of that office, its clock going on', () => {
    const journey = reported()
    const before = journey.case
    const after = journey.do('rezone', 'system', { place: elsewhere }).case
    expect(after).toMatchObject({
      place: elsewhere,
      officeId: 'office-county',
      officeLevel: 'county',
      holder: { kind: 'department', id: 'office-county' },
      clocks: before.clocks,
      stepClockId: before.stepClockId,
    })
    expect(deltas(counted(before, calendar), counted(after, calendar)).map(({ regions }) => regions)).toEqual([
      ['city', 'county', 'town', 'community'],
      ['city', 'county', 'town-2', 'community-2'],
    ])
    expect(journey.do('rezone', 'system', { place }).case).toMatchObject({ place, officeId: 'office-town' })
  })

  it('stays with whoever works on it, though its office is another', () => {
    const journey = reported().do('assess').do('dispatch').do('accept')
    const { holder } = journey.case
    const after = journey.do('rezone', 'system', { place: elsewhere }).case
    expect(after).toMatchObject({ officeId: 'office-county', holder })
  })

  it('is moved by the system alone, and not once it has ended', () => {
    const journey = reported()
    expect(journey.try('rezone', 'boss', { place: east })?.code).toBe('case.not-your-role')
    journey.do('withdraw')
    expect(journey.try('rezone', 'system', { place: east })?.code).toBe('case.transition-not-allowed')
  })

  it('cannot be put back by an undo', () => {
    const journey = reported().do('rezone', 'system', { place: east })
    journey.now -= 60_000
    expect(journey.try('retract', 'desk')?.code).toBe('case.undo-not-yours')
  })
})
