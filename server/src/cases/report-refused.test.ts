/** Reports that are not taken, and what they leave behind: their refusal, and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest'
import { caseTown, type CaseTown } from './testing.ts'
import { count, envelope, minutes, post } from './testing-way.ts'
import { newId } from '../platform/id.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})

/** Sends it; whatever is answered, no case, event or text may come of it. */
async function refused(body: Record<string, unknown>, more: object = {}) {
  const before = [await count(town, 'cases'), await count(town, 'event'), await count(town, 'sealed_text')]
  const answer = await post(town, 'worker', envelope(town, body, more))
  expect([await count(town, 'cases'), await count(town, 'event'), await count(town, 'sealed_text')]).toEqual(before)
  return [answer.status, answer.body.code]
}

describe('a report is refused', () => {
  it.each(['auditor', 'administrator', 'security-officer'] as const)('from the %s', async (role) => {
    const { headers } = await town.signIn(role)
    const answer = await town.app.inject({ method: 'POST', url: '/api/v1/cases', headers, payload: envelope(town) })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'case.not-your-role'])
  })

  it('where it lies: outside the city, at (0,0), with longitude and latitude swapped', async () => {
    const { longitude, latitude } = town.places.points.a1x1
    for (const position of [
      town.places.outside,
      { longitude: 0, latitude: 0 },
      { longitude: latitude, latitude: longitude - 90 },
    ]) {
      expect(await refused({ position })).toEqual([422, 'case.outside-city'])
    }
    for (const position of [
      { longitude: latitude, latitude: longitude },
      { longitude: 200, latitude: 0 },
      { longitude: '119', latitude: 29 },
      {},
      'here',
    ]) {
      expect(await refused({ position })).toEqual([422, 'platform.body-invalid'])
    }
  })

  it('without any place, or with a region that does not exist', async () => {
    expect(await refused({ position: null })).toEqual([422, 'case.place-unknown'])
    expect(await refused({ position: null, regionId: newId() })).toEqual([422, 'case.place-unknown'])
    expect(await refused({ position: undefined })).toEqual([422, 'platform.body-invalid'])
  })

  it('with an unknown item, or a condition of another item', async () => {
    expect(await refused({ itemId: newId() })).toEqual([422, 'case.item-unknown'])
    expect(await refused({ itemId: town.places.items.help, conditionId: 'c2' })).toEqual([
      422,
      'case.condition-unknown',
    ])
  })

  it('with a source that only others have', async () => {
    for (const source of ['citizen', 'nobody'])
      expect(await refused({ source })).toEqual([422, 'platform.body-invalid'])
    // A replay belongs into a simulated city.
    expect(await refused({ source: 'replay' })).toEqual([403, 'platform.clock-not-simulated'])
  })

  it('with photos that were never sent up', async () => {
    const [status] = await refused({ files: [{ uploadId: newId(), purpose: 'before' }] })
    expect(status).toBeGreaterThanOrEqual(404)
    expect(status).toBeLessThan(500)
  })

  it('when it is said to have happened far ahead of the server’s time; a clock a little ahead is cut', async () => {
    const ahead = (n: number) => new Date(town.clock.now().getTime() + minutes(n)).toISOString()
    expect(await refused({}, { occurredAt: ahead(6) })).toEqual([422, 'command.occurred-in-future'])
    const { status, body } = await post(town, 'worker', envelope(town, {}, { occurredAt: ahead(4) }))
    expect(status).toBe(201)
    expect((await town.page('assessor', body.id)).reportedAt).toBe(town.clock.now().toISOString())
  })

  it('as itself: a refusal is stored with its id, and a corrected one needs a new id', async () => {
    const wrong = envelope(town, { position: town.places.outside })
    const answers = [await post(town, 'worker', wrong), await post(town, 'worker', wrong)]
    expect(answers[1]).toEqual(answers[0])
    const corrected = { ...wrong, body: { ...wrong.body, position: town.places.points.a1x1 } }
    expect((await post(town, 'worker', corrected)).body.code).toBe('command.id-reused')
    expect((await post(town, 'worker', { ...corrected, commandId: newId() })).status).toBe(201)
  })
})

describe('the words of a report', () => {
  const BAD: [string, string][] = [
    ['a NUL', '井盖\u0000破损'],
    ['a bell', '井盖\u0007破损'],
    ['an escape sequence', '\u001b[31m井盖'],
    ['delete', '井盖\u007f'],
    ['a right-to-left override', '井盖\u202egnp.exe'],
    ['an embedding', '井盖\u202b破损'],
    ['an isolate', '井盖\u2067破损\u2069'],
    ['the first half of a character', '井盖\ud83d'],
    ['the second half of a character', '\ude00井盖'],
  ]
  it.each(BAD)('with %s are refused, and the field is named', async (_, text) => {
    for (const body of [{ text }, { address: text }, { contact: { name: text } }]) {
      const answer = await post(town, 'worker', envelope(town, body))
      expect([answer.status, answer.body.code]).toEqual([422, 'platform.body-invalid'])
      expect(answer.body.errors[0].field).toMatch(/^body\.(text|address|contact\.name)$/)
      expect(answer.body.errors[0].zh).toMatch(/[一-龥]/)
    }
  })

  it('with half a character where no words are expected are refused too', async () => {
    for (const more of [{ body: { ...envelope(town).body, contact: { phone: '138\ud800' } } }, { device: 'x\udc00' }]) {
      const { status } = await post(town, 'worker', { ...envelope(town), ...more })
      expect([400, 422]).toContain(status)
    }
  })

  it('come back as they were written: emoji, four-byte characters, other scripts, lines', async () => {
    const text = '👩‍👩‍👧 𠮷野家门口漏水🔥\n第二行\t（详见照片）ئۇيغۇر བོད Ω \u200f end'
    const { body } = await post(town, 'worker', envelope(town, { text, address: '𠀀路🏠1号' }))
    const page = await town.page('assessor', body.id)
    expect(page.timeline[0]!.text?.value).toBe(text)
    expect(page.address).toBe('𠀀路🏠1号')
    expect(page.excerpt!.isWellFormed()).toBe(true)
  })

  it('are cut in a list between characters, never within one', async () => {
    const { body } = await post(town, 'worker', envelope(town, { text: '🔥'.repeat(500) }))
    expect((await town.page('assessor', body.id)).excerpt).toBe('🔥'.repeat(80))
  })

  it('of blanks alone are no words', async () => {
    const { status, body } = await post(town, 'worker', envelope(town, { text: ' \n\t ' }))
    expect([status, (await town.page('assessor', body.id)).excerpt]).toEqual([201, null])
  })

  it('may be 4,000 characters long and not one more; 1 MB is not even read', async () => {
    expect((await post(town, 'worker', envelope(town, { text: '长'.repeat(4_000) }))).status).toBe(201)
    expect(await refused({ text: '长'.repeat(4_001) })).toEqual([422, 'platform.body-invalid'])
    expect(await refused({ text: '长'.repeat(350_000) })).toEqual([413, 'platform.body-too-large'])
  })
})
