import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { openTrial, startFile, type Trial } from './testing.ts'
import { territory } from '../answers.ts'
import { nameKey } from './words.ts'
import { levelOf, paddedCode, significant } from './region-codes.ts'

test('codes of every length say their level', () => {
  expect(['3307', '330702', '330702001', '330702001008'].map((code) => levelOf(paddedCode(code)!))).toEqual([
    'city',
    'county',
    'town',
    'community',
  ])
  expect([
    paddedCode('３３０７'),
    paddedCode(' 330702 '),
    paddedCode('330702.0'),
    paddedCode('33070'),
    paddedCode('x'),
  ]).toEqual(['330700000000', '330702000000', '330702000000', null, null])
  expect(levelOf('441900003000')).toBe('town')
  expect(significant('330700000000')).toBe('3307')
  expect(nameKey('泉源社区居委会')).toBe(nameKey('泉源社区'))
})

const codesOf = (trial: Trial) =>
  Object.fromEntries(
    territory(trial.at.city)
      .regions()
      .map(({ code, name }) => [code, name]),
  )
const LIST = [
  'code,name',
  '9901,甲市',
  '990101,东区',
  '990102,西区',
  '990101001,一街道',
  '990101002,二街道',
  '990102001,三街道',
  '990101001001,桂花社区居委会',
  '990101001002,梅花社区居委会',
  '990102001001,荷花社区居委会',
].join('\n')
const source = (more: object = {}) => ({ type: 'codes', prefix: '9901', ...more })

describe('an empty city', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await openTrial()
  })

  test('takes its codes in, from the list of all levels; rows of elsewhere are passed over', async () => {
    const id = await startFile(trial, `${LIST}\n110101,东城区`, source())
    expect(await trial.look(id)).toMatchObject({ state: 'rehearsed', errors: 0, counts: { 'regions-created': 9 } })
    expect(await trial.findings(id)).toMatchObject([
      { severity: 'note', code: 'rows-passed-over', params: { count: 1 } },
    ])
    expect(codesOf(trial)).toEqual({})
    await trial.act(id, 'apply')
    expect(Object.keys(codesOf(trial))).toHaveLength(9)
    const held = territory(trial.at.city)
    const region = held.regionByCode('990101001001')!
    expect(held.chain(region.id).map(({ name }) => name)).toEqual(['桂花社区居委会', '一街道', '东区', '甲市'])
    const again = await startFile(trial, LIST, source())
    expect(await trial.look(again)).toMatchObject({ changes: 0, counts: { 'regions-unchanged': 9 } })
    expect(await trial.act(again, 'apply')).toMatchObject({ status: 409, code: 'revision.nothing-to-apply' })
  })

  test('says row by row what is wrong, and takes the good rows where that is wanted', async () => {
    const bad = [
      '代码,名称,原代码',
      '990101009,九街道,',
      '99010,短,',
      '990101008,,',
      '990101009,又九街道,',
      '990177001,无主街道,',
      '990101007,七街道,990155001',
    ].join('\n')
    const id = await startFile(trial, bad, source({ complete: false }))
    expect((await trial.findings(id)).map(({ code, row }) => `${code} ${row}`)).toEqual([
      'code-malformed 3',
      'name-missing 4',
      'code-duplicate 5',
      'former-unknown 7',
      'parent-unknown 6',
    ])
    expect(await trial.act(id, 'apply')).toMatchObject({ status: 409, code: 'revision.has-errors' })
    expect(await trial.act(id, 'apply', { keepGood: true })).toMatchObject({ status: 200, code: null })
    expect(codesOf(trial)).toMatchObject({ '990101009000': '九街道', '990101007000': '七街道' })
    await trial.act(id, 'take-back')
    expect(codesOf(trial)['990101009000']).toBeUndefined()
  })

  test('belongs to one city for good', async () => {
    const id = await startFile(trial, 'code,name\n8801,乙市', { type: 'codes', prefix: '8801' })
    expect(await trial.findings(id)).toMatchObject([{ code: 'another-city', params: { name: '甲市' } }])
  })
})

test('a city without counties: its placeholder is passed over, towns hang under the city', async () => {
  const trial = await openTrial()
  const counties = await startFile(trial, 'code,name\n441900,"东莞市"\n', { type: 'codes', prefix: '4419' })
  expect(await trial.findings(counties)).toMatchObject([{ severity: 'note', code: 'level-absent' }])
  await trial.act(counties, 'apply')
  const towns = await startFile(trial, 'code,name\n441900003,东城街道\n441900004,南城街道', {
    type: 'codes',
    prefix: '4419',
  })
  await trial.act(towns, 'apply')
  const villages = await startFile(trial, 'code,name\n441900003001,岗贝社区', { type: 'codes', prefix: '4419' })
  await trial.act(villages, 'apply')
  const held = territory(trial.at.city)
  expect(held.chain(held.regionByCode('441900003001')!.id).map(({ level }) => level)).toEqual([
    'community',
    'town',
    'city',
  ])
  expect(held.ancestorsOf(held.regionByCode('441900003001')!.id).countyId).toBeNull()
})

test('a list without its city asks for the name', async () => {
  const trial = await openTrial()
  const id = await startFile(trial, 'code,name\n990101,东区', source())
  expect(await trial.findings(id)).toMatchObject([{ severity: 'error', code: 'city-missing' }])
  const named = await startFile(trial, 'code,name\n990101,东区 ', source({ cityName: '甲市' }))
  expect((await trial.act(named, 'apply')).status).toBe(200)
  expect(Object.keys(codesOf(trial))).toEqual(['990100000000', '990101000000'])
})

describe('codes of last year', () => {
  let trial: Trial
  const NEXT = [
    'code,name',
    '9901,甲市',
    '990103,东区',
    '990102,西岭区',
    '990103001,一街道',
    '990102002,二街道',
    '990102001,三街道',
    '990103001002,桂花社区居委会',
    '990103001001,梅花社区居委会',
    '990102001001,荷花社区居委会',
  ].join('\n')
  let before: Record<string, string>
  const ids = (codes: string[]) =>
    Object.fromEntries(codes.map((code) => [code, territory(trial.at.city).regionByCode(code)!.id]))

  beforeAll(async () => {
    trial = await openTrial()
    await trial.act(await startFile(trial, LIST, source({ validFrom: '2025-01-01' })), 'apply')
    before = ids(['990101000000', '990101001000', '990101001001', '990101001002', '990101002000', '990102001001'])
    const office = newId()
    await trial.at.city.db.run(sql`insert into department (id, code, kind, name, name_en, region_id, valid_from)
      values (${office}, 'east', 'command', '东区指挥中心', 'East', ${before['990101000000']}, '2025-01-01')`)
    await trial.grid(before['990101001001']!, '99010100100101')
  })

  test('what goes on, what moved, what was renamed and what swapped codes is told apart', async () => {
    const id = await startFile(trial, NEXT, source({ validFrom: '2026-01-01' }))
    expect(await trial.look(id)).toMatchObject({
      errors: 0,
      counts: { 'regions-renamed': 1, 'regions-recoded': 4, 'regions-moved': 1, 'regions-unchanged': 3 },
    })
    const found = (await trial.findings(id)).map(({ code, subject }) => `${code} ${subject}`)
    expect(found).toEqual(
      expect.arrayContaining(['name-differs 990102000000', 'parent-changed 990102002000', 'code-changed 990103001002']),
    )
    await trial.act(id, 'apply')
    const held = territory(trial.at.city)
    const town = held.regionByCode('990103001000')!
    // Everything that hung under the old codes hangs under the new ones: grids, offices, scopes, duties.
    expect(held.current(before['990101001001']!)!.code).toBe('990103001002')
    expect(held.gridsOf(town.id).map(({ code }) => code)).toEqual(['99010100100101'])
    expect(held.locate({ longitude: 119.005, latitude: 29.005 })).toMatchObject({ townId: town.id })
    expect(held.commandOffice(town.id)?.code).toBe('east')
    expect(held.commandOffice(before['990101001001']!)?.code).toBe('east')
    expect(held.lineage(town.id).map((one) => one.id)).toContain(before['990101001000'])
    expect(held.chainThroughTime(before['990101001001']!).map(({ id: one }) => one)).toEqual(
      expect.arrayContaining([before['990101000000'], town.id]),
    )
    expect(held.region(before['990101001000']!)).toMatchObject({ validTo: '2026-01-01', successorId: town.id })
    await trial.act(id, 'take-back')
    expect(ids(Object.keys(codesOf(trial)))).toMatchObject(before)
    expect(territory(trial.at.city).current(town.id)!.id).toBe(before['990101001000'])
  })

  test('what vanished and is in use stays, and says what to fill in; what is not ends', async () => {
    const short = NEXT.split('\n')
      .filter((line) => !/桂花|荷花/.test(line))
      .join('\n')
    const id = await startFile(trial, short, source())
    const errors = (await trial.findings(id)).filter(({ severity }) => severity === 'error')
    expect(errors).toMatchObject([{ code: 'vanished-in-use', subject: '990101001001', params: { grids: 1 } }])
    expect(await trial.look(id)).toMatchObject({ counts: { 'regions-ended': 1, 'regions-kept': 1 } })
    await trial.act(id, 'discard')
    const said = `${short.replace('code,name', 'code,name,former')}\n990103001003,新桂社区,990101001001`.replace(
      /,former\n/,
      ',former\n',
    )
    const merged = await startFile(trial, said, source())
    expect(await trial.look(merged)).toMatchObject({ errors: 0 })
    await trial.act(merged, 'apply')
    expect(territory(trial.at.city).gridsOf(territory(trial.at.city).regionByCode('990103001003')!.id)).toHaveLength(1)
    await trial.act(merged, 'take-back')
  })
})

test('two places of one name are not guessed at', async () => {
  const trial = await openTrial()
  await trial.act(await startFile(trial, `${LIST}\n990101002001,新村社区`, source()), 'apply')
  const id = await startFile(trial, `${LIST}\n990101002007,新村社区\n990101002008,新村社区`, source())
  expect((await trial.findings(id)).map(({ code }) => code)).toEqual(['successor-ambiguous', 'region-vanished'])
})
