import { describe, expect, it } from 'vitest'
import { NEARBY } from '@bihuan/domain/cases/nearby'
import { kindOf } from '../replay.ts'
import { candidates, choose, ENOUGH, type Tried } from './choosing.ts'
import { judge, OF_THE_PRODUCT } from './judging.ts'
import { lanesOf } from './lanes.ts'
import { HEAD, MADE_UP, row } from './made-up.data.ts'
import { replayChicago } from './replay.ts'
import { EVENING, OPENS, readComplaints, UNSAID } from './requests.ts'
import { askedOf, disturbed, elsewhere, precision, recall, score, type Candidate, type Score } from './scoring.ts'

const complaints = () => readComplaints(MADE_UP)
const positions = () => complaints().map(({ position }) => position)
const wide: Candidate = { metres: 250, kinMetres: 250, days: null, closedDays: 0 }

describe('a file of complaints', () => {
  it('is known by its columns', () => {
    expect(kindOf(MADE_UP)).toBe('complaints')
    expect(kindOf('SRRecordID,SRType\n1,2')).toBe('requests')
    expect(() => kindOf('a,b\n1,2')).toThrow(/columns a, b/)
  })

  it('is put in the order of its numbers, with hours supplied: filed by day, ended in the evening', () => {
    const read = complaints()
    expect(read.map(({ number }) => number)).toEqual(['12-1', '12-2', '12-3', '12-4', '12-5', '12-6'])
    const day = Date.parse('2012-03-02T00:00:00+08:00')
    expect(read[1]!.filedAt).toBe(day + OPENS)
    expect(read[2]!.filedAt).toBeGreaterThan(read[1]!.filedAt)
    expect(read[0]!.endAt).toBe(Date.parse('2012-03-04T00:00:00+08:00') + EVENING)
    expect(read[3]).toMatchObject({ nature: UNSAID, position: null, year: 2012 })
  })

  it('ends an open duplicate on its first evening, and says that no record does', () => {
    const open = complaints()[4]!
    expect(open).toMatchObject({ duplicate: true, endRecorded: false })
    expect(open.endAt! - open.filedAt).toBeLessThan(EVENING)
  })

  it('keeps both rows of one number', () => {
    expect(readComplaints([HEAD, row({}), row({})].join('\n')).map(({ number }) => number)).toEqual(['12-1', '12-1#2'])
  })

  it('is refused by its row when it cannot be read', () => {
    const broken = (changes: Parameters<typeof row>[0]) => () => readComplaints(`${HEAD}\n${row(changes)}\n`)
    expect(broken({ status: 'Lost' })).toThrow(/record 2 \(12-1\): unknown status "Lost"/)
    expect(broken({ completed: '' })).toThrow(/with completion ""/)
    expect(broken({ completed: '2012-02-01' })).toThrow(/before it was created/)
    expect(broken({ created: '1 March' })).toThrow(/no date/)
    expect(broken({ latitude: '39' })).toThrow(/outside the city/)
  })
})

describe('the score of offers', () => {
  it('finds the duplicate of another nature by its category alone, and not what ended before', () => {
    const asked = askedOf(complaints(), positions())
    expect(score(asked, wide)).toEqual({ filings: 6, duplicates: 3, found: 2, any: 2, first: 2, falsely: 1, offers: 6 })
    // 12-3 names another nature than what it repeats; when 12-6 comes, all before it have ended.
    expect(score(asked, { ...wide, kinMetres: 0 })).toMatchObject({ found: 1, any: 1 })
    expect(score(asked, { ...wide, metres: 50, kinMetres: 50 })).toMatchObject({ found: 2, any: 2, falsely: 0 })
    expect(score(asked, { ...wide, closedDays: 7 })).toMatchObject({ found: 3 })
  })

  it('looks at one circle, whichever cell its neighbours fall into', () => {
    const at = (latitude: string, number: string) => row({ number, latitude, address: number })
    const read = readComplaints([HEAD, at('41.79999', '1'), at('41.80001', '2')].join('\n'))
    expect(
      score(
        askedOf(
          read,
          read.map(({ position }) => position),
        ),
        { ...wide, metres: 25 },
      ).falsely,
    ).toBe(1)
  })

  it('asks elsewhere for what chance finds', () => {
    // Half the list away: 12-3 asks at the place of 12-6, the same garden; 12-5 of 12-2; 12-6 of 12-3.
    const asked = elsewhere(complaints(), ({ duplicate }) => duplicate)
    expect(asked.map(({ complaint, around }) => [complaint.number, around.length])).toEqual([
      ['12-3', 2],
      ['12-5', 3],
      ['12-6', 4],
    ])
  })

  it('moves positions by a telephone’s error, and loses none', () => {
    let n = 0
    const moved = disturbed(complaints(), () => (n = (n + 0.37) % 1))
    expect(moved.map((position) => position === null)).toEqual(positions().map((position) => position === null))
    expect(moved[0]).not.toEqual(positions()[0])
  })

  it('is a share of duplicates found, and of offers that were right', () => {
    const sum: Score = { filings: 10, duplicates: 4, found: 3, any: 4, first: 1, falsely: 4, offers: 20 }
    expect([recall(sum), precision(sum)]).toEqual([0.75, 0.5])
  })

  it('counts what the product answered, and says where it differs', () => {
    const read = complaints()
    const asked = askedOf(read, positions())
    const right = (n: number) => [[], [], [0], [], [0], []][n]!
    const same = judge(read, right, asked, [2012])
    // At 12-5 both 12-1 and 12-3 are open: the answer above names one only.
    expect(same.differing).toBe(1)
    expect(same.product).toMatchObject({ found: 2, any: 2, falsely: 0 })
    expect(judge(read, right, asked, [2013]).product.filings).toBe(0)
  })
})

describe('the choice', () => {
  const tried = (candidate: Partial<Candidate>, found: number, falsely: number): Tried => {
    const sum: Score = { filings: 1000, duplicates: 100, found, any: found, first: 0, falsely, offers: 0 }
    return { candidate: { ...wide, ...candidate }, recorded: sum, phone: sum }
  }

  it('finds enough first, is precise then, and of what is alike remembers longest in the smallest circle', () => {
    const few = tried({ metres: 10 }, ENOUGH * 100 - 1, 1)
    const vague = tried({ metres: 200 }, 99, 400)
    const short = tried({ metres: 50, days: 14 }, 95, 100)
    const long = tried({ metres: 60 }, 95, 101)
    const longer = tried({ metres: 70 }, 95, 101)
    expect(choose([few, vague, short, longer, long])).toBe(long)
    expect(() => choose([few])).toThrow(/no candidate/)
  })

  it('is among those that are tried, and is what the product does', () => {
    expect(OF_THE_PRODUCT).toEqual({ ...NEARBY, closedDays: 0 })
    expect(candidates()).toContainEqual(OF_THE_PRODUCT)
  })
})

it('what might be offered to each other waits for each other, and what ends on that day too', () => {
  const read = complaints()
  const lane = lanesOf(read)
  const [one, two, three] = [read[0]!, read[1]!, read[2]!]
  expect(lane(1, two.filedAt)).toBe(lane(2, three.filedAt))
  expect(lane(0, one.endAt!)).toBe(lane(1, two.endAt!))
  expect(lane(0, one.filedAt)).not.toBe(lane(0, one.endAt!))
  expect(lane(3, read[3]!.filedAt)).not.toBe(lane(4, read[4]!.filedAt))
})

it(
  'a small file goes through the whole program, and is offered what was worked out beside',
  { timeout: 120_000 },
  async () => {
    const { judged, totals, outcomes } = await replayChicago(complaints())
    expect(judged[0]).toMatchObject({
      differing: 0,
      product: { filings: 6, duplicates: 3, found: 2, any: 2, falsely: 0 },
    })
    expect(outcomes.map(({ ended }) => ended)).toEqual([null, null, 'merged', null, 'merged', 'without-parent'])
    expect(totals).toEqual({ reported: 4, merged: 2, closed: 4, 'closed-as-duplicate': 1, open: 0 })
  },
)
