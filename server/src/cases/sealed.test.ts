/** Personal data lie sealed: in no column, event or stored answer in clear, and reading them leaves a trace. */
import { beforeAll, describe, expect, it } from 'vitest'
import { raw, sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { caseTown, type CaseTown } from './testing.ts'
import { done, get, post, refused } from './testing-way.ts'

const SECRETS = {
  text: '独居老人王阿婆家煤气味很重',
  address: '桂花巷八十八号后门',
  name: '诸葛明远',
  phone: '13912345678',
}
const REMARK = '王阿婆的儿子答应明早开门'

let town: CaseTown
let id: string
beforeAll(async () => {
  town = await caseTown()
  const { text, address, name, phone } = SECRETS
  id = (await town.report('help', { text, address, contact: { name, phone } })).body.id
  await done(town, 'assessor', id, 'assess', { itemId: town.places.items.help, conditionId: 'c1', text: REMARK })
  await sequenceNow(town.city)
})

/** Tables of the city in any row of which one of the texts stands in clear, as text or as its bytes. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const { db, schema } = town.city
  const tables = await db.rows<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = ${schema} and table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(20)
  const found: string[] = []
  for (const { name } of tables) {
    for (const text of texts) {
      const needles = [
        text,
        JSON.stringify(text).slice(1, -1),
        Buffer.from(text).toString('hex'),
        Buffer.from(text).toString('base64').slice(0, -4),
      ]
      const hit = await db.maybe<{ n: number }>(
        sql`select count(*) as n from ${raw(`"${name}"`)} as t where exists (select from unnest(${needles}::text[]) as needle where position(needle in t::text) > 0)`,
      )
      if (hit!.n > 0) found.push(`${name}: ${text}`)
    }
  }
  return found
}

describe('what was written of people', () => {
  it('is nowhere in the database in clear', async () => {
    expect(await tablesWith([...Object.values(SECRETS), REMARK])).toEqual([])
    // The search finds what is there.
    expect((await tablesWith(['网格员甲'])).map((hit) => hit.split(':')[0])).toEqual(['account'])
  })

  it('stands in the event as a commitment with a key of its own', async () => {
    const rows = await town.city.db.rows<{ act: string; body: string }>(
      sql`select act, body from event where subject = ${id} order by seq`,
    )
    const [report, assess] = rows.map((row) => JSON.parse(row.body))
    for (const ref of [report.text, report.address, ...report.contact, assess.text]) {
      expect(ref.textId).toMatch(/^[0-9a-f-]{36}$/)
      expect(ref.commitment.length).toBeGreaterThan(20)
    }
    const again = await town.report('help', { text: SECRETS.text })
    const other = await town.city.db.maybe<{ body: string }>(
      sql`select body from event where subject = ${again.body.id} and seq = 1`,
    )
    expect(JSON.parse(other!.body).text.commitment).not.toBe(report.text.commitment)
  })

  it('is shown in clear to whoever works on the case, contacts masked, and not at all to a stranger', async () => {
    const page = await town.page('dispatcher', id)
    expect([page.excerpt, page.address]).toEqual([SECRETS.text, SECRETS.address])
    expect(page.timeline[1]!.text?.value).toBe(REMARK)
    const shown = JSON.stringify(page)
    for (const secret of [SECRETS.name, SECRETS.phone]) expect(shown).not.toContain(secret)
    expect(page.texts.find(({ kind }) => kind === 'contact-phone')!.value).toBe('139****5678')
    expect((await town.page('stranger', id)).code).toBe('platform.not-found')
    const list = JSON.stringify((await get(town, 'dispatcher', '/api/v1/cases')).body)
    for (const secret of [SECRETS.name, SECRETS.phone]) expect(list).not.toContain(secret)
  })
})

describe('reading a contact in clear', () => {
  const contact = async () => (await town.page('caller', id)).texts.find(({ kind }) => kind === 'contact-phone')!.textId
  const reason = '电话回访需要号码'

  it('is an act with its reason in the history', async () => {
    const textId = await contact()
    const { text } = await done(town, 'caller', id, 'unmask', { textId, reason })
    expect(text).toBe(SECRETS.phone)
    expect((await town.events(id)).at(-1)).toMatchObject({ act: 'unmask', actor: town.people.caller.accountId })
    const last = (await town.page('auditor' in town.people ? 'caller' : 'supervisor', id)).timeline.at(-1)!
    expect([last.act, last.facts['reason']]).toEqual(['unmask', reason])
    expect(await tablesWith([SECRETS.phone])).toEqual([])
  })

  it('sent twice is one entry, and the second answer holds no number', async () => {
    const envelope = {
      commandId: newId(),
      act: 'unmask',
      occurredAt: town.clock.now().toISOString(),
      body: { textId: await contact(), reason },
    }
    const before = (await town.events(id)).length
    const [first, second] = [
      await post(town, 'caller', envelope, `/api/v1/cases/${id}/acts`),
      await post(town, 'caller', envelope, `/api/v1/cases/${id}/acts`),
    ]
    expect([first.body.text, second.body.text]).toEqual([SECRETS.phone, undefined])
    expect((await town.events(id)).length).toBe(before + 1)
  })

  it('is refused without the power, without a reason, and for a text of another case', async () => {
    const textId = await contact()
    for (const by of ['worker', 'dispatcher', 'handler', 'leader'] as const)
      expect(await refused(town, by, id, 'unmask', { textId, reason })).toEqual([403, 'case.not-your-role'])
    expect((await refused(town, 'caller', id, 'unmask', { textId, reason: '  ' }))[0]).toBe(422)
    const other = (await town.report('help', { contact: { phone: '13700000000' } })).body.id
    const before = (await town.events(other)).length
    expect(await refused(town, 'caller', other, 'unmask', { textId, reason })).toEqual([404, 'case.text-unknown'])
    expect((await town.events(other)).length).toBe(before)
    expect((await refused(town, 'stranger', id, 'unmask', { textId, reason }))[0]).toBe(404)
  })
})
