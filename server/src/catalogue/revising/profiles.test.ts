import { describe, expect, test } from 'vitest'
import { STATES } from '@bihuan/domain/acts'
import { PROFILES } from '@bihuan/contract/catalogue-edit'
import { testCity } from '../../platform/testing/city.ts'
import { catalogue } from '../answers.ts'
import { describeProfiles, profileNamed } from './profiles.ts'
import { editorOf } from './testing.ts'

const COUNTS = { ningwei: [6, 38], daqing: [11, 87], chengdu: [12, 63], jinhua: [10, 42], dongguan: [9, 60] }

describe.each(PROFILES)('the profile of %s', (profile) => {
  test('is whole: every state has its stage, every text both languages', () => {
    const { stages, categories, items } = profileNamed(profile)
    const own = stages[0]!
    for (const state of STATES) expect(own.stages.map(({ id }) => id)).toContain(own.of[state])
    const said = [
      own.name,
      ...own.stages.map(({ name }) => name),
      ...categories.map(({ name }) => name),
      ...items.map(({ name }) => name),
    ]
    for (const { zh, en } of said)
      expect([zh, en]).toEqual([
        expect.stringMatching(/\p{Script=Han}|\d/u),
        expect.stringMatching(/^[^\p{Script=Han}]+$/u),
      ])
    expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
  })

  test('goes into an empty city as it is described, and can be taken back', async () => {
    const at = await testCity()
    const editor = await editorOf(at)
    const described = describeProfiles().find(({ id }) => id === profile)!
    expect([described.categories, described.items]).toEqual(COUNTS[profile])
    const { id, errors, counts } = await editor.start({ type: 'profile', profile })
    expect({ errors, ...counts }).toMatchObject({ errors: 0, 'items-created': described.items })
    await editor.act(id, 'apply')
    const held = catalogue(at.city)
    expect(held.items()).toHaveLength(described.items)
    expect(held.categories()).toHaveLength(described.categories)
    expect(held.stages('five')!.stages.map(({ name }) => name)).toEqual(described.stages)
    for (const item of held.items()) expect(held.procedure(item.procedureId)).not.toBeNull()
    const again = await editor.start({ type: 'profile', profile })
    expect(again).toMatchObject({ changes: 0, errors: 0 })
    await editor.act(id, 'take-back')
    expect(catalogue(at.city).items()).toEqual([])
    expect(catalogue(at.city).categories()).toEqual([])
  })
})

test('over another city’s catalogue a profile renames nothing: codes that are taken are given anew', async () => {
  const at = await testCity()
  const editor = await editorOf(at)
  const file = await editor.file('大类代码,大类,小类代码,小类,立案条件,结案条件,时限\n01,公用设施,0101,井盖,坏,好,1天')
  await editor.act(file.id, 'apply')
  const { id, errors } = await editor.start({ type: 'profile', profile: 'chengdu' })
  expect(errors).toBe(0)
  expect((await editor.act(id, 'apply')).status).toBe(200)
  const held = catalogue(at.city)
  expect(held.itemByCode('0101')!.name.zh).toBe('井盖')
  expect(held.items()).toHaveLength(64)
  expect(held.categories()).toHaveLength(13)
})
