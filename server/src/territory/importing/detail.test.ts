import { expect, test } from 'vitest'
import type { NewFinding, Rehearsal } from '../../platform/revision.ts'
import { judgeDetail } from './detail.ts'

test('more corners than memory should hold are refused, with their number and how close they stand', async () => {
  const found: NewFinding[] = []
  const rehearsal = { finding: async (finding: NewFinding) => void found.push(finding) } as unknown as Rehearsal
  // Corners a metre and more apart, around a square.
  const ring = Int32Array.from({ length: 4000 }, (_, at) => 290_000_000 + (at % 2) * 100 + at * 100)
  expect(await judgeDetail(rehearsal, [[[ring]]], 2000)).toBe(true)
  expect(await judgeDetail(rehearsal, [[[ring]], [[ring]]], 3999)).toBe(false)
  expect(found).toMatchObject([{ severity: 'error', code: 'too-detailed', params: { corners: 4000, limit: 3999 } }])
  expect(found[0]!.params!['metres']).toBeGreaterThan(2)
})
