import { beforeAll, expect, test } from 'vitest'
import type { Actor } from './actor.ts'
import { sql, type Queryable } from './database.ts'
import { newId } from './id.ts'
import { Problem } from './problem.ts'
import { registerRevisionKind, type RevisionKind } from './revision.ts'
import { actOnRevision, startRevision, type RevisionAct, type RevisionStart } from './revision-acts.ts'
import { registerFileDoor } from './revision-files.ts'
import { registerRehearsals } from './revision-rehearse.ts'
import { revisionById, revisionChangesOf, revisionFindingsOf, revisionsOf } from './revision-views.ts'
import { testCity, type TestCity } from './testing/city.ts'

/** A made-up kind: named pots with a number in each. The source says what to set; a negative number is an error. */
interface Wish {
  pot: string
  amount: number
}
let at: TestCity
let actor: Actor
let dies = 0
const read = async (db: Queryable) =>
  Object.fromEntries(
    (await db.rows<{ name: string; amount: number }>(sql`select name, amount from pot`)).map((r) => [r.name, r.amount]),
  )
const write = (db: Queryable, name: string, amount: number | null) =>
  amount === null
    ? db.run(sql`delete from pot where name = ${name}`)
    : db.run(sql`insert into pot values (${name}, ${amount}) on conflict (name) do update set amount = ${amount}`)

const pots: RevisionKind = {
  kind: 'duties',
  async version(db, lock) {
    const row = await db.maybe<{ version: number }>(
      lock ? sql`select version from pot_version for update` : sql`select version from pot_version`,
    )
    return row!.version
  },
  async rehearse(rehearsal) {
    const wishes = rehearsal.revision.source['wishes'] as Wish[]
    const present = await read(rehearsal.city.db)
    for (const [index, wish] of wishes.entries()) {
      await rehearsal.progress('pots', index, wishes.length)
      if (wish.pot === 'mine' && dies-- > 0) throw new Error('the process died')
      if (wish.amount < 0) {
        await rehearsal.finding({
          severity: 'error',
          code: 'negative',
          row: index + 2,
          subject: wish.pot,
          params: { amount: wish.amount },
          geometry: { type: 'Point', coordinates: [119, 29] },
        })
        continue
      }
      const action = wish.pot in present ? 'change' : 'create'
      await rehearsal.change({
        what: 'pot',
        action,
        record: wish.pot,
        label: wish.pot,
        body: wish.amount,
        before: present[wish.pot] ?? null,
      })
      rehearsal.count(`${action}d`)
    }
  },
  async apply(db, changes) {
    for await (const { record, body } of changes) {
      if (record === 'cursed') throw new Problem('platform.not-found')
      await write(db, record, body as number)
    }
    await db.run(sql`update pot_version set version = version + 1`)
  },
  async takeBack(db, changes) {
    for await (const { record, before } of changes) await write(db, record, before as number | null)
    await db.run(sql`update pot_version set version = version + 1`)
  },
  changed: async () => undefined,
  sentences: { negative: { zh: '数量为负：{amount}', en: 'A negative amount: {amount}' } },
}

beforeAll(async () => {
  at = await testCity()
  await at.city.db.run(sql`create table pot (name text primary key, amount integer not null)`)
  await at.city.db.run(sql`create table pot_version as select 0::bigint as version`)
  registerRevisionKind(pots)
  registerRehearsals()
  const { accountId } = await at.signIn('administrator')
  actor = { accountId } as Actor
})

const start = (wishes: Wish[], more: Partial<RevisionStart> = {}) =>
  startRevision(
    at.city,
    actor,
    'duties',
    { commandId: newId(), title: 'pots', origin: 'editor', source: { wishes }, ...more },
    at.clock.now(),
  )
const act = (id: string, body: Omit<RevisionAct, 'commandId'>, commandId = newId()) =>
  actOnRevision(at.city, actor, 'duties', id, { commandId, ...body }, at.clock.now())
const look = (id: string) => revisionById(at.city, 'duties', id)
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: Problem) => error.code,
  )
const events = async (id: string) =>
  await at.city.db.rows<{ act: string; body: string }>(
    sql`select act, body from event where subject = ${id} order by seq`,
  )

test('an edit is rehearsed at once, applied, and taken back, each with its event', async () => {
  const id = await start([{ pot: 'a', amount: 1 }])
  expect(await look(id)).toMatchObject({
    state: 'rehearsed',
    changes: 1,
    errors: 0,
    counts: { created: 1 },
    may: ['apply', 'rehearse-again', 'discard'],
  })
  expect(await read(at.city.db)).toEqual({})
  await act(id, { act: 'apply' })
  expect(await read(at.city.db)).toEqual({ a: 1 })
  await act(id, { act: 'take-back' })
  expect(await read(at.city.db)).toEqual({})
  const told = await events(id)
  expect(told.map((event) => event.act)).toEqual(['revision-started', 'revision-applied', 'revision-taken-back'])
  expect(JSON.parse(told[1]!.body)).toMatchObject({
    kind: 'duties',
    origin: 'editor',
    counts: { created: 1 },
    changes: 1,
    plan: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(await look(id)).toMatchObject({ state: 'taken-back', may: [] })
})

test('another kind does not see it, nor does an unknown id', async () => {
  const id = await start([{ pot: 'b', amount: 1 }])
  expect(
    await code(actOnRevision(at.city, actor, 'duties', newId(), { commandId: newId(), act: 'apply' }, at.clock.now())),
  ).toBe('platform.not-found')
  expect(await code(revisionById(at.city, 'territory', id))).toBe('platform.not-found')
  await act(id, { act: 'discard' })
  expect(await code(act(id, { act: 'apply' }))).toBe('revision.state')
})

test('two administrators at once: the second one is told to rehearse again, and then it goes in', async () => {
  const [mine, yours] = [await start([{ pot: 'c', amount: 1 }]), await start([{ pot: 'c', amount: 2 }])]
  const both = await Promise.all([code(act(mine, { act: 'apply' })), code(act(yours, { act: 'apply' }))])
  expect(both.sort()).toEqual(['revision.stale', 'taken'])
  const [first, second] = (await look(mine)).state === 'applied' ? [mine, yours] : [yours, mine]
  expect(await look(second)).toMatchObject({ stale: true, may: ['rehearse-again', 'discard'] })
  await act(second, { act: 'rehearse-again' })
  await act(second, { act: 'apply' })
  expect(await code(act(first, { act: 'take-back' }))).toBe('revision.stands-on')
  await act(second, { act: 'take-back' })
  await act(first, { act: 'take-back' })
  expect(await read(at.city.db)).toEqual({})
})

test('errors block, unless the good rows alone are wanted; findings and changes page', async () => {
  const wishes = Array.from({ length: 1201 }, (_, index) => ({
    pot: `p${index}`,
    amount: index % 3 === 0 ? -1 : index,
  }))
  const id = await start(wishes)
  expect(await look(id)).toMatchObject({
    errors: 401,
    changes: 800,
    findings: [{ severity: 'error', code: 'negative', count: 401, sentence: { en: 'A negative amount: …' } }],
  })
  expect(await code(act(id, { act: 'apply' }))).toBe('revision.has-errors')
  const seen: number[] = []
  let next: string | undefined
  do {
    const page = await revisionFindingsOf(at.city, 'duties', id, { limit: 100, next, placed: true, severity: 'error' })
    seen.push(...page.rows.map(({ row }) => row!))
    expect(page.rows[0]!.sentence).toEqual({ zh: '数量为负：-1', en: 'A negative amount: -1' })
    next = page.next ?? undefined
  } while (next)
  expect(seen).toEqual(wishes.flatMap(({ amount }, index) => (amount < 0 ? [index + 2] : [])))
  expect((await revisionFindingsOf(at.city, 'duties', id, { limit: 10, severity: 'warning' })).rows).toEqual([])
  expect((await revisionChangesOf(at.city, 'duties', id, { limit: 2 })).rows).toMatchObject([
    { record: 'p1', body: 1, before: null },
    { record: 'p2' },
  ])
  await act(id, { act: 'apply', keepGood: true })
  expect(Object.keys(await read(at.city.db))).toHaveLength(800)
  expect(JSON.parse((await events(id)).at(-1)!.body)).toMatchObject({ leftOut: 401 })
  await act(id, { act: 'take-back' })
})

test('what fails in the middle of applying leaves nothing behind', async () => {
  const id = await start([
    { pot: 'd', amount: 1 },
    { pot: 'cursed', amount: 1 },
  ])
  const before = await pots.version(at.city.db, false)
  expect(await code(act(id, { act: 'apply' }))).toBe('platform.not-found')
  expect(await read(at.city.db)).toEqual({})
  expect(await pots.version(at.city.db, false)).toBe(before)
  expect((await look(id)).state).toBe('rehearsed')
})

test('nothing to apply is said, and a plan that somebody altered is not applied', async () => {
  expect(await code(act(await start([]), { act: 'apply' }))).toBe('revision.nothing-to-apply')
  const id = await start([{ pot: 'e', amount: 1 }])
  await at.city.db.run(sql`update revision_change set body = '7' where revision_id = ${id}`)
  expect(await code(act(id, { act: 'apply' }))).toBe('revision.plan-damaged')
  expect(await read(at.city.db)).toEqual({})
})

test('a file is rehearsed by a timer; a process that dies in the middle leaves it to the next', async () => {
  const opened = {
    sha256: 'f'.repeat(64),
    mediaType: 'text/csv',
    size: 1,
    stream: () => null!,
    read: async () => Buffer.alloc(0),
  }
  registerFileDoor({ attach: async () => opened, open: async () => opened })
  dies = 1
  const id = await start(
    [
      { pot: 'first', amount: 1 },
      { pot: 'mine', amount: 2 },
    ],
    { origin: 'file', uploadId: newId() },
  )
  expect((await look(id)).state).toBe('rehearsing')
  await at.runTimers()
  expect((await look(id)).state).toBe('rehearsing')
  at.clock.advance(60_000)
  await at.runTimers()
  expect(await look(id)).toMatchObject({ state: 'rehearsed', changes: 2, file: { sha256: opened.sha256 } })
  dies = 100
  await act(id, { act: 'rehearse-again' })
  for (let n = 0; n < 5; n++) {
    await at.runTimers()
    at.clock.advance(60_000)
  }
  expect(await look(id)).toMatchObject({
    state: 'failed',
    failure: { code: 'revision.rehearsal-broke' },
    may: ['rehearse-again', 'discard'],
  })
  dies = 0
})

test('a rehearsal that was discarded on its way writes nothing more', async () => {
  const id = await start([{ pot: 'g', amount: 1 }], { origin: 'file', uploadId: newId() })
  await act(id, { act: 'discard' })
  await at.runTimers()
  expect(await look(id)).toMatchObject({ state: 'discarded', changes: 0 })
})

test('twice is once; the history pages, newest first', async () => {
  const commandId = newId()
  const body = { commandId, title: 'once', origin: 'editor' as const, source: { wishes: [{ pot: 'h', amount: 1 }] } }
  const again = () => startRevision(at.city, actor, 'duties', body, at.clock.now())
  const id = await again()
  expect(await again()).toBe(id)
  const apply = newId()
  await act(id, { act: 'apply' }, apply)
  await act(id, { act: 'apply' }, apply)
  expect((await events(id)).map((event) => event.act)).toEqual(['revision-started', 'revision-applied'])
  const first = await revisionsOf(at.city, 'duties', { limit: 1 })
  const second = await revisionsOf(at.city, 'duties', { limit: 1, next: first.next! })
  expect(second.rows[0]!.id).not.toBe(first.rows[0]!.id)
  expect(await code(revisionsOf(at.city, 'duties', { limit: 1, next: 'rubbish' }))).toBe('platform.cursor-invalid')
})
