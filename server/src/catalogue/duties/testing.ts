/** A town with cases and an administrator who changes its duties, over HTTP. For tests. */
import { revision, type RevisionAnswer, type RevisionFindingAnswer } from '@bihuan/contract/revision'
import type { DutyChangeSent, DutySourceSent } from '@bihuan/contract/duties-edit'
import { caseTown, type CaseTown, type Person } from '../../cases/testing.ts'
import { upload } from '../../files/testing/upload.ts'
import { newId } from '../../platform/id.ts'
import type { SignedIn } from '../../platform/testing/sign-in.ts'

export const TODAY = '2026-03-18'

export interface Answered<T = Record<string, unknown>> {
  status: number
  body: T & { code?: string }
}

export interface DutyTown extends CaseTown {
  administrator: SignedIn
  call<T = Record<string, unknown>>(
    who: SignedIn,
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
  ): Promise<Answered<T>>
  /** As the administrator: started, and rehearsed. */
  start(source: DutySourceSent, more?: object): Promise<RevisionAnswer>
  startFile(content: string | Buffer, source?: object, more?: object): Promise<RevisionAnswer>
  edit(...changes: DutyChangeSent[]): Promise<RevisionAnswer>
  look(id: string): Promise<RevisionAnswer>
  findings(id: string): Promise<RevisionFindingAnswer[]>
  decide(id: string, act: string, more?: object): Promise<Answered<RevisionAnswer>>
  /** Who would lead the item in the region today; names of departments, or the outcome. */
  goes(item: keyof CaseTown['places']['items'], region: keyof CaseTown['places']['regions']): Promise<string[] | string>
  /** Filed, assessed, sent to the first, sent back by it, sent to the second, and taken. */
  returned(first: string, second: string, take?: Person): Promise<string>
}

export async function dutyTown(): Promise<DutyTown> {
  const town = await caseTown()
  const administrator = await town.signIn('administrator')
  const call: DutyTown['call'] = async (who, method, url, payload) => {
    const answer = await town.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: who.headers,
      ...(payload ? { payload } : {}),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const look = async (id: string) =>
    revision.parse((await call(administrator, 'GET', `/duties/revisions/${id}`)).body) as RevisionAnswer
  const start: DutyTown['start'] = async (source, more = {}) => {
    const body = { commandId: newId(), title: '责任修订', source, ...more }
    const answer = await call<{ id: string }>(administrator, 'POST', '/duties/revisions', body)
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    await town.runTimers()
    return look(answer.body.id)
  }
  const { departments } = town.places
  const nameOf = (id: string) => Object.entries(departments).find(([, known]) => known === id)?.[0] ?? id
  return Object.assign(town, {
    administrator,
    call,
    look,
    start,
    edit: (...changes: DutyChangeSent[]) => start({ type: 'edit', changes }),
    async startFile(content: string | Buffer, source: object = {}, more: object = {}) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      const xlsx = bytes.subarray(0, 2).toString() === 'PK'
      const type = xlsx ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv'
      const { answer, id } = await upload(town, administrator, bytes, type)
      if (answer.statusCode !== 204) throw new Error(answer.body)
      const format = xlsx ? ('xlsx' as const) : ('csv' as const)
      return start({ type: 'file', format, ...source }, { uploadId: id, ...more })
    },
    async findings(id: string) {
      const { body } = await call<{ rows: RevisionFindingAnswer[] }>(
        administrator,
        'GET',
        `/duties/revisions/${id}/findings?limit=200`,
      )
      return body.rows
    },
    decide: (id: string, act: string, more: object = {}) =>
      call<RevisionAnswer>(administrator, 'POST', `/duties/revisions/${id}/acts`, { commandId: newId(), act, ...more }),
    async goes(item: keyof CaseTown['places']['items'], region: keyof CaseTown['places']['regions']) {
      const { body } = await call<{ outcome: string; leads: { department: { id: string } }[] }>(
        administrator,
        'GET',
        `/duties/route?item=${town.places.items[item]}&region=${town.places.regions[region]}`,
      )
      return body.outcome === 'gap' ? 'gap' : body.leads.map((lead) => nameOf(lead.department.id)).sort()
    },
    async returned(first: string, second: string, take: Person = 'handler') {
      const step = async (answer: Promise<{ status: number; body: unknown }>) => {
        const { status, body } = await answer
        if (status >= 300) throw new Error(JSON.stringify(body))
        return body as { id: string }
      }
      const { id } = await step(town.report('manhole'))
      await step(town.act('assessor', id, 'assess', { itemId: town.places.items.manhole, conditionId: 'c1' }))
      await step(town.act('dispatcher', id, 'dispatch', { lead: first }))
      await step(town.act('handler', id, 'return', { text: '不归我们管', basis: '职责清单' }))
      await step(town.act('dispatcher', id, 'dispatch', { lead: second }))
      await step(town.act(take, id, 'accept'))
      return id
    },
  })
}
