/** 采办分离: who finds does not decide that it is nothing, and who handles does not verify; whoever's place they take. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { sessionCache } from '../staff/session-cache.ts'
import { caseTown, type CaseTown, type Person } from './testing.ts'
import { done, hours, minutes, noiseIn, post, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const text = '现场情况'
const barred = [403, 'case.handler-may-not-verify']
const holder = async (id: string) => (await town.page('supervisor', id)).holder?.id

/** A verifier of the town in place of the town's own, with memberships of his own. */
async function verifierWith(options: { departmentIds?: string[]; teamIds?: string[] }): Promise<void> {
  town.people.verifier = await town.signIn(
    'verifier',
    { kind: 'region', regionId: town.places.regions.townA1 },
    options,
  )
}
async function leavesHisDepartment(person: Person): Promise<void> {
  await town.city.db.run(
    sql`update membership set valid_to = ${town.clock.now()} where account_id = ${town.people[person].accountId} and valid_to is null`,
  )
  await sessionCache(town.city).changed()
}

describe('who verifies', () => {
  it('is the grid worker who found it, where nothing bars him', async () => {
    const id = await noiseIn(town, 'handled')
    expect(await holder(id)).toBe(town.people.worker.accountId)
    expect((await done(town, 'worker', id, 'verify-pass')).state).toBe('closed')
  })

  it('is the office where it was taken at a desk', async () => {
    const id = await noiseIn(town, 'handled', 'dispatcher')
    expect(await holder(id)).toBe(town.places.departments.commandA1)
    await done(town, 'verifier', id, 'verify-pass')
  })

  it('is the office above where the finder’s own team handled it, and he himself is barred', async () => {
    const { id } = (await town.report('noLimit', { dangerToLife: true })).body
    await done(town, 'worker', id, 'arrive')
    await done(town, 'worker', id, 'submit', { text })
    expect(await holder(id)).toBe(town.places.departments.commandA)
    expect(await refused(town, 'worker', id, 'verify-pass')).toEqual(barred)
    // Members of the office whose team it was handle with it.
    expect(await refused(town, 'verifier', id, 'verify-pass')).toEqual(barred)
  })

  it('verifies a danger to life only after it has been assessed', async () => {
    const { id } = (await town.report('noLimit', { dangerToLife: true })).body
    await done(town, 'worker', id, 'submit', { text })
    await verifierWith({})
    expect(await refused(town, 'verifier', id, 'verify-pass')).toEqual([409, 'case.not-assessed'])
    await done(town, 'assessor', id, 'assess', { itemId: town.places.items.noLimit, conditionId: 'c1' })
    expect((await done(town, 'verifier', id, 'verify-pass')).state).toBe('closed')
  })
})

describe('barred from verifying', () => {
  it('is a member of the lead, and of a department that assists', async () => {
    const { urban, fire } = town.places.departments
    await verifierWith({ departmentIds: [urban] })
    const id = await noiseIn(town, 'accepted')
    await done(town, 'handler', id, 'submit', { text })
    for (const act of ['verify-pass', 'verify-fail'])
      expect(await refused(town, 'verifier', id, act, { text })).toEqual(barred)
    const assisted = await noiseIn(town, 'accepted')
    await done(town, 'dispatcher', assisted, 'assist', { departmentId: fire })
    await done(town, 'handler', assisted, 'submit', { text })
    await verifierWith({ departmentIds: [fire] })
    expect(await refused(town, 'verifier', assisted, 'verify-pass')).toEqual(barred)
    await verifierWith({})
    await done(town, 'verifier', assisted, 'verify-pass')
  })

  it('is also whoever left the department after the dispatch, and not who had left before', async () => {
    await verifierWith({ departmentIds: [town.places.departments.urban] })
    const during = await noiseIn(town, 'dispatched')
    town.clock.advance(minutes(10))
    await leavesHisDepartment('verifier')
    town.clock.advance(minutes(10))
    await done(town, 'handler', during, 'accept')
    await done(town, 'handler', during, 'submit', { text })
    expect(await refused(town, 'verifier', during, 'verify-pass')).toEqual(barred)
    const later = await noiseIn(town, 'accepted')
    await done(town, 'handler', later, 'submit', { text })
    expect((await done(town, 'verifier', later, 'verify-pass')).state).toBe('closed')
  })

  it('is also the page’s word: the button says why', async () => {
    await verifierWith({ departmentIds: [town.places.departments.urban] })
    const id = await noiseIn(town, 'accepted')
    await done(town, 'handler', id, 'submit', { text })
    const ability = (await town.page('verifier', id)).abilities.find(({ act }) => act === 'verify-pass')!
    expect([ability.allowed, ability.refusal?.code]).toEqual([false, 'case.handler-may-not-verify'])
    expect(ability.refusal?.zh).toMatch(/[一-龥]/)
  })

  it('is whoever submitted it, though he belongs nowhere', async () => {
    await verifierWith({})
    await town.signIn(
      'handler',
      { kind: 'city' },
      { accountId: town.people.verifier.accountId, departmentIds: [town.places.departments.gas] },
    )
    const id = await noiseIn(town, 'accepted')
    await done(town, 'dispatcher', id, 'transfer', { lead: town.places.departments.gas, text })
    await done(town, 'verifier', id, 'accept')
    await done(town, 'verifier', id, 'submit', { text })
    await leavesHisDepartment('verifier')
    expect(await refused(town, 'verifier', id, 'verify-pass')).toEqual(barred)
  })
})

describe('a substitute', () => {
  const absent = async (by: Person, substitute: Person, forHours: number) => {
    const now = town.clock.now().getTime()
    const body = {
      commandId: newId(),
      substituteId: town.people[substitute].accountId,
      from: new Date(now).toISOString(),
      to: new Date(now + hours(forHours)).toISOString(),
    }
    const answer = await post(town, by, body, '/api/v1/absences')
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }

  it('of a member of the lead is barred as he was, also when the absence is over', async () => {
    await verifierWith({})
    const id = await noiseIn(town, 'dispatched')
    await absent('handler', 'verifier', 2)
    await done(town, 'verifier', id, 'accept')
    await done(town, 'handler', id, 'submit', { text })
    expect(await refused(town, 'verifier', id, 'verify-pass')).toEqual(barred)
    town.clock.advance(hours(3))
    expect(await refused(town, 'verifier', id, 'accept')).toEqual([403, 'case.not-your-role'])
    expect(await refused(town, 'verifier', id, 'verify-pass')).toEqual(barred)
    const later = await noiseIn(town, 'accepted')
    await done(town, 'handler', later, 'submit', { text })
    expect((await done(town, 'verifier', later, 'verify-pass')).state).toBe('closed')
  })

  it('of the finder answers in his place, and declines as little as he', async () => {
    const { id } = (await town.report('manhole')).body
    const other = (await town.report('manhole')).body.id
    await done(town, 'assessor', id, 'ask', { text })
    expect(await refused(town, 'assessor', id, 'supplement', { text })).toEqual([403, 'case.only-the-finder'])
    await absent('worker', 'assessor', 2)
    expect((await done(town, 'assessor', id, 'supplement', { text })).holder?.id).toBe(
      town.places.departments.commandA1,
    )
    expect(await refused(town, 'assessor', other, 'decline', { reason: 'not-true', text })).toEqual([
      403,
      'case.finder-may-not',
    ])
    town.clock.advance(hours(3))
    expect((await done(town, 'assessor', other, 'decline', { reason: 'not-true', text })).state).toBe('void')
  })
})
