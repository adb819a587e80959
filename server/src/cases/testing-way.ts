/** Ways to bring a case somewhere, for tests of what comes then. Each step must succeed. */
import type { Person } from './testing.ts'
import type { ActResponse, CaseTown } from './testing.ts'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { jpeg } from '../files/testing/samples.ts'
import { upload } from '../files/testing/upload.ts'

/** The act, or a failure that says why it was refused. */
export async function done(
  town: CaseTown,
  by: Person,
  caseId: string,
  act: string,
  body: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<ActResponse['body']> {
  const answer = await town.act(by, caseId, act, body, more)
  if (answer.status !== 200) throw new Error(`${act} by ${by}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** What an act was refused with. */
export async function refused(
  town: CaseTown,
  by: Person,
  caseId: string,
  act: string,
  body: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<[number, string]> {
  const answer = await town.act(by, caseId, act, body, more)
  return [answer.status, answer.body.code]
}

const WAY = ['assessed', 'dispatched', 'accepted', 'handled', 'closed'] as const

/** A case of noise (no review, no call-back, led by urban management) in this state; its id. */
export async function noiseIn(town: CaseTown, state: (typeof WAY)[number], by: Person = 'worker'): Promise<string> {
  const filed = await town.report('noise', {}, by)
  if (filed.status !== 201) throw new Error(JSON.stringify(filed.body))
  const { id } = filed.body
  const steps: (() => Promise<unknown>)[] = [
    async () => undefined,
    () => done(town, 'dispatcher', id, 'dispatch', { lead: town.places.departments.urban }),
    () => done(town, 'handler', id, 'accept'),
    () => done(town, 'handler', id, 'submit', { text: '已处理' }),
    () => done(town, 'verifier', id, 'verify-pass'),
  ]
  for (const step of steps.slice(0, WAY.indexOf(state) + 1)) await step()
  return id
}

export type Purpose = 'before' | 'after' | 'evidence' | 'document'

/** A photo, sent up and ready to be named by an act. */
export async function photo(
  town: CaseTown,
  by: Person,
  purpose: Purpose,
): Promise<{ uploadId: string; purpose: Purpose }> {
  const { id, answer } = await upload(town, town.people[by], await jpeg(120, 80), 'image/jpeg')
  if (answer.statusCode >= 300) throw new Error(`the upload answered ${answer.statusCode}: ${answer.body}`)
  return { uploadId: id, purpose }
}

export interface Sent {
  act: string
  commandId: string
  subject: string
  occurredAt: string
  body: Record<string, unknown>
}

/** A report as a client would send it, to be sent more than once. */
export function envelope(town: CaseTown, body: Record<string, unknown> = {}, more: Partial<Sent> = {}): Sent {
  const { items, points } = town.places
  return {
    act: 'report',
    commandId: newId(),
    subject: newId(),
    occurredAt: town.clock.now().toISOString(),
    body: { itemId: items.manhole, position: points.a1x1, ...body },
    ...more,
  }
}

export async function post(town: CaseTown, by: Person, payload: object, url = '/api/v1/cases') {
  const response = await town.app.inject({ method: 'POST', url, headers: town.people[by].headers, payload })
  return { status: response.statusCode, body: response.json() }
}

export async function get(town: CaseTown, by: Person, url: string) {
  const response = await town.app.inject({ method: 'GET', url, headers: town.people[by].headers })
  return { status: response.statusCode, body: response.json() }
}

export async function count(town: CaseTown, table: 'cases' | 'event' | 'sealed_text' | 'command'): Promise<number> {
  const query = {
    cases: sql`select count(*) as n from cases`,
    event: sql`select count(*) as n from event`,
    sealed_text: sql`select count(*) as n from sealed_text`,
    command: sql`select count(*) as n from command`,
  }
  return (await town.city.db.maybe<{ n: number }>(query[table]))!.n
}

export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => n * 3_600_000
export const days = (n: number) => n * 86_400_000
