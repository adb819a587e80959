/** What may happen to a report before anybody works on it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sequenceNow, startSequencer } from '../platform/sequencer.ts'
import { newId } from '../platform/id.ts'
import { wakeCases } from './clocks.ts'
import { startMergeReactions } from './reactions.ts'
import { caseTown, type CaseTown } from './testing.ts'
import { done, get, hours, minutes, noiseIn, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const reported = async (by: 'worker' | 'dispatcher' | 'assessor' = 'worker') =>
  (await town.report('manhole', {}, by)).body
const text = '请补充门牌号'

describe('退回补充: a report sent back', () => {
  it('is held by its reporter while the clock stands still, and comes back with the time that was left', async () => {
    const { id, dueAt } = await reported()
    town.clock.advance(minutes(5))
    const asked = await done(town, 'assessor', id, 'ask', { text })
    expect(asked).toMatchObject({ state: 'reported', nextStep: 'supplement', dueAt: null })
    expect(asked.holder).toEqual({ kind: 'person', id: town.people.worker.accountId, name: '网格员甲' })
    expect(
      (await get(town, 'worker', '/api/v1/desk/supplement')).body.rows.map((row: { id: string }) => row.id),
    ).toContain(id)
    town.clock.advance(minutes(40))
    expect(await wakeCases(town.city, town.clock.now())).toBe(0)
    const back = await done(town, 'worker', id, 'supplement', { text: '12 号门口' })
    expect(back.holder?.id).toBe(town.places.departments.commandA1)
    expect(back).toMatchObject({ state: 'reported', nextStep: 'assess' })
    expect(Date.parse(back.dueAt!) - Date.parse(dueAt!)).toBe(minutes(40))
  })

  it('is asked once at a time, and answered by the reporter alone', async () => {
    const { id } = await reported()
    expect(await refused(town, 'worker', id, 'supplement', { text })).toEqual([409, 'case.nothing-asked'])
    await done(town, 'assessor', id, 'ask', { text })
    expect(await refused(town, 'assessor', id, 'ask', { text })).toEqual([409, 'case.already-asked'])
    expect(await refused(town, 'dispatcher', id, 'supplement', { text })).toEqual([403, 'case.only-the-finder'])
    expect(await refused(town, 'worker', id, 'ask', { text })).toEqual([403, 'case.not-your-role'])
  })

  it('with a better position lands where it then lies, on the desk of that place', async () => {
    const { id } = await reported()
    await done(town, 'assessor', id, 'ask', { text })
    expect(await refused(town, 'worker', id, 'supplement', { position: town.places.outside })).toEqual([
      422,
      'case.outside-city',
    ])
    const back = await done(town, 'worker', id, 'supplement', { position: town.places.points.a2x1 })
    expect(back.holder?.id).toBe(town.places.departments.commandA2)
    const page = await town.page('countyDispatcher', id)
    expect([page.grid?.id, page.office.id]).toEqual([town.places.grids.a2x1, town.places.departments.commandA2])
    const [filed, moved] = [page.timeline[0]!.facts, page.timeline.at(-1)!.facts]
    expect(moved).toEqual({ grid: expect.stringContaining(`${page.grid!.name} `), from: filed['grid'] })
    expect(filed['grid']).not.toBe(moved['grid'])
  })
})

describe('不予立案: a report declined', () => {
  const because = { reason: 'not-true', text: '现场无此情况' }

  it('ends with its reason, and may be contested once, before the office above', async () => {
    const { id } = await reported()
    expect(await done(town, 'assessor', id, 'decline', because)).toMatchObject({
      state: 'void',
      holder: null,
      nextStep: null,
      dueAt: null,
    })
    const page = await town.page('worker', id)
    expect([page.timeline.at(-1)!.facts['reason'], page.timeline.at(-1)!.text?.value]).toEqual([
      'not-true',
      because.text,
    ])
    expect((await refused(town, 'worker', id, 'contest'))[0]).toBe(422)
    expect(await refused(town, 'dispatcher', id, 'contest', { text })).toEqual([403, 'case.only-the-finder'])
    const again = await done(town, 'worker', id, 'contest', { text: '还在' })
    expect([again.state, again.nextStep, again.holder?.id]).toEqual([
      'reported',
      'assess',
      town.places.departments.commandA,
    ])
    expect(again.dueAt).toBe(new Date(town.clock.now().getTime() + minutes(15)).toISOString())
    await done(town, 'assessor', id, 'decline', because)
    expect(await refused(town, 'worker', id, 'contest', { text })).toEqual([409, 'case.already-contested'])
  })

  it('is not declined by whoever found it, nor contested when it was made void', async () => {
    const { id } = await reported('assessor')
    expect(await refused(town, 'assessor', id, 'decline', because)).toEqual([403, 'case.finder-may-not'])
    await done(town, 'dispatcher', id, 'void', { reason: 'test', text })
    expect(await refused(town, 'assessor', id, 'contest', { text })).toEqual([409, 'case.not-declined'])
  })
})

describe('撤回: a report withdrawn', () => {
  it('by its finder within ten minutes, while nobody has acted', async () => {
    const { id } = await reported()
    expect(await refused(town, 'dispatcher', id, 'withdraw')).toEqual([403, 'case.only-the-finder'])
    expect(await done(town, 'worker', id, 'withdraw')).toMatchObject({ state: 'void', holder: null })
    const late = (await reported()).id
    town.clock.advance(minutes(10) + 1)
    expect(await refused(town, 'worker', late, 'withdraw')).toEqual([409, 'case.withdraw-too-late'])
    const noted = (await reported()).id
    await done(town, 'assessor', noted, 'note', { text })
    expect(await refused(town, 'worker', noted, 'withdraw')).toEqual([409, 'case.somebody-acted'])
  })
})

describe('并案: a case merged', () => {
  it('ends, and whoever reported or followed it follows its parent', async () => {
    const parent = (await reported()).id
    const child = (await reported('dispatcher')).id
    await done(town, 'leader', child, 'follow')
    expect(await done(town, 'assessor', child, 'merge', { parentId: parent })).toMatchObject({
      state: 'merged',
      holder: null,
      nextStep: null,
      dueAt: null,
    })
    const workers = [
      startSequencer(town.city),
      startMergeReactions(town.city, (error) => {
        throw error
      }),
    ]
    try {
      await expect.poll(async () => (await town.page('assessor', parent)).followers, { timeout: 20_000 }).toBe(2)
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()))
    }
    expect([(await town.page('leader', parent)).following, (await town.page('dispatcher', parent)).following]).toEqual([
      true,
      true,
    ])
    const followed = (await get(town, 'leader', '/api/v1/cases?following=true')).body.rows.map(
      (row: { id: string }) => row.id,
    )
    expect(followed).toContain(parent)
    expect((await town.page('assessor', child)).parent?.id).toBe(parent)
    expect((await town.events(parent)).filter(({ act }) => act === 'follow').length).toBe(2)
    await sequenceNow(town.city)
  })

  it('not into itself, an ended case, one that does not exist, or one out of sight', async () => {
    const { id } = await reported()
    const closed = await noiseIn(town, 'closed')
    const far = (await town.report('manhole', { position: town.places.points.b1x1 })).body.id
    for (const parentId of [id, closed, newId(), far])
      expect(await refused(town, 'assessor', id, 'merge', { parentId })).toEqual([422, 'case.parent-invalid'])
    expect((await town.page('assessor', id)).state).toBe('reported')
  })
})

describe('立案: a report assessed', () => {
  it('is dispatched by the system where the item says so, with the clocks of its condition', async () => {
    const { body } = await town.report('help')
    const assessed = await done(town, 'assessor', body.id, 'assess', {
      itemId: town.places.items.manhole,
      conditionId: 'c2',
      rectification: 'time-limited',
    })
    expect([assessed.state, assessed.nextStep]).toEqual(['assessed', 'dispatch'])
    const page = await town.page('dispatcher', body.id)
    expect([page.condition?.id, page.rectification, page.item.id]).toEqual([
      'c2',
      'time-limited',
      town.places.items.manhole,
    ])
    expect(page.clocks.find(({ kind }) => kind === 'whole')?.limit).toEqual({ amount: 5, unit: 'working-day' })
    expect(page.suggestion?.lead?.id).toBe(town.places.departments.urbanA1)
    const { dueAt } = await done(town, 'dispatcher', body.id, 'dispatch')
    expect(Date.parse(dueAt!) - town.clock.now().getTime()).toBeGreaterThanOrEqual(hours(1))
    const dispatched = await town.page('dispatcher', body.id)
    expect([dispatched.assignment?.lead.id, dispatched.assignment?.assisting.map(({ id }) => id)]).toEqual([
      town.places.departments.urbanA1,
      [town.places.departments.urban],
    ])
  })

  it('only under an item and condition that exist', async () => {
    const { id } = await reported()
    expect(await refused(town, 'assessor', id, 'assess', { itemId: newId(), conditionId: 'c1' })).toEqual([
      422,
      'case.item-unknown',
    ])
    expect(
      await refused(town, 'assessor', id, 'assess', { itemId: town.places.items.help, conditionId: 'c2' }),
    ).toEqual([422, 'case.condition-unknown'])
  })
})
