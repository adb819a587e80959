import { beforeEach, describe, expect, it } from 'vitest'
import type { RevisionAnswer, RevisionFindingAnswer } from '@bihuan/contract/revision'
import { caseTown, type CaseTown } from '../../cases/testing.ts'
import { upload } from '../../files/testing/upload.ts'
import { newId } from '../../platform/id.ts'
import type { SignedIn } from '../../platform/testing/sign-in.ts'
import { territory } from '../answers.ts'

let town: CaseTown
let administrator: SignedIn
let headers: { authorization: string }
beforeEach(async () => {
  town = await caseTown()
  administrator = await town.signIn('administrator')
  headers = administrator.headers
}, 60_000)
const land = () => territory(town.city)

async function post<T>(url: string, payload: object, status: number): Promise<T> {
  const answer = await town.app.inject({ method: 'POST', url, headers, payload })
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.json() as T
}
const start = (source: object, more: object = {}) =>
  post<RevisionAnswer>('/api/v1/territory/edits', { commandId: newId(), title: 'offices', source, ...more }, 201)
const edit = (...edits: object[]) => start({ type: 'office-edit', edits })
const act = (id: string, what: string, more: object = {}, status = 200) =>
  post<RevisionAnswer & { code?: string }>(
    `/api/v1/territory/revisions/${id}/acts`,
    { commandId: newId(), act: what, ...more },
    status,
  )
const findings = async (id: string) =>
  (
    (await town.app.inject({ url: `/api/v1/territory/revisions/${id}/findings?limit=200`, headers })).json() as {
      rows: RevisionFindingAnswer[]
    }
  ).rows
const codes = async (id: string) => (await findings(id)).map(({ code }) => code)

const department = (more: object = {}) => ({
  kind: 'department',
  id: newId(),
  code: 'water',
  departmentKind: 'duty',
  name: '水务局',
  nameEn: 'Water',
  regionId: town.places.regions.countyA,
  parentId: null,
  ...more,
})
const team = (departmentId: string, more: object = {}) => ({
  kind: 'team',
  id: newId(),
  code: 'water-1',
  teamKind: 'squad',
  name: '抢修队',
  nameEn: 'Repair',
  departmentId,
  regionId: town.places.regions.countyA,
  sectorId: null,
  gridIds: [town.places.grids.a1x1],
  ...more,
})

describe('departments, teams and sectors by hand', () => {
  it('are made together, changed, and ended when the revision is taken back', async () => {
    const office = department()
    const crew = team(office.id)
    const { id, counts } = await edit(office, crew)
    expect(counts).toEqual({ 'departments-created': 1, 'teams-created': 1 })
    await act(id, 'apply')
    expect(land().departmentInForce(office.id)).toBe(true)
    expect(land().teamsOf(office.id)).toMatchObject([{ id: crew.id, gridIds: [town.places.grids.a1x1] }])
    const renamed = await edit({ ...crew, name: '新名', gridIds: [] })
    await act(renamed.id, 'apply')
    expect(land().team(crew.id)).toMatchObject({ name: '新名', gridIds: [] })
    await act(renamed.id, 'take-back')
    expect(land().team(crew.id)).toMatchObject({ name: '抢修队', gridIds: [town.places.grids.a1x1] })
    await act(id, 'take-back')
    expect(land().departmentInForce(office.id)).toBe(false)
    expect(
      land()
        .teams()
        .map((one) => one.id),
    ).not.toContain(crew.id)
  })

  it('sectors gather communities and grids, and teams look after them', async () => {
    const sector = {
      kind: 'sector',
      id: newId(),
      code: 's-1',
      name: '南片',
      nameEn: 'South',
      regionId: town.places.regions.townA1,
      regionIds: [town.places.regions.a1x],
      gridIds: [town.places.grids.a1y1],
    }
    const crew = team(town.places.departments.urbanA1, { sectorId: sector.id })
    await act((await edit(sector, crew)).id, 'apply')
    const listed = await town.app.inject({ url: '/api/v1/sectors', headers })
    expect(listed.json()).toMatchObject({ rows: [{ name: '南片', teams: [{ id: crew.id }] }] })
    expect(await codes((await edit({ kind: 'end', what: 'sector', id: sector.id })).id)).toEqual(['office.has-teams'])
    expect(await codes((await edit({ ...sector, id: newId(), code: 's-2', regionIds: [], gridIds: [] })).id)).toEqual([
      'office.sector-empty',
    ])
  })

  it.each([
    ['a code that is taken', () => department({ code: 'fire' }), 'office.code-taken'],
    ['a region that is not', () => department({ regionId: newId() }), 'office.region-unknown'],
    ['somebody above who is not', () => department({ parentId: newId() }), 'office.parent-unknown'],
    [
      'a department of its own branch above',
      () => {
        const { urban: id, urbanA1: parentId } = town.places.departments
        return department({ id, code: 'urban', parentId })
      },
      'office.parent-below',
    ],
    [
      'another kind',
      () => department({ id: town.places.departments.fire, code: 'fire', departmentKind: 'command' }),
      'office.kind-fixed',
    ],
    ['a team of no department', () => team(newId()), 'office.department-unknown'],
    [
      'the end of what has teams',
      () => ({ kind: 'end', what: 'department', id: town.places.departments.fire }),
      'office.has-teams',
    ],
    [
      'the end of what stands above',
      () => ({ kind: 'end', what: 'department', id: town.places.departments.commandA }),
      'office.has-children',
    ],
  ])('refuse %s', async (_what, given, code) => {
    const { id, may } = await edit(given())
    expect(await codes(id)).toContain(code)
    expect(may).not.toContain('apply')
  })

  it('do not end while they answer for open cases', async () => {
    await town.report('manhole', { dangerToLife: true })
    const { id } = await edit({ kind: 'end', what: 'team', id: town.places.teams.gridA1x1 })
    const found = await findings(id)
    expect(found).toMatchObject([{ code: 'office.has-cases', params: { count: 1 } }, { code: 'office.has-members' }])
  })
})

describe('a list of departments', () => {
  const stored = async (text: string) => (await upload(town, administrator, Buffer.from(text), 'text/csv')).id
  const list = async (type: 'departments' | 'teams', text: string) => {
    const { id } = await start({ type }, { uploadId: await stored(text), fileName: 'list.csv' })
    await town.runTimers()
    return (await town.app.inject({ url: `/api/v1/territory/revisions/${id}`, headers })).json() as RevisionAnswer
  }

  it('is read with what stands above, in whatever order, and told row by row', async () => {
    const done = await list(
      'departments',
      [
        '部门清单,,,,',
        '部门代码,部门名称,类型,行政区划,上级部门',
        'W2,东区水务所,职能,东区,市水务局',
        'W1,市水务局,职能部门,,',
        ',无代码局,,一街道,',
        'X1,,职能,,',
        'X2,错区局,职能,南极,',
        'X3,错类局,奇怪,,',
        'W1,又一个,职能,,',
        'X4,无上级局,职能,,没有这个局',
      ].join('\n'),
    )
    expect(done).toMatchObject({ state: 'rehearsed', errors: 5, counts: { 'departments-created': 3 } })
    const told = (await findings(done.id)).filter(({ severity }) => severity === 'error')
    expect(told.map(({ row, code }) => [row, code])).toEqual([
      [6, 'office.row-name-missing'],
      [9, 'office.row-twice'],
      [7, 'office.row-region-unknown'],
      [8, 'office.row-kind-unknown'],
      [10, 'office.row-parent-unknown'],
    ])
    expect((await act(done.id, 'apply', {}, 409)).code).toBe('revision.has-errors')
    await act(done.id, 'apply', { keepGood: true })
    const below = land()
      .departments()
      .find(({ code }) => code === 'W2')!
    expect(below).toMatchObject({ name: '东区水务所', regionId: town.places.regions.countyA })
    expect(land().department(below.parentId!)!.name).toBe('市水务局')
    // Read again it changes nothing.
    const again = await list('departments', '代码,名称,上级\nW1,市水务局,\n')
    expect(again).toMatchObject({ changes: 0, errors: 0 })
  })

  it('of teams names departments and grids', async () => {
    const done = await list(
      'teams',
      [
        '代码,名称,所属部门,类型,网格',
        'T1,消防二中队,消防救援支队,中队,99010100100101、99010100100102',
        'T2,谁的队,没有,中队,',
        'T3,错网格队,消防救援支队,巡查,123',
      ].join('\n'),
    )
    expect(done).toMatchObject({ errors: 2, counts: { 'teams-created': 1 } })
    await act(done.id, 'apply', { keepGood: true })
    const crew = land()
      .teams()
      .find(({ code }) => code === 'T1')!
    expect(crew).toMatchObject({ departmentId: town.places.departments.fire, kind: 'squad' })
    expect(crew.gridIds.toSorted()).toEqual([town.places.grids.a1x1, town.places.grids.a1x2].toSorted())
  })

  it('needs its file, and a file that is one', async () => {
    const body = { commandId: newId(), title: 'x', source: { type: 'departments' } }
    expect(await post('/api/v1/territory/edits', body, 422)).toMatchObject({ code: 'territory.list-file-required' })
    const empty = await list('departments', 'nothing,here\n1,2\n')
    expect(empty).toMatchObject({ state: 'failed', failure: { code: 'sheet.no-header' } })
  })
})
