/**
 * Writes histories by COPY: a batch is one transaction, done by the sequencer's hand, so that its entries get their positions at once.
 * Nothing of a batch is there unless all of it is. The sums are kept up with by this writer where no other reader has done so.
 */
import type pg from 'pg'
import type { Delta } from '@bihuan/domain/cases/deltas'
import { copyRows } from '../../platform/copy-rows.ts'
import type { City } from '../../platform/city.ts'
import { runnerOf, sql, type Queryable } from '../../platform/database.ts'
import { holdConsumer, moveConsumers } from '../../platform/sequencer-consumer.ts'
import { asSequencer } from '../../platform/sequencer-guest.ts'
import { addSums } from '../figures-store.ts'
import { TERRITORY_READER } from '../follow-territory.ts'
import { CALENDAR_READER, MERGE_READER, TALLY_READER } from '../reactions.ts'
import { NUMBERS_AT_ONCE } from '../store.ts'
import { TallySums } from '../tally-sums.ts'
import type { Folded } from './folding.ts'
import { TABLES, type Table } from './rows.ts'

/** Readers of the log whom a case's history does not concern, and the acts by which it does: they need not read what is written here. */
const UNCONCERNED: Record<string, readonly string[]> = {
  [MERGE_READER]: ['merge'],
  [CALENDAR_READER]: [],
  [TERRITORY_READER]: [],
}
/** Rows of sums by day that are held before they are written: some ten megabytes. */
const HELD_SUMS = 60_000

export interface Written {
  /** The last position that the batch got. */
  top: number
}

export class BulkWriter {
  private sums = new TallySums()
  /** The sums hold what lies between these positions. */
  private from = -1
  private upTo = -1
  private broken = false

  /** `atOnce`: the figures follow with each batch; for a city in which people are at work. */
  constructor(
    private readonly city: City,
    private readonly atOnce = false,
  ) {}

  /** Throws, and writes nothing of the batch, when it cannot be written; this writer is then done. `within`: in the same transaction. */
  async write(folded: Folded, within: (db: Queryable) => Promise<void> = async () => undefined): Promise<Written> {
    return this.transaction(async (client, db) => {
      await this.takeOver(db)
      const before = this.upTo
      setPositions(folded, before)
      for (const table of Object.keys(TABLES) as Table[]) {
        if (folded.tables[table].length > 0)
          await copyRows(client, `${table} (${TABLES[table].join(', ')})`, [folded.tables[table]])
      }
      for (const text of folded.sums) for (const delta of JSON.parse(text) as Delta[]) this.sums.add(delta)
      this.upTo = before + folded.events
      const unconcerned = Object.entries(UNCONCERNED)
        .filter(([, acts]) => !acts.some((act) => folded.acts.includes(act)))
        .map(([name]) => name)
      await moveConsumers(db, unconcerned, this.upTo, before)
      await within(db)
      if (this.atOnce || this.sums.size >= HELD_SUMS) await this.flush(db)
      return { top: this.upTo }
    })
  }

  /** The figures hold everything that was written when this returns. */
  async finish(): Promise<void> {
    await this.transaction(async (_client, db) => {
      await this.takeOver(db)
      await this.flush(db)
    })
  }

  private async transaction<T>(work: (client: pg.PoolClient, db: Queryable) => Promise<T>): Promise<T> {
    if (this.broken) throw new Error('a batch could not be written: begin anew')
    this.broken = true
    const result = await asSequencer(this.city, async (client) => {
      await client.query('begin; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
      try {
        const done = await work(client, runnerOf(client))
        await client.query('commit')
        return done
      } catch (error) {
        // Whatever rolling back says, what failed is the reason.
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    })
    this.broken = false
    return result
  }

  /** Holds the place of the tallies, and brings them to where the log ends, so that what is written next follows on. */
  private async takeOver(db: Queryable): Promise<void> {
    const position = await holdConsumer(db, TALLY_READER)
    const { top } = (await db.maybe<{ top: number }>(sql`select coalesce(max(position), 0) as top from log`))!
    // Somebody else has summed meanwhile what is held here.
    if (position !== this.from) {
      this.sums = new TallySums()
      this.from = this.upTo = position
    }
    for (let read = this.upTo; read < top; read += READ_AT_ONCE) {
      const entries = await db.rows<{ deltas: string }>(
        sql`select deltas from log where position > ${read} and position <= ${read + READ_AT_ONCE} and deltas is not null`,
      )
      for (const { deltas } of entries) for (const delta of JSON.parse(deltas) as Delta[]) this.sums.add(delta)
      if (this.sums.size >= HELD_SUMS) {
        this.upTo = Math.min(top, read + READ_AT_ONCE)
        await this.flush(db)
      }
    }
    this.upTo = top
  }

  private async flush(db: Queryable): Promise<void> {
    await addSums(db, this.sums)
    await moveConsumers(db, [TALLY_READER], this.upTo)
    this.sums = new TallySums()
    this.from = this.upTo
  }
}

const READ_AT_ONCE = 5_000

/**
 * After so much was written that what the server knows of its tables is about another city: it learns anew what they hold, before
 * anybody waits for its plans. A minute or two at a million cases.
 */
export async function settleTables(city: City): Promise<void> {
  const client = await city.db.connection()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('vacuum (analyze)')
  } finally {
    // Not back to the pool, where others count on the limit.
    client.release(true)
  }
}

function setPositions({ tables, positionsAt }: Folded, before: number): void {
  const view = new DataView(tables.log.buffer)
  positionsAt.forEach((at, index) => view.setBigInt64(at, BigInt(before + index + 1)))
}

/** Running numbers for as many cases; gaps are allowed. The first of each block that was taken, and how many it has. */
export async function takeBlocks(db: Queryable, cases: number): Promise<number[]> {
  const rows = await db.rows<{ first: number }>(
    sql`select nextval('case_number') as first from generate_series(1, ${Math.ceil(cases / NUMBERS_AT_ONCE)}::int)`,
  )
  return rows
    .flatMap(({ first }) => Array.from({ length: NUMBERS_AT_ONCE }, (_, index) => first + index))
    .slice(0, cases)
}
