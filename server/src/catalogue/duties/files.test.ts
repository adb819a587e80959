import { beforeAll, describe, expect, it } from 'vitest'
import type { RevisionFindingAnswer } from '@bihuan/contract/revision'
import type { Item } from '@bihuan/domain/item'
import { newId } from '../../platform/id.ts'
import { sql } from '../../platform/database.ts'
import { xlsxBytes } from '../../platform/sheets/write.ts'
import { loadTerritory } from '../../territory/answers.ts'
import { bumpTerritory } from '../../territory/store.ts'
import { catalogue, loadCatalogue } from '../answers.ts'
import { bumpCatalogue, insertItemVersions } from '../store.ts'
import { dutyTown, TODAY, type DutyTown } from './testing.ts'

let town: DutyTown
beforeAll(async () => {
  town = await dutyTown()
})
const GBK_HEADER = Buffer.from('cac2cfeeb4fac2eb2cc7f8d3f2b4fac2eb2cd6f7b0ecb2bfc3c50a', 'hex')
const brief = (findings: RevisionFindingAnswer[]) =>
  findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ row, field, severity, code }) => [row, field, severity, code])

describe('a list', () => {
  it('is read with what is wrong in it, row by row; the good rows alone can be applied', async () => {
    const revision = await town.startFile(
      [
        '责任清单（2026）',
        '事项代码,区域代码,主办部门,协办部门,依据,生效日',
        'dog,990101000000,fire,urban、gas,犬类管理办法,2026/4/1',
        'cat,990101000000,fire,,,',
        'dog,990109000000,fire,,,',
        'rubbish,990100003000,nobody,,,',
        'help,990100003000,urban,urban、fire,,',
        'help,990100003000,urban,fire,,',
        'gasLeak,三镇,gas,,,2026年13月1日',
      ].join('\r\n'),
      { basis: '责任清单' },
    )
    expect(revision).toMatchObject({ state: 'rehearsed', changes: 2, counts: { rows: 7 } })
    expect(brief(await town.findings(revision.id))).toEqual([
      [4, 'item', 'error', 'duty.unknown-item'],
      [5, 'region', 'error', 'duty.unknown-region'],
      [6, 'lead', 'error', 'duty.unknown-department'],
      [7, 'assisting', 'repaired', 'duty.lead-assists'],
      [8, 'lead', 'repaired', 'duty.row-repeats'],
      [9, 'from', 'error', 'duty.no-day'],
    ])
    expect((await town.decide(revision.id, 'apply')).body.code).toBe('revision.has-errors')
    await town.decide(revision.id, 'apply', { keepGood: true })
    expect(await town.goes('help', 'cx')).toEqual(['urban'])
    // It begins in April.
    expect(await town.goes('dog', 'a1x')).toBe('gap')
    town.clock.set(new Date('2026-04-01T09:00:00+08:00'))
    expect(await town.goes('dog', 'a1x')).toEqual(['fire'])
    town.clock.set(new Date('2026-03-18T10:00:00+08:00'))
  })

  it('in GBK, with names in place of codes', async () => {
    const { noise } = town.places.items
    const revision = await town.startFile(Buffer.concat([GBK_HEADER, Buffer.from('noise,990100003000,fire\n')]))
    expect(revision).toMatchObject({ errors: 0, changes: 1 })
    const named = await town.startFile('事项,区域,主办\n噪声扰民,三镇,消防救援支队\n')
    expect(named).toMatchObject({ errors: 0, changes: 1 })
    expect(noise).toBeTruthy()
  })

  it('with codes that a spreadsheet has rounded says so', async () => {
    const revision = await town.startFile('事项代码,区域代码,主办部门\ndog,9.90101E+11,fire\n')
    expect(brief(await town.findings(revision.id))).toEqual([[2, '区域代码', 'error', 'duty.code-cut']])
  })

  it('with a code of last year takes its successor, and says so', async () => {
    const old = newId()
    await town.city.db.transaction(async (db) => {
      await db.run(sql`insert into region (id, code, level, name, parent_id, valid_from, valid_to, successor_id)
        select ${old}, '990199000000', 'county', '旧区', parent_id, '2000-01-01', '2025-01-01', id from region where id = ${town.places.regions.countyB}`)
      await bumpTerritory(db)
    })
    await loadTerritory(town.city)
    const revision = await town.startFile('事项代码,区域代码,主办部门\ndog,990199000000,gas\n')
    expect(await town.findings(revision.id)).toMatchObject([
      { severity: 'repaired', code: 'duty.succeeded-region', params: { successor: '990102000000' } },
      { code: 'duty.gap-closed' },
    ])
    await town.decide(revision.id, 'apply')
    expect(await town.goes('dog', 'b1x')).toEqual(['gas'])
  })

  it('given out and taken in again changes nothing', async () => {
    for (const [layout, mode] of [
      ['list', 'whole'],
      ['matrix', 'rows'],
    ]) {
      const { body } = await town.call<{ name: string; text: string }>(
        town.administrator,
        'GET',
        `/duties/template?layout=${layout}`,
      )
      expect(body.name).toBe(`duties-${layout}-${TODAY}.csv`)
      const revision = await town.startFile(body.text, { mode })
      const warned = layout === 'list' ? [[9, 'lead', 'warning', 'duty.two-leads']] : []
      expect(brief(await town.findings(revision.id))).toEqual(warned)
      expect(revision).toMatchObject({ state: 'rehearsed', changes: 0 })
    }
  })

  it('that means to be the whole table ends the rest', async () => {
    const revision = await town.startFile('类别代码,主办部门\nsafety,fire\n', {
      mode: 'whole',
      regionId: town.places.regions.city,
      basis: '测试职责表',
    })
    expect(revision.counts['duties-unchanged']).toBe(1)
    expect(revision.counts['duties-after']).toBe(1)
    expect(revision.counts['gaps-after']).toBe(8)
    await town.decide(revision.id, 'discard')
  })
})

describe('a file that is none', () => {
  it.each([
    ['without a header that is known', 'a,b\n1,2\n', {}, 'sheet.no-header'],
    ['a list without a lead', '事项代码,区域代码\ndog,990101000000\n', { layout: 'list' }, 'sheet.columns-missing'],
    ['a matrix whose headers mean nothing', '事项代码,甲,乙\ndog,fire,gas\n', {}, 'duty.no-matrix'],
  ])('%s fails with its sentence', async (_what, text, source, code) => {
    const revision = await town.startFile(text, source)
    expect(revision).toMatchObject({ state: 'failed', failure: { code } })
  })

  it('cannot be started without its upload', async () => {
    const body = { commandId: newId(), title: 'x', source: { type: 'file', format: 'csv' } }
    const answer = await town.call(town.administrator, 'POST', '/duties/revisions', body)
    expect([answer.status, answer.body.code]).toEqual([422, 'revision.file-required'])
  })
})

describe('a matrix', () => {
  it('of regions in a workbook: departments in its cells', async () => {
    const bytes = await xlsxBytes(
      '责任',
      ['事项代码', '事项名称', '990101000000 东区', '990102000000'],
      [
        ['noLimit', '老旧设施', 'urban', 'fire（协办：gas）'],
        ['dust', '工地扬尘', '', 'gas、fire'],
        ['what', '', 'fire', ''],
      ],
    )
    const revision = await town.startFile(bytes)
    expect(brief(await town.findings(revision.id))).toEqual([[4, '990101000000 东区', 'error', 'duty.unknown-item']])
    await town.decide(revision.id, 'apply', { keepGood: true })
    expect(await town.goes('noLimit', 'a1x')).toEqual(['urban'])
    expect(await town.goes('noLimit', 'b1x')).toEqual(['fire'])
    expect(await town.goes('dust', 'b1x')).toEqual(['gas'])
  })

  it('of departments: marks in its cells', async () => {
    const revision = await town.startFile('事项代码,fire,gas,urban\nillegalBuilding,协,,主\nrubbish,?,主,\n', {
      regionId: town.places.regions.townC,
    })
    expect(brief(await town.findings(revision.id))).toEqual([[3, 'fire', 'error', 'duty.unknown-mark']])
    await town.decide(revision.id, 'apply', { keepGood: true })
    expect(await town.goes('rubbish', 'cx')).toEqual(['gas'])
  })
})

describe('the units of the standard', () => {
  const spell = async (items: Record<string, [string, string]>) => {
    const held = catalogue(town.city)
    const versions = Object.entries(items).map(([code, [handling, supervising]]): Item => {
      const item = held.itemByCode(code)!
      const conditions = item.conditions.map((one) => ({ ...one, imported: { limit: '2天', handling, supervising } }))
      return { ...item, version: item.version + 1, conditions }
    })
    await town.city.db.transaction(async (db) => {
      await insertItemVersions(db, versions)
      await bumpCatalogue(db)
    })
    await loadCatalogue(town.city)
  }

  it('are listed with what their names are like, and become duties once they are departments', async () => {
    await spell({
      rubbish: ['甲市燃气公司、各产权单位', '东区城市管理局'],
      noise: ['各产权单位', ''],
      help: ['所属街办', '消防救援支队'],
    })
    const { body } = await town.call<{
      rows: { word: string; generic: boolean; suggestion: unknown }[]
      items: number
    }>(town.administrator, 'GET', '/duties/units')
    expect(body.items).toBe(3)
    expect(body.rows.find(({ word }) => word === '甲市燃气公司')).toMatchObject({
      handling: 1,
      suggestion: { department: { id: town.places.departments.gas } },
    })
    expect(body.rows.find(({ word }) => word === '各产权单位')).toMatchObject({ generic: true, suggestion: null })

    const { gas, fire, commandA1, commandA2, urban } = town.places.departments
    const revision = await town.start({
      type: 'units',
      regionId: town.places.regions.city,
      onlyWithout: false,
      mapping: {
        甲市燃气公司: [gas],
        东区城市管理局: [urban],
        消防救援支队: [fire],
        所属街办: [commandA1, commandA2],
      },
    })
    expect(revision).toMatchObject({ errors: 0, counts: { 'duties-begun': 3 } })
    expect(await town.findings(revision.id)).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'duty.no-unit', severity: 'warning' })]),
    )
    await town.decide(revision.id, 'apply')
    expect(await town.goes('rubbish', 'a1x')).toEqual(['gas'])
    expect(await town.goes('help', 'a1x')).toEqual(['commandA1'])
    expect(await town.goes('help', 'a2x')).toEqual(['commandA2'])
  })

  it('are the administrator’s', async () => {
    expect((await town.call(town.people.dispatcher, 'GET', '/duties/units')).status).toBe(403)
  })
})
