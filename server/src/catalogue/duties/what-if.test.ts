import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseProposal, WhatIfAnswer, WhatIfRowAnswer } from '@bihuan/contract/duties-what-if'
import { newId } from '../../platform/id.ts'
import { dutyTown, TODAY, type DutyTown } from './testing.ts'

let town: DutyTown
/** Two that urbanA1 sent back and urban took, and one that urbanA1 took. */
let returned: string[]
let kept: string
beforeAll(async () => {
  town = await dutyTown()
  const { urban, urbanA1 } = town.places.departments
  returned = [await town.returned(urbanA1, urban), await town.returned(urbanA1, urban)]
  const { body } = await town.report('manhole')
  kept = body.id
  await town.act('assessor', kept, 'assess', { itemId: town.places.items.manhole, conditionId: 'c1' })
  await town.act('dispatcher', kept, 'dispatch', { lead: urbanA1 })
  await town.act('handler', kept, 'accept')
  await town.report('dog')
})

const toUrban = () => ({
  change: 'set' as const,
  itemId: town.places.items.manhole,
  categoryId: null,
  regionId: town.places.regions.townA1,
  from: TODAY,
  drafts: [{ leadDepartmentId: town.places.departments.urban, assistingDepartmentIds: [], basis: '' }],
})
const ask = (who: DutyTown['administrator'], more: object = {}) =>
  town.call<WhatIfAnswer>(who, 'POST', '/duties/what-ifs', {
    commandId: newId(),
    title: '上月',
    changes: [toUrban()],
    from: '2026-03-01',
    to: '2026-03-31',
    ...more,
  })
const rows = async (id: string, query = '') =>
  (await town.call<{ rows: WhatIfRowAnswer[] }>(town.administrator, 'GET', `/duties/what-ifs/${id}/rows${query}`)).body
    .rows
const cases = (who: DutyTown['administrator'], id: string, query = '') =>
  town.call<{ rows: { id: string }[]; next: string | null }>(who, 'GET', `/duties/what-ifs/${id}/cases${query}`)

describe('where the cases of a period would have gone', () => {
  it('is worked out in the background, down to the cases', async () => {
    const asked = await ask(town.administrator)
    expect(asked).toMatchObject({ status: 201, body: { state: 'counting', counts: null } })
    await town.runTimers()
    const { body } = await town.call<WhatIfAnswer>(town.administrator, 'GET', `/duties/what-ifs/${asked.body.id}`)
    expect(body).toMatchObject({
      state: 'counted',
      progress: { done: 4, of: 4 },
      counts: { cases: 4, changed: 3, avoided: 2, takenAway: 1, kinds: { moved: 3, 'gap-closed': 0 } },
    })
    expect(await rows(asked.body.id)).toMatchObject([
      {
        number: 1,
        from: { kind: 'department', department: { id: town.places.departments.urbanA1 } },
        to: { department: { id: town.places.departments.urban } },
        cases: 3,
        avoided: 2,
        takenAway: 1,
      },
    ])
    const behind = await cases(town.people.dispatcher, asked.body.id, '?row=1')
    expect(behind.body.rows.map(({ id }) => id).sort()).toEqual([...returned, kept].sort())
    const spared = await cases(town.people.dispatcher, asked.body.id, '?avoided=true')
    expect(spared.body.rows.map(({ id }) => id).sort()).toEqual([...returned].sort())
    expect((await cases(town.people.dispatcher, asked.body.id, '?takenAway=true')).body.rows).toMatchObject([
      { id: kept },
    ])
    const first = await cases(town.people.dispatcher, asked.body.id, '?limit=2')
    const rest = await cases(town.people.dispatcher, asked.body.id, `?limit=2&next=${first.body.next}`)
    expect([first.body.rows.length, rest.body.rows.length, rest.body.next]).toEqual([2, 1, null])
  })

  it('of a rehearsed revision, with gaps that it would close and open', async () => {
    const { dog, manhole } = town.places.items
    const { fire } = town.places.departments
    const key = { categoryId: null, from: TODAY }
    const draft = { leadDepartmentId: fire, assistingDepartmentIds: [], basis: '' }
    const revision = await town.edit({
      change: 'set',
      ...key,
      itemId: dog,
      regionId: town.places.regions.city,
      drafts: [draft],
    })
    const asked = await ask(town.administrator, { revisionId: revision.id, changes: null })
    await town.runTimers()
    expect(await rows(asked.body.id)).toMatchObject([
      { kind: 'gap-closed', from: { kind: 'gap', department: null }, to: { department: { id: fire } }, cases: 1 },
    ])
    expect(await rows(asked.body.id, '?kind=moved')).toEqual([])
    expect(manhole).toBeTruthy()
  })

  it('shows nobody a case outside his scope, and an administrator none at all', async () => {
    const asked = await ask(town.people.dispatcher)
    await town.runTimers()
    expect((await cases(town.people.stranger, asked.body.id)).body.rows).toEqual([])
    expect((await cases(town.administrator, asked.body.id)).status).toBe(403)
    expect((await ask(town.people.worker)).status).toBe(403)
  })

  it('is refused where it cannot be asked', async () => {
    expect((await ask(town.administrator, { from: '2026-04-01' })).body.code).toBe('duty.period')
    expect((await ask(town.administrator, { from: '2024-01-01' })).body.code).toBe('duty.period')
    expect((await ask(town.administrator, { changes: null })).body.code).toBe('duty.what-if-source')
    expect((await ask(town.administrator, { changes: null, revisionId: newId() })).status).toBe(404)
    const revision = await town.edit(toUrban())
    await town.decide(revision.id, 'discard')
    const discarded = await ask(town.administrator, { changes: null, revisionId: revision.id })
    expect([discarded.status, discarded.body.code]).toEqual([409, 'revision.state'])
    expect((await town.call(town.administrator, 'GET', `/duties/what-ifs/${newId()}`)).status).toBe(404)
  })

  it('asked twice is asked once, and an attempt that died is begun anew', async () => {
    const commandId = newId()
    const [one, two] = [await ask(town.administrator, { commandId }), await ask(town.administrator, { commandId })]
    expect(one.body.id).toBe(two.body.id)
    // What a process wrote before it died.
    await town.city.db.run({
      text: `insert into duty_what_if_case select $1, id, reported_at, item_id, 'gap', 'gap', true, true from cases`,
      values: [one.body.id],
    } as never)
    await town.runTimers()
    expect((await cases(town.people.dispatcher, one.body.id)).body.rows).toHaveLength(3)
  })
})

describe('after a return', () => {
  const proposalOf = (who: DutyTown['administrator'], caseId: string, query = '') =>
    town.call<CaseProposal>(who, 'GET', `/cases/${caseId}/duty-proposal${query}`)
  const propose = (who: DutyTown['administrator'], body: object) =>
    town.call<{ revisionId: string }>(who, 'POST', '/duties/proposals', { commandId: newId(), ...body })

  it('the desk is shown the narrowest rule that would have spared it, and what it would have changed', async () => {
    const { status, body } = await proposalOf(town.people.dispatcher, returned[0]!)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      none: null,
      accepted: true,
      returnedBy: { id: town.places.departments.urbanA1 },
      waiting: null,
      rules: [
        {
          region: { id: town.places.regions.a1x },
          lead: { id: town.places.departments.urban },
          weight: { cases: 3, changed: 3, tookProposed: 2, spared: 2, tookOther: 1 },
        },
        { region: { id: town.places.regions.townA1 }, weight: { cases: 3 } },
      ],
    })
    // A rule for the county would not help: the town has one of its own.
    expect(body.rules).toHaveLength(2)
  })

  it('nothing is proposed for a case that was not returned', async () => {
    expect((await proposalOf(town.people.dispatcher, kept)).body).toMatchObject({ none: 'not-returned', rules: [] })
  })

  it('outside one’s scope the case does not exist, and without the power nothing is shown', async () => {
    expect((await proposalOf(town.people.stranger, returned[0]!)).status).toBe(404)
    expect((await proposalOf(town.people.dispatcher, newId())).status).toBe(404)
    expect((await proposalOf(town.people.handler, returned[0]!)).status).toBe(403)
    const body = { caseId: returned[0], regionId: town.places.regions.a1x }
    expect((await propose(town.people.stranger, body)).status).toBe(404)
    expect((await propose(town.people.handler, body)).status).toBe(403)
  })

  it('a dispatcher proposes it, once; it waits, and the administrator applies it', async () => {
    const body = { caseId: returned[0]!, regionId: town.places.regions.townA1 }
    const commandId = newId()
    const sent = await propose(town.people.dispatcher, { commandId, ...body })
    expect(sent.status).toBe(201)
    expect((await propose(town.people.dispatcher, { commandId, ...body })).body).toEqual(sent.body)
    const reused = { commandId, caseId: returned[1]!, regionId: town.places.regions.townA1 }
    expect((await propose(town.people.dispatcher, reused)).body.code).toBe('command.id-reused')
    const again = await propose(town.people.supervisor, { ...body, caseId: returned[1]! })
    expect([again.status, again.body.code]).toEqual([409, 'duty.proposed-already'])
    expect(await town.events(sent.body.revisionId)).toMatchObject([
      { act: 'revision-started', actor: town.people.dispatcher.accountId },
    ])
    expect((await proposalOf(town.people.dispatcher, returned[1]!)).body.waiting).toMatchObject({
      revisionId: sent.body.revisionId,
      by: '派遣员',
    })
    const listed = await town.call<{ rows: object[] }>(town.administrator, 'GET', '/duties/proposals?waiting=true')
    expect(listed.body.rows).toMatchObject([
      {
        revisionId: sent.body.revisionId,
        state: 'rehearsed',
        stale: false,
        case: { id: returned[0] },
        rule: { weight: { changed: 3, tookProposed: 2 } },
      },
    ])
    expect(await town.goes('manhole', 'a1x')).toEqual(['urbanA1'])
    expect((await town.decide(sent.body.revisionId, 'apply')).status).toBe(200)
    expect(await town.goes('manhole', 'a1x')).toEqual(['urban'])
    expect((await proposalOf(town.people.dispatcher, returned[1]!)).body.none).toBe('duty-agrees')
    const late = await propose(town.people.dispatcher, { ...body, caseId: returned[1]! })
    expect([late.status, late.body.code]).toEqual([409, 'duty.nothing-proposed'])
    expect(
      (await town.call<{ rows: object[] }>(town.administrator, 'GET', '/duties/proposals?waiting=true')).body.rows,
    ).toEqual([])
  })

  it('of a region that is not among them is refused', async () => {
    const caseId = await town.returned(town.places.departments.urban, town.places.departments.urbanA1)
    const answer = await propose(town.people.dispatcher, { caseId, regionId: town.places.regions.countyB })
    expect([answer.status, answer.body.code]).toEqual([409, 'duty.nothing-proposed'])
  })
})
