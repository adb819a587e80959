/** From the work done to the end, and back. */
import { beforeAll, describe, expect, it } from 'vitest'
import { caseTown, type CaseTown } from './testing.ts'
import { days, done, get, minutes, noiseIn, photo, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const text = '情况说明'
const handles = async (id: string) => (await town.page('dispatcher', id)).clocks.filter(({ kind }) => kind === 'handle')

/** A broken manhole cover, which asks for a photo from after and a review in the department. */
async function manholeIn(state: 'accepted' | 'reviewing' | 'handled'): Promise<string> {
  const { id } = (await town.report('manhole')).body
  await done(town, 'assessor', id, 'assess', { itemId: town.places.items.manhole, conditionId: 'c2' })
  await done(town, 'dispatcher', id, 'dispatch')
  await done(town, 'handler', id, 'accept')
  if (state !== 'accepted')
    await done(town, 'handler', id, 'submit', { files: [await photo(town, 'handler', 'after')] })
  if (state === 'handled') await done(town, 'reviewer', id, 'pass')
  return id
}

async function helpIn(state: 'calling-back' | 'closed'): Promise<string> {
  const { id } = (await town.report('help')).body
  await done(town, 'assessor', id, 'assess', { itemId: town.places.items.help, conditionId: 'c1' })
  await done(town, 'handler', id, 'accept')
  await done(town, 'handler', id, 'submit', { text })
  await done(town, 'verifier', id, 'verify-pass')
  if (state === 'closed') await done(town, 'caller', id, 'record-call-back', { result: 'dissatisfied', text })
  return id
}

describe('办结: work submitted', () => {
  it('needs the photo from after where the item asks for it, and is reviewed in the department first', async () => {
    const id = await manholeIn('accepted')
    expect(await refused(town, 'handler', id, 'submit', { text })).toEqual([422, 'case.after-evidence-missing'])
    expect(await refused(town, 'handler', id, 'submit', { files: [await photo(town, 'handler', 'before')] })).toEqual([
      422,
      'case.after-evidence-missing',
    ])
    const submitted = await done(town, 'handler', id, 'submit', { files: [await photo(town, 'handler', 'after')] })
    expect(submitted).toMatchObject({
      state: 'reviewing',
      nextStep: 'pass',
      holder: { id: town.places.departments.urbanA1 },
    })
    expect(await refused(town, 'handler', id, 'pass')).toEqual([403, 'case.not-your-role'])
    const passed = await done(town, 'reviewer', id, 'pass')
    expect(passed).toMatchObject({ state: 'handled', nextStep: 'verify-pass' })
  })

  it('without anything put right says so and why, without a photo', async () => {
    const id = await manholeIn('accepted')
    expect(await refused(town, 'handler', id, 'submit', { closing: 'nothing-found' })).toEqual([
      422,
      'case.reason-missing',
    ])
    await done(town, 'handler', id, 'submit', { closing: 'nothing-found', text: '现场未发现' })
    expect((await town.page('reviewer', id)).closing).toBe('nothing-found')
    expect(
      (
        await refused(town, 'handler', await noiseIn(town, 'accepted'), 'submit', {
          closing: 'fixed-on-the-spot',
          text,
        })
      )[0],
    ).toBe(422)
  })

  it('sent back goes on with the clock that it had', async () => {
    const id = await manholeIn('accepted')
    const [before] = await handles(id)
    await done(town, 'handler', id, 'submit', { files: [await photo(town, 'handler', 'after')] })
    town.clock.advance(minutes(20))
    const back = await done(town, 'reviewer', id, 'send-back', { text })
    expect([back.state, back.dueAt, back.holder?.id]).toEqual([
      'accepted',
      before!.dueAt,
      town.places.departments.urbanA1,
    ])
    expect((await handles(id)).map(({ id: clock, state }) => [clock, state])).toEqual([[before!.id, 'running']])
  })

  it('is not reviewed by whoever submitted it', async () => {
    await town.signIn(
      'department-reviewer',
      { kind: 'department', departmentId: town.places.departments.urban },
      { accountId: town.people.colleague.accountId },
    )
    const id = await manholeIn('accepted')
    await done(town, 'colleague', id, 'submit', { files: [await photo(town, 'colleague', 'after')] })
    expect(await refused(town, 'colleague', id, 'pass')).toEqual([403, 'case.reviewer-submitted-it'])
  })
})

describe('返工: a verification that fails', () => {
  it('starts the rework limit of the item', async () => {
    const id = await manholeIn('handled')
    expect((await refused(town, 'verifier', id, 'verify-fail'))[0]).toBe(422)
    const again = await done(town, 'verifier', id, 'verify-fail', { text })
    expect([again.state, again.nextStep]).toEqual(['accepted', 'submit'])
    expect((await handles(id)).map(({ limit, state }) => [limit, state])).toEqual([
      [{ amount: 5, unit: 'working-day' }, 'stopped'],
      [{ amount: 1, unit: 'working-day' }, 'running'],
    ])
    expect((await town.page('handler', id)).reworks).toBe(1)
  })

  it('leaves the rest of the time, and at least a quarter of it, where the item has no limit of its own', async () => {
    const early = await noiseIn(town, 'handled')
    await done(town, 'verifier', early, 'verify-fail', { text })
    const [first, rest] = await handles(early)
    expect(rest!.limit!.unit).toBe(first!.limit!.unit)
    expect(rest!.limit!.amount).toBeGreaterThanOrEqual(first!.limit!.amount / 4)
    const late = await noiseIn(town, 'accepted')
    town.clock.advance(days(10))
    await done(town, 'handler', late, 'submit', { text })
    await done(town, 'verifier', late, 'verify-fail', { text })
    expect((await handles(late))[1]!.limit).toEqual({ amount: 0.5, unit: 'working-day' })
  })
})

describe('回访: the reporter called back', () => {
  it('who is satisfied closes it', async () => {
    const id = await helpIn('calling-back')
    const closed = await done(town, 'caller', id, 'record-call-back', { result: 'satisfied' })
    expect(closed).toMatchObject({ state: 'closed', holder: null, nextStep: null, dueAt: null })
  })

  it('who is not leaves it to a supervisor, who reopens it with new clocks', async () => {
    const id = await helpIn('closed')
    const desk = (await get(town, 'supervisor', '/api/v1/desk/requests')).body.rows
    expect(desk.find((row: { id: string }) => row.id === id)?.requests).toEqual(['reopen'])
    expect(await refused(town, 'caller', id, 'reopen', { text })).toEqual([403, 'case.not-your-role'])
    const open = await done(town, 'supervisor', id, 'reopen', { text })
    expect([open.state, open.nextStep, open.holder?.id]).toEqual([
      'assessed',
      'dispatch',
      town.places.departments.commandA1,
    ])
    const page = await town.page('supervisor', id)
    expect(page.clocks.filter(({ kind, state }) => kind === 'whole' && state === 'running').length).toBe(1)
    expect([page.closedAt, page.callBack, page.assignment]).toEqual([null, null, null])
    // The same department may have it again, and return it again.
    await done(town, 'dispatcher', id, 'dispatch', { lead: town.places.departments.urban })
    await done(town, 'handler', id, 'return', { text, basis: '职责清单' })
  })

  it('whose wish to reopen is refused stays closed', async () => {
    const id = await helpIn('closed')
    expect((await done(town, 'supervisor', id, 'refuse-reopen', { text })).state).toBe('closed')
    expect((await town.page('supervisor', id)).reopenRequest).toBeNull()
  })

  it('who is not reached three times is let be', async () => {
    const id = await helpIn('calling-back')
    for (const state of ['calling-back', 'calling-back', 'closed'])
      expect((await done(town, 'caller', id, 'record-call-back', { result: 'unreached' })).state).toBe(state)
    expect((await town.page('caller', id)).callBack).toBe('unreached')
  })
})

describe('重开: reopened', () => {
  it('within thirty days of the closing, at the wish of anybody who sees it', async () => {
    const id = await noiseIn(town, 'closed')
    town.clock.advance(days(30))
    await done(town, 'worker', id, 'request-reopen', { text })
    expect(await refused(town, 'handler', id, 'request-reopen', { text })).toEqual([409, 'case.request-open'])
    expect((await done(town, 'supervisor', id, 'reopen', { text })).state).toBe('assessed')
    const late = await noiseIn(town, 'closed')
    town.clock.advance(days(30) + 1)
    expect(await refused(town, 'worker', late, 'request-reopen', { text })).toEqual([409, 'case.reopen-too-late'])
    expect(await refused(town, 'supervisor', late, 'reopen', { text })).toEqual([409, 'case.reopen-too-late'])
  })
})

describe('作废: made void', () => {
  const because = { reason: 'filed-in-error', text }

  it('before dispatch by the dispatcher, who did not find it', async () => {
    expect(await done(town, 'dispatcher', await noiseIn(town, 'assessed'), 'void', because)).toMatchObject({
      state: 'void',
      holder: null,
      dueAt: null,
    })
    expect(await refused(town, 'dispatcher', await noiseIn(town, 'assessed', 'dispatcher'), 'void', because)).toEqual([
      403,
      'case.finder-may-not',
    ])
    expect(await refused(town, 'assessor', await noiseIn(town, 'assessed'), 'void', because)).toEqual([
      403,
      'case.not-your-role',
    ])
  })

  it('after dispatch on the dispatcher’s request with a supervisor’s consent', async () => {
    const id = await noiseIn(town, 'accepted')
    expect(await refused(town, 'dispatcher', id, 'void', because)).toEqual([409, 'case.void-needs-request'])
    expect(await refused(town, 'supervisor', id, 'void', because)).toEqual([409, 'case.void-needs-request'])
    await done(town, 'dispatcher', id, 'request-void', { text })
    expect(await refused(town, 'dispatcher', id, 'void', because)).toEqual([403, 'case.void-needs-supervisor'])
    await done(town, 'supervisor', id, 'refuse-void', { text })
    expect((await town.page('dispatcher', id)).voidRequest).toBeNull()
    await done(town, 'dispatcher', id, 'request-void', { text })
    expect(await done(town, 'supervisor', id, 'void', because)).toMatchObject({ state: 'void', holder: null })
  })
})

describe('撤销: one’s own last act undone', () => {
  const standing = async (id: string) => {
    const { state, holder, clocks, assignment, dueAt, nextStep } = await town.page('supervisor', id)
    return { state, holder, clocks, assignment, dueAt, nextStep }
  }

  it('within ten seconds brings back state, holder and clocks as they were, as a new entry', async () => {
    const id = await noiseIn(town, 'assessed')
    const before = await standing(id)
    await done(town, 'dispatcher', id, 'dispatch', { lead: town.places.departments.fire })
    town.clock.advance(10_000)
    expect((await town.page('dispatcher', id)).undoUntil).toBe(town.clock.now().toISOString())
    await done(town, 'dispatcher', id, 'retract')
    expect(await standing(id)).toEqual(before)
    expect((await town.events(id)).map(({ act }) => act)).toEqual(['report', 'assess', 'dispatch', 'retract'])
    expect(await refused(town, 'dispatcher', id, 'retract')).toEqual([409, 'case.undo-impossible'])
    await done(town, 'dispatcher', id, 'dispatch', { lead: town.places.departments.urban })
  })

  it('not later, not by another, and not after somebody followed', async () => {
    const id = await noiseIn(town, 'dispatched')
    expect(await refused(town, 'handler', id, 'retract')).toEqual([409, 'case.undo-not-yours'])
    await done(town, 'handler', id, 'note', { text })
    expect(await refused(town, 'dispatcher', id, 'retract')).toEqual([409, 'case.undo-not-yours'])
    town.clock.advance(10_001)
    expect(await refused(town, 'handler', id, 'retract')).toEqual([409, 'case.undo-too-late'])
  })

  it('opens again what was closed', async () => {
    const id = await noiseIn(town, 'closed')
    await done(town, 'verifier', id, 'retract')
    expect(await standing(id)).toMatchObject({ state: 'handled', nextStep: 'verify-pass' })
  })

  it('of following takes the case off the list of those followed, and back on', async () => {
    const id = await noiseIn(town, 'assessed')
    const followed = async () =>
      (await get(town, 'dispatcher', '/api/v1/cases?following=true')).body.rows.some(
        (row: { id: string }) => row.id === id,
      )
    await done(town, 'dispatcher', id, 'follow')
    await done(town, 'dispatcher', id, 'retract')
    expect([(await town.page('dispatcher', id)).following, await followed()]).toEqual([false, false])
    await done(town, 'dispatcher', id, 'follow')
    town.clock.advance(minutes(1))
    await done(town, 'dispatcher', id, 'unfollow')
    await done(town, 'dispatcher', id, 'retract')
    expect([(await town.page('dispatcher', id)).following, await followed()]).toEqual([true, true])
  })
})
