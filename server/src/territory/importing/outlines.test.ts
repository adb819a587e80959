import gcoord from 'gcoord'
import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { territory } from '../answers.ts'
import { openTrial, startFile, type Trial } from './testing.ts'

type Ring = [number, number][]
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const feature = (code: string, rings: Ring[], more: object = {}) => ({
  type: 'Feature',
  properties: { code, ...more },
  geometry: { type: 'Polygon', coordinates: rings },
})
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
const LIST =
  'code,name\n9901,甲市\n990101,东区\n990102,西区\n990101001,一街道\n990101002,二街道\n990101001001,桂花社区\n990101001002,梅花社区'
const source = (more: object = {}) => ({ type: 'outlines', datum: 'wgs84', ...more })
const EAST = box(119, 29, 119.1, 29.1)
const WEST = box(118.9, 29, 119, 29.1)

async function city(): Promise<Trial> {
  const trial = await openTrial()
  await trial.act(await startFile(trial, LIST, { type: 'codes', prefix: '9901' }), 'apply')
  return trial
}
const outlineOf = (trial: Trial, code: string) => {
  const held = territory(trial.at.city)
  return held.outline(held.regionByCode(code)!.id)
}
const codes = async (trial: Trial, id: string) =>
  (await trial.findings(id)).map(({ severity, code }) => `${severity} ${code}`)
/** A square metre of ground at 29° N is so many square degrees. */
const SQUARE_METRES = 111_195.08 ** 2 * Math.cos((29.05 * Math.PI) / 180)

describe('outlines of counties', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await city()
  })

  test('go in by their codes, and come out again when they are taken back', async () => {
    const id = await startFile(trial, collection(feature('990101', [EAST]), feature('990102000000', [WEST])), source())
    expect(await trial.look(id)).toMatchObject({
      state: 'rehearsed',
      errors: 0,
      counts: { features: 2, 'outlines-drawn': 2 },
    })
    expect(await codes(trial, id)).toEqual(['note datum-unproven'])
    expect(outlineOf(trial, '990101000000')).toBeNull()
    await trial.act(id, 'apply')
    expect(outlineOf(trial, '990101000000')).toEqual({ type: 'Polygon', coordinates: [EAST] })
    const changes = (await trial.call('GET', `/${id}/changes?limit=1`)).body as { rows: object[]; next: string | null }
    expect(changes).toMatchObject({
      rows: [{ what: 'region', action: 'change', label: '东区', before: { geometry: null } }],
    })
    expect(changes.next).not.toBeNull()
    await trial.act(id, 'take-back')
    expect(outlineOf(trial, '990101000000')).toBeNull()
    const { rows } = (await trial.call('GET', '')).body as { rows: { state: string }[] }
    expect(rows.map(({ state }) => state)).toEqual(['taken-back', 'applied'])
  })

  test('with a gap and an overlap say how large and where', async () => {
    const east = box(119.001, 29, 119.1, 29.1)
    const inner = box(119.05, 29.04, 119.06, 29.05)
    const id = await startFile(
      trial,
      collection(feature('990101', [east, inner.toReversed()]), feature('990102', [box(118.9, 29, 119.002, 29.1)])),
      source(),
    )
    const found = await trial.findings(id)
    const overlap = found.find(({ code }) => code === 'overlap')!
    expect(Math.abs(overlap.area! - 0.001 * 0.1 * SQUARE_METRES)).toBeLessThan(100)
    expect(overlap).toMatchObject({
      severity: 'warning',
      params: { one: '东区', other: '西区' },
      geometry: { type: 'Polygon' },
    })
    expect(overlap.sentence.zh).toContain('东区')
    const gap = found.find(({ code }) => code === 'gap-between')!
    expect(Math.abs(gap.area! - 0.01 * 0.01 * SQUARE_METRES)).toBeLessThan(100)
    expect(found.map(({ code }) => code)).toContain('hole')
  })

  test('that are broken are named one by one; what is good goes in where that is wanted', async () => {
    const text = JSON.stringify(
      collection(
        feature('990101', [EAST]),
        feature('990177', [WEST]),
        feature('', [WEST], { name: '无名区' }),
        feature('990102', [
          [
            [118.9, 29],
            [119, 29.1],
            [119, 29],
            [118.9, 29.1],
            [118.9, 29],
          ],
        ]),
        { type: 'Feature', properties: { code: '990102' }, geometry: { type: 'Point', coordinates: [119, 29] } },
        { type: 'Feature', properties: { code: '990102' }, geometry: { type: 'Polygon', coordinates: [[['a', 1]]] } },
        feature('990101', [EAST]),
        feature('990102', [box(13_000_000, 3_000_000, 13_001_000, 3_001_000)]),
      ),
    ).replace('"990177"', '"990177')
    const id = await trial.start(source(), { bytes: Buffer.from(text), type: 'application/geo+json' })
    const errors = (await trial.findings(id)).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, row }) => `${row} ${code}`)).toEqual([
      '2 feature-malformed',
      '3 name-unknown',
      '4 ring-crosses-itself',
      '5 geometry-type',
      '6 position-impossible',
      '7 feature-duplicate',
      '8 position-impossible',
    ])
    expect(errors[2]!.area).toBeGreaterThan(0)
    expect(await trial.act(id, 'apply')).toMatchObject({ status: 409, code: 'revision.has-errors' })
    expect((await trial.act(id, 'apply', { keepGood: true })).body).toMatchObject({ state: 'applied', keepGood: true })
    expect([outlineOf(trial, '990101000000') !== null, outlineOf(trial, '990102000000')]).toEqual([true, null])
    await trial.act(id, 'take-back')
  })

  test('are mended where that is safe, and it is said', async () => {
    const open = WEST.slice(0, -1)
    const dirty = [...open.slice(0, 2), open[1]!, ...open.slice(2)].toReversed() as Ring
    const swapped = EAST.map(([x, y]) => [y, x]) as Ring
    const id = await startFile(trial, collection(feature('990102', [dirty]), feature('990101', [swapped])), source())
    expect(await codes(trial, id)).toEqual(
      expect.arrayContaining([
        'repaired ring-closed',
        'repaired points-doubled',
        'repaired orientation-turned',
        'repaired axes-swapped',
      ]),
    )
    await trial.act(id, 'apply')
    expect(outlineOf(trial, '990101000000')).toEqual({ type: 'Polygon', coordinates: [EAST] })
    await trial.act(id, 'take-back')
  })

  test('slivers below a stated size are closed, and no more than that', async () => {
    const near = box(118.9, 29, 118.99999, 29.1)
    const id = await startFile(trial, collection(feature('990101', [EAST]), feature('990102', [near])), source())
    // Between the two lies a strip of a metre that is open at both ends: no gap, but no common border either.
    expect(await codes(trial, id)).toEqual(['note datum-unproven'])
    const notch: Ring = [
      [118.9, 29],
      [119, 29],
      [118.99999, 29.05],
      [119, 29.1],
      [118.9, 29.1],
      [118.9, 29],
    ]
    const file = collection(feature('990101', [EAST]), feature('990102', [notch]))
    const [kept, closed] = [
      await startFile(trial, file, source({ snapBelow: 1000 })),
      await startFile(trial, file, source({ snapBelow: 10_000 })),
    ]
    expect(await codes(trial, kept)).toContain('warning gap-between')
    expect(await codes(trial, closed)).toContain('repaired slivers-snapped')
    await trial.act(closed, 'apply', { keepGood: true })
    const west = outlineOf(trial, '990102000000')!
    expect(west).toEqual({ type: 'Polygon', coordinates: [WEST] })
    await trial.act(closed, 'take-back')
  })
})

test('a datum has to be declared', async () => {
  const trial = await city()
  const body = { commandId: newId(), title: 'x', uploadId: newId(), source: { type: 'outlines' } }
  expect(await trial.call('POST', '', body)).toMatchObject({
    status: 422,
    body: { code: 'territory.datum-undeclared' },
  })
  const none = { commandId: newId(), title: 'x', uploadId: null, source: source() }
  expect(await trial.call('POST', '', none)).toMatchObject({ status: 422, body: { code: 'revision.file-required' } })
})

describe('a wrong datum shows by its misfit', () => {
  const gcj = (ring: Ring) => ring.map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.GCJ02)) as Ring
  const bd = (ring: Ring) => ring.map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.BD09)) as Ring
  let trial: Trial
  beforeAll(async () => {
    trial = await city()
    const first = await startFile(
      trial,
      collection(feature('990101', [gcj(EAST)]), feature('990102', [gcj(WEST)])),
      source({ datum: 'gcj02' }),
    )
    await trial.act(first, 'apply')
  })

  test('GCJ-02 was read as what it is, to a centimetre', () => {
    const [ring] = outlineOf(trial, '990101000000')!.coordinates as number[][][]
    for (const [at, [x, y]] of ring!.entries())
      expect(Math.hypot(x! - EAST[at]![0], y! - EAST[at]![1])).toBeLessThan(2e-7)
  })

  test.each([
    ['against its own former outline', [feature('990101', [gcj(EAST)])], 'gcj02'],
    [
      'of towns against the county above',
      [
        feature('990101001', [bd(box(119, 29, 119.05, 29.1))]),
        feature('990101002', [bd(box(119.05, 29, 119.1, 29.1))]),
      ],
      'bd09',
    ],
  ])('%s', async (_name, features, better) => {
    const id = await startFile(trial, collection(...features), source())
    const misfit = (await trial.findings(id)).find(({ code }) => code === 'datum-misfit')!
    expect(misfit.params).toMatchObject({ declared: 'wgs84', better })
    expect(misfit.params['misfit']).toBeGreaterThan(100)
    expect(misfit.params['betterMisfit']).toBeLessThan(30)
    expect(await trial.look(id)).toMatchObject({ changes: 0 })
    expect(await trial.act(id, 'apply', { keepGood: true })).toMatchObject({ code: 'revision.nothing-to-apply' })
    const right = await startFile(trial, collection(...features), source({ datum: better }))
    expect(await codes(trial, right)).toContain('note datum-fits')
    expect(await codes(trial, right)).not.toContain('error datum-misfit')
  })

  test('towns outside of their county, and a town in another province, are told', async () => {
    const far = box(120, 30, 120.1, 30.1)
    const id = await startFile(
      trial,
      collection(feature('990101001', [box(119.2, 29, 119.3, 29.1)]), feature('990101002', [far])),
      source(),
    )
    const found = await trial.findings(id)
    expect(
      found
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['far-away', 'wholly-outside-parent', 'wholly-outside-parent'])
    const partly = await startFile(trial, collection(feature('990101001', [box(118.99, 29, 119.1, 29.1)])), source())
    const outside = (await trial.findings(partly)).find(({ code }) => code === 'outside-parent')!
    expect(Math.abs(outside.area! - 0.01 * 0.1 * SQUARE_METRES)).toBeLessThan(1000)
  })
})

test('two administrators at once: one applies, the other is told to look again', async () => {
  const trial = await city()
  const file = collection(feature('990101', [EAST]))
  const [one, other] = [await startFile(trial, file, source()), await startFile(trial, file, source())]
  const both = await Promise.all([trial.act(one, 'apply'), trial.act(other, 'apply')])
  expect(both.map(({ status, code }) => code ?? status).sort()).toEqual([200, 'revision.stale'])
})

test('killed in the middle of applying: nothing of it is there, and it can be applied again', async () => {
  const trial = await city()
  const id = await startFile(trial, collection(feature('990101', [EAST]), feature('990102', [WEST])), source())
  // The connection dies at the second record.
  await trial.at.city.db.run(sql`create function die() returns trigger language plpgsql as $$
    begin if new.code = '990102000000' then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$`)
  await trial.at.city.db.run(sql`create trigger die before update on region for each row execute function die()`)
  expect((await trial.act(id, 'apply')).status).toBeGreaterThanOrEqual(500)
  await trial.at.city.db.run(sql`drop trigger die on region`)
  expect((await trial.at.city.db.rows(sql`select 1 from region where geometry is not null`)).length).toBe(0)
  expect(
    (await trial.at.city.db.rows(sql`select 1 from event where subject = ${id} and act = 'revision-applied'`)).length,
  ).toBe(0)
  expect(await trial.look(id)).toMatchObject({ state: 'rehearsed', stale: false })
  expect((await trial.act(id, 'apply')).status).toBe(200)
})

test('who does not manage the territory is refused, and an unknown revision is not found', async () => {
  const trial = await city()
  const dispatcher = await trial.at.signIn('dispatcher')
  const answer = await trial.at.app.inject({ url: '/api/v1/territory/revisions', headers: dispatcher.headers })
  expect(answer.statusCode).toBe(403)
  expect((await trial.call('GET', `/${newId()}`)).status).toBe(404)
  expect((await trial.call('GET', `/${newId()}/findings`)).status).toBe(404)
})
