import { beforeAll, describe, expect, it } from 'vitest'
import { casePage } from '@bihuan/contract/case-shapes'
import { caseTown, type CaseTown } from './testing.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})

describe('one hazard goes round', () => {
  it('from the report of a grid worker to the close, and each step has its holder and its event', async () => {
    const reported = await town.report('help', {
      text: '三楼消防通道堆放杂物',
      contact: { name: '王某', phone: '13800001234' },
    })
    expect(reported).toMatchObject({
      status: 201,
      body: { state: 'reported', nextStep: 'assess', holder: { id: town.places.departments.commandA1 } },
    })
    const { id } = reported.body
    const steps: [Parameters<CaseTown['act']>[0], string, Record<string, unknown>, string][] = [
      ['assessor', 'assess', { itemId: town.places.items.help, conditionId: 'c1' }, 'dispatched'],
      ['handler', 'accept', {}, 'accepted'],
      ['handler', 'submit', { text: '已办' }, 'handled'],
      ['verifier', 'verify-pass', {}, 'calling-back'],
      ['caller', 'record-call-back', { result: 'satisfied' }, 'closed'],
    ]
    for (const [by, act, body, state] of steps) {
      const done = await town.act(by, id, act, body)
      expect(done, `${act}: ${JSON.stringify(done.body)}`).toMatchObject({ status: 200, body: { state } })
      town.clock.advance(60_000)
    }
    expect((await town.events(id)).map((event) => event.act)).toEqual([
      'report',
      'assess',
      'dispatch',
      'accept',
      'submit',
      'verify-pass',
      'record-call-back',
    ])
    const page = await town.page('supervisor', id)
    expect(page.code, JSON.stringify(page)).toBeUndefined()
    expect(casePage.parse(page)).toMatchObject({ state: 'closed', holder: null, callBack: 'satisfied' })
    expect(page.texts.map((text) => [text.kind, text.value])).toContainEqual(['contact-phone', '138****1234'])
  })
})
