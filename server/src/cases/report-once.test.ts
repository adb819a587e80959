/** 一次就是一次: a report sent twice, at once or later, is one case. */
import { beforeAll, describe, expect, it } from 'vitest'
import { caseTown, type CaseTown } from './testing.ts'
import { count, done, envelope, photo, post } from './testing-way.ts'
import { newId } from '../platform/id.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const chain = async (id: string) => (await town.events(id)).map(({ seq }) => seq)

describe('a report sent twice', () => {
  it('is one case with one history, and gets the first answer', async () => {
    const sent = envelope(town, { text: '只报一次' })
    const first = await post(town, 'worker', sent)
    const before = await count(town, 'cases')
    expect(await post(town, 'worker', sent)).toEqual(first)
    expect(await count(town, 'cases')).toBe(before)
    expect(await chain(sent.subject)).toEqual([1])
  })

  it('gets the first answer also when the case has moved on, and on another day', async () => {
    const sent = envelope(town)
    const first = await post(town, 'worker', sent)
    await done(town, 'assessor', sent.subject, 'ask', { text: '哪一号？' })
    town.clock.advance(86_400_000)
    expect(await post(town, 'worker', sent)).toEqual(first)
    expect(await chain(sent.subject)).toEqual([1, 2])
  })

  it.each([
    ['an ordinary one', 'manhole'],
    ['one that the system dispatches', 'blockedExit'],
    ['a danger to life', 'gasLeak'],
  ] as const)('eight times at once: %s', async (_, item) => {
    const before = await count(town, 'cases')
    const sent = envelope(town, {
      itemId: town.places.items[item],
      text: '一起到达',
      contact: { phone: '13800001111' },
    })
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(town, 'worker', sent)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await count(town, 'cases')).toBe(before + 1)
    const events = await chain(sent.subject)
    expect(events).toEqual(events.map((_one, index) => index + 1))
    expect(events.length).toBe(answers[0]!.body.version)
  })

  it('at once with its photos has each photo once', async () => {
    const files = [await photo(town, 'worker', 'before'), await photo(town, 'worker', 'evidence')]
    const sent = envelope(town, { files })
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(town, 'worker', sent)))
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(4).fill('201 undefined'))
    expect((await town.page('assessor', sent.subject)).files.length).toBe(2)
    expect((await post(town, 'worker', sent)).body).toEqual(answers[0]!.body)
  })
})

describe('an id that was used', () => {
  it('for another body is refused, and the case stays as it was', async () => {
    const sent = envelope(town, { text: '先' })
    await post(town, 'worker', sent)
    for (const other of [
      { ...sent, body: { ...sent.body, text: '后' } },
      { ...sent, subject: newId() },
      { ...sent, occurredAt: '2026-03-01T00:00:00Z' },
    ]) {
      const answer = await post(town, 'worker', other)
      expect([answer.status, answer.body.code]).toEqual([409, 'command.id-reused'])
    }
    expect((await town.page('assessor', sent.subject)).excerpt).toBe('先')
  })

  it('by somebody else is refused, though the body is the same', async () => {
    const sent = envelope(town)
    await post(town, 'worker', sent)
    const answer = await post(town, 'dispatcher', sent)
    expect([answer.status, answer.body.code]).toEqual([409, 'command.id-reused'])
    expect((await post(town, 'worker', sent)).status).toBe(201)
  })

  it('for a case is refused to another report: of eight at once with ids of their own, one is taken', async () => {
    const sent = envelope(town)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(town, 'worker', { ...sent, commandId: newId() })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
    expect(await chain(sent.subject)).toEqual([1])
  })

  it('for an act is not free for a report', async () => {
    const { body } = await town.report('manhole')
    const commandId = newId()
    await done(town, 'assessor', body.id, 'note', { text: '记一笔' }, { commandId })
    const answer = await post(town, 'assessor', envelope(town, {}, { commandId }))
    expect([answer.status, answer.body.code]).toEqual([409, 'command.id-reused'])
  })
})
