import { describe, expect, it } from 'vitest'
import { countText } from './count-file.ts'
import { courseOf, RECORDED, SUPPLIED } from './course.ts'
import { parseCsv, readPosition, readRequests, requestTypes } from './requests.ts'
import { BOX, handlerOf, squares } from './city.ts'
import { HEAD, MADE_UP, row } from './made-up.data.ts'

const requests = () => readRequests(MADE_UP, BOX)

describe('a recorded request', () => {
  it('is read with its commas, quotes and line breaks', () => {
    expect(parseCsv('a,"b, ""c""\nd",\r\n\n1,2,3')).toEqual([
      ['a', 'b, "c"\nd', ''],
      ['1', '2', '3'],
    ])
  })

  it('has a position, or says why not, and is never left out for it', () => {
    const fault = (latitude: string, longitude: string) => readPosition(latitude, longitude, BOX).positionFault
    expect(readPosition('39.3', '-76.6', BOX)).toEqual({
      position: { latitude: 39.3, longitude: -76.6 },
      positionFault: null,
    })
    expect(fault('39.0', '-77.0')).toBe('rounded')
    expect(fault('', '')).toBe('empty')
    expect(fault('39.3', '')).toBe('empty')
    expect(fault('-76.6', '39.3')).toBe('outside')
    expect(fault('north', 'west')).toBe('outside')
    expect(requests()).toHaveLength(MADE_UP.trim().split('\n').length - 1)
  })

  it('keeps the differences of its times', () => {
    const first = requests()[0]!
    expect(first.closedAt! - first.createdAt).toBe(3_600_000)
    expect(first.dueAt! - first.createdAt).toBe(48 * 3_600_000)
  })

  it('is refused by its number when it cannot be read', () => {
    const broken = (changes: Parameters<typeof row>[0]) => () => readRequests(`${HEAD}\n${row(changes)}\n`, BOX)
    expect(broken({ status: 'Lost' })).toThrow(/record 2 \(1\): unknown status "Lost"/)
    expect(broken({ closed: '' })).toThrow(/close date/)
    expect(broken({ closed: '2015-12-31T00:00:00' })).toThrow(/before it was created/)
    expect(broken({ created: 'yesterday' })).toThrow(/no date/)
    expect(() => readRequests('a,b\n1,2\n', BOX)).toThrow(/no column SRRecordID/)
  })
})

describe('the types of requests', () => {
  it('have one limit each, nought and none included, and the agencies that they came from', () => {
    const types = new Map(requestTypes(requests()).map((type) => [type.name, type]))
    expect(types.get('SW-Bulk')).toMatchObject({ hours: 48, agencies: ['Solid Waste'] })
    expect(types.get('TRM-At Once')).toMatchObject({ hours: 0 })
    expect(types.get('ECC-Praise')).toMatchObject({ hours: null, agencies: ['Transportation', 'Solid Waste'] })
  })

  it('are refused when two requests disagree', () => {
    const text = [HEAD, row({}), row({ number: '2', due: '2016-01-05T00:00:00' })].join('\n')
    expect(() => requestTypes(readRequests(text, BOX))).toThrow(/SW-Bulk has two limits/)
  })
})

describe('the course of a request', () => {
  const sent: { act: string; at: number; body: object; device: string; login: string }[] = []
  const play = {
    town: { item: String, department: String, region: String },
    person: async (login: string) => ({
      file: async (act: string, _subject: string, at: number, body: object, device: string) =>
        sent.push({ act, at, body, device, login }),
      act: async (act: string, _subject: string, at: number, body: object, device: string) =>
        sent.push({ act, at, body, device, login }),
    }),
  } as never
  const perform = async (number: string) => {
    sent.length = 0
    const request = requests().find((one) => one.number === number)!
    for (const step of courseOf(request, play, new Set(['ECC-Praise']))) await step.perform()
    return { request, acts: sent.map(({ act, device }) => `${act} ${device}`) }
  }

  it('keeps recorded times, and marks what it supplies', async () => {
    const { request, acts } = await perform('1')
    expect(acts).toEqual([`report ${RECORDED}`, `accept ${SUPPLIED}`, `submit ${SUPPLIED}`, `verify-pass ${RECORDED}`])
    expect(sent[0]).toMatchObject({ at: request.createdAt, login: 'intake' })
    expect(sent[1]).toMatchObject({ login: handlerOf('Solid Waste') })
    expect(sent.at(-1)).toMatchObject({ at: request.closedAt })
    expect(sent[1]!.at).toBeLessThanOrEqual(request.closedAt!)
  })

  it('is dispatched by hand to the agency on record where several have the type', async () => {
    await perform('5')
    expect(sent[1]).toMatchObject({ act: 'dispatch', body: { lead: 'Transportation' }, device: SUPPLIED })
  })

  it('closes a duplicate for that reason, and leaves open ones open', async () => {
    await perform('3')
    expect(sent[2]!.body).toMatchObject({ closing: 'duplicate-without-parent' })
    expect((await perform('6')).acts).toEqual([`report ${RECORDED}`, `accept ${SUPPLIED}`])
    expect((await perform('7')).acts).toEqual([`report ${RECORDED}`, `dispatch ${SUPPLIED}`])
  })

  it('says position unknown, with the city as the place', async () => {
    await perform('2')
    expect(sent[0]!.body).toMatchObject({ position: null, regionId: '990000000000' })
  })
})

describe('the count of the file', () => {
  it('counts by agency what was closed with a due time, what late, and what is open past due', () => {
    const { requests: all, byAgency, total } = countText(MADE_UP, '2016-01-20T00:00:00')
    expect(all).toBe(8)
    expect(byAgency.get('Solid Waste')).toEqual({ closedWithDue: 3, late: 1, openPastDue: 1 })
    expect(byAgency.get('Transportation')).toEqual({ closedWithDue: 1, late: 0, openPastDue: 0 })
    expect(total).toEqual({ closedWithDue: 4, late: 1, openPastDue: 1 })
  })

  it('does not take the moment of being due for being late', () => {
    expect(countText(MADE_UP, '2016-01-03T00:00:00').total.openPastDue).toBe(0)
    const onTheDot = [HEAD, row({ closed: '2016-01-03T10:00:00' })].join('\n')
    expect(countText(onTheDot, '2017-01-01T00:00:00').total).toEqual({ closedWithDue: 1, late: 0, openPastDue: 0 })
  })
})

it('the squares of the city join, and end where the box ends', () => {
  const boxes = squares().map(({ box }) => box)
  const ends = [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ]
  const area = boxes.reduce((sum, box) => sum + (box[2] - box[0]) * (box[3] - box[1]), 0)
  expect(ends).toEqual([...BOX])
  expect(area).toBeCloseTo((BOX[2] - BOX[0]) * (BOX[3] - BOX[1]), 9)
  expect(new Set(boxes.map(String)).size).toBe(boxes.length)
})
