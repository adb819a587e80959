/** Values at the edge of what the contract takes: times long past, limits beyond all use, rows that somebody altered. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../platform/database.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { verify } from '../verify/verify.ts'
import { caseRecount } from './recount.ts'
import { wakeCases } from './clocks.ts'
import { caseTown, type CaseTown } from './testing.ts'
import { days, done, envelope, noiseIn, photo, post } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})

describe('when it is said to have happened', () => {
  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z', '1999-12-31T00:00:00Z'])(
    '%s is before there was any such report, and refused',
    async (occurredAt) => {
      const filed = await post(town, 'worker', envelope(town, {}, { occurredAt }))
      expect([filed.status, filed.body.errors?.[0].field]).toEqual([422, 'occurredAt'])
      const id = await noiseIn(town, 'assessed')
      const acted = await town.act('dispatcher', id, 'note', { text: '备注' }, { occurredAt })
      expect(acted.status).toBe(422)
    },
  )

  it('before the step before it: the clock ends where it began, and nothing breaks', async () => {
    const id = await noiseIn(town, 'dispatched')
    const occurredAt = new Date(town.clock.now().getTime() - days(2)).toISOString()
    await done(town, 'handler', id, 'accept', {}, { occurredAt })
    const page = await town.page('handler', id)
    const accept = page.clocks.find(({ kind }) => kind === 'accept')!
    expect([accept.stoppedAt, accept.outcome, page.timeGap]).toEqual([accept.startedAt, 'kept', true])
  })

  it('with an offset of another country is the same moment', async () => {
    const { body } = await post(town, 'worker', envelope(town, {}, { occurredAt: '2026-03-18T02:00:00+00:00' }))
    const other = await post(town, 'worker', envelope(town, {}, { occurredAt: '2026-03-17T21:00:00-05:00' }))
    const at = async (id: string) => (await town.page('assessor', id)).reportedAt
    expect(await at(body.id)).toBe(await at(other.body.id))
  })
})

describe('a limit beyond all use', () => {
  it.each(['working-day', 'working-minute', 'calendar-day', 'emergency-minute'])(
    'of 100,000 %ss is counted without making anybody wait',
    async (unit) => {
      const id = await noiseIn(town, 'accepted')
      const began = performance.now()
      await done(town, 'leader', id, 'supervise', { limit: { amount: 100_000, unit }, text: '限期' })
      const [order] = (await town.page('handler', id)).supervises
      expect(performance.now() - began).toBeLessThan(2_000)
      expect(Date.parse(order!.dueAt!)).toBeGreaterThan(town.clock.now().getTime())
    },
  )

  it('of nothing is due at once', async () => {
    const id = await noiseIn(town, 'accepted')
    await done(town, 'leader', id, 'supervise', { limit: { amount: 0, unit: 'emergency-minute' }, text: '立即' })
    town.clock.advance(1)
    expect((await town.page('handler', id)).supervises[0]!.overdue).toBe(true)
  })
})

describe('many at once', () => {
  it('good and bad reports of one moment are each answered for themselves', async () => {
    const taken = envelope(town)
    await post(town, 'worker', taken)
    const sent = Array.from({ length: 30 }, (_, index) => {
      if (index % 5 === 1) return { ...envelope(town), subject: taken.subject }
      if (index % 5 === 2) return taken
      if (index % 5 === 3) return envelope(town, { position: town.places.outside })
      return envelope(town, { text: `第 ${index} 件` })
    })
    const answers = await Promise.all(sent.map((one) => post(town, 'worker', one)))
    const expected = sent.map((_, index) => [201, 409, 201, 422, 201][index % 5])
    expect(answers.map(({ status }) => status)).toEqual(expected)
    for (const [index, one] of sent.entries()) {
      if (index % 5 !== 0 && index % 5 !== 4) continue
      expect((await town.events(one.subject)).map(({ act }) => act)).toEqual(['report'])
      expect((await town.page('assessor', one.subject)).excerpt).toBe(`第 ${index} 件`)
    }
    const numbers = answers.flatMap(({ status, body }) => (status === 201 ? [body.number] : []))
    expect(new Set(numbers).size).toBe(numbers.length - 5)
  })
})

describe('many acts at once', () => {
  it('on many cases by two people each: of each pair one is taken and the other told, and every chain is whole', async () => {
    const ids = await Promise.all(Array.from({ length: 15 }, () => noiseIn(town, 'assessed')))
    const { urban, fire } = town.places.departments
    const more = { expectedVersion: 2 }
    const answers = await Promise.all(
      ids.flatMap((id) => [
        town.act('dispatcher', id, 'dispatch', { lead: urban }, more),
        town.act('countyDispatcher', id, 'dispatch', { lead: fire }, more),
      ]),
    )
    for (const [index, id] of ids.entries()) {
      const pair = answers.slice(index * 2, index * 2 + 2)
      expect(pair.map(({ status, body }) => [status, body.code]).toSorted()).toEqual([
        [200, undefined],
        [409, 'command.version-conflict'],
      ])
      const won = pair[0]!.status === 200 ? urban : fire
      expect((await town.page('supervisor', id)).assignment?.lead.id).toBe(won)
      expect((await town.events(id)).map(({ seq, act }) => [seq, act])).toEqual([
        [1, 'report'],
        [2, 'assess'],
        [3, 'dispatch'],
      ])
    }
  })

  it('with photos among others without: all are taken, each photo once', async () => {
    const id = await noiseIn(town, 'accepted')
    const notes = await Promise.all(
      Array.from({ length: 4 }, async (_, n) => ({
        text: `图 ${n}`,
        files: [await photo(town, 'worker', 'evidence')],
      })),
    )
    const answers = await Promise.all([
      ...notes.map((body) => town.act('worker', id, 'note', body)),
      ...Array.from({ length: 6 }, (_, n) => town.act('handler', id, 'note', { text: `字 ${n}` })),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const page = await town.page('handler', id)
    expect([page.files.length, new Set(page.files.map((file) => file.referenceId)).size, page.version]).toEqual([
      4, 4, 14,
    ])
  })

  it('one report by two people with one id: it is of one of them', async () => {
    for (let round = 0; round < 5; round++) {
      const sent = envelope(town, { text: '两人同报' })
      const answers = await Promise.all((['worker', 'dispatcher'] as const).map((by) => post(town, by, sent)))
      expect(answers.map(({ status, body }) => [status, body.code]).toSorted()).toEqual([
        [201, undefined],
        [409, 'command.id-reused'],
      ])
    }
  })

  it('five histories beside each other, each in its own order', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => noiseIn(town, 'dispatched')))
    await Promise.all(
      ids.map(async (id) => {
        await done(town, 'handler', id, 'accept')
        for (let n = 0; n < 4; n++)
          await Promise.all([
            done(town, 'worker', id, 'note', { text: `甲 ${n}` }),
            done(town, 'handler', id, 'note', { text: `乙 ${n}` }),
          ])
        await done(town, 'handler', id, 'submit', { text: '完成' })
        await done(town, 'verifier', id, 'verify-pass')
      }),
    )
    await sequenceNow(town.city)
    const report = await verify({
      connection: town.connection,
      schema: null,
      filesDir: null,
      masterKey: null,
      projectionChecks: [caseRecount],
    })
    expect(report.findings).toEqual([])
    for (const id of ids) expect((await town.events(id)).length).toBe(14)
  })
})

describe('a row that somebody altered past the program', () => {
  it('does not keep the system from telling of the others', async () => {
    const broken = await noiseIn(town, 'handled')
    const sound = (await town.report('manhole')).body.id
    await town.city.db.run(
      sql`update cases set wake_at = reported_at, document = jsonb_set(document::jsonb, '{suspension}', '{"until": 1, "condition": null, "since": 0}')::json where id = ${broken}`,
    )
    town.clock.advance(days(1))
    await expect(wakeCases(town.city, town.clock.now())).rejects.toThrow(broken)
    expect((await town.events(sound)).map(({ act }) => act)).toEqual(['report', 'escalate'])
  })
})
