/** Rows of several tables in one go: every kind of value arrives, and nothing stands alone. */
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { isConnectionLoss, runnerOf, sql } from './database.ts'
import { changeIn, rowsInto, sideBySide, type Rows, type Value } from './write-together.ts'
import { testCity, type TestCity } from './testing/city.ts'

let town: TestCity
beforeAll(async () => {
  town = await testCity()
  await town.city.db.run(
    sql`create table thing (id integer primary key, name text, words text[], bytes bytea, at timestamptz, yes boolean, papers json)`,
  )
  await town.city.db.run(sql`create table note (thing_id integer references thing (id), text text not null)`)
}, 60_000)
beforeEach(async () => {
  await town.city.db.run(sql`truncate thing, note`)
})

const COLUMNS = ['id', 'name', 'words', 'bytes', 'at', 'yes', 'papers']
const things = (...rows: Value[][]): Rows =>
  rowsInto(
    'thing',
    COLUMNS,
    rows.map((row) => Object.fromEntries(row.map((value, place) => [COLUMNS[place], value])) as Record<string, Value>),
  )
const plain = (id: number): Value[] => [id, `第${id}件`, [], null, null, null, null]
const notes = (...rows: [number, string | null][]): Rows =>
  rowsInto(
    'note',
    ['thing_id', 'text'],
    rows.map(([thing_id, text]) => ({ thing_id, text })),
  )
const stand = async () =>
  (await town.city.db.rows<{ id: number }>(sql`select id from thing order by id`)).map(({ id }) => id)

it('writes every kind of value as it was given', async () => {
  const at = new Date('2026-02-03T04:05:06.789Z')
  const words = ['路面', 'a "quoted" word', 'back\\slash', 'comma, brace}', '']
  await town.city.db.writeTogether([
    things([1, '塌陷 \u{1f573} \u202eabc', words, Buffer.from([0, 255, 92]), at, true, '{"a":[1,null]}'], plain(2)),
  ])
  const [first, second] = await town.city.db.rows(sql`select * from thing order by id`)
  expect(first).toEqual({
    ...{ id: 1, name: '塌陷 \u{1f573} \u202eabc', words, bytes: Buffer.from([0, 255, 92]), at, yes: true },
    papers: { a: [1, null] },
  })
  expect(second).toEqual({ id: 2, name: '第2件', words: [], bytes: null, at: null, yes: null, papers: null })
})

it('writes moments to the millisecond, however far away, and none that is not one', async () => {
  const moments = [
    '1969-12-31T23:59:59.999Z',
    '1999-12-31T23:59:59.001Z',
    '2000-01-01T00:00:00.000Z',
    '2026-11-22T16:00:00.123Z',
    '9999-12-31T23:59:59.997Z',
  ]
  await town.city.db.writeTogether([
    things(...moments.map((at, id) => [id, null, null, null, new Date(at), null, null])),
  ])
  const rows = await town.city.db.rows<{ at: Date; text: string }>(
    sql`select at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as text from thing order by id`,
  )
  expect(rows.map(({ at }) => at.toISOString())).toEqual(moments)
  expect(rows.map(({ text }) => text)).toEqual(moments.map((at) => at.replace('Z', '000Z')))
  expect(() => things([1, null, null, null, new Date(NaN), null, null])).toThrow(RangeError)
})

it('takes more rows than one statement has, and none', async () => {
  await town.city.db.writeTogether([things(...Array.from({ length: 37 }, (_, n) => plain(n))), notes()])
  expect(await stand()).toEqual(Array.from({ length: 37 }, (_, n) => n))
  await town.city.db.writeTogether([notes()])
})

it('keeps the order of the tables, so that one may name rows of another', async () => {
  await town.city.db.writeTogether([things(plain(1)), notes([1, '见照片'])])
  expect(await town.city.db.rows(sql`select * from note`)).toEqual([{ thing_id: 1, text: '见照片' }])
})

it('leaves nothing where one row of one table cannot stand, and says which rule it met', async () => {
  await expect(town.city.db.writeTogether([things(plain(1)), notes([1, null])])).rejects.toMatchObject({
    code: '23502',
  })
  await expect(town.city.db.writeTogether([things(plain(2), plain(2))])).rejects.toMatchObject({
    ...{ code: '23505', constraint: 'thing_pkey' },
  })
  expect(await stand()).toEqual([])
})

it('goes on with the same connection after a refusal, whatever of it was prepared before', async () => {
  const { db } = town.city
  const client = await db.connection()
  const own = runnerOf(client)
  try {
    await expect(own.writeTogether([things(plain(1), plain(1)), notes([1, '一'])])).rejects.toMatchObject({
      code: '23505',
    })
    await own.writeTogether([things(plain(1), plain(2)), notes([1, '一'])])
    await own.writeTogether([things(plain(3), plain(4)), notes([3, '二'])])
    expect(await own.rows(sql`select count(*)::int as n from note`)).toEqual([{ n: 2 }])
  } finally {
    client.release()
  }
  expect(await stand()).toEqual([1, 2, 3, 4])
})

it('sends a message behind another, and each stands or fails by itself, whatever the one before had prepared', async () => {
  await town.city.db.inARow(async (row) => {
    // The first fails before its second statement is prepared; those behind it need both, before that is known.
    const sent = [
      row.writeTogether([things(plain(1), plain(1)), notes([1, '一'], [1, '二'])]),
      row.writeTogether([things(plain(2), plain(3)), notes([2, '一'], [2, '二'])]),
      row.writeTogether([things(plain(3), plain(4)), notes([4, '一'], [4, '二'])]),
      row.writeTogether([things(plain(5), plain(6)), notes([5, '一'], [5, '二'])]),
    ]
    const outcomes = await Promise.allSettled(sent)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
    await row.writeTogether([things(plain(7), plain(8)), notes([7, '一'], [7, '二'])])
  })
  expect(await stand()).toEqual([2, 3, 5, 6, 7, 8])
  const noted = await town.city.db.rows<{ thing_id: number }>(sql`select thing_id from note order by thing_id`)
  expect(noted.map(({ thing_id }) => thing_id)).toEqual([2, 2, 5, 5, 7, 7])
})

it('rejects all that are under way when the connection is lost, and has another for what comes next', async () => {
  const { db } = town.city
  const lost = await db
    .inARow(async (row) => {
      const slow = changeIn('thing', ['name'], { name: '甲' }, ['id'], { id: 1 })
      const holder = await db.connection()
      try {
        await holder.query('begin')
        await holder.query('insert into thing (id) values (1)')
        // Waits for the transaction above, so that the connection is lost with two of them under way.
        const sent = [row.writeTogether([things(plain(1)), slow]), row.writeTogether([things(plain(2))])]
        const settled = Promise.allSettled(sent)
        await expect
          .poll(
            async () =>
              await db.run(
                sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into thing%'`,
              ),
          )
          .toBe(1)
        const outcomes = await settled
        expect(outcomes.map((one) => one.status === 'rejected' && isConnectionLoss(one.reason))).toEqual([true, true])
        throw (outcomes[0] as PromiseRejectedResult).reason
      } finally {
        await holder.query('rollback')
        holder.release()
      }
    })
    .catch((error: unknown) => error)
  expect(isConnectionLoss(lost)).toBe(true)
  await db.inARow((row) => row.writeTogether([things(plain(9))]))
  expect(await stand()).toEqual([9])
})

it('makes no row that lacks a value', () => {
  expect(() => things([1])).toThrow()
  expect(() => rowsInto('note', ['thing_id', 'text'], [{ thing_id: 1, text: undefined as never }])).toThrow()
})

it('writes lists of the same tables side by side', async () => {
  const lists = [1, 2, 3].map((id) => [things(plain(id)), notes([id, '见照片'])])
  await town.city.db.writeTogether(sideBySide(lists))
  await town.city.db.writeTogether(sideBySide([]))
  expect(await town.city.db.rows(sql`select thing_id from note order by thing_id`)).toEqual(
    [1, 2, 3].map((thing_id) => ({ thing_id })),
  )
})

it('changes a row where it is still as held, and of one that is not, nothing', async () => {
  await town.city.db.writeTogether([things(plain(1), plain(2))])
  const change = (id: number, was: string, name: string) =>
    changeIn('thing', ['name', 'yes'], { name, yes: true }, ['id', 'name'], { id, name: was })
  await town.city.db.writeTogether([change(1, '第1件', '甲'), change(2, '第9件', '乙'), notes([1, '改'])])
  expect(await town.city.db.rows(sql`select id, name, yes from thing order by id`)).toEqual([
    { id: 1, name: '甲', yes: true },
    { id: 2, name: '第2件', yes: null },
  ])
  await expect(town.city.db.writeTogether([change(1, '甲', '丙'), notes([7, '无此件'])])).rejects.toMatchObject({
    code: '23503',
  })
  expect(await town.city.db.rows(sql`select name from thing where id = 1`)).toEqual([{ name: '甲' }])
})

it('belongs to the transaction that is open around it', async () => {
  await expect(
    town.city.db.transaction(async (db) => {
      await db.writeTogether([things(plain(1))])
      expect(await db.rows(sql`select id from thing`)).toEqual([{ id: 1 }])
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  expect(await stand()).toEqual([])
})
