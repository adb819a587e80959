import { beforeAll, describe, expect, it } from 'vitest'
import { rosterEndpoints, type ShiftAnswer } from '@bihuan/contract/roster'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { onDuty } from './answers-roster.ts'
import { seedTestTerritory, type TestTerritory } from './testing.ts'

let made: TestCity
let ids: TestTerritory
let planner: SignedIn
let li: SignedIn
let wang: SignedIn

beforeAll(async () => {
  made = await testCity()
  ids = await seedTestTerritory(made.city)
  const team = ids.teams.townA1
  planner = await made.signIn('dispatcher', { kind: 'region', regionId: ids.regions.townA1 })
  li = await made.signIn('grid-worker', { kind: 'own' }, { name: '李一', teamIds: [team] })
  wang = await made.signIn('grid-worker', { kind: 'own' }, { name: '王二', teamIds: [team] })
})

// The clock stands at 10:00 on 18 March.
const at = (hour: number, day = 18) => `2026-03-${day}T${String(hour).padStart(2, '0')}:00:00+08:00`
const shift = (from: number, to: number, more: object = {}) => ({
  id: newId(),
  startsAt: at(from),
  endsAt: at(to),
  accountIds: [li.accountId, wang.accountId],
  leaderId: wang.accountId,
  ...more,
})
async function post(path: string, payload: object, by = planner, team = ids.teams.townA1) {
  const url = `/api/v1/teams/${team}/${path}`
  const answer = await made.app.inject({ method: 'POST', url, headers: by.headers, payload })
  return { status: answer.statusCode, body: answer.json() }
}
const plan = (body: object, by = planner, team = ids.teams.townA1) =>
  post('roster', { commandId: newId(), ...body }, by, team)
async function look(by = planner) {
  const query = `from=${encodeURIComponent(at(0))}&to=${encodeURIComponent(at(0, 25))}`
  const url = `/api/v1/teams/${ids.teams.townA1}/roster?${query}`
  const answer = await made.app.inject({ url, headers: by.headers })
  expect(answer.statusCode, answer.body).toBe(200)
  return rosterEndpoints['GET /api/v1/teams/{id}/roster'].response.parse(answer.json())
}
const events = () =>
  made.city.db.rows<{ act: string; body: string }>(
    sql`select act, body from event where subject = ${ids.teams.townA1} order by seq`,
  )

describe('a roster', () => {
  it('is planned, several shifts a day, and answers who is on duty', async () => {
    const day = shift(8, 16, { phone: '13812345678' })
    const night = shift(16, 23, { accountIds: [li.accountId], leaderId: li.accountId })
    expect((await plan({ put: [day, night] })).status).toBe(200)
    const roster = await look()
    expect(roster).toMatchObject({ mayPlan: true, mayRing: true, members: [{ name: '李一' }, { name: '王二' }] })
    expect(roster.shifts.map(({ id }) => id)).toEqual([day.id, night.id])
    const answer = await made.app.inject({ url: `/api/v1/teams/${ids.teams.townA1}/on-duty`, headers: li.headers })
    const now = rosterEndpoints['GET /api/v1/teams/{id}/on-duty'].response.parse(answer.json())
    expect(now).toMatchObject({ mayRing: false, shifts: [{ leaderId: wang.accountId, phone: '138****5678' }] })
    // The leader comes first.
    expect(now.shifts[0]!.people.map(({ name }) => name)).toEqual(['王二', '李一'])
    expect(now.next).toBe(new Date(at(16)).toISOString())
    const later = (hour: number) => onDuty(made.city, ids.teams.townA1, new Date(at(hour)))
    expect((await later(16)).map(({ id }: ShiftAnswer) => id)).toEqual([night.id])
    expect(await later(23)).toEqual([])
  })

  it('shows a telephone in clear only to whoever may ring, and writes down that it was read', async () => {
    const [first] = (await look()).shifts
    const answer = await post('duty-phone', { commandId: newId(), shiftId: first!.id })
    expect(answer).toEqual({ status: 200, body: { phone: '13812345678' } })
    expect((await events()).at(-1)).toMatchObject({ act: 'duty-phone-read', body: `{"shiftId":"${first!.id}"}` })
    expect((await post('duty-phone', { commandId: newId(), shiftId: first!.id }, li)).status).toBe(403)
    expect((await post('duty-phone', { commandId: newId(), shiftId: newId() })).status).toBe(404)
    const stored = await made.city.db.rows<{ answer: string }>(sql`select answer from command`)
    expect(JSON.stringify([stored, await events()])).not.toContain('13812345678')
  })

  it('is changed and taken away, but for what is over', async () => {
    const extra = shift(9, 11)
    await plan({ put: [extra] })
    await plan({ put: [{ ...extra, accountIds: [li.accountId], leaderId: li.accountId }] })
    expect((await look()).shifts.find(({ id }) => id === extra.id)!.people).toMatchObject([{ name: '李一' }])
    await plan({ remove: [extra.id] })
    expect((await look()).shifts.map(({ id }) => id)).not.toContain(extra.id)
    expect((await plan({ put: [extra] })).body.code).toBe('roster.shift-elsewhere')
    expect((await plan({ put: [shift(7, 9)] })).body.code).toBe('roster.over')
  })

  it('is hidden from planners elsewhere, and not planned by whoever may not', async () => {
    const away = await made.signIn('dispatcher', { kind: 'region', regionId: ids.regions.countyB })
    expect((await plan({ put: [shift(8, 16)] }, away)).status).toBe(404)
    expect((await plan({ put: [shift(8, 16)] }, li)).status).toBe(403)
    expect((await plan({ put: [shift(8, 16)] }, planner, newId())).status).toBe(404)
    expect(await look(away)).toMatchObject({ mayPlan: false, mayRing: false })
  })

  it.each([
    ['a stranger', () => ({ accountIds: [planner.accountId], leaderId: planner.accountId }), 'roster.not-a-member'],
    ['a leader who is not on it', () => ({ accountIds: [li.accountId] }), 'roster.leader-not-on-shift'],
    ['an end before its start', () => ({ endsAt: at(7) }), 'roster.times'],
    ['more than a week', () => ({ endsAt: at(8, 30) }), 'roster.times'],
    ['a telephone that is none', () => ({ phone: 'extension' }), 'roster.phone-invalid'],
  ])('refuses %s', async (_what, more, code) => {
    const before = (await events()).length
    const answer = await plan({ put: [shift(12, 14), shift(8, 16, more())] })
    expect(answer).toMatchObject({ status: 422, body: { code } })
    expect(await events()).toHaveLength(before)
  })

  it('is planned once for a command, with its event', async () => {
    const body = { commandId: newId(), put: [shift(12, 14)], remove: [] }
    const first = await post('roster', body)
    expect(await post('roster', body)).toEqual(first)
    const told = (await events()).filter(({ body: text }) => text.includes(body.put[0]!.id))
    expect(told).toMatchObject([{ act: 'roster-planned' }])
  })
})
