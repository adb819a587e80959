import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../platform/id.ts'
import { territory } from '../answers.ts'
import { fromGeometry, shapeArea } from '../polygons/shape.ts'
import { openTrial, startFile, type Trial } from './testing.ts'

const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const feature = (properties: object, ring: number[][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
})
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
const LIST =
  'code,name\n9901,甲市\n990101,东区\n990101001,一街道\n990101002,二街道\n990101001001,桂花社区\n990101001002,梅花社区'
const grids = (more: object = {}) => ({ type: 'grids', datum: 'wgs84', ...more })

async function city(): Promise<Trial> {
  const trial = await openTrial()
  await trial.act(await startFile(trial, LIST, { type: 'codes', prefix: '9901', validFrom: '2026-01-01' }), 'apply')
  const outlines = collection(
    feature({ code: '990101' }, box(119, 29, 119.1, 29.1)),
    feature({ code: '990101001' }, box(119, 29, 119.04, 29.1)),
    feature({ code: '990101001001' }, box(119, 29, 119.02, 29.1)),
    feature({ code: '990101001002' }, box(119.02, 29, 119.04, 29.1)),
  )
  await trial.act(await startFile(trial, outlines, { type: 'outlines', datum: 'wgs84' }), 'apply', { keepGood: true })
  return trial
}
const codesOf = async (trial: Trial, id: string) =>
  (await trial.findings(id)).map(({ severity, code }) => `${severity} ${code}`)
const region = (trial: Trial, code: string) => territory(trial.at.city).regionByCode(code)!

describe('grids', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await city()
  })
  const general = [
    feature({ 网格编码: 'A1', name: '一', community: '990101001001' }, box(119, 29, 119.02, 29.05)),
    feature({ 网格编码: 'A2', name: '二', community: '桂花社区' }, box(119, 29.05, 119.02, 29.1)),
    feature({ 网格编码: 'B1', name: '三' }, box(119.02, 29, 119.04, 29.1)),
  ]

  test('go in with their communities, by code, by name and by place; positions are found at once', async () => {
    const id = await startFile(trial, collection(...general), grids())
    expect(await trial.look(id)).toMatchObject({ errors: 0, counts: { 'grids-created': 3 } })
    expect(await codesOf(trial, id)).toEqual(['note community-by-place', 'note datum-fits'])
    await trial.act(id, 'apply')
    const held = territory(trial.at.city)
    expect(held.locate({ longitude: 119.03, latitude: 29.02 })).toMatchObject({
      communityId: region(trial, '990101001002').id,
    })
    expect(held.gridsOf(region(trial, '990101001001').id).map(({ code }) => code)).toEqual(['A1', 'A2'])
  })

  test('come again changed: drawn anew, the same, and gone', async () => {
    const next = [
      feature({ 网格编码: 'A1', name: '一', community: '990101001001' }, box(119, 29, 119.02, 29.1)),
      feature({ 网格编码: 'B1', name: '三', community: '梅花社区' }, box(119.02, 29, 119.04, 29.1)),
    ]
    const ended = territory(trial.at.city)
      .gridsOf(region(trial, '990101001001').id)
      .find(({ code }) => code === 'A2')
    const id = await startFile(trial, collection(...next), grids())
    expect(await trial.look(id)).toMatchObject({
      counts: { 'grids-redrawn': 1, 'grids-unchanged': 1, 'grids-ended': 1 },
    })
    await trial.act(id, 'apply')
    const held = territory(trial.at.city)
    const [left] = held.gridsOf(region(trial, '990101001001').id)
    expect(left?.code).toBe('A1')
    // Who answers for the one that went answers for what lies there now.
    expect(held.lookups.grids!(ended!.id)).toEqual([ended!.id, left!.id])
    expect(held.locate({ longitude: 119.01, latitude: 29.09 })).not.toBeNull()
    await trial.act(id, 'take-back')
    expect(
      territory(trial.at.city)
        .gridsOf(region(trial, '990101001001').id)
        .map(({ code }) => code),
    ).toEqual(['A1', 'A2'])
  })

  test('dedicated ones lie on the general ones, and not on each other', async () => {
    const campus = feature({ code: 'Z1', name: '厂区', type: '专属' }, box(119.005, 29.01, 119.015, 29.03))
    const market = feature({ code: 'Z2', name: '市场', type: '专属' }, box(119.01, 29.02, 119.018, 29.04))
    const id = await startFile(trial, collection(campus), grids({ kindProperty: 'type' }))
    expect(await codesOf(trial, id)).toEqual(expect.not.arrayContaining(['warning overlap', 'warning gap']))
    await trial.act(id, 'apply')
    const held = territory(trial.at.city)
    expect(held.grid(held.locate({ longitude: 119.01, latitude: 29.02 })!.gridId!)?.code).toBe('Z1')
    const two = await startFile(trial, collection(market), grids({ kind: 'dedicated', complete: false }))
    expect(await codesOf(trial, two)).toContain('warning overlap')
  })

  test('what is wrong is said feature by feature', async () => {
    const id = await startFile(
      trial,
      collection(
        feature({ code: 'X1', name: '甲', community: '牡丹社区' }, box(119, 29, 119.01, 29.01)),
        feature({ code: 'X2', name: '乙' }, box(119.09, 29, 119.1, 29.01)),
        feature({ code: 'X3', name: '丙', kind: '奇怪', community: '桂花社区' }, box(119, 29, 119.01, 29.01)),
        feature({ name: '丁', community: '桂花社区' }, box(119, 29, 119.01, 29.01)),
      ),
      grids({ kindProperty: 'kind', complete: false }),
    )
    expect((await codesOf(trial, id)).slice(0, 4)).toEqual([
      'error community-unknown',
      'error community-not-found-by-place',
      'error grid-kind-unknown',
      'note grid-code-made',
    ])
  })
})

describe('a cut', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await city()
  })
  const cut = (code: string, more: object = {}) => ({
    type: 'cut',
    regionId: region(trial, code).id,
    gridsPerCommunity: 4,
    seed: 7,
    ...more,
  })

  test('of a town gives each community its grids, without gap or overlap, the same for the same seed', async () => {
    const id = await trial.start(cut('990101001000'))
    expect(await trial.look(id)).toMatchObject({ origin: 'editor', errors: 0, counts: { 'grids-created': 8 } })
    expect(await codesOf(trial, id)).toEqual(['note made-up'])
    await trial.act(id, 'apply')
    const held = territory(trial.at.city)
    const town = region(trial, '990101001000')
    const made = held.gridsOf(town.id)
    expect(made).toHaveLength(8)
    expect(made.every(({ synthetic }) => synthetic)).toBe(true)
    const sum = made.reduce((total, { geometry }) => total + shapeArea(fromGeometry(geometry)), 0)
    expect(Math.abs(sum - shapeArea(fromGeometry(held.outline(town.id)!)))).toBeLessThan(1)
    expect(await trial.call('POST', '', { commandId: newId(), title: 'x', source: cut('990101001000') })).toMatchObject(
      { status: 201 },
    )
    await trial.act(id, 'take-back')
    expect(territory(trial.at.city).gridsOf(town.id)).toEqual([])
    expect(territory(trial.at.city).locate({ longitude: 119.01, latitude: 29.01 })).toBeNull()
  })

  test('of a county gives its towns and communities their share of what has no outline', async () => {
    const id = await trial.start(cut('990101000000', { communities: 3 }))
    expect(await codesOf(trial, id)).toEqual(['warning community-made-up', 'note made-up'])
    await trial.act(id, 'apply')
    const held = territory(trial.at.city)
    const town = region(trial, '990101002000')
    expect(held.children(town.id)).toHaveLength(3)
    expect(held.gridsOf(town.id)).toHaveLength(12)
    const area = (code: string) => shapeArea(fromGeometry(held.outline(region(trial, code).id)!))
    expect(Math.abs(area('990101000000') - area('990101001000') - area('990101002000'))).toBeLessThan(5)
    const { headers } = trial.administrator
    const again = await trial.at.app.inject({ url: `/api/v1/regions/${town.id}`, headers })
    expect(again.json()).toMatchObject({ synthetic: true })
    // What was made up may be replaced by what was drawn.
    const outlines = collection(feature({ code: '990101002' }, box(119.04, 29, 119.1, 29.1)))
    const drawn = await startFile(trial, outlines, { type: 'outlines', datum: 'wgs84' })
    await trial.act(drawn, 'apply')
    expect(region(trial, '990101002000').synthetic).toBe(false)
    expect(await trial.act(id, 'take-back')).toMatchObject({ status: 409, code: 'revision.stands-on' })
  })

  test('is refused, with the reason, where there is nothing to cut or it is cut already', async () => {
    const failed = async (code: string) => {
      const id = await trial.start(cut(code))
      return (await trial.look(id)).failure?.code
    }
    expect(await failed('990100000000')).toBe('territory.not-cut')
    expect(await failed('990101002000')).toBe('territory.has-grids')
    const bare = await openTrial()
    await bare.act(await startFile(bare, LIST, { type: 'codes', prefix: '9901' }), 'apply')
    const id = await bare.start({ type: 'cut', regionId: territory(bare.at.city).regionByCode('990101000000')!.id })
    expect((await bare.look(id)).failure?.code).toBe('territory.no-outline')
  })
})

test('codes cannot be taken back while grids that came later stand under them', async () => {
  const trial = await openTrial()
  const codes = await startFile(trial, LIST, { type: 'codes', prefix: '9901' })
  await trial.act(codes, 'apply')
  await trial.grid(region(trial, '990101001001').id, 'A1')
  const answer = await trial.act(codes, 'take-back')
  expect(answer).toMatchObject({ status: 409, code: 'territory.stands-under' })
  expect((answer.body as unknown as { params: object }).params).toEqual({
    name: '桂花社区',
    regions: 0,
    grids: 1,
    departments: 0,
  })
  expect(region(trial, '990101001001').validTo).toBeNull()
})
