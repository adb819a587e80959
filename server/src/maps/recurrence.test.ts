/** Recurrence as it follows from acts: worked out by its reader of the log, seen on the map and in its list. */
import { beforeAll, describe, expect, it } from 'vitest'
import { caseTown, type CaseTown, type Person } from '../cases/testing.ts'
import { envelope, get, post } from '../cases/testing-way.ts'
import { sql } from '../platform/database.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { startRecurrence } from './reactions.ts'
import { moreOpenThan, workOutAllRecurrences, workOutRecurrence } from './recurring.ts'
import { readTile } from './testing.ts'
import { makeConfidential } from './testing-confidential.ts'
import { workedOut } from './testing-recurrence.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
  town.people.supervisor = await town.signIn('supervisor', undefined, { departmentIds: [] })
}, 60_000)

describe('recurrence on the map', () => {
  const lineOf = async (id: string, by: Person = 'supervisor') =>
    (await get(town, by, `/api/v1/map/cases?itemId=${town.places.items.dust}&limit=100`)).body.rows.find(
      (row: { id: string }) => row.id === id,
    )
  const near = (metres: number) => ({
    longitude: town.places.points.a2x2.longitude + metres / 97_000,
    latitude: town.places.points.a2x2.latitude,
  })
  const dust = async (position: object) => (await town.report('dust', { position }, 'leader')).body.id

  const noMatter = async (id: string) => {
    await town.act('countyDispatcher', id, 'request-void', { text: '误报' })
    const answer = await town.act('supervisor', id, 'void', { reason: 'test', text: '误报' })
    expect([answer.status, answer.body.state]).toEqual([200, 'void'])
  }

  it('is seen at the second of its kind at a place, and not further off', async () => {
    const first = await dust(near(0))
    const second = await dust(near(40))
    const far = await dust(near(100))
    await workedOut(town)
    expect((await lineOf(first)).recurrence).toBeNull()
    expect((await lineOf(second)).recurrence).toMatchObject({ times: 1, last: { id: first, closed: false } })
    expect((await lineOf(far)).recurrence).toBeNull()
    const url = `/api/v1/map/cases/0/0/0?recurring=true&itemId=${town.places.items.dust}`
    const answer = await town.app.inject({ method: 'GET', url, headers: town.people.supervisor.headers })
    expect(readTile(answer.rawPayload)['cases']).toMatchObject([{ count: 1, recurring: 1, id: second }])
  })

  it('counts what has ended, and not what was no matter', async () => {
    const at2 = { longitude: near(0).longitude, latitude: near(0).latitude + 0.003 }
    const [first, second, third] = [await dust(at2), await dust(at2), await dust(at2)]
    await workedOut(town)
    expect((await lineOf(third)).recurrence).toMatchObject({ times: 2, last: { id: second } })
    await noMatter(second)
    await workedOut(town)
    expect((await lineOf(third)).recurrence).toMatchObject({ times: 1, last: { id: first } })
    await noMatter(first)
    await workedOut(town)
    expect((await lineOf(third)).recurrence).toBeNull()
    const { n } = (await town.city.db.maybe<{ n: number }>(
      sql`select count(*) as n from recurrence where case_id = ${third} and times = 0`,
    ))!
    expect(n).toBe(1)
  })

  it('is the same when a city that was taken in is worked out anew', async () => {
    const rows = () =>
      town.city.db.rows(
        sql`select r.case_id, r.times, r.earlier_ids from recurrence r join cases c on c.id = r.case_id where c.holder_id is not null and r.times > 0 order by 1`,
      )
    await workedOut(town)
    const before = await rows()
    expect(before.length).toBeGreaterThan(0)
    await town.city.db.run(sql`delete from recurrence`)
    const { open } = (await town.city.db.maybe<{ open: number }>(
      sql`select count(*) as open from cases where holder_id is not null`,
    ))!
    expect([await moreOpenThan(town.city.db, open - 0.5), await moreOpenThan(town.city.db, open)]).toEqual([
      true,
      false,
    ])
    await town.city.db.transaction((db) => workOutAllRecurrences(town.city, db))
    expect(await rows()).toEqual(before)
  })

  it('warns of no person in need', async () => {
    const place = { longitude: near(0).longitude, latitude: near(0).latitude - 0.002 }
    const [, second] = [await dust(place), await dust(place)]
    await workedOut(town)
    expect((await lineOf(second)).recurrence).toMatchObject({ times: 1 })
    await makeConfidential(town, second)
    await town.city.db.transaction((db) =>
      workOutRecurrence(town.city, db, [{ subject: second, again: true }], Infinity),
    )
    const { times } = (await town.city.db.maybe<{ times: number }>(
      sql`select times from recurrence where case_id = ${second}`,
    ))!
    expect(times).toBe(0)
  })

  it('is worked out for an earlier report that comes in late, by a reader that has long passed the later one', async () => {
    const place = { longitude: near(0).longitude, latitude: near(0).latitude + 0.004 }
    const wrote = town.clock.now().toISOString()
    town.clock.advance(3_600_000)
    const reader = startRecurrence(town.city, (error) => {
      throw error
    })
    const read = async () => {
      await sequenceNow(town.city)
      await reader.caughtUp()
    }
    const later = await dust(place)
    await read()
    expect((await lineOf(later)).recurrence).toBeNull()
    town.clock.advance(60_000)
    // Written without a network, before the other; it came in after it.
    const report = envelope(town, { itemId: town.places.items.dust, position: place }, { occurredAt: wrote })
    const { body } = await post(town, 'leader', report)
    await read()
    expect((await lineOf(later)).recurrence).toMatchObject({ times: 1, last: { id: body.id } })
    expect((await lineOf(body.id)).recurrence).toBeNull()
    await reader.stop()
  })

  it('is worked out only within thirty days', async () => {
    const place = { longitude: near(0).longitude, latitude: near(0).latitude - 0.003 }
    const first = await dust(place)
    town.clock.advance(31 * 86_400_000)
    const second = await dust(place)
    await workedOut(town)
    expect((await lineOf(second)).recurrence).toBeNull()
    expect((await lineOf(first)).recurrence).toBeNull()
  })
})
