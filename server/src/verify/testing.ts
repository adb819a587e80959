/** For the verifier's tests: a small sound city, and an intruder who goes past the program and its triggers. */
import pg from 'pg'
import { makeSeal } from '../audit/commands/make-seal.ts'
import { keysDirOf } from '../audit/seal-key.ts'
import type { Seal } from '../audit/store.ts'
import { sealFile } from '../audit/views.ts'
import { sql } from '../platform/database.ts'
import { buildEvents, type Head } from '../platform/events.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { writeEvents } from '../platform/sequencer-testing.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { parseHandedOut, type HandedOut } from './handed-out.ts'
import { ownPublicKey } from './main.ts'
import type { ProjectionCheck } from './projections.ts'
import { verify, type Report } from './verify.ts'

export interface VerifiedCity {
  made: TestCity
  /** Twelve things, T-0 to T-11, with five events each. */
  heads: Head[]
  intruder: (text: string, values?: unknown[]) => Promise<pg.QueryResult>
  addThing(number: string, count: number, body?: unknown): Promise<Head>
  check(against?: HandedOut | null, projectionChecks?: ProjectionCheck[]): Promise<Report>
  seal(): Promise<Seal>
  /** Seals, and gives the file. */
  handOut(): Promise<HandedOut>
  /** Rewrites a thing's whole chain so that every hash fits again, as the writer would have made it. */
  forgeChain(subject: string): Promise<void>
  close(): Promise<void>
}

export const codes = (report: Report) => report.findings.map((each) => each.code)

export async function cityToVerify(): Promise<VerifiedCity> {
  const made = await testCity()
  const { city, clock, connection } = made
  await city.db.run(
    sql`create table thing (id uuid primary key, number text, seq integer not null, head_hash text not null)`,
  )
  const client = new pg.Client({
    ...connection,
    options: `-c search_path=${city.schema},bihuan_shared -c session_replication_role=replica`,
  })
  await client.connect()
  const intruder: VerifiedCity['intruder'] = (text, values) => client.query(text, values)

  const addThing: VerifiedCity['addThing'] = async (number, count, body) => {
    const more = { act: 'report' as const, ...(body ? { body } : {}) }
    const { head } = await writeEvents(city, { subject: newId(), seq: 0, hash: '' }, count, more)
    await city.db.run(sql`insert into thing values (${head.subject}, ${number}, ${head.seq}, ${head.hash})`)
    return head
  }
  const seal = async () => (await makeSeal(city, clock.now()))!
  const heads: Head[] = []
  for (let index = 0; index < 12; index++) heads.push(await addThing(`T-${index}`, 5))
  await sequenceNow(city)
  return {
    made,
    heads,
    intruder,
    addThing,
    seal,
    async check(against = null, projectionChecks = []) {
      const keys = { own: await ownPublicKey(keysDirOf(city)), named: [] }
      const { filesDir, masterKey } = city
      return verify({ connection, schema: null, filesDir, masterKey, keys, against, projectionChecks })
    },
    handOut: async () => parseHandedOut(JSON.stringify(await sealFile(city, (await seal()).number))),
    async forgeChain(subject) {
      const { rows } = await intruder('select * from event where subject = $1 order by seq', [subject])
      let head: Head = { subject, seq: 0, hash: '' }
      for (const { id, act, actor, occurred_at: occurredAt, recorded_at: recordedAt, seq } of rows) {
        const [built] = buildEvents(city.id, head, [{ act, actor, occurredAt, recordedAt, body: { forged: seq } }])
        await intruder('delete from event where id = $1', [id])
        await intruder('insert into event select * from json_populate_record(null::event, $1)', [JSON.stringify(built)])
        await intruder('update log set event_id = $1 where event_id = $2', [built!.id, id])
        head = { subject, seq: built!.seq, hash: built!.hash }
      }
      await intruder('update thing set seq = $2, head_hash = $3 where id = $1', [subject, head.seq, head.hash])
    },
    async close() {
      await client.end()
      await made.close()
    },
  }
}
