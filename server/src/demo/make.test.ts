import { expect, it } from 'vitest'
import { sql } from '../platform/database.ts'
import { testCity } from '../platform/testing/city.ts'
import { demoMaker } from './make.ts'

it(
  'the demo city has a past and a present: closed, open, late, returned and reworked cases',
  { timeout: 180_000 },
  async () => {
    const { city } = await testCity({ kind: 'demo' })
    const shares: number[] = []
    await demoMaker.make(city, (share) => shares.push(share))
    const rows = await city.db.rows<{ state: string; n: number }>(
      sql`select state, count(*) as n from cases group by state order by state`,
    )
    const states = Object.fromEntries(rows.map(({ state, n }) => [state, n]))
    expect(states['closed']).toBeGreaterThan(150)
    for (const state of ['reported', 'dispatched', 'accepted', 'handled'])
      expect(states[state], state).toBeGreaterThan(0)
    const acts = await city.db.rows<{ act: string; n: number }>(sql`select act, count(*) as n from event group by act`)
    const counts = Object.fromEntries(acts.map(({ act, n }) => [act, n]))
    for (const act of ['return', 'verify-fail', 'escalate', 'decline', 'fix-on-the-spot', 'record-call-back'])
      expect(counts[act], act).toBeGreaterThan(0)
    expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]!)).toBe(true)
  },
)
