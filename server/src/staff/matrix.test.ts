/**
 * Role × act × scope over HTTP: what the table in domain/powers.ts says is what every door does. 401 without a session,
 * 403 without the power, 404 outside the scope, and never 500.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { actBodies, type SentAct } from '@bihuan/contract/case-acts'
import { ACTS, STATES } from '@bihuan/domain/acts'
import type { Case } from '@bihuan/domain/cases/case'
import { guard } from '@bihuan/domain/cases/guard'
import { cell } from '@bihuan/domain/cases/transitions'
import type { EndpointKey } from '@bihuan/contract/endpoints'
import { POWERS, ROLES, type Power, type Role } from '@bihuan/domain/powers'
import { newId } from '../platform/id.ts'
import { routeAccess } from '../platform/route.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'
import { call, chainOf } from './testing.ts'

let at: TestCity
let land: TestTerritory
const within = {} as Record<Role, SignedIn>
const outside = {} as Record<Role, SignedIn>
beforeAll(async () => {
  at = await testCity()
  land = await seedTestTerritory(at.city)
  for (const role of ROLES) {
    within[role] = await at.signIn(role, { kind: 'region', regionId: land.regions.townA1 })
    outside[role] = await at.signIn(role, { kind: 'region', regionId: land.regions.countyB })
  }
})

describe('every route', () => {
  /** Streams do not end by themselves; they are asked without a session only. */
  const ENDLESS = new Set<string>(['GET /api/v1/stream'])
  const addressOf = (key: string) => key.split(' ')[1]!.replace(/\{\w+\}/g, () => newId())
  const guarded = () => [...routeAccess].filter(([, access]) => access !== 'public')

  it('is there', () => {
    expect(guarded().length).toBeGreaterThan(30)
  })

  it('answers 401 without a session, whatever is sent', async () => {
    for (const [key] of guarded()) {
      const method = key.split(' ')[0] as 'GET'
      for (const payload of method === 'GET' ? [undefined] : [undefined, { commandId: newId() }]) {
        const { status, body } = await call(at, {}, method, addressOf(key), payload)
        expect([key, status, body?.code]).toEqual([key, 401, 'platform.not-signed-in'])
      }
    }
  })

  it.each(ROLES)('lets the %s in where the table says so, and answers 403 elsewhere', async (role) => {
    for (const [key, access] of guarded()) {
      // Signing oneself out ends the test's session.
      if (ENDLESS.has(key) || key === ('DELETE /api/v1/session' satisfies EndpointKey)) continue
      const method = key.split(' ')[0] as 'GET'
      const { status, body } = await call(
        at,
        within[role].headers,
        method,
        addressOf(key),
        method === 'GET' ? undefined : {},
      )
      expect(status, `${key} by ${role}: ${JSON.stringify(body)}`).toBeLessThan(500)
      const allowed = access === 'signed-in' || POWERS[role].includes(access as Power)
      if (!allowed) expect([key, status, body.code]).toEqual([key, 403, 'platform.forbidden'])
      else expect([key, body?.code]).not.toEqual([key, 'platform.forbidden'])
    }
  })
})

describe('every act on a case', () => {
  const text = '说明'
  /** An open case in scope, so that a merge is refused for nothing but the role. */
  let parent = ''
  beforeAll(async () => {
    parent = await report()
  })
  const limit = { amount: 1, unit: 'working-day' }
  const upload = { uploadId: newId(), purpose: 'after' }
  /** A body that each act's own schema takes; an act without one does not compile. */
  const bodies = (): Record<SentAct, object> => ({
    'fix-on-the-spot': { files: [upload] },
    withdraw: {},
    ask: { text },
    supplement: {},
    assess: { itemId: land.items.manhole, conditionId: 'c1' },
    decline: { reason: 'other', text },
    contest: { text },
    merge: { parentId: parent },
    dispatch: { lead: land.departments.urban },
    accept: {},
    return: { text, basis: text },
    arrive: {},
    transfer: { lead: land.departments.urban, text },
    'request-extension': { limit, text },
    'grant-extension': {},
    'refuse-extension': { text },
    'request-suspension': { until: '2026-06-01T08:00:00+08:00', text },
    'grant-suspension': {},
    'refuse-suspension': { text },
    resume: {},
    submit: {},
    pass: {},
    'send-back': { text },
    'verify-pass': {},
    'verify-fail': { text },
    'record-call-back': { result: 'satisfied' },
    'request-reopen': { text },
    reopen: { text },
    'refuse-reopen': { text },
    'request-void': { text },
    void: { reason: 'other', text },
    'refuse-void': { text },
    retract: {},
    reclassify: { itemId: land.items.manhole, conditionId: 'c1', text },
    assist: { departmentId: land.departments.fire },
    split: { childId: newId(), itemId: land.items.manhole, text },
    supervise: { limit, text },
    'answer-supervise': { orderId: newId(), text },
    'lift-supervise': { orderId: newId(), text },
    call: { text },
    'answer-call': { callId: newId(), text },
    'open-consult': {},
    'conclude-consult': { text },
    note: { text },
    follow: {},
    unfollow: {},
    unmask: { textId: newId(), reason: '核对联系方式' },
  })
  const acts = Object.keys(actBodies) as SentAct[]
  const now = () => at.clock.now().toISOString()

  async function report(): Promise<string> {
    const reporter = await at.signIn('grid-worker', { kind: 'grids', gridIds: [land.grids.a1x1] })
    const body = { itemId: land.items.manhole, position: land.points.a1x1 }
    const command = { act: 'report', commandId: newId(), subject: newId(), occurredAt: now(), body }
    const answer = await call(at, reporter.headers, 'POST', '/api/v1/cases', command)
    expect([answer.status, answer.body]).toEqual([201, expect.anything()])
    return command.subject
  }
  const act = (who: SignedIn, caseId: string, name: SentAct) =>
    call(at, who.headers, 'POST', `/api/v1/cases/${caseId}/acts`, {
      commandId: newId(),
      act: name,
      occurredAt: now(),
      body: bodies()[name],
    })

  describe.each(ROLES)('by the %s', (role) => {
    const reads = POWERS[role].includes('case.read')

    it('outside his scope is on nothing: 404, not 403', async () => {
      const caseId = await report()
      for (const name of acts) {
        const { status, body } = await act(outside[role], caseId, name)
        expect([name, status, body.code]).toEqual([name, 404, 'platform.not-found'])
      }
      const page = await call(at, outside[role].headers, 'GET', `/api/v1/cases/${caseId}`)
      expect(page.status).toBe(reads ? 404 : 403)
    })

    it('within his scope is refused where the table has no power, and the case stays as it was', async () => {
      const caseId = await report()
      for (const name of acts.filter((known) => !POWERS[role].includes(known))) {
        const { status, body } = await act(within[role], caseId, name)
        if (!reads) expect([name, status, body.code]).toEqual([name, 404, 'platform.not-found'])
        else if (cell(name, 'reported') !== null && !('files' in bodies()[name])) {
          expect([name, status, body.code]).toEqual([name, 403, 'case.not-your-role'])
        } else expect([403, 409, 422], `${name}: ${JSON.stringify(body)}`).toContain(status)
      }
      expect((await chainOf(at, caseId)).map(({ act: done }) => done)).toEqual(['report'])
    })

    it('is refused by the rule of the lifecycle in every state that allows the act, where the table has no power', () => {
      const moment = { at: 0, now: 0, calendar: { versions: [] } } as unknown as Parameters<typeof guard>[3]
      const actor = {
        id: newId(),
        powers: new Set(POWERS[role]),
        departmentIds: [],
        teamIds: [],
      } as unknown as Parameters<typeof guard>[2]
      for (const name of ACTS.filter((known) => !POWERS[role].includes(known))) {
        for (const state of STATES.filter((known) => cell(name, known) !== null)) {
          expect(guard({ state } as Case, name, actor, moment)).toMatchObject({ code: 'case.not-your-role' })
        }
      }
    })

    it('within his scope is decided by the case where the table has the power', async () => {
      for (const name of acts.filter((known) => POWERS[role].includes(known))) {
        const { status, body } = await act(within[role], await report(), name)
        expect(status, `${name}: ${JSON.stringify(body)}`).toBeLessThan(500)
        expect([name, body.code]).not.toEqual([name, 'case.not-your-role'])
      }
    })
  })
})
