import { expect, it } from 'vitest'
import { sql } from '../platform/database.ts'
import { testCity } from '../platform/testing/city.ts'
import { demoMaker } from './make.ts'
import { DEMO_TOWN } from './people.ts'

it(
  'the demo city has a past and a present: closed, open, late, returned and reworked cases',
  { timeout: 300_000 },
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
    // Each role of the town whose desks are shown has something to do.
    const desks = await city.db.rows<{ kind: string; n: number }>(
      sql`select c.state as kind, count(*) as n from cases c join department d on d.id = c.holder_id
        where d.code = ${`command-${DEMO_TOWN}`} and holder_id is not null group by 1`,
    )
    const waiting = Object.fromEntries(desks.map(({ kind, n }) => [kind, n]))
    expect(waiting['reported']).toBeGreaterThanOrEqual(12)
    expect(waiting['assessed']).toBeGreaterThanOrEqual(12)
    expect(waiting['handled']).toBeGreaterThanOrEqual(5)
    const own = await city.db.maybe<{ n: number }>(
      sql`select count(*) as n from cases c join account a on a.id = c.holder_id where a.login = 'worker' and c.state = 'handled'`,
    )
    expect(own!.n).toBeGreaterThanOrEqual(2)
    const reviews = await city.db.rows<{ code: string; n: number }>(
      sql`select d.code, count(*) as n from cases c join department d on d.id = c.holder_id where c.state = 'reviewing' group by 1`,
    )
    const reviewing = Object.fromEntries(reviews.map(({ code, n }) => [code, n]))
    expect(reviewing['fire']).toBeGreaterThanOrEqual(2)
    expect(reviewing[`enforcement-${DEMO_TOWN}`]).toBeGreaterThanOrEqual(2)
    // 530 is mostly kept.
    const clocks = await city.db.rows<{ measure: string; n: number }>(
      sql`select measure, count(*) as n from cases, unnest(measures) as measure where measure like '530-%' group by 1`,
    )
    const of = (end: string) => clocks.filter((row) => row.measure.endsWith(end)).reduce((sum, row) => sum + row.n, 0)
    expect(of('kept')).toBeGreaterThan(2 * of('broken'))
    // Oversight lives: a published draw, results, a batch.
    const found = await city.db.rows<{ state: string; n: number }>(
      sql`select state, count(*) as n from check_task group by 1`,
    )
    expect(Object.fromEntries(found.map(({ state, n }) => [state, n]))['done']).toBeGreaterThan(3)
    expect(
      (await city.db.maybe<{ n: number }>(sql`select count(*) as n from supervise_batch where state = 'given'`))!.n,
    ).toBe(1)
    const acts = await city.db.rows<{ act: string; n: number }>(sql`select act, count(*) as n from event group by act`)
    const counts = Object.fromEntries(acts.map(({ act, n }) => [act, n]))
    for (const act of ['return', 'verify-fail', 'escalate', 'decline', 'fix-on-the-spot', 'record-call-back'])
      expect(counts[act], act).toBeGreaterThan(0)
    expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]!)).toBe(true)
  },
)
