/** What is lent beyond one's scope, and what is withheld within it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '../catalogue/answers.ts'
import { sql } from '../platform/database.ts'
import { startSequencer } from '../platform/sequencer.ts'
import { wakeCases } from './clocks.ts'
import { startMergeReactions } from './reactions.ts'
import { caseTown, type CaseTown, type Person } from './testing.ts'
import { done, get, minutes, photo, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const text = '独居老人需要帮助'
const listed = async (by: Person, url: string) =>
  ((await get(town, by, url)).body.rows as { id: string }[]).map(({ id }) => id)

describe('a reporter whose case was merged into one elsewhere', () => {
  it('follows it there: may read it, finds it among what he follows, and may do nothing else with it', async () => {
    const { worker } = town.people
    await town.signIn('grid-worker', { kind: 'own' }, { accountId: worker.accountId })
    const position = town.places.points.a2x1
    const parent = (await town.report('manhole', { position }, 'countyDispatcher')).body.id
    const child = (await town.report('manhole', { position })).body.id
    expect((await town.page('worker', parent)).code).toBe('platform.not-found')
    await done(town, 'countyDispatcher', child, 'merge', { parentId: parent })
    const readers = [
      startSequencer(town.city),
      startMergeReactions(town.city, (error) => {
        throw error
      }),
    ]
    try {
      await expect.poll(async () => (await town.page('worker', parent)).following, { timeout: 20_000 }).toBe(true)
    } finally {
      await Promise.all(readers.map((reader) => reader.stop()))
    }
    expect(await listed('worker', '/api/v1/cases?following=true')).toEqual([parent])
    expect(await refused(town, 'worker', parent, 'note', { text })).toEqual([403, 'case.not-your-role'])
    expect(await refused(town, 'worker', parent, 'call', { text })).toEqual([403, 'case.not-your-role'])
    await done(town, 'worker', parent, 'unfollow')
    expect((await town.page('worker', parent)).code).toBe('platform.not-found')
    expect(await listed('worker', '/api/v1/cases?following=true')).toEqual([])
  })
})

describe('the office above', () => {
  it('has on its desk what ran out below, and not before', async () => {
    const { id } = (await town.report('manhole')).body
    expect(await listed('leader', '/api/v1/desk/escalated')).not.toContain(id)
    town.clock.advance(minutes(16))
    await wakeCases(town.city, town.clock.now())
    expect(await listed('leader', '/api/v1/desk/escalated')).toContain(id)
    expect(await listed('dispatcher', '/api/v1/desk/escalated')).not.toContain(id)
    expect((await town.page('leader', id)).holder?.id).toBe(town.places.departments.commandA1)
  })
})

describe('a case about a person in need', () => {
  let id: string
  const contact = { name: '上官阿婆', phone: '13611112222' }
  beforeAll(async () => {
    await town.city.db.run(
      sql`update item_version set document = document || '{"confidential": true}' where item_id = ${town.places.items.help}`,
    )
    await town.city.db.run(sql`update catalogue_version set version = version + 1`)
    await loadCatalogue(town.city)
    const files = [await photo(town, 'worker', 'evidence')]
    id = (await town.report('help', { text, address: '桂花巷 8 号', contact, files })).body.id
  })

  it('shows its words and photos to its office, its finder and who handles it', async () => {
    for (const by of ['worker', 'assessor', 'caller'] as const) {
      const page = await town.page(by, id)
      expect([by, page.withheld, page.excerpt, page.files.length]).toEqual([by, false, text, 1])
    }
    await done(town, 'assessor', id, 'assess', { itemId: town.places.items.help, conditionId: 'c1', text })
    expect((await town.page('handler', id)).timeline[1]!.text?.value).toBe(text)
  })

  it('shows others in scope that there is one, in no list, page or file more than that', async () => {
    const [file] = (await town.page('assessor', id)).files
    for (const by of ['leader', 'countyDispatcher'] as const) {
      const page = await town.page(by, id)
      expect([page.withheld, page.excerpt, page.address, page.texts, page.files]).toEqual([true, null, null, [], []])
      const seen = JSON.stringify([
        page,
        (await get(town, by, '/api/v1/cases')).body,
        (await get(town, by, '/api/v1/desk/escalated')).body,
      ])
      for (const secret of [text, '桂花巷', contact.name, contact.phone, file!.referenceId])
        expect(seen).not.toContain(secret)
      const asked = await town.app.inject({
        method: 'GET',
        url: `/api/v1/files/${file!.referenceId}`,
        headers: town.people[by].headers,
      })
      expect(asked.statusCode).toBe(404)
    }
  })

  it('does not tell a number to others either, though they may read contacts elsewhere', async () => {
    const textId = (await town.page('caller', id)).texts.find(({ kind }) => kind === 'contact-phone')!.textId
    const elsewhere = await town.signIn(
      'supervisor',
      { kind: 'region', regionId: town.places.regions.countyA },
      { departmentIds: [town.places.departments.commandA] },
    )
    town.people.stranger = elsewhere
    const before = (await town.events(id)).length
    expect(await refused(town, 'stranger', id, 'unmask', { textId, reason: '随便看看' })).toEqual([
      404,
      'case.text-unknown',
    ])
    expect((await town.events(id)).length).toBe(before)
    expect((await done(town, 'caller', id, 'unmask', { textId, reason: '电话回访' })).text).toBe(contact.phone)
  })
})
