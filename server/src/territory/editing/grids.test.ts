import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/id.ts'
import { sql } from '../../platform/database.ts'
import { across, editorTown, type EditorTown, type Position } from './testing.ts'

let at: EditorTown
let town: EditorTown['town']
beforeEach(async () => {
  at = await editorTown()
  town = at.town
}, 60_000)
const rehearse = (edits: object[]) => at.rehearse(edits)
const act = (id: string, what: string, status?: number) => at.act(id, what, status)
const findings = (id: string) => at.findings(id)
const codes = (id: string) => at.codes(id)
const split = () => at.split()
const land = () => at.land()
const followed = () => at.followed()

describe('a grid that is split', () => {
  it('is rehearsed with areas, cases and teams, applied, and taken back', async () => {
    const filed = (await town.report('manhole')).body
    const rehearsed = await rehearse([split()])
    expect(rehearsed).toMatchObject({
      state: 'rehearsed',
      origin: 'editor',
      errors: 0,
      counts: { 'grids-ended': 1, 'grids-created': 2, 'cases-move': 1 },
      may: ['apply', 'rehearse-again', 'discard'],
    })
    const told = await findings(rehearsed.id)
    const sum = (code: string) =>
      told.filter((one) => one.code === code).reduce((area, one) => area + (one.area ?? 0), 0)
    expect(sum('edit.grid-new')).toBeCloseTo(sum('edit.grid-ends'), -1)
    expect(told.find(({ code }) => code === 'edit.cases-move')).toMatchObject({ params: { count: 1 } })
    expect(land().grid(town.places.grids.a1x1)!.validTo).toBeNull()

    await act(rehearsed.id, 'apply')
    expect(land().grid(town.places.grids.a1x1)!.validTo).not.toBeNull()
    const parts = land().gridLineage.current(town.places.grids.a1x1)
    expect(parts).toHaveLength(2)
    expect(parts.map((id) => land().grid(id)!.code)).not.toContain('99010100100101')
    const place = land().locate(town.places.points.a1x1)!
    expect(parts).toContain(place.gridId)
    // The team that served it serves both parts.
    expect(land().team(town.places.teams.gridA1x1)!.gridIds.toSorted()).toEqual(parts.toSorted())
    expect(land().fieldTeam(place)!.id).toBe(town.places.teams.gridA1x1)

    await followed()
    expect((await town.events(filed.id)).at(-1)).toMatchObject({ act: 'rezone', actor: 'system' })
    // The worker's grant was for the old grid: it follows.
    const page = await town.page('worker', filed.id)
    expect(page).toMatchObject({ grid: { id: place.gridId }, state: 'reported' })
    expect(page.timeline.at(-1)).toMatchObject({ act: 'rezone', facts: { grid: expect.stringContaining('桂花社区') } })

    await act(rehearsed.id, 'take-back')
    await followed()
    expect((await town.page('worker', filed.id)).grid?.id).toBe(town.places.grids.a1x1)
    expect(land().gridLineage.current(parts[0]!)).toEqual([town.places.grids.a1x1])
    expect(land().team(town.places.teams.gridA1x1)!.gridIds).toEqual([town.places.grids.a1x1])
    expect((await town.events(filed.id)).map((one) => one.act)).toEqual(['report', 'rezone', 'rezone'])
  })

  it('does not move what has ended, nor twice', async () => {
    const filed = (await town.report('manhole')).body
    await town.act('worker', filed.id, 'withdraw')
    const open = (await town.report('manhole')).body
    await act((await rehearse([split()])).id, 'apply')
    await followed()
    await followed()
    expect((await town.events(filed.id)).map((one) => one.act)).toEqual(['report', 'withdraw'])
    expect((await town.events(open.id)).map((one) => one.act)).toEqual(['report', 'rezone'])
  })

  it('takes names and codes, and refuses a code that is taken', async () => {
    const named = [{ name: '甲片', code: 'G-1' }, { name: '乙片' }]
    const { id } = await rehearse([{ ...split(), parts: named }])
    await act(id, 'apply')
    const parts = land().gridLineage.current(town.places.grids.a1x1)
    expect(parts.map((one) => land().grid(one)!.name).toSorted()).toEqual(['乙片', '甲片'])
    const again = await rehearse([
      {
        kind: 'split',
        gridId: town.places.grids.a1x2,
        line: across.map(([x, y]) => [x + 0.01, y]),
        parts: [{ code: 'G-1' }],
      },
    ])
    expect(await codes(again.id)).toContain('edit.code-taken')
    expect(again.may).not.toContain('apply')
  })

  it('is refused where the line does not cross it, or the grid is gone', async () => {
    const short = await rehearse([{ ...split(), line: [across[0], [119.005, 29.003]] }])
    expect(short).toMatchObject({ errors: 1, changes: 0, may: ['rehearse-again', 'discard'] })
    expect(await codes(short.id)).toEqual(['edit.line-does-not-cross'])
    expect(await codes((await rehearse([{ ...split(), gridId: newId() }])).id)).toEqual(['edit.grid-unknown'])
    expect((await act(short.id, 'apply', 409)).code).toBe('revision.has-errors')
  })

  it('is stale once somebody else has changed the territory, and goes when it is rehearsed again', async () => {
    const mine = await rehearse([split()])
    const theirs = await rehearse([{ kind: 'rename', gridId: town.places.grids.cx1, name: '新名' }])
    await act(theirs.id, 'apply')
    expect((await act(mine.id, 'apply', 409)).code).toBe('revision.stale')
    await act(mine.id, 'rehearse-again')
    await act(mine.id, 'apply')
    expect(land().gridLineage.current(town.places.grids.a1x1)).toHaveLength(2)
  })

  it('is not taken back while a later edit stands on it', async () => {
    const first = await rehearse([split()])
    await act(first.id, 'apply')
    const [part] = land().gridLineage.current(town.places.grids.a1x1)
    const second = await rehearse([{ kind: 'rename', gridId: part, name: '另名' }])
    await act(second.id, 'apply')
    expect((await act(first.id, 'take-back', 409)).code).toBe('revision.stands-on')
    await act(second.id, 'take-back')
    await act(first.id, 'take-back')
    expect(
      land()
        .gridsOf(town.places.regions.a1x)
        .map(({ id }) => id),
    ).toContain(town.places.grids.a1x1)
  })
})

describe('grids that are merged', () => {
  it('become one, whose teams are those of both', async () => {
    const { a1x1, a1x2 } = town.places.grids
    const filed = (await town.report('manhole', { position: town.places.points.a1x1 })).body
    const { id, counts } = await rehearse([{ kind: 'merge', gridIds: [a1x1, a1x2], name: '合并' }])
    expect(counts).toMatchObject({ 'grids-ended': 2, 'grids-created': 1, 'cases-move': 1 })
    expect(await codes(id)).toContain('edit.team-gains')
    await act(id, 'apply')
    const grids = land().gridsOf(town.places.regions.a1x)
    expect(grids).toMatchObject([{ name: '合并' }])
    await followed()
    expect((await town.page('worker', filed.id)).grid?.id).toBe(grids[0]!.id)
    await act(id, 'take-back')
    expect(land().gridsOf(town.places.regions.a1x)).toHaveLength(2)
  })
  it('must lie side by side, in one community', async () => {
    const { a1x1, a1y1, a1y2, cx1 } = town.places.grids
    expect(await codes((await rehearse([{ kind: 'merge', gridIds: [a1x1, cx1] }])).id)).toEqual([
      'edit.not-one-community',
    ])
    const both = [
      { kind: 'split', gridId: a1y1, line: [[119.004, 29.009], [119.004, 29.021]] }, // prettier-ignore
    ]
    await act((await rehearse(both)).id, 'apply')
    const west = land().locate({ longitude: 119.002, latitude: 29.015 })!.gridId!
    expect(await codes((await rehearse([{ kind: 'merge', gridIds: [west, a1y2] }])).id)).toEqual(['edit.not-adjacent'])
  })
})

describe('a border that is bent', () => {
  const corner: Position = [119.01, 29.01]
  const bend = (to: Position, follow = true) => ({
    kind: 'redraw',
    gridId: town.places.grids.a1x1,
    strokes: [{ kind: 'insert', between: [[119.01, 29], corner], at: to }],
    follow,
  })
  it('takes the neighbour along: the grids stay the same, and only the cases of the strip move', async () => {
    const stays = (await town.report('manhole')).body
    const moves = (await town.report('manhole', { position: { longitude: 119.0105, latitude: 29.005 } })).body
    const { id, counts } = await rehearse([bend([119.012, 29.005])])
    expect(counts).toEqual({ 'grids-bent': 2, 'cases-move': 1 })
    expect(await codes(id)).toEqual([
      'edit.grid-bent',
      'edit.grid-bent',
      'edit.cases-move',
      'edit.team-gains',
      'edit.team-loses',
    ])
    await act(id, 'apply')
    await followed()
    expect((await town.events(stays.id)).map((one) => one.act)).toEqual(['report'])
    expect((await town.events(moves.id)).map((one) => one.act)).toEqual(['report', 'rezone'])
    expect(await town.city.db.rows(sql`select valid_to from grid_former_outline`)).toHaveLength(2)
    await act(id, 'take-back')
    await followed()
    expect((await town.events(moves.id)).map((one) => one.act)).toEqual(['report', 'rezone', 'rezone'])
  })
  it('without them says how much lies double, or bare', async () => {
    const over = await findings((await rehearse([bend([119.012, 29.005], false)])).id)
    expect(over).toMatchObject([{ severity: 'error', code: 'edit.overlap', geometry: { type: 'Polygon' } }])
    expect(over[0]!.area!).toBeGreaterThan(90_000)
    const bare = await rehearse([bend([119.008, 29.005], false)])
    expect(await codes(bare.id)).toContain('edit.gap')
    expect(bare).toMatchObject({ errors: 0, warnings: 1 })
  })
  it('lets cases stay where they were that lie in no grid any more, and says so first', async () => {
    const filed = (await town.report('manhole', { position: { longitude: 119.0095, latitude: 29.005 } })).body
    const { id, counts } = await rehearse([bend([119.008, 29.005], false)])
    expect(counts['cases-nowhere']).toBe(1)
    await act(id, 'apply')
    await followed()
    expect((await town.events(filed.id)).map((one) => one.act)).toEqual(['report'])
  })
  it('is refused where it crosses itself', async () => {
    const crossed = { ...bend(corner), strokes: [{ kind: 'move', from: corner, to: [118.99, 29.005] }] }
    expect(await codes((await rehearse([crossed])).id)).toEqual(['edit.crosses-itself'])
  })
})
