/** What is written in bulk is what the commands would have written: the same histories both ways, row by row. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/id.ts'
import { sequenceNow, startSequencer } from '../../platform/sequencer.ts'
import { verify } from '../../verify/verify.ts'
import { dueOf, wakeCases } from '../clocks.ts'
import { caseRecount } from '../recount.ts'
import { startTallies } from '../reactions.ts'
import { caseTown, type CaseTown, type Person } from '../testing.ts'
import { overviewFor, tallied } from '../testing-figures.ts'
import { done, minutes } from '../testing-way.ts'
import { fold } from './folding.ts'
import { openLand, type Land } from './land.ts'
import { BulkWriter, takeBlocks } from './store.ts'
import { Telling, Untellable } from './telling.ts'
import { alike, scripts, tables, text } from './testing-histories.ts'

let town: CaseTown
let land: Land
const pairs: { command: string; bulk: string; item: string }[] = []
/** The overview when only the commands had written. */
let before: Awaited<ReturnType<typeof overviewFor>>

beforeAll(async () => {
  town = await caseTown({ now: '2026-03-18T10:00:00+08:00' })
  town.people.supervisor = await town.signIn('supervisor', undefined, { departmentIds: [] })
  land = await openLand(town.city)
  const start = town.clock.now().getTime()
  const tellings: Telling[] = []
  const numbers = await takeBlocks(town.city.db, 7)
  for (const [index, script] of scripts(town).entries()) {
    const begin = Math.max(start, town.clock.now().getTime() + minutes(30))
    const body = {
      position: town.places.points.a1x1,
      text,
      address: '人民路1号',
      contact: { name: '张三', phone: '13812345678' },
    }
    town.clock.set(new Date(begin))
    const filed = await town.report(script.item, { ...body, itemId: town.places.items[script.item] })
    if (filed.status !== 201) throw new Error(JSON.stringify(filed.body))
    const bulk = newId()
    const telling = new Telling(land, bulk, numbers[index]!, () => '0'.repeat(16), begin)
    const actor = (by: Person) => land.cast.actor(town.people[by].accountId, begin)!
    telling.report({
      by: actor('worker'),
      act: 'report',
      body: { itemId: town.places.items[script.item], ...body },
      at: begin,
    })
    let at = begin
    for (const { by, act, body: said, after } of script.steps) {
      at += after
      town.clock.set(new Date(at))
      if (by === 'time') {
        await wakeCases(town.city, new Date(at))
        // Time passes for all that is open.
        for (const one of [...tellings, telling])
          for (const intention of dueOf(one.case, at, land.calendar)) one.bySystem(intention, at)
      } else {
        await done(town, by, filed.body.id, act!, said)
        telling.act({ by: actor(by), act: act!, body: { ...said }, at })
      }
    }
    pairs.push({ command: filed.body.id, bulk, item: script.item })
    tellings.push(telling)
  }
  await tallied(town)
  before = await overviewFor(town, 'supervisor')
  const writer = new BulkWriter(town.city)
  await writer.write(fold(tellings.slice(0, 4)))
  await writer.write(fold(tellings.slice(4)))
  await writer.finish()
}, 120_000)

describe('a case written in bulk', () => {
  it('has the rows that the commands would have written', async () => {
    for (const { command, bulk } of pairs) {
      for (const [table, query] of Object.entries(tables)) {
        const [byCommands, inBulk] = [await town.city.db.rows(query(command)), await town.city.db.rows(query(bulk))]
        expect([table, alike(town, inBulk, bulk)]).toEqual([table, alike(town, byCommands, command)])
        expect([table, inBulk.length > 0 || table === 'follower']).toEqual([table, true])
      }
    }
  })

  it('is proved by the verifier, and the recount agrees with the figures', async () => {
    const report = await verify({
      connection: town.connection,
      schema: null,
      filesDir: town.city.filesDir,
      masterKey: town.city.masterKey,
      projectionChecks: [caseRecount],
    })
    expect(report.findings).toEqual([])
    expect(report.projections).toEqual({ cases: 2 * pairs.length })
    expect(report.waiting).toBe(0)
  })

  it('doubles every figure that the same histories by commands had made', async () => {
    const after = await overviewFor(town, 'supervisor')
    const twice = (counts: Record<string, number>) =>
      Object.fromEntries(Object.entries(counts).map(([key, n]) => [key, 2 * n]))
    expect(after.counts).toEqual(twice(before.counts))
    expect(after.stocks.byState).toEqual(twice(before.stocks.byState))
    expect([after.stocks.stepOverdue, after.stocks.wholeOverdue]).toEqual([
      2 * before.stocks.stepOverdue,
      2 * before.stocks.wholeOverdue,
    ])
  })

  it('is acted on as any other', async () => {
    const { bulk } = pairs[1]!
    const page = await town.page('handler', bulk)
    expect(page.excerpt).toBe(text)
    await done(town, 'handler', bulk, 'submit', { text })
    await tallied(town)
  })

  it('is not told where the rules forbid it', () => {
    const telling = new Telling(land, newId(), 1, () => '0'.repeat(16), 0)
    const at = town.clock.now().getTime()
    const worker = land.cast.actor(town.people.worker.accountId, at)!
    telling.report({
      by: worker,
      act: 'report',
      body: { itemId: town.places.items.noise, position: town.places.points.a1x1 },
      at,
    })
    expect(() => telling.act({ by: worker, act: 'verify-pass', at })).toThrow(Untellable)
    expect(() =>
      new Telling(land, newId(), 1, () => '', 0).report({
        by: { ...worker, grants: [] },
        act: 'report',
        at,
      }),
    ).toThrow('case.not-your-role')
  })
})

describe('a batch that fails', () => {
  it('leaves nothing, and the next writer goes on from there', async () => {
    const at = town.clock.now().getTime()
    const worker = land.cast.actor(town.people.worker.accountId, at)!
    const numbers = await takeBlocks(town.city.db, 3)
    const tell = (number: number, id = newId()) => {
      const telling = new Telling(land, id, number, () => '0'.repeat(16), at)
      telling.report({
        by: worker,
        act: 'report',
        body: { itemId: town.places.items.noise, position: town.places.points.a1x1, text },
        at,
      })
      return telling
    }
    const tables = ['cases', 'event', 'log', 'record_key', 'sealed_text', 'tally'] as const
    const counts = async () =>
      Promise.all(
        tables.map(
          async (table) =>
            (await town.city.db.maybe<{ n: number }>({
              text: `select count(*) as n from ${table}`,
              values: [],
            } as never))!.n,
        ),
      )
    const untouched = await counts()
    const writer = new BulkWriter(town.city, true)
    await expect(writer.write(fold([tell(numbers[0]!), tell(numbers[1]!, pairs[0]!.bulk)]))).rejects.toThrow(
      /duplicate key/,
    )
    await expect(writer.write(fold([tell(numbers[2]!)]))).rejects.toThrow('begin anew')
    expect(await counts()).toEqual(untouched)

    // Beside a server that is at work: its sequencer lends its hand, its reader of the log goes on.
    const sequencer = startSequencer(town.city)
    const tallies = startTallies(town.city, (error) => {
      throw error
    })
    try {
      await sequenceNow(town.city)
      const beside = new BulkWriter(town.city, true)
      await beside.write(fold([tell(numbers[0]!)]))
      await town.report('noise')
      await beside.write(fold([tell(numbers[1]!)]))
      await beside.finish()
      await sequenceNow(town.city)
      await tallies.caughtUp()
    } finally {
      await tallies.stop()
      await sequencer.stop()
    }
    const report = await verify({
      ...{ connection: town.connection, schema: null, filesDir: null, masterKey: null },
      projectionChecks: [caseRecount],
    })
    expect(report.findings).toEqual([])
    expect((await counts())[0]).toBe(untouched[0]! + 3)
  }, 60_000)
})
