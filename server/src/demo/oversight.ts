/** The demo's oversight: a published spot check with some results, and a batch of orders with some answers, by the same commands as everybody. */
import { businessDate } from '@bihuan/domain/calendar'
import type { Act } from '@bihuan/domain/acts'
import { actOnCase } from '../cases/commands/act-on-case.ts'
import { readForAct } from '../cases/views.ts'
import { freezePopulation } from '../oversight/commands/freeze-population.ts'
import { giveOrders } from '../oversight/commands/give-orders.ts'
import { orderBatch } from '../oversight/commands/order-batch.ts'
import { planDraw } from '../oversight/commands/plan-draw.ts'
import { actOnDraw } from '../oversight/commands/publish-draw.ts'
import { actOnTask } from '../oversight/commands/record-check.ts'
import { startOversight } from '../oversight/reactions.ts'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { Problem } from '../platform/problem.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { territory } from '../territory/answers.ts'
import type { Staff } from './people.ts'
import { drawUpload } from './pictures.ts'
import { SAID } from './sayings.ts'

const DAY = 86_400_000
const SAMPLE = 16

export async function overseeDemo(city: City, staff: Staff, town: string, days: number): Promise<void> {
  const failures: unknown[] = []
  const reader = startOversight(city, (error) => void failures.push(error))
  const settle = async () => {
    for (let round = 0; round < 3; round++) {
      await sequenceNow(city)
      await reader.caughtUp()
    }
  }
  await settle()
  await spotCheck(city, staff, town, days, settle)
  await byGridWorkers(city, staff, town, days, settle)
  await batch(city, staff, town)
  await settle()
  await reader.stop()
  if (failures.length > 0) throw failures[0]
}

type Settle = () => Promise<void>

/** A draw from the plan to the sample; its id. */
async function drawn(
  city: City,
  staff: Staff,
  town: string,
  days: number,
  settle: Settle,
  how: { size: number; checkers: 'verifier' | 'grid-worker' },
): Promise<string> {
  const planned = city.clock.now()
  const supervisor = staff.atOffice(territory(city).commandOffice(town)!.id, 'supervisor')
  const scopes = supervisor.grants.map((grant) => grant.scope)
  const plan = {
    ...{ commandId: newId(), id: newId(), regionId: town, extra: { fixed: 2, gap: 2 }, ...how },
    from: businessDate(planned.getTime() - days * DAY),
    to: businessDate(planned.getTime() - DAY),
    ...{ dueDays: 5, seedFrom: 'log' as const },
  }
  await planDraw(city, supervisor, scopes, plan, planned)
  await freezePopulation(city, plan.id, city.clock.now())
  await settle()
  // Something happens after the plan, and gives the seed: the first order of the morning.
  await note(city, staff, town)
  await settle()
  await actOnDraw(city, supervisor, scopes, plan.id, { commandId: newId(), act: 'publish' }, city.clock.now())
  await settle()
  return plan.id
}

async function spotCheck(city: City, staff: Staff, town: string, days: number, settle: Settle) {
  const drawId = await drawn(city, staff, town, days, settle, { size: SAMPLE, checkers: 'verifier' })
  const tasks = await city.db.rows<{ id: string; checker_id: string; number: number }>(
    sql`select id, checker_id, row_number() over (order by case_number)::int as number from check_task
      where state = 'open' and checker_id is not null and draw_id = ${drawId}`,
  )
  for (const { id, checker_id: checker, number } of tasks.slice(0, Math.floor(tasks.length / 2))) {
    const now = city.clock.now()
    const by = staff.person(checker)
    const found = number === 2 ? 'not-put-right' : number === 5 ? 'data-wrong' : 'as-recorded'
    const files =
      found === 'not-put-right'
        ? [{ ...(await drawUpload(city, by, 'before', number, now)), purpose: 'evidence' as const }]
        : []
    const body = {
      ...{ result: found as 'as-recorded', wrong: found === 'data-wrong' ? ['photo' as const] : [], files },
      ...(found === 'as-recorded' ? {} : { text: SAID[found] }),
    }
    await actOnTask(city, by, id, { commandId: newId(), act: 'check', occurredAt: now.toISOString(), body }, now)
  }
}

/** A small one that grid workers of the town check; some of it lies on the phone that the demo opens. */
async function byGridWorkers(city: City, staff: Staff, town: string, days: number, settle: Settle) {
  const drawId = await drawn(city, staff, town, days, settle, { size: 6, checkers: 'grid-worker' })
  const supervisor = staff.atOffice(territory(city).commandOffice(town)!.id, 'supervisor')
  const worker = (await city.db.maybe<{ id: string }>(sql`select id from account where login = 'worker'`))!
  const tasks = await city.db.rows<{ id: string }>(
    sql`select id from check_task where state = 'open' and draw_id = ${drawId} order by id limit 4`,
  )
  for (const { id } of tasks) {
    const now = city.clock.now()
    const give = {
      commandId: newId(),
      act: 'give' as const,
      occurredAt: now.toISOString(),
      body: { checkerId: worker.id },
    }
    try {
      await actOnTask(city, supervisor, id, give, now)
    } catch (error) {
      // He had a hand in it himself: it stays with whom it was given to.
      if (!(error instanceof Problem)) throw error
    }
  }
}

/** A word on a case that is under way. */
async function note(city: City, staff: Staff, town: string): Promise<void> {
  const office = territory(city).commandOffice(town)!.id
  const row = await city.db.maybe<{ id: string }>(
    sql`select id from cases where holder_id is not null and office_id = ${office} order by due_at, id limit 1`,
  )
  if (row) await act(city, staff.atOffice(office, 'dispatcher'), row.id, 'note', { text: SAID.note })
}

async function act(city: City, by: Parameters<typeof actOnCase>[1], caseId: string, name: Act, body: object) {
  const now = city.clock.now()
  const command = { commandId: newId(), act: name, subject: caseId, occurredAt: now.toISOString(), body }
  return actOnCase(city, by, command as Parameters<typeof actOnCase>[2], now)
}

/** The overdue work of the county, ordered at once; some leads have answered. */
async function batch(city: City, staff: Staff, town: string): Promise<void> {
  const now = city.clock.now()
  const office = territory(city).commandOffice(town)!.id
  const supervisor = staff.atOffice(office, 'supervisor')
  const scopes = supervisor.grants.map((grant) => grant.scope)
  const late = await city.db.rows<{ id: string; lead: string }>(
    sql`select id, lead_department_id as lead from cases where holder_id is not null and town_id = ${town} and state = 'accepted'
      order by whole_due_at, due_at, id limit 8`,
  )
  if (late.length === 0) return
  const id = newId()
  const limit = { amount: 24, unit: 'calendar-hour' as const }
  const order = { commandId: newId(), id, text: SAID.batch, limit, refused: 'leave-out' as const }
  await orderBatch(city, supervisor, scopes, { ...order, caseIds: late.map((row) => row.id) }, now)
  await giveOrders(city, id, now)
  for (const { id: caseId, lead } of late.slice(0, 3)) {
    const found = await readForAct(city.db, caseId, null, null)
    const open = found?.document.supervises.findLast((one) => one.settledAt === null)
    if (!open) continue
    try {
      const { teamId } = found!.document.assignment!
      const by = teamId ? staff.teamMember(teamId) : staff.handlerOf(lead)
      await act(city, by, caseId, 'answer-supervise', { orderId: open.id, text: SAID.answer })
    } catch (error) {
      // A holder whose role does not answer orders leaves it open.
      if (!(error instanceof Problem)) throw error
    }
  }
}
