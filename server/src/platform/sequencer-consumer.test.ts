import { expect, test, vi } from 'vitest'
import { Database, sql } from './database.ts'
import { newId } from './id.ts'
import { sequenceNow } from './sequencer.ts'
import { consumer, consumerPositions } from './sequencer-consumer.ts'
import { writeEvents } from './sequencer-testing.ts'
import { testCity, type TestCity } from './testing/city.ts'

async function cityWithCounter(): Promise<TestCity> {
  const made = await testCity()
  await made.city.db.run(sql`create table counted (position bigint primary key, step text not null)`)
  return made
}

const positions = async ({ city }: TestCity) =>
  (await city.db.rows<{ position: number }>(sql`select position from counted order by position`)).map(
    (row) => row.position,
  )
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

async function grow({ city }: TestCity, count: number): Promise<void> {
  await writeEvents(city, { subject: newId(), seq: 0, hash: '' }, count)
  await sequenceNow(city)
}

test('a reader gets every entry in order, in batches, and knows its place', async () => {
  const made = await cityWithCounter()
  await grow(made, 25)
  const sizes: number[] = []
  const reader = consumer(
    made.city,
    'count',
    async (entries, db) => {
      sizes.push(entries.length)
      for (const { position, body } of entries) await db.run(sql`insert into counted values (${position}, ${body})`)
    },
    { batch: 10 },
  )
  await reader.caughtUp()
  await grow(made, 5)
  await reader.caughtUp()
  expect(await positions(made)).toEqual(upTo(30))
  expect(sizes).toEqual([10, 10, 5, 5])
  expect(await consumerPositions(made.city.db)).toEqual([{ name: 'count', position: 30, behind: 0 }])
  await reader.stop()
})

test('far behind it works out everything anew, and goes on from the end of the log', async () => {
  const made = await cityWithCounter()
  await grow(made, 30)
  let anew = 0
  const reader = consumer(
    made.city,
    'count',
    async (entries, db) => {
      for (const { position, body } of entries) await db.run(sql`insert into counted values (${position}, ${body})`)
    },
    {
      batch: 10,
      catchUp: {
        behind: 20,
        anew: async (db) => {
          anew += 1
          await db.run(sql`insert into counted values (0, 'anew')`)
        },
      },
    },
  )
  await reader.caughtUp()
  await grow(made, 20)
  await reader.caughtUp()
  expect(anew).toBe(1)
  expect(await positions(made)).toEqual([0, ...upTo(50).slice(30)])
  await reader.stop()
})

test('far behind it reads all the same where working everything out would be more', async () => {
  const made = await cityWithCounter()
  await grow(made, 30)
  const asked: number[] = []
  const reader = consumer(
    made.city,
    'count',
    async (entries, db) => {
      for (const { position, body } of entries) await db.run(sql`insert into counted values (${position}, ${body})`)
    },
    {
      batch: 10,
      catchUp: {
        behind: 20,
        worth: async (_, behind) => {
          asked.push(behind)
          return false
        },
        anew: () => Promise.reject(new Error('not asked for')),
      },
    },
  )
  await reader.caughtUp()
  expect(asked).toEqual([30])
  expect(await positions(made)).toEqual(upTo(30))
  await reader.stop()
})

test('new positions rouse it without being asked', async () => {
  const made = await cityWithCounter()
  const reader = consumer(made.city, 'count', async (entries, db) => {
    for (const { position, body } of entries) await db.run(sql`insert into counted values (${position}, ${body})`)
  })
  await reader.caughtUp()
  await grow(made, 3)
  await vi.waitFor(async () => expect(await positions(made)).toEqual(upTo(3)), { timeout: 500, interval: 10 })
  await reader.stop()
})

test('a crash in the middle neither loses nor doubles', async () => {
  const made = await cityWithCounter()
  await grow(made, 20)
  let crashes = 3
  const failures: unknown[] = []
  const reader = consumer(
    made.city,
    'count',
    async (entries, db) => {
      for (const { position, body } of entries) {
        await db.run(sql`insert into counted values (${position}, ${body})`)
        if (position === 13 && crashes-- > 0) throw new Error('crash')
      }
    },
    { batch: 10, onError: (error) => failures.push(error) },
  )
  await vi.waitFor(async () => expect(await positions(made)).toEqual(upTo(20)), { timeout: 10_000 })
  expect(failures).toHaveLength(3)
  await reader.stop()
})

test('the death of the connection between effect and place rolls both back', async () => {
  const made = await cityWithCounter()
  await grow(made, 4)
  let killed = false
  const reader = consumer(made.city, 'count', async (entries, db) => {
    for (const { position, body } of entries) await db.run(sql`insert into counted values (${position}, ${body})`)
    if (!killed) {
      killed = true
      await db.run(sql`select pg_terminate_backend(pg_backend_pid())`)
    }
  })
  await vi.waitFor(async () => expect(await positions(made)).toEqual(upTo(4)), { timeout: 5_000 })
  expect(killed).toBe(true)
  await reader.stop()
})

test('the same reader in two processes counts each entry once', async () => {
  const made = await cityWithCounter()
  const other = { ...made.city, db: Database.open(made.connection, made.city.schema, 3) }
  const handle: Parameters<typeof consumer>[2] = async (entries, db) => {
    for (const { position, body } of entries) await db.run(sql`insert into counted values (${position}, ${body})`)
  }
  const readers = [consumer(made.city, 'count', handle, { batch: 7 }), consumer(other, 'count', handle, { batch: 7 })]
  try {
    for (let round = 0; round < 5; round++) {
      await grow(made, 30)
      await Promise.all(readers.map((reader) => reader.caughtUp()))
    }
    expect(await positions(made)).toEqual(upTo(150))
  } finally {
    for (const reader of readers) await reader.stop()
    await other.db.close()
  }
})
