import { beforeAll, describe, expect, it } from 'vitest'
import { casePage } from '@bihuan/contract/case-shapes'
import { loadCatalogue } from '../catalogue/answers.ts'
import { sql } from '../platform/database.ts'
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

describe('a case about a person in need', () => {
  it('shows what was said to those who handle it, and to nobody else in scope', async () => {
    const { items } = town.places
    await town.city.db.run(
      sql`update item_version set document = document || '{"confidential": true}' where item_id = ${items.noLimit}`,
    )
    await town.city.db.run(sql`update catalogue_version set version = version + 1`)
    await loadCatalogue(town.city)
    const { body } = await town.report('noLimit', { text: '独居老人求助' })
    expect((await town.page('assessor', body.id)).texts.map((text) => text.value)).toContain('独居老人求助')
    const leader = await town.page('leader', body.id)
    expect(leader).toMatchObject({ withheld: true, texts: [], excerpt: null })
    expect(JSON.stringify(leader)).not.toContain('独居老人')
  })
})
