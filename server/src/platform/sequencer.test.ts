import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { Database, sql } from './database.ts'
import type { Head } from './events.ts'
import { newId } from './id.ts'
import { onPositions, sequenceNow, startSequencer, wakeSequencer } from './sequencer.ts'
import { writeEvents } from './sequencer-testing.ts'
import { testCity, type TestCity } from './testing/city.ts'

interface Entry {
  position: number
  eventId: string
  subject: string
  seq: number
}

function readAll({ city }: TestCity): Promise<Entry[]> {
  return city.db.rows<Entry>(
    sql`select l.position, l.event_id as "eventId", e.subject, e.seq from log l join event e on e.id = l.event_id order by l.position`,
  )
}

function expectSound(entries: Entry[], count: number): void {
  expect(entries.map((entry) => entry.position)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  const seen = new Map<string, number>()
  for (const { subject, seq } of entries) {
    expect(seq).toBe((seen.get(subject) ?? 0) + 1)
    seen.set(subject, seq)
  }
}

const head = (): Head => ({ subject: newId(), seq: 0, hash: '' })

test('committed events enter the log without gaps, each subject in its order, and empty the outbox', async () => {
  const made = await testCity()
  const subjects = Array.from({ length: 40 }, head)
  for (let round = 0; round < 3; round++) {
    await Promise.all(
      subjects.map(async (subject, index) => (subjects[index] = (await writeEvents(made.city, subject, 2)).head)),
    )
  }
  await sequenceNow(made.city)
  expectSound(await readAll(made), 240)
  expect(await made.city.db.rows(sql`select 1 from outbox`)).toEqual([])
})

test('a backlog larger than a batch keeps each subject in its order', async () => {
  const made = await testCity()
  let subject = head()
  for (let round = 0; round < 5; round++) subject = (await writeEvents(made.city, subject, 900)).head
  await sequenceNow(made.city)
  expectSound(await readAll(made), 4_500)
})

test('what is rolled back never enters, and what commits late comes after without a gap', async () => {
  const made = await testCity()
  const late = await made.city.db.connection()
  try {
    await late.query('begin')
    const { rows } = await writeEvents(made.city, head(), 1)
    await late.query(
      `insert into event select $1::uuid, $2::uuid, 1, act, actor, occurred_at, recorded_at, body, '', hash, alg from event where id = $3`,
      [newId(), newId(), rows[0]!.id],
    )
    await late.query(`insert into outbox (event_id) select id from event where id <> $1`, [rows[0]!.id])
    await writeEvents(made.city, head(), 1)
    await sequenceNow(made.city)
    expectSound(await readAll(made), 2)
    await late.query('commit')
  } finally {
    late.release()
  }
  await sequenceNow(made.city)
  expectSound(await readAll(made), 3)
})

test('a wake brings new positions to listeners within a moment, each stretch once', async () => {
  const made = await testCity()
  const sequencer = startSequencer(made.city)
  const heard: [number, number][] = []
  onPositions(made.city, (from, to) => heard.push([from, to]))
  try {
    await vi.waitFor(() => expect(sequencer.leading).toBe(true))
    await writeEvents(made.city, head(), 3)
    wakeSequencer(made.city)
    await vi.waitFor(() => expect(heard.at(-1)?.[1]).toBe(3), { interval: 5 })
    await writeEvents(made.city, head(), 2)
    await vi.waitFor(() => expect(heard.at(-1)?.[1]).toBe(5), { interval: 5 })
    expect(heard.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index))).toEqual([
      1, 2, 3, 4, 5,
    ])
  } finally {
    await sequencer.stop()
  }
})

test('of two processes one works and tells the other; when it stops, the other takes over', async () => {
  const made = await testCity()
  const other = { ...made.city, db: Database.open(made.connection, made.city.schema, 3) }
  const heard: number[] = []
  onPositions(other, (_from, to) => heard.push(to))
  const first = startSequencer(made.city)
  await vi.waitFor(() => expect(first.leading).toBe(true))
  const second = startSequencer(other)
  try {
    await writeEvents(made.city, head(), 1)
    wakeSequencer(made.city)
    await vi.waitFor(() => expect(heard).toContain(1), { interval: 5 })
    expect(second.leading).toBe(false)
    await first.stop()
    await writeEvents(made.city, head(), 1)
    await vi.waitFor(async () => expectSound(await readAll(made), 2), { timeout: 5_000 })
    expect(second.leading).toBe(true)
  } finally {
    await first.stop()
    await second.stop()
    await other.db.close()
  }
})

test('it survives the end of its connection and goes on by itself', async () => {
  const made = await testCity()
  const failures: unknown[] = []
  const sequencer = startSequencer(made.city, { onError: (error) => failures.push(error) })
  const killer = new pg.Client(made.connection)
  await killer.connect()
  try {
    await vi.waitFor(() => expect(sequencer.leading).toBe(true))
    await killer.query(
      // Its own connection, which holds the lock: the pool's, if ended as well, would fail the writer below.
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and l.granted and d.datname = current_database()`,
    )
    await vi.waitFor(() => expect(sequencer.leading).toBe(false))
    await writeEvents(made.city, head(), 1)
    await vi.waitFor(async () => expectSound(await readAll(made), 1), { timeout: 5_000 })
    expect(failures).toEqual([])
  } finally {
    await killer.end()
    await sequencer.stop()
  }
})

test('after stop() its connection is gone and the lock is free', async () => {
  const made = await testCity()
  const sequencer = startSequencer(made.city)
  await vi.waitFor(() => expect(sequencer.leading).toBe(true))
  await sequencer.stop()
  expect(() => startSequencer(made.city).stop()).not.toThrow()
  await vi.waitFor(async () =>
    expect(
      await made.city.db.rows(
        sql`select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      ),
    ).toEqual([]),
  )
})
