/** Rows of several tables in one go: every kind of value arrives, and nothing stands alone. */
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { runnerOf, sql } from './database.ts'
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
