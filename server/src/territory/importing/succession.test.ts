/** Codes of last year, under a city at work: cases, grants, desks and duties go on. */
import { beforeAll, expect, test } from 'vitest'
import { caseTown, type CaseTown } from '../../cases/testing.ts'
import { territory } from '../answers.ts'
import { startFile, trialOf, type Trial } from './testing.ts'

/** Town A1 and its communities go over to county B, under new codes. */
const NEXT = [
  'code,name',
  '9901,甲市',
  '990101,东区',
  '990102,西区',
  '990102005,一街道',
  '990101002,二街道',
  '990102005001,桂花社区',
  '990102005002,梅花社区',
  '990101002001,兰花社区',
  '990102000001,荷花村',
].join('\n')

let town: CaseTown
let trial: Trial
let before: string
let revision: string
beforeAll(async () => {
  town = await caseTown()
  trial = await trialOf(town)
  before = (await town.report('manhole')).body.id
  const assessed = { itemId: town.places.items.manhole, conditionId: 'c1', rectification: 'time-limited' }
  await town.act('assessor', before, 'assess', assessed)
  revision = await startFile(trial, NEXT, { type: 'codes', prefix: '9901' })
})

test('what went over is seen, and what is not in the list and in use stays', async () => {
  const found = await trial.findings(revision)
  const severities = found.map(({ severity, code, subject }) => `${severity} ${code} ${subject}`)
  expect(severities).toEqual(
    expect.arrayContaining(['warning parent-changed 990102005000', 'note code-changed 990102005001']),
  )
  // Town C and its village are not in the list: their grids, offices and teams are.
  expect(severities).toEqual(
    expect.arrayContaining(['error vanished-in-use 990100003001', 'error vanished-in-use 990100003000']),
  )
  expect((await trial.act(revision, 'apply', { keepGood: true })).status).toBe(200)
  const held = territory(town.city)
  expect(held.regionByCode('990100003001')).not.toBeNull()
  expect(held.region(town.places.regions.townA1)).toMatchObject({ successorId: held.regionByCode('990102005000')!.id })
})

test('an open case is on the same desk, and is dispatched and handled as before', async () => {
  const page = await town.page('dispatcher', before)
  expect(page.code).toBeUndefined()
  const sent = await town.act('dispatcher', before, 'dispatch', {})
  expect(sent).toMatchObject({ status: 200, body: { holder: { id: town.places.departments.urbanA1 } } })
  expect((await town.act('handler', before, 'accept')).status).toBe(200)
})

test('a new case at the same spot lies in the new town, falls to the same offices, and to the same people', async () => {
  const { body, status } = await town.report('manhole')
  expect(status).toBe(201)
  const held = territory(town.city)
  const place = held.locate(town.places.points.a1x1)!
  expect(place).toMatchObject({ townId: held.regionByCode('990102005000')!.id, countyId: town.places.regions.countyB })
  expect((await town.page('dispatcher', body.id)).code).toBeUndefined()
  expect(
    (
      await town.act('assessor', body.id, 'assess', {
        itemId: town.places.items.manhole,
        conditionId: 'c1',
        rectification: 'time-limited',
      })
    ).status,
  ).toBe(200)
  // By the duty that was made for the former town.
  const sent = await town.act('dispatcher', body.id, 'dispatch', {})
  expect(sent).toMatchObject({ status: 200, body: { holder: { id: town.places.departments.urbanA1 } } })
})

test('taken back, all is where it was, and the case of the meantime is still on the desk', async () => {
  const { body } = await town.report('manhole')
  expect((await trial.act(revision, 'take-back')).status).toBe(200)
  const held = territory(town.city)
  expect(held.locate(town.places.points.a1x1)).toMatchObject({ townId: town.places.regions.townA1 })
  expect((await town.page('dispatcher', body.id)).code).toBeUndefined()
  expect((await town.page('dispatcher', before)).code).toBeUndefined()
})
