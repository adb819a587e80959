import { expect, test } from 'vitest'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { caseTown } from './testing.ts'

test('of reports that come in one moment each stands or fails by itself', async () => {
  const town = await caseTown()
  const file = (commandId: string, subject: string) =>
    town.app.inject({
      method: 'POST',
      url: '/api/v1/cases',
      headers: town.people.worker.headers,
      payload: {
        act: 'report',
        commandId,
        subject,
        occurredAt: town.clock.now().toISOString(),
        body: { itemId: town.places.items.help, position: town.places.points.a1x1 },
      },
    })
  const ids = Array.from({ length: 12 }, () => ({ commandId: newId(), subject: newId() }))
  const sent = ids.map(({ commandId, subject }) => ({ commandId, subject }))
  // One is sent twice; another command takes a case's id that is on its way.
  sent.splice(4, 0, { ...ids[3]! })
  sent.splice(9, 0, { commandId: newId(), subject: ids[0]!.subject })
  const answers = await Promise.all(sent.map(({ commandId, subject }) => file(commandId, subject)))
  const statuses = answers.map(({ statusCode }) => statusCode)
  expect(statuses.filter((status) => status === 201)).toHaveLength(13)
  expect(answers[9]!.json()).toMatchObject({ code: 'command.id-reused' })
  expect(answers[4]!.json()).toEqual(answers[3]!.json())
  const rows = await town.city.db.rows<{ id: string; events: number; queued: number }>(
    sql`select c.id, (select count(*) from event e where e.subject = c.id) as events,
      (select count(*) from event e join outbox o on o.event_id = e.id where e.subject = c.id) as queued
      from cases c order by c.id`,
  )
  expect(rows.map(({ id }) => id)).toEqual(ids.map(({ subject }) => subject).toSorted())
  for (const row of rows) expect(row).toMatchObject({ events: 1, queued: 1 })
})

test('of acts that come in one moment each finds the version that it named, or is told', async () => {
  const town = await caseTown()
  const cases = await Promise.all(Array.from({ length: 6 }, () => town.report('help')))
  const note = (caseId: string, expectedVersion: number) =>
    town.act('worker', caseId, 'note', { text: '补充说明' }, { expectedVersion })
  const twice = cases.flatMap(({ body }) => [note(body.id, body.version), note(body.id, body.version)])
  const answers = await Promise.all(twice)
  for (const [index, { body }] of cases.entries()) {
    const pair = answers.slice(index * 2, index * 2 + 2).map(({ status }) => status)
    expect(pair.toSorted()).toEqual([200, 409])
    const events = await town.events(body.id)
    expect(events.filter(({ act }) => act === 'note')).toHaveLength(1)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1))
  }
})
