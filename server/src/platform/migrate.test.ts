import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { LaunchProblem } from './launch-problem.ts'
import { migrate, readMigrations, type Migration } from './migrate.ts'
import { testCity, type TestCity } from './testing/city.ts'

let there: TestCity
beforeAll(async () => {
  there = await testCity()
})

function step(number: number, text: string): Migration {
  return { number, name: `step_${number}`, text, checksum: `sum of ${text}` }
}

async function ask<T>(text: string): Promise<T[]> {
  const client = new pg.Client(there.connection)
  await client.connect()
  try {
    return (await client.query(text)).rows as T[]
  } finally {
    await client.end()
  }
}

const first = step(1, 'create table a (n int); insert into a values (1)')

describe('migrations', () => {
  test('run once each, in order, in their schema', async () => {
    const migrations = [first, step(2, 'alter table a add column m int')]
    expect(await migrate(there.connection, 'city', 'one', { migrations })).toBe(2)
    expect(await migrate(there.connection, 'city', 'one', { migrations })).toBe(0)
    expect(await ask('select n, m from one.a')).toEqual([{ n: 1, m: null }])
  })

  test('one that fails leaves nothing of itself, and the run is taken up there', async () => {
    const broken = [first, step(2, 'create table b (n int); select 1 / 0')]
    await expect(migrate(there.connection, 'city', 'two', { migrations: broken })).rejects.toThrow(
      /migration 2_step_2.*division by zero/,
    )
    expect(await ask(`select 1 from pg_tables where schemaname = 'two' and tablename = 'b'`)).toEqual([])
    expect(
      await migrate(there.connection, 'city', 'two', { migrations: [first, step(2, 'create table b (n int)')] }),
    ).toBe(1)
  })

  test('two programs that start at once do not get in each other’s way', async () => {
    const migrations = [first, step(2, 'select pg_sleep(0.2)')]
    const done = await Promise.all([1, 2, 3].map(() => migrate(there.connection, 'city', 'three', { migrations })))
    expect(done.sort()).toEqual([0, 0, 2])
  })

  test('a schema of a newer release, or with another history, is refused with a sentence', async () => {
    await migrate(there.connection, 'city', 'four', { migrations: [first, step(2, 'select 1')] })
    const older = migrate(there.connection, 'city', 'four', { migrations: [first] })
    await expect(older).rejects.toThrow(LaunchProblem)
    await expect(older).rejects.toThrow(/newer release \(no\. 2 step_2\)/)
    const other = migrate(there.connection, 'city', 'four', { migrations: [first, step(2, 'select 2')] })
    await expect(other).rejects.toThrow(/differs from the one in this program/)
  })

  test('our own are numbered without a gap', () => {
    for (const folder of ['shared', 'city'] as const) {
      const numbers = readMigrations(folder).map(({ number }) => number)
      expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    }
  })
})
