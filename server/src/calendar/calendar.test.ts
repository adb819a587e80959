import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { sql } from '../platform/database.ts'
import { startSequencer } from '../platform/sequencer.ts'
import { startCalendarReactions, startTallies } from '../cases/reactions.ts'
import { caseTown, type CaseTown } from '../cases/testing.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'

let town: CaseTown
let admin: SignedIn
beforeAll(async () => {
  // The last week of the last published year: a limit of working days reaches into the next.
  town = await caseTown({ now: '2026-12-30T10:00:00+08:00' })
  admin = await town.signIn('administrator')
})

/** 2027 as it might be published: the first week off. */
const year = {
  year: 2027,
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05'],
  workdays: [],
  source: 'a notice made up for this test',
}
const publish = (who: SignedIn, body: object) =>
  town.app.inject({
    method: 'POST',
    url: '/api/v1/calendar',
    headers: who.headers,
    payload: { commandId: newId(), ...year, ...body },
  })
const due = async (id: string) =>
  (await town.city.db.maybe<{ whole: Date; provisional: boolean }>(
    sql`select whole_due_at as whole, provisional from cases where id = ${id}`,
  ))!

describe('a year without a published calendar', () => {
  it('makes due dates provisional, which are counted anew when it is published', async () => {
    const { body } = await town.report('help')
    await town.act('assessor', body.id, 'assess', { itemId: town.places.items.help, conditionId: 'c1' })
    expect(await due(body.id)).toMatchObject({ provisional: true, whole: new Date('2027-01-04T23:59:59.999+08:00') })
    const before = await town.app.inject({ method: 'GET', url: '/api/v1/calendar', headers: admin.headers })
    expect(before.json()).toMatchObject({ missing: [2027], provisionalCases: 1 })

    const workers = [startSequencer(town.city), startTallies(town.city, () => undefined)]
    const reaction = startCalendarReactions(town.city, (error) => {
      throw error
    })
    const published = await publish(admin, {})
    expect(published.statusCode, published.body).toBe(200)
    await expect.poll(async () => (await due(body.id)).provisional, { timeout: 10_000 }).toBe(false)
    expect((await due(body.id)).whole).toEqual(new Date('2027-01-07T23:59:59.999+08:00'))
    await Promise.all([...workers, reaction].map((worker) => worker.stop()))
    const event = await town.city.db.maybe<{ actor: string }>(
      sql`select actor from event where act = 'publish-calendar-year'`,
    )
    expect(event?.actor).toBe(admin.accountId)
  })

  it('is refused from others, and when it is not a calendar', async () => {
    expect((await publish(town.people.dispatcher, {})).statusCode).toBe(403)
    const wrong = await publish(admin, { holidays: ['2026-05-01'] })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json().code).toBe('calendar.days-invalid')
  })

  it('sent twice is published once', async () => {
    const commandId = newId()
    const [first, second] = [
      await publish(admin, { commandId, year: 2028, holidays: ['2028-01-01'] }),
      await publish(admin, { commandId, year: 2028, holidays: ['2028-01-01'] }),
    ]
    expect(second.json()).toEqual(first.json())
    expect(
      (await town.city.db.maybe<{ n: number }>(sql`select count(*) as n from calendar_publication where year = 2028`))!
        .n,
    ).toBe(1)
  })
})
