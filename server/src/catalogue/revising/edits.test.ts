import { beforeAll, describe, expect, test } from 'vitest'
import type { ItemEdit } from '@bihuan/contract/catalogue-edit'
import { caseTown, type CaseTown } from '../../cases/testing.ts'
import { sql } from '../../platform/database.ts'
import { upload } from '../../files/testing/upload.ts'
import { newId } from '../../platform/id.ts'
import { testCity } from '../../platform/testing/city.ts'
import { catalogue } from '../answers.ts'
import { editorOf, type Editor } from './testing.ts'

let town: CaseTown
let editor: Editor
const held = () => catalogue(town.city)
type ItemName = keyof CaseTown['places']['items']
const id = (name: ItemName) => town.places.items[name]

/** The item as a form would send it, with what is changed. */
function edited(name: ItemName, change: Partial<ItemEdit> = {}): ItemEdit {
  const { confidential, ...item } = held().item(id(name))!
  return { ...item, confidential: confidential ?? false, ...change } as ItemEdit
}
const itemEdit = (item: ItemEdit) => ({ type: 'edit' as const, edits: [{ what: 'item' as const, item }] })
const refusedWith = async (source: object) =>
  (await editor.post('/catalogue/revisions', { commandId: newId(), title: 'x', source })) as {
    status: number
    body: { code: string; params?: object }
  }
const assessed = async () => {
  const { body } = await town.report('manhole')
  await town.act('assessor', body.id, 'assess', { itemId: id('manhole'), conditionId: 'c1' })
  return body.id
}

beforeAll(async () => {
  town = await caseTown()
  editor = await editorOf(town)
})

describe('an item', () => {
  test('that is edited has a new version; a case keeps the one it was made under', async () => {
    const caseId = await assessed()
    const [first, second] = held().item(id('manhole'))!.conditions
    const change = {
      severity: 'serious' as const,
      conditions: [{ ...first!, limit: { amount: 1, unit: 'calendar-day' as const } }, second!],
    }
    const rehearsed = await editor.start(itemEdit(edited('manhole', change)))
    expect(rehearsed).toMatchObject({ origin: 'editor', state: 'rehearsed', changes: 1, errors: 0 })
    expect(held().item(id('manhole'))!.version).toBe(1)
    await editor.act(rehearsed.id, 'apply')
    expect(held().item(id('manhole'))).toMatchObject({ version: 2, severity: 'serious' })
    const versions = await editor.get<{ rows: { version: number; openCases: number; changes: { field: string }[] }[] }>(
      `/catalogue/items/${id('manhole')}/versions`,
    )
    expect(
      versions.body.rows.map((row) => [row.version, row.openCases, row.changes.map(({ field }) => field)]),
    ).toEqual([
      [2, 0, ['severity', 'conditions.c1.limit']],
      [1, 1, []],
    ])
    const document = await town.city.db.maybe<{ version: number; severity: string }>(
      sql`select (document -> 'item' ->> 'version')::integer as version, document -> 'item' ->> 'severity' as severity from cases where id = ${caseId}`,
    )
    expect(document).toEqual({ version: 1, severity: 'general' })
  })

  test('whose condition would go under an open case says how many, and is blocked unless that is chosen', async () => {
    const gone = { conditions: [held().item(id('manhole'))!.conditions[1]!] }
    const blocked = await editor.start(itemEdit(edited('manhole', gone)))
    expect(blocked).toMatchObject({ errors: 1, changes: 0 })
    expect(await editor.findings(blocked.id)).toMatchObject([
      { code: 'catalogue.condition-has-open-cases', severity: 'error', params: { cases: 1 } },
    ])
    const chosen = await editor.start({ ...itemEdit(edited('manhole', gone)), allowOrphans: true })
    expect(chosen).toMatchObject({ errors: 0, warnings: 1, changes: 1 })
    expect((await editor.act(chosen.id, 'apply')).status).toBe(200)
    // What the case was filed under is still known.
    expect(
      held()
        .itemVersion(id('manhole'), 1)!
        .conditions.map((condition) => condition.id),
    ).toEqual(['c1', 'c2'])
    await editor.act(chosen.id, 'take-back')
    expect(held().item(id('manhole'))!.conditions).toHaveLength(2)
  })

  test('that retires with open cases is blocked unless that is chosen; the cases go on and nobody files new ones', async () => {
    const retire = { type: 'edit' as const, edits: [{ what: 'item-retire' as const, id: id('manhole') }] }
    const caseId = await assessed()
    const blocked = await editor.start(retire)
    expect(await editor.findings(blocked.id)).toMatchObject([
      { code: 'catalogue.item-has-open-cases', params: { cases: 2 } },
    ])
    expect((await editor.act(blocked.id, 'apply')).body.code).toBe('revision.has-errors')
    expect((await editor.act(blocked.id, 'apply', { keepGood: true })).body.code).toBe('revision.nothing-to-apply')
    const { id: revisionId } = await editor.through({ ...retire, allowOrphans: true })
    expect(held().isRetired(id('manhole'))).toBe(true)
    expect((await town.report('manhole')).status).toBe(422)
    const { urbanA1 } = town.places.departments
    expect(await town.act('dispatcher', caseId, 'dispatch', { lead: urbanA1 })).toMatchObject({ status: 200 })
    const rows = (await editor.get<{ rows: { id: string; retiredOn: string | null }[] }>('/catalogue/items')).body.rows
    expect(rows.find((row) => row.id === id('manhole'))!.retiredOn).toBe('2026-03-18')
    await editor.act(revisionId, 'take-back')
    expect((await town.report('manhole')).status).toBe(201)
  })

  test('that is new may be taken back while no open case is about it', async () => {
    const fresh = edited('dust', { id: null, version: null, code: 'fresh', name: { zh: '新事项', en: 'New' } })
    const made = await editor.through(itemEdit(fresh))
    const item = held().itemByCode('fresh')!
    expect(item).toMatchObject({ version: 1, conditions: [{ id: 'c1' }] })
    await town.city.db.run(
      sql`update cases set item_id = ${item.id} where id = (select id from cases where holder_id is not null limit 1)`,
    )
    expect((await editor.act(made.id, 'take-back')).body).toMatchObject({
      code: 'catalogue.item-used',
      params: { cases: 1 },
    })
    await town.city.db.run(sql`update cases set item_id = ${id('manhole')} where item_id = ${item.id}`)
    expect((await editor.act(made.id, 'take-back')).status).toBe(200)
    expect(held().isRetired(item.id)).toBe(true)
  })

  test('that makes no sense is an error with what to do', async () => {
    const two = held().item(id('manhole'))!.conditions
    const wrong = await editor.start(
      itemEdit(edited('manhole', { autoAssess: true, procedureId: 'none', conditions: two })),
    )
    expect((await editor.findings(wrong.id)).map(({ code }) => code)).toEqual([
      'catalogue.procedure-unknown',
      'catalogue.auto-assess-needs-one-condition',
    ])
  })

  test('whose code is another one’s, or that somebody has changed meanwhile, is refused: 409; unknown: 404', async () => {
    expect(await refusedWith(itemEdit(edited('dust', { id: null, version: null, code: 'dog' })))).toMatchObject({
      status: 409,
      body: { code: 'catalogue.code-taken' },
    })
    expect(await refusedWith(itemEdit(edited('dust', { code: 'other-code' })))).toMatchObject({
      body: { code: 'catalogue.code-fixed' },
    })
    expect(await refusedWith(itemEdit(edited('dust', { version: 7 })))).toMatchObject({
      body: { code: 'catalogue.changed-meanwhile' },
    })
    expect(await refusedWith({ type: 'edit', edits: [{ what: 'item-retire', id: newId() }] })).toMatchObject({
      status: 404,
    })
    expect(await refusedWith(itemEdit(edited('dust', { conditions: [] })))).toMatchObject({ status: 422 })
  })
})

describe('beside items', () => {
  test('a procedure gets a new version; an open case keeps its limits', async () => {
    const caseId = await assessed()
    const limits = () => town.city.db.maybe(sql`select document -> 'limits' as limits from cases where id = ${caseId}`)
    const before = await limits()
    const ordinary = held().procedure('ordinary')!
    const procedure = {
      ...ordinary,
      limits: { ...ordinary.limits, handle: { amount: 7, unit: 'working-day' as const } },
    }
    await editor.through({ type: 'edit', edits: [{ what: 'procedure', procedure }] })
    expect(held().procedure('ordinary')).toMatchObject({
      version: ordinary.version + 1,
      limits: { handle: { amount: 7 } },
    })
    expect(await limits()).toEqual(before)
    expect(await refusedWith({ type: 'edit', edits: [{ what: 'procedure', procedure }] })).toMatchObject({
      body: { code: 'catalogue.changed-meanwhile' },
    })
  })

  test('a category is made, renamed, and retires once nothing is in it', async () => {
    const made = { id: null, code: 'new', name: { zh: '新大类', en: 'New' }, position: 9 }
    await editor.through({ type: 'edit', edits: [{ what: 'category', category: made }] })
    const category = held()
      .categories()
      .find(({ code }) => code === 'new')!
    await editor.through({
      type: 'edit',
      edits: [{ what: 'category', category: { ...category, name: { zh: '改名', en: 'Renamed' } } }],
    })
    expect(held().category(category.id)!.name.zh).toBe('改名')
    const full = await editor.start({
      type: 'edit',
      edits: [{ what: 'category-retire', id: town.places.categories.urban }],
    })
    expect(await editor.findings(full.id)).toMatchObject([{ code: 'catalogue.category-has-items', severity: 'error' }])
    await editor.through({ type: 'edit', edits: [{ what: 'category-retire', id: category.id }] })
    expect(
      held()
        .categories()
        .map(({ code }) => code),
    ).not.toContain('new')
  })

  test('the stages in force are chosen, and go back', async () => {
    const caseId = await assessed()
    const stages = async () => (await town.page('dispatcher', caseId)).stages!.length
    expect(await stages()).toBe(5)
    const { id: revisionId } = await editor.through({ type: 'edit', edits: [{ what: 'stages', id: 'seven' }] })
    expect(await stages()).toBe(7)
    await editor.act(revisionId, 'take-back')
    expect(await stages()).toBe(5)
  })
})

describe('two administrators, and a server that dies', () => {
  test('of two at once the second is told, rehearses again and loses nothing', async () => {
    const other = await editorOf(town)
    const mine = await editor.start(itemEdit(edited('dog', { keywords: ['狗', '犬'] })))
    const theirs = await other.start(itemEdit(edited('noise', { keywords: ['噪音', '吵'] })))
    const answers = await Promise.all([editor.act(mine.id, 'apply'), other.act(theirs.id, 'apply')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = answers[0]!.status === 409 ? mine : theirs
    expect(await editor.look(late.id)).toMatchObject({ stale: true })
    await editor.act(late.id, 'rehearse-again')
    expect((await editor.act(late.id, 'apply')).status).toBe(200)
    expect([held().item(id('dog'))!.keywords, held().item(id('noise'))!.keywords]).toEqual([
      ['狗', '犬'],
      ['噪音', '吵'],
    ])
  })

  test('both at the same item: the second’s rehearsal says that it was changed', async () => {
    const [mine, theirs] = [edited('help', { keywords: ['甲'] }), edited('help', { keywords: ['乙'] })]
    const first = await editor.start(itemEdit(mine))
    const second = await editor.start(itemEdit(theirs))
    await editor.act(first.id, 'apply')
    expect((await editor.act(second.id, 'rehearse-again')).body).toMatchObject({ code: 'catalogue.changed-meanwhile' })
    expect(held().item(id('help'))!.keywords).toEqual(['甲'])
  })

  test('a connection that dies in the middle of applying leaves nothing, and it goes in afterwards', async () => {
    const at = await testCity()
    const admin = await editorOf(at)
    const rows = Array.from(
      { length: 300 },
      (_, n) => `01,甲类,${String(n).padStart(3, '0')},事项${n},坏,好,${1 + (n % 9)}天`,
    )
    const { id: revisionId } = await admin.file(
      ['大类代码,大类,小类代码,小类,立案条件,结案条件,时限', ...rows].join('\n'),
    )
    await at.city.db.run(sql`
      create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
    await at.city.db.run(sql`
      create trigger die before insert on item_version for each row when (new.name_zh = '事项200') execute function die()`)
    expect((await admin.act(revisionId, 'apply')).status).toBeGreaterThanOrEqual(500)
    await at.city.db.run(sql`drop trigger die on item_version`)
    expect(
      await at.city.db.rows(sql`select 1 from item union all select 1 from category union all select 1 from procedure`),
    ).toEqual([])
    expect(await admin.look(revisionId)).toMatchObject({ state: 'rehearsed', changes: 300 + 1 + 4 + 3 })
    expect((await admin.act(revisionId, 'apply')).status).toBe(200)
    expect(catalogue(at.city).items()).toHaveLength(300)
  })

  test('a connection that dies in the middle of rehearsing leaves it to the next attempt, which begins from the beginning', async () => {
    const at = await testCity()
    const admin = await editorOf(at)
    await at.city.db.run(sql`
      create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
    await at.city.db.run(sql`
      create trigger die before insert on revision_change for each row when (new.label like '%事项2') execute function die()`)
    const rows = Array.from({ length: 9 }, (_, n) => `01,甲类,${n},事项${n},坏,好,1天`)
    const file = Buffer.from(['大类代码,大类,小类代码,小类,立案条件,结案条件,时限', ...rows].join('\n'))
    const { id: uploadId } = await upload(at, admin.who, file, 'text/csv')
    const source = { type: 'file', format: 'csv' }
    const begun = await admin.post<{ id: string }>('/catalogue/revisions', {
      commandId: newId(),
      title: 'x',
      uploadId,
      source,
    })
    const revisionId = begun.body.id
    await expect(at.runTimers()).rejects.toThrow(/terminat|connection/i)
    expect(await admin.look(revisionId)).toMatchObject({ state: 'rehearsing', may: ['discard'] })
    await at.city.db.run(sql`drop trigger die on revision_change`)
    at.clock.advance(600_000)
    await at.runTimers()
    expect(await admin.look(revisionId)).toMatchObject({
      state: 'rehearsed',
      errors: 0,
      counts: { 'items-created': 9 },
    })
  })
})
