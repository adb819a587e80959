/** A town with somebody else to check, and the reader that follows; for tests of oversight. */
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import type { Consumer } from '../platform/sequencer-consumer.ts'
import { startTallies } from '../cases/reactions.ts'
import { caseTown, type CaseTown } from '../cases/testing.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import type { Difference } from '../verify/projections.ts'
import { connect, openSource } from '../verify/source.ts'
import { startOversight } from './reactions.ts'
import { oversightRecount } from './recount.ts'

export interface OversightTown extends CaseTown {
  /** A verifier of the town who had no hand in anything. */
  other: SignedIn
  auditor: SignedIn
  /** Everything that follows from the log has followed. */
  settle(): Promise<void>
  stop(): Promise<void>
  send(by: SignedIn, method: 'GET' | 'POST', url: string, payload?: object): Promise<Answered>
}
export interface Answered {
  status: number
  /** As it was answered; the contract is checked by the server itself. */
  body: ReturnType<typeof JSON.parse>
}

export async function oversightTown(): Promise<OversightTown> {
  const town = await caseTown()
  const { places, city } = town
  const other = await town.signIn(
    'verifier',
    { kind: 'region', regionId: places.regions.townA1 },
    { name: '核查员乙', departmentIds: [places.departments.commandA1] },
  )
  const auditor = await town.signIn('auditor')
  const fail = (error: unknown) => {
    throw error
  }
  const readers: Consumer[] = [startOversight(city, fail), startTallies(city, fail)]
  return Object.assign(town, {
    other,
    auditor,
    async settle() {
      for (let round = 0; round < 4; round++) {
        await sequenceNow(city)
        for (const reader of readers) await reader.caughtUp()
      }
    },
    async stop() {
      await Promise.all(readers.map((reader) => reader.stop()))
    },
    async send(by: SignedIn, method: 'GET' | 'POST', url: string, payload?: object) {
      const answer = await town.app.inject({ method, url, headers: by.headers, ...(payload ? { payload } : {}) })
      return { status: answer.statusCode, body: answer.body ? answer.json() : null }
    },
  })
}

/** A plan as the console sends it: everything closed up to yesterday in the town. */
export function planOf(town: OversightTown, more: Record<string, unknown> = {}) {
  return {
    commandId: newId(),
    id: newId(),
    regionId: town.places.regions.townA1,
    from: '2026-03-01',
    to: '2026-03-18',
    size: 2,
    extra: { fixed: 2, gap: 2 },
    checkers: 'verifier',
    dueDays: 5,
    seedFrom: 'log',
    ...more,
  }
}

/** Planned, frozen, published: its id. Something happens in between, as it does in a city. */
export async function publishedDraw(town: OversightTown, more: Record<string, unknown> = {}): Promise<string> {
  const plan = planOf(town, more)
  const planned = await town.send(town.people.supervisor, 'POST', '/api/v1/draws', plan)
  if (planned.status !== 201) throw new Error(JSON.stringify(planned.body))
  await town.runTimers()
  await town.settle()
  await town.report('noise')
  await town.settle()
  const url = `/api/v1/draws/${plan.id}/acts`
  const done = await town.send(town.people.supervisor, 'POST', url, { commandId: newId(), act: 'publish' })
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  await town.settle()
  return plan.id
}

export async function tasksOf(
  town: OversightTown,
): Promise<{ id: string; case_id: string; checker_id: string; state: string }[]> {
  return town.city.db.rows(sql`select id, case_id, checker_id, state from check_task order by made_at, id`)
}

/** What the recount finds to differ. */
export async function differences(town: OversightTown): Promise<Difference[]> {
  const source = await openSource(await connect(town.connection), town.city.schema)
  const found: Difference[] = []
  for await (const one of oversightRecount.run(source, () => undefined)) found.push(one)
  await source.close()
  return found
}
