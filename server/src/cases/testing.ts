/** A city with people at every post, and a way to act in their names; for tests of cases. */
import type { z } from 'zod'
import type { casePage } from '@bihuan/contract/case-shapes'
import type { TestCity } from '../platform/testing/city.ts'
import { testCity, type TestCityOptions } from '../platform/testing/city.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { newId } from '../platform/id.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'

export const PEOPLE = [
  'worker',
  'assessor',
  'dispatcher',
  'handler',
  'colleague',
  'reviewer',
  'verifier',
  'caller',
  'supervisor',
  'leader',
  'countyDispatcher',
  'stranger',
  'fireman',
  'gasman',
] as const
export type Person = (typeof PEOPLE)[number]

export interface CaseTown extends TestCity {
  places: TestTerritory
  people: Record<Person, SignedIn>
  /** Files a case as the worker; the item by its name. */
  report(item: keyof TestTerritory['items'], body?: Record<string, unknown>, by?: Person): Promise<ActResponse>
  act(
    by: Person,
    caseId: string,
    act: string,
    body?: Record<string, unknown>,
    more?: Record<string, unknown>,
  ): Promise<ActResponse>
  page(by: Person, caseId: string): Promise<z.output<typeof casePage> & { code?: string }>
  events(caseId: string): Promise<{ act: string; actor: string; seq: number }[]>
}

export interface ActResponse {
  status: number
  body: {
    id: string
    number: string
    version: number
    state: string
    holder: { kind: string; id: string; name: string } | null
    nextStep: string | null
    dueAt: string | null
    code: string
    text?: string
  }
}

/** Town A1 with its command office; the urban squad of A1 leads manholes there, urban the rest, fire the safety items. */
export async function caseTown(options: TestCityOptions = {}): Promise<CaseTown> {
  const made = await testCity(options)
  const places = await seedTestTerritory(made.city)
  const town = { kind: 'region', regionId: places.regions.townA1 } as const
  const office = { departmentIds: [places.departments.commandA1] }
  const { urbanA1, urban, fire, gas } = places.departments
  const department = (departmentId: string) => ({ kind: 'department', departmentId }) as const
  const people: Record<Person, SignedIn> = {
    worker: await made.signIn(
      'grid-worker',
      { kind: 'grids', gridIds: [places.grids.a1x1] },
      { name: '网格员甲', teamIds: [places.teams.gridA1x1] },
    ),
    assessor: await made.signIn('assessor', town, { name: '研判员', ...office }),
    dispatcher: await made.signIn('dispatcher', town, { name: '派遣员', ...office }),
    handler: await made.signIn('handler', department(urban), { name: '处置员', departmentIds: [urban, urbanA1] }),
    colleague: await made.signIn('handler', department(urban), { name: '处置员乙', departmentIds: [urban, urbanA1] }),
    reviewer: await made.signIn('department-reviewer', department(urban), {
      name: '部门审核员',
      departmentIds: [urban, urbanA1],
    }),
    verifier: await made.signIn('verifier', town, { name: '核查员', ...office }),
    caller: await made.signIn('caller', town, { name: '回访员', ...office }),
    supervisor: await made.signIn('supervisor', town, { name: '督查员', ...office }),
    leader: await made.signIn(
      'leader',
      { kind: 'region', regionId: places.regions.countyA },
      { name: '分管领导', departmentIds: [places.departments.commandA] },
    ),
    countyDispatcher: await made.signIn(
      'dispatcher',
      { kind: 'region', regionId: places.regions.countyA },
      { name: '区派遣员', departmentIds: [places.departments.commandA] },
    ),
    stranger: await made.signIn(
      'dispatcher',
      { kind: 'region', regionId: places.regions.countyB },
      { name: '外区派遣员', departmentIds: [places.departments.commandB] },
    ),
    fireman: await made.signIn('handler', department(fire), { name: '消防员', departmentIds: [fire] }),
    gasman: await made.signIn('handler', department(gas), { name: '燃气员', departmentIds: [gas] }),
  }
  const now = () => made.clock.now().toISOString()
  const send = async (by: Person, method: 'POST' | 'GET', url: string, payload?: object) => {
    const response = await made.app.inject({
      method,
      url,
      headers: people[by].headers,
      ...(payload ? { payload } : {}),
    })
    return { status: response.statusCode, body: response.body ? response.json() : null }
  }
  return Object.assign(made, {
    places,
    people,
    report: (item: keyof TestTerritory['items'], body: Record<string, unknown> = {}, by: Person = 'worker') => {
      const { dangerToLife, ...rest } = body
      const payload = {
        act: 'report',
        commandId: newId(),
        subject: newId(),
        occurredAt: now(),
        body: {
          itemId: places.items[item],
          position: places.points.a1x1,
          ...(dangerToLife ? { dangerToLife } : {}),
          ...rest,
        },
      }
      return send(by, 'POST', '/api/v1/cases', payload) as Promise<ActResponse>
    },
    act: async (
      by: Person,
      caseId: string,
      act: string,
      body: Record<string, unknown> = {},
      more: Record<string, unknown> = {},
    ) =>
      send(by, 'POST', `/api/v1/cases/${caseId}/acts`, {
        commandId: newId(),
        act,
        occurredAt: now(),
        body,
        ...more,
      }) as Promise<ActResponse>,
    page: async (by: Person, caseId: string) => (await send(by, 'GET', `/api/v1/cases/${caseId}`)).body,
    events: (caseId: string) =>
      made.city.db.rows<{ act: string; actor: string; seq: number }>({
        text: 'select act, actor, seq from event where subject = $1 order by seq',
        values: [caseId],
      } as never),
  })
}
