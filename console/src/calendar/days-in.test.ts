import { expect, it } from 'vitest'
import { daysIn } from './days-in.ts'

it('reads days one a line or parted by marks, once each and in order', () => {
  expect(daysIn('2027-01-02\n2027.1.1，2027/01/02 2027-10-07')).toEqual({
    days: ['2027-01-01', '2027-01-02', '2027-10-07'],
    malformed: [],
  })
})
it('names what is no day', () => {
  expect(daysIn('2027-02-30 元旦 2027-1').malformed).toEqual(['2027-02-30', '元旦', '2027-1'])
})
it('reads nothing in nothing', () => expect(daysIn(' \n')).toEqual({ days: [], malformed: [] }))
