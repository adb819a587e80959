import { describe, expect, it } from 'vitest'
import { acrossOf, departmentsIn, readMatrix } from './duty-matrix.ts'
import { readDutyRows, type DutyLookups, type DutyRow, type Meant } from './duty-rows.ts'
import { dutiesOfUnits, likest, spellings, unitsIn, unitWords } from './duty-units.ts'
import type { Duty } from './routing.ts'

const TODAY = '2026-03-18'
const known = (names: Record<string, Meant | 'many'>) => (word: string) => names[word] ?? null
const live = (id: string): Meant => ({ id, ended: false })
const lookups: DutyLookups = {
  item: known({ '01-01': live('exit'), 井盖: live('manhole'), 旧: { id: 'old', ended: true } }),
  category: known({ '01': live('fire') }),
  region: known({
    '330703000000': live('county'),
    '330703001000': live('town'),
    '330702000000': { id: 'last-year', ended: true, successor: { id: 'county', code: '330703000000' } },
    城关镇: 'many',
  }),
  department: known({ FIRE: live('fire'), GAS: live('gas'), 城管局: live('urban'), GONE: { id: 'gone', ended: true } }),
}
const options = { regionId: null, from: TODAY, basis: '清单', mode: 'rows' as const }
const row = (over: Partial<DutyRow>): DutyRow => ({
  row: 2,
  item: '01-01',
  category: '',
  region: '330703000000',
  lead: 'FIRE',
  assisting: [],
  basis: '',
  from: '',
  until: '',
  ...over,
})
const read = (rows: DutyRow[], over = {}, present: Duty[] = []) =>
  readDutyRows(rows, present, lookups, { ...options, ...over })

describe('a list of duties', () => {
  it('becomes one change for each item and region', () => {
    expect(
      read([row({ assisting: ['GAS', '城管局'], from: '2026-04-01' }), row({ row: 3, item: '', category: '01' })]),
    ).toEqual({
      rows: 2,
      findings: [],
      changes: [
        {
          change: 'set',
          itemId: 'exit',
          categoryId: null,
          regionId: 'county',
          from: '2026-04-01',
          row: 2,
          drafts: [
            { leadDepartmentId: 'fire', assistingDepartmentIds: ['gas', 'urban'], basis: '清单', validTo: null },
          ],
        },
        {
          change: 'set',
          itemId: null,
          categoryId: 'fire',
          regionId: 'county',
          from: TODAY,
          row: 3,
          drafts: [{ leadDepartmentId: 'fire', assistingDepartmentIds: [], basis: '清单', validTo: null }],
        },
      ],
    })
  })

  it.each<[string, Partial<DutyRow>, string, string, string]>([
    ['an unknown item', { item: '99' }, 'error', 'duty.unknown-item', 'item'],
    ['an item that is retired', { item: '旧' }, 'error', 'duty.ended-item', 'item'],
    ['an unknown region', { region: '110000000000' }, 'error', 'duty.unknown-region', 'region'],
    ['a name that several regions have', { region: '城关镇' }, 'error', 'duty.ambiguous-region', 'region'],
    ['no region at all', { region: '' }, 'error', 'duty.no-region', 'region'],
    ['an unknown lead', { lead: 'X' }, 'error', 'duty.unknown-department', 'lead'],
    ['a lead that is gone', { lead: 'GONE' }, 'error', 'duty.ended-department', 'lead'],
    ['no lead', { lead: '' }, 'error', 'duty.no-lead', 'lead'],
    ['an unknown assistant', { assisting: ['X'] }, 'error', 'duty.unknown-department', 'assisting'],
    ['a day that is none', { from: '2026-02-30' }, 'error', 'duty.no-day', 'from'],
    ['nothing that it is about', { item: '' }, 'error', 'duty.no-subject', 'item'],
    ['a lead among those who assist', { assisting: ['FIRE', 'GAS'] }, 'repaired', 'duty.lead-assists', 'assisting'],
    ['a code of last year', { region: '330702000000' }, 'repaired', 'duty.succeeded-region', 'region'],
  ])('says of %s where it stands', (_what, over, severity, code, field) => {
    const { findings, changes } = read([row({ row: 7, ...over })])
    expect(findings).toMatchObject([{ severity, code, row: 7, field }])
    expect(changes).toHaveLength(severity === 'error' ? 0 : 1)
  })

  it('counts a row that is there twice once, refuses one that contradicts, and warns of two leads', () => {
    const { findings, changes } = read([
      row({}),
      row({ row: 3 }),
      row({ row: 4, basis: '另一依据' }),
      row({ row: 5, lead: 'GAS' }),
    ])
    expect(findings.map(({ row: at, severity, code, params }) => [at, severity, code, params])).toEqual([
      [3, 'repaired', 'duty.row-repeats', { first: 2 }],
      [4, 'error', 'duty.row-contradicts', { first: 2 }],
      [5, 'warning', 'duty.two-leads', { first: 2 }],
    ])
    expect(changes).toMatchObject([{ drafts: [{ leadDepartmentId: 'fire' }, { leadDepartmentId: 'gas' }] }])
  })

  it('that means to be the whole table ends what it does not name, but not what it names wrongly', () => {
    const present = ['county', 'town'].map((regionId): Duty => ({
      id: regionId,
      itemId: 'exit',
      categoryId: null,
      regionId,
      leadDepartmentId: 'fire',
      assistingDepartmentIds: [],
      basis: '',
      validFrom: '2020-01-01',
      validTo: null,
    }))
    const { changes } = read([row({ lead: 'X' })], { mode: 'whole' }, present)
    expect(changes).toMatchObject([{ change: 'set', regionId: 'town', drafts: [] }])
  })
})

describe('a matrix of duties', () => {
  const sheet = (headers: string[], ...cells: string[][]) => ({
    columns: headers.map((header, at) => ({ header, means: at === 0 ? ('item' as const) : null })),
    rows: cells.map((line, at) => ({ row: at + 2, cells: line })),
  })

  it('with regions across has departments in its cells, the lead first', () => {
    const headers = ['330703000000', '330703001000', '999']
    expect(acrossOf(headers, lookups)).toBe('regions')
    const { rows, findings } = readMatrix(
      sheet(
        ['事项', ...headers],
        ['01-01', 'FIRE', 'GAS（协办：FIRE、城管局）', 'FIRE'],
        ['井盖', '', '城管局；GAS', ''],
      ),
      'regions',
      lookups,
    )
    expect(rows).toMatchObject([
      { row: 2, item: '01-01', region: '330703000000', lead: 'FIRE', assisting: [] },
      { row: 2, item: '01-01', region: '330703001000', lead: 'GAS', assisting: ['FIRE', '城管局'] },
      { row: 3, item: '井盖', region: '330703001000', lead: '城管局', assisting: ['GAS'] },
    ])
    expect(findings).toMatchObject([{ code: 'duty.unknown-region', field: '999', row: 1 }])
  })

  it('with departments across has marks in its cells', () => {
    const headers = ['FIRE', 'GAS', '城管局']
    expect(acrossOf(headers, lookups)).toBe('departments')
    const { rows, findings } = readMatrix(
      sheet(['事项', ...headers], ['01-01', '主', '协', ''], ['井盖', '', '○', '?'], ['02', '', '○', '']),
      'departments',
      lookups,
    )
    expect(rows).toMatchObject([{ row: 2, lead: 'FIRE', assisting: ['GAS'], region: '' }])
    expect(findings.map(({ code, row: at }) => [code, at])).toEqual([
      ['duty.unknown-mark', 3],
      ['duty.no-lead', 3],
      ['duty.no-lead', 4],
    ])
  })

  it('is none where no header is known', () => {
    expect(acrossOf(['备注', 'note'], lookups)).toBeNull()
  })

  it('takes a name as a whole, whatever signs are in it', () => {
    const department = known({ '供水（集团）公司': live('water') })
    expect(departmentsIn('供水（集团）公司', { department })).toEqual(['供水（集团）公司'])
  })
})

describe('units of a standard', () => {
  const condition = (handling: string, supervising = '') => ({
    id: 'c',
    filing: { zh: '', en: '' },
    closing: { zh: '', en: '' },
    limit: null,
    limitMeans: 'handle' as const,
    imported: { limit: '', handling, supervising },
  })
  const item = (id: string, ...conditions: ReturnType<typeof condition>[]) => ({
    id,
    code: id,
    name: { zh: id, en: id },
    conditions,
  })
  const items = [
    item('lid', condition('某市节约用水中心、各产权单位', '某市城市管理局')),
    item('tree', condition('园林中心及各供油、供电部门\n所属街办', '某市城市管理局')),
    item('dirt', condition('所属街办、环卫中心')),
    item('odd', condition('各产权单位')),
  ]

  it('are cut at the signs between them', () => {
    expect(unitsIn('园林中心及各供油、供电部门\n所属街办，环卫  中心')).toEqual([
      '园林中心',
      '各供油',
      '供电部门',
      '所属街办',
      '环卫中心',
    ])
  })

  it('are counted, with what each is', () => {
    const words = unitWords(items)
    expect(words.find(({ word }) => word === '所属街办')).toEqual({
      word: '所属街办',
      handling: 2,
      first: 1,
      supervising: 0,
      items: 2,
      generic: true,
      local: true,
    })
    expect(words.find(({ word }) => word === '某市城市管理局')).toMatchObject({ supervising: 2, generic: false })
  })

  it('find the department whose name is most like theirs, and none where none is', () => {
    const departments = ['市城市管理局', '市公安局', '市城市节约用水中心'].map((name) => ({ name }))
    expect(likest('某市节约用水服务中心', departments)?.department.name).toBe('市城市节约用水中心')
    expect(likest('城管局', [{ name: '城市管理局' }])?.department.name).toBe('城市管理局')
    expect(likest('民政局', departments)).toBeNull()
  })

  it('that are spellings of one office lie together', () => {
    const words = unitWords([item('x', condition('某市公安局、公安局、某市民政局'))])
    expect(spellings(words).map((group) => group.map(({ word }) => word))).toEqual([
      ['公安局', '某市公安局'],
      ['某市民政局'],
    ])
  })

  it('become duties: the first that stands for a department leads, a local one in each place', () => {
    const offices: Record<string, { id: string; regionId: string }[]> = {
      某市节约用水中心: [{ id: 'water', regionId: 'city' }],
      园林中心: [{ id: 'parks', regionId: 'city' }],
      环卫中心: [{ id: 'dirt', regionId: 'city' }],
      某市城市管理局: [{ id: 'urban', regionId: 'city' }],
      所属街办: [
        { id: 'office-1', regionId: 't1' },
        { id: 'office-2', regionId: 't2' },
      ],
    }
    const { changes, findings } = dutiesOfUnits(items, {
      departmentsOf: (word) => offices[word] ?? [],
      regionId: 'city',
      superviseAssists: true,
      from: TODAY,
      basis: '标准',
    })
    expect(
      changes.map((change) =>
        change.change === 'set'
          ? [
              change.itemId,
              change.regionId,
              change.drafts[0]?.leadDepartmentId,
              change.drafts[0]?.assistingDepartmentIds,
            ]
          : change,
      ),
    ).toEqual([
      ['lid', 'city', 'water', ['urban']],
      ['tree', 'city', 'parks', ['urban']],
      ['dirt', 't1', 'office-1', ['dirt']],
      ['dirt', 't2', 'office-2', ['dirt']],
    ])
    expect(findings).toMatchObject([{ severity: 'warning', code: 'duty.no-unit', params: { item: 'odd' } }])
  })
})
