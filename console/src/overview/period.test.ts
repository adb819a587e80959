import { expect, it } from 'vitest'
import { periodOf } from './period.ts'

it('periods include their last day', () => {
  expect(periodOf('today', '2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-01' })
  expect(periodOf('days7', '2026-03-01')).toEqual({ from: '2026-02-23', to: '2026-03-01' })
  expect(periodOf('days30', '2024-03-01')).toEqual({ from: '2024-02-01', to: '2024-03-01' })
  expect(periodOf('month', '2026-11-21')).toEqual({ from: '2026-11-01', to: '2026-11-21' })
  expect(periodOf('year', '2026-11-21')).toEqual({ from: '2026-01-01', to: '2026-11-21' })
})
