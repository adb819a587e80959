/** Any period is made of spans that follow on each other, and of few of them. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cellsOf, nextDay, startOf, SPANS } from './spans.ts'

const day = fc
  .integer({ min: 0, max: 9_000 })
  .map((days) => new Date(Date.UTC(2010, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))

const daysOf = (from: string, to: string) => {
  const days: string[] = []
  for (let at = from; at <= to; at = nextDay(at)) days.push(at)
  return days
}

it('covers each day of the period once, and no other', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 1_500 }), (from, length) => {
      const to = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10)
      const cells = cellsOf(from, to)
      const covered = daysOf(from, to).filter((one) => cells.some(({ span, start }) => startOf(span, one) === start))
      expect(covered).toEqual(daysOf(from, to))
      const times = daysOf('2009-12-25', '2040-01-10').flatMap((one) =>
        cells.filter(({ span, start }) => startOf(span, one) === start).map(() => one),
      )
      expect(times).toEqual(daysOf(from, to))
      expect(cells.length).toBeLessThanOrEqual(2 * (5 + 1 + 2 + 2 + 3) + 5)
    }),
    { numRuns: 60 },
  )
})

it('takes quarters, months and shorter periods whole', () => {
  expect(cellsOf('2026-01-21', '2026-03-12')).toEqual([
    { span: 'ten-days', start: '2026-01-21' },
    { span: 'month', start: '2026-02-01' },
    { span: 'ten-days', start: '2026-03-01' },
    { span: 'day', start: '2026-03-11' },
    { span: 'day', start: '2026-03-12' },
  ])
  expect(cellsOf('2025-01-01', '2025-12-31')).toEqual([{ span: 'year', start: '2025-01-01' }])
  expect(cellsOf('2026-02-02', '2026-02-01')).toEqual([])
  expect(SPANS.map((span) => startOf(span, '2024-02-29'))).toEqual([
    '2024-02-29',
    '2024-02-26',
    '2024-02-21',
    '2024-02-01',
    '2024-01-01',
    '2024-01-01',
  ])
})
