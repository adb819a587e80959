/** A catalogue of ten items for tests: every procedure and every flag once, a gap and an overlap of duty. */
import type { Category, Condition, Item, Limit, Procedure, StageProfile, Words } from '@bihuan/domain/item'
import type { Duty } from '@bihuan/domain/routing'
import procedures from '../../../profiles/procedures.json' with { type: 'json' }
import stages from '../../../profiles/stages.json' with { type: 'json' }
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'
import { loadCatalogue } from './answers.ts'
import * as store from './store.ts'

const words = (zh: string, en: string): Words => ({ zh, en })

/** One condition `c1` with this limit, unless more are given. */
function condition(id: string, limit: Limit | null, limitMeans: Condition['limitMeans'] = 'handle'): Condition {
  return {
    id,
    filing: words('发现即立案', 'File when found'),
    closing: words('恢复原状', 'As it was before'),
    limit,
    limitMeans,
  }
}

const plain = {
  version: 1,
  hazard: true,
  severity: 'general',
  procedureId: 'ordinary',
  autoAssess: false,
  autoDispatch: false,
  needsAfterEvidence: false,
  needsReview: false,
  needsCallBack: false,
  reworkLimit: null,
  plan: { steps: [], call: [], documents: [], basis: [] },
} satisfies Partial<Item>

const two = { amount: 2, unit: 'working-day' } as const

const ITEMS = {
  /** danger-to-life; assessed and dispatched by the system; call-back; lead gas, fire assists. */
  gasLeak: {
    ...plain,
    category: 'safety',
    name: words('燃气泄漏', 'Gas leak'),
    severity: 'danger-to-life',
    procedureId: 'danger-to-life',
    autoAssess: true,
    autoDispatch: true,
    needsAfterEvidence: true,
    needsCallBack: true,
    conditions: [condition('c1', { amount: 4, unit: 'calendar-hour' })],
    keywords: ['煤气', '有煤气味'],
  },
  /** 530; assessed and dispatched by the system; after-evidence; lead fire (by its category). */
  blockedExit: {
    ...plain,
    category: 'safety',
    name: words('消防通道堵塞', 'Blocked fire exit'),
    severity: 'serious',
    procedureId: '530',
    autoAssess: true,
    autoDispatch: true,
    needsAfterEvidence: true,
    conditions: [condition('c1', { amount: 30, unit: 'emergency-minute' })],
    keywords: ['安全出口', '疏散通道'],
  },
  /** 11301 with a handling plan; lead urban. */
  illegalBuilding: {
    ...plain,
    category: 'urban',
    name: words('违法建设', 'Illegal construction'),
    procedureId: '11301',
    autoDispatch: true,
    conditions: [condition('c1', { amount: 1, unit: 'calendar-day' })],
    plan: {
      steps: [words('核对许可', 'Check the permit'), words('责令停止', 'Order it stopped')],
      call: [words('规划部门', 'The planning department')],
      documents: [words('责令停止建设通知书', 'Order to stop building')],
      basis: [words('《城乡规划法》第六十四条', 'Urban and Rural Planning Law, Art. 64')],
    },
    keywords: ['违建', '搭建'],
  },
  /** Ordinary, by hand; two conditions; after-evidence, review, a rework limit; lead urban, in town A1 urbanA1. */
  manhole: {
    ...plain,
    category: 'urban',
    name: words('井盖破损', 'Broken manhole cover'),
    needsAfterEvidence: true,
    needsReview: true,
    reworkLimit: { amount: 1, unit: 'working-day' },
    conditions: [
      condition('c1', { amount: 120, unit: 'emergency-minute' }),
      condition('c2', { amount: 5, unit: 'working-day' }),
    ],
    keywords: ['井盖'],
  },
  /** A request, no hazard; call-back; dispatched by the system. */
  help: {
    ...plain,
    category: 'urban',
    name: words('求助代办', 'Help with an errand'),
    hazard: false,
    severity: 'minor',
    autoDispatch: true,
    needsCallBack: true,
    conditions: [condition('c1', { amount: 3, unit: 'working-day' })],
    keywords: ['代办'],
  },
  /** 制止: the limit means "stopped within". */
  dust: {
    ...plain,
    category: 'urban',
    name: words('工地扬尘', 'Dust from a building site'),
    autoAssess: true,
    autoDispatch: true,
    conditions: [condition('c1', { amount: 60, unit: 'emergency-minute' }, 'stop')],
    keywords: ['扬尘'],
  },
  /** No limit at all. */
  noLimit: {
    ...plain,
    category: 'urban',
    name: words('老旧设施', 'Worn equipment'),
    severity: 'minor',
    autoAssess: true,
    conditions: [condition('c1', null)],
    keywords: ['老旧'],
  },
  /** Small enough to be put right on the spot. */
  rubbish: {
    ...plain,
    category: 'urban',
    name: words('暴露垃圾', 'Rubbish left lying'),
    severity: 'minor',
    autoAssess: true,
    autoDispatch: true,
    needsAfterEvidence: true,
    conditions: [condition('c1', { amount: 4, unit: 'calendar-hour' })],
    keywords: ['垃圾'],
  },
  /** Two departments lead it: an overlap, dispatched by hand. */
  noise: {
    ...plain,
    category: 'urban',
    name: words('噪声扰民', 'Noise'),
    autoAssess: true,
    autoDispatch: true,
    conditions: [condition('c1', two)],
    keywords: ['噪音'],
  },
  /** Nobody leads it: a gap. */
  dog: {
    ...plain,
    category: 'other',
    name: words('犬只扰民', 'Stray dog'),
    autoAssess: true,
    autoDispatch: true,
    conditions: [condition('c1', two)],
    keywords: ['狗'],
  },
} satisfies Record<string, Omit<Item, 'id' | 'code' | 'categoryId'> & { category: CategoryName }>

type CategoryName = 'safety' | 'urban' | 'other'
export type TestItem = keyof typeof ITEMS
export type TestCatalogue = {
  categories: Record<CategoryName, string>
  items: Record<TestItem, string>
  duties: Record<string, string>
}

/** What the duties need to know of the territory. */
export interface TestOffices {
  regions: Record<'city' | 'townA1', string>
  departments: Record<'fire' | 'gas' | 'urban' | 'urbanA1', string>
}

export async function seedTestCatalogue(city: City, { regions, departments }: TestOffices): Promise<TestCatalogue> {
  const categories: (Category & { code: CategoryName })[] = [
    { id: newId(), code: 'safety', name: words('安全隐患', 'Safety hazards'), position: 1 },
    { id: newId(), code: 'urban', name: words('城市管理', 'City upkeep'), position: 2 },
    { id: newId(), code: 'other', name: words('其他', 'Other'), position: 3 },
  ]
  const categoryIds = Object.fromEntries(categories.map(({ code, id }) => [code, id])) as Record<CategoryName, string>
  const items = (Object.keys(ITEMS) as TestItem[]).map((code): Item => {
    const { category, ...item } = ITEMS[code]
    return { ...item, id: newId(), code, categoryId: categoryIds[category] }
  })
  const itemIds = Object.fromEntries(items.map(({ code, id }) => [code, id])) as Record<TestItem, string>

  const duty = (
    of: { item: TestItem } | { category: CategoryName },
    regionId: string,
    lead: string,
    assisting: string[] = [],
  ): Duty => ({
    id: newId(),
    itemId: 'item' in of ? itemIds[of.item] : null,
    categoryId: 'category' in of ? categoryIds[of.category] : null,
    regionId,
    leadDepartmentId: lead,
    assistingDepartmentIds: assisting,
    basis: '测试职责表',
    validFrom: '2020-01-01',
    validTo: null,
  })
  const { fire, gas, urban, urbanA1 } = departments
  const duties = {
    safety: duty({ category: 'safety' }, regions.city, fire),
    gasLeak: duty({ item: 'gasLeak' }, regions.city, gas, [fire]),
    urban: duty({ category: 'urban' }, regions.city, urban),
    manholeA1: duty({ item: 'manhole' }, regions.townA1, urbanA1, [urban]),
    manhole: duty({ item: 'manhole' }, regions.city, urban),
    noiseByUrban: duty({ item: 'noise' }, regions.city, urban),
    noiseByFire: duty({ item: 'noise' }, regions.city, fire),
  }
  await city.db.transaction(async (db) => {
    await store.insertCategories(db, categories)
    await store.insertProcedures(db, procedures as Procedure[])
    await store.insertStageProfiles(db, stages as StageProfile[])
    await store.insertItems(db, items)
    await store.insertDuties(db, Object.values(duties))
    await store.bumpCatalogue(db)
  })
  await loadCatalogue(city)
  const dutyIds = Object.fromEntries(Object.entries(duties).map(([name, { id }]) => [name, id]))
  return { categories: categoryIds, items: itemIds, duties: dutyIds }
}
