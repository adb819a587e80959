import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../platform/database.ts'
import { editorTown, type EditorTown } from '../territory/editing/testing.ts'
import { verify } from '../verify/verify.ts'
import { rezoneCases } from './commands/rezone-cases.ts'
import { caseRecount } from './recount.ts'
import { tallied } from './testing-figures.ts'

let at: EditorTown
let town: EditorTown['town']
const filed: string[] = []
beforeAll(async () => {
  at = await editorTown()
  town = at.town
  for (let n = 0; n < 3; n++) filed.push((await town.report('manhole')).body.id)
}, 60_000)

/** By community, of what was reported. */
const reported = async () => {
  const { a1x, a1y } = town.places.regions
  const rows = await town.city.db.rows<{ id: string; n: number }>(
    sql`select community_id as id, count(*) as n from cases group by community_id`,
  )
  const n = (id: string) => rows.find((row) => row.id === id)?.n ?? 0
  return [n(a1x), n(a1y)]
}
const proven = async () => {
  await tallied(town)
  const { connection, city } = town
  const { masterKey, filesDir } = city
  return verify({ connection, schema: null, filesDir, masterKey, projectionChecks: [caseRecount] })
}

describe('open cases under grids that were drawn anew', () => {
  it('count in the community that they lie in now, and the recount agrees', async () => {
    expect(await reported()).toEqual([3, 0])
    // Mostly in a1y, and over the middle of a1x1.
    const ring = [[119.003, 29.004], [119.007, 29.004], [119.007, 29.019], [119.003, 29.019]] // prettier-ignore
    const { id } = await at.rehearse([{ kind: 'dedicated', ring, name: '跨社区的厂区' }])
    await at.act(id, 'apply')
    await at.followed()
    expect(await reported()).toEqual([0, 3])
    expect(await town.page('dispatcher', filed[0]!)).toMatchObject({
      state: 'reported',
      holder: { kind: 'department' },
    })
    const report = await proven()
    expect(report.findings).toEqual([])
    expect(report.projections).toEqual({ cases: 3 })
    await at.act(id, 'take-back')
    await at.followed()
    expect(await reported()).toEqual([3, 0])
    expect((await proven()).findings).toEqual([])
  })

  it('are found again where somebody acted on them meanwhile', async () => {
    const { id } = await at.rehearse([at.split()])
    await at.act(id, 'apply')
    const [moved] = await Promise.all([
      rezoneCases(town.city),
      ...filed.map((one) => town.act('dispatcher', one, 'note', { text: '看过了' })),
    ])
    expect(moved + (await rezoneCases(town.city))).toBe(3)
    expect(await rezoneCases(town.city)).toBe(0)
    for (const one of filed)
      expect((await town.events(one)).filter(({ act }) => act === 'note' || act === 'rezone').length).toBe(4)
    expect((await proven()).findings).toEqual([])
  })
})
