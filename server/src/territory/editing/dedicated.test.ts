import { beforeEach, describe, expect, it } from 'vitest'
import type { RevisionAnswer } from '@bihuan/contract/revision'
import { newId } from '../../platform/id.ts'
import { sql } from '../../platform/database.ts'
import { editorTown, type EditorTown, type Position } from './testing.ts'

let at: EditorTown
let town: EditorTown['town']
beforeEach(async () => {
  at = await editorTown()
  town = at.town
}, 60_000)
const rehearse = (edits: object[]) => at.rehearse(edits)
const act = (id: string, what: string, status?: number) => at.act(id, what, status)
const codes = (id: string) => at.codes(id)
const split = () => at.split()
const land = () => at.land()
const followed = () => at.followed()
const post: EditorTown['post'] = (...given) => at.post(...given)

describe('a dedicated grid', () => {
  const ring: Position[] = [
    [119.003, 29.003],
    [119.007, 29.003],
    [119.007, 29.007],
    [119.003, 29.007],
  ]
  it('lies over the general one, takes its cases, and gives them back when it ends', async () => {
    const filed = (await town.report('manhole')).body
    const { id, counts } = await rehearse([{ kind: 'dedicated', ring, name: '东方纺织厂' }])
    expect(counts).toEqual({ 'grids-created': 1, 'cases-move': 1 })
    await act(id, 'apply')
    await followed()
    const place = land().locate(town.places.points.a1x1)!
    expect(land().grid(place.gridId!)).toMatchObject({ kind: 'dedicated', name: '东方纺织厂' })
    // Who has the general grid has not the dedicated one; the case stays his as its finder.
    expect((await town.page('dispatcher', filed.id)).grid?.id).toBe(place.gridId)
    const end = await rehearse([{ kind: 'retire', gridId: place.gridId }])
    await act(end.id, 'apply')
    await followed()
    expect((await town.page('dispatcher', filed.id)).grid?.id).toBe(town.places.grids.a1x1)
  })
  it('says what it reaches over, and is refused over another one or outside', async () => {
    const wide = ring.map(([x, y]) => [x, y + 0.005])
    expect(await codes((await rehearse([{ kind: 'dedicated', ring: wide, name: '大' }])).id)).toContain(
      'edit.across-communities',
    )
    const away = ring.map(([x, y]) => [x - 2, y])
    expect(await codes((await rehearse([{ kind: 'dedicated', ring: away, name: '外' }])).id)).toEqual(['edit.outside'])
    const twice = [{ kind: 'dedicated', ring, name: '一' }, { kind: 'dedicated', ring, name: '二' }] // prettier-ignore
    expect(await codes((await rehearse(twice)).id)).toEqual(['edit.overlap'])
    expect(await codes((await rehearse([{ kind: 'retire', gridId: town.places.grids.cx1 }])).id)).toEqual([
      'edit.not-dedicated',
    ])
  })
})

describe('edits', () => {
  it('follow each other in one revision', async () => {
    const { id, counts } = await rehearse([split(), { kind: 'rename', gridId: town.places.grids.a1x2, name: '改名' }])
    expect(counts).toMatchObject({ 'grids-ended': 1, 'grids-created': 2, 'grids-renamed': 1 })
    await act(id, 'apply')
    expect(land().grid(town.places.grids.a1x2)!.name).toBe('改名')
  })
  it('are the administrator’s alone, once for their command, and checked in their shape', async () => {
    const body = { commandId: newId(), title: 'x', source: { type: 'grid-edit', edits: [split()] } }
    await post('/api/v1/territory/edits', body, 403, town.people.leader.headers)
    const first = await post<RevisionAnswer>('/api/v1/territory/edits', body, 201)
    expect((await post<RevisionAnswer>('/api/v1/territory/edits', body, 201)).id).toBe(first.id)
    await post(
      '/api/v1/territory/edits',
      { ...body, commandId: newId(), source: { type: 'grid-edit', edits: [] } },
      422,
    )
    await act(newId(), 'apply', 404)
  })
  it('leave their events', async () => {
    const { id } = await rehearse([split()])
    await act(id, 'apply')
    const events = await town.city.db.rows<{ act: string }>(
      sql`select act from event where subject = ${id} order by seq`,
    )
    expect(events.map((one) => one.act)).toEqual(['revision-started', 'revision-applied'])
  })
})
