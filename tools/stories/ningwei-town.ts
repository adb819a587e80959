/** The sub-district of the story: three sectors (块), four fields each with its lead office (条), and who answers with them. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type Box, type ItemPlan, type PersonPlan, type TownPlan } from '../play/town.ts'

const CITY = '330100000000'
const COUNTY = '330109000000'
export const TOWN = '330109013000'
export const COMMAND = 'command-town'

/** Sector, then its communities and villages: number within the sub-district, name. */
const SECTORS = [
  ['south', '南片', 'South', [['003', '金二社区'], ['004', '金一社区'], ['005', '宁安社区'], ['006', '宁东社区'], ['205', '新华村'], ['206', '宁新村']]],
  ['middle', '中片', 'Middle', [['009', '水博社区'], ['013', '鸿宁社区'], ['015', '竞潮社区'], ['017', '市心社区'], ['207', '宁牧村'], ['208', '新安村']]],
  ['north', '北片', 'North', [['014', '钱江社区'], ['016', '开欣社区'], ['018', '前湾社区'], ['022', '江潮社区'], ['210', '顺坝村'], ['221', '二桥村']]],
] as const // prettier-ignore

export interface Place {
  community: string
  worker: string
  sector: string
  boxes: Box[]
}

/** Made up, and marked as synthetic: rows of squares from south to north. */
export const PLACES: Place[] = SECTORS.flatMap(([sector, , , communities], row) =>
  communities.map(([number], column) => ({
    community: `330109013${number}`,
    worker: `grid-${number}`,
    sector,
    boxes: [0, 1].map((half) => square(row * 2 + half, column)),
  })),
)

function square(row: number, column: number): Box {
  const [west, south, side] = [120.25, 30.2, 0.006]
  const at = (origin: number, steps: number) => Number((origin + steps * side).toFixed(6))
  return [at(west, column), at(south, row), at(west, column + 1), at(south, row + 1)]
}

/** The four focal fields and their lead offices. */
export const FIELDS = [
  {
    key: 'sites',
    zh: '建设工地',
    en: 'Building sites',
    office: '城建办',
    officeEn: 'Construction office',
    item: '临边防护缺失',
    itemEn: 'Edge protection missing',
  },
  {
    key: 'schools-hospitals',
    zh: '学校医院',
    en: 'Schools and hospitals',
    office: '社会事务办',
    officeEn: 'Social affairs office',
    item: '消防设施损坏',
    itemEn: 'Fire equipment damaged',
  },
  {
    key: 'industry',
    zh: '工业企业',
    en: 'Industry',
    office: '经济发展办',
    officeEn: 'Economy office',
    item: '电气线路私拉乱接',
    itemEn: 'Makeshift wiring',
  },
  {
    key: 'venues',
    zh: '公共场所',
    en: 'Venues open to the public',
    office: '公共服务办',
    officeEn: 'Public services office',
    item: '疏散通道堆物',
    itemEn: 'Escape route blocked',
  },
] as const
export const fieldItem = (key: string) => `field-${key}`

export const ITEMS = { quick: 'fire-lane', enforcement: 'hot-work', limited: 'serious-fire-risk' } as const
const ENFORCEMENT = 'enforcement'
const POLICE = 'police'

/** Who handles what; logins are `handler-` and the office. */
export const leadOf = (item: string): string =>
  item === ITEMS.enforcement
    ? ENFORCEMENT
    : item === ITEMS.quick || item === ITEMS.limited
      ? 'venues'
      : item.replace('field-', '')

const items: ItemPlan[] = [
  ...FIELDS.map(({ key, item, itemEn }): ItemPlan => ({
    code: fieldItem(key),
    name: { zh: item, en: itemEn },
    category: key,
    autoDispatch: true,
    conditions: oneCondition({ amount: 30, unit: 'calendar-day' }),
  })),
  {
    code: ITEMS.quick,
    name: { zh: '消防车通道被占', en: 'Fire lane taken' },
    category: 'venues',
    severity: 'serious',
    procedureId: '530',
    autoDispatch: true,
  },
  {
    code: ITEMS.enforcement,
    name: { zh: '违规动火作业', en: 'Hot work without a permit' },
    category: 'industry',
    severity: 'serious',
    procedureId: '11301',
    autoDispatch: true,
    plan: {
      steps: [
        { zh: '责令停止作业', en: 'Order the work stopped' },
        { zh: '核对动火审批', en: 'Check the permit' },
      ],
      call: [{ zh: '属地派出所', en: 'The police post' }],
      documents: [{ zh: '责令限期改正通知书', en: 'Order to put it right' }],
      basis: [{ zh: '《消防法》第二十一条', en: 'Fire Protection Law, Art. 21' }],
    },
  },
  {
    code: ITEMS.limited,
    name: { zh: '重大火灾隐患', en: 'Serious fire risk' },
    category: 'venues',
    severity: 'serious',
    autoDispatch: true,
    needsAfterEvidence: true,
    conditions: oneCondition({ amount: 30, unit: 'calendar-day' }),
  },
]

export const ningweiTown: TownPlan = {
  since: '2023-01-01',
  regions: [
    { code: CITY, level: 'city', name: '杭州市', parent: null },
    { code: COUNTY, level: 'county', name: '萧山区', parent: CITY },
    { code: TOWN, level: 'town', name: '宁围街道', parent: COUNTY },
    ...SECTORS.flatMap(([, , , communities]) =>
      communities.map(([number, name]) => ({
        code: `330109013${number}`,
        level: 'community' as const,
        name,
        parent: TOWN,
      })),
    ),
  ],
  grids: PLACES.flatMap(({ community, boxes }) =>
    boxes.map((box, half) => ({ code: gridCode(community, half), community, name: `第${half + 1}网格`, box })),
  ),
  sectors: SECTORS.map(([key, name, nameEn, communities]) => ({
    key,
    name,
    nameEn,
    region: TOWN,
    communities: communities.map(([number]) => `330109013${number}`),
  })),
  departments: [
    { key: 'command-county', kind: 'command', name: '萧山区指挥中心', nameEn: 'County command centre', region: COUNTY },
    {
      key: COMMAND,
      kind: 'command',
      name: '宁围街道掌上指挥室',
      nameEn: 'Palm command room',
      region: TOWN,
      parent: 'command-county',
    },
    ...FIELDS.map(({ key, office, officeEn }) => ({
      key,
      kind: 'duty' as const,
      name: office,
      nameEn: officeEn,
      region: TOWN,
    })),
    { key: ENFORCEMENT, kind: 'duty', name: '综合行政执法队', nameEn: 'Enforcement team', region: TOWN },
    { key: POLICE, kind: 'duty', name: '派出所', nameEn: 'Police post', region: TOWN },
  ],
  teams: [
    ...SECTORS.map(([key, name, nameEn]) => ({
      key,
      kind: 'patrol' as const,
      name: `${name}工作组`,
      nameEn: `${nameEn} sector team`,
      department: COMMAND,
      region: TOWN,
      sector: key,
      grids: PLACES.filter((place) => place.sector === key).flatMap(({ community }) => [
        gridCode(community, 0),
        gridCode(community, 1),
      ]),
    })),
    ...PLACES.map(({ community, worker }) => ({
      key: worker,
      kind: 'grid' as const,
      name: '网格队',
      nameEn: 'Grid team',
      department: COMMAND,
      region: community,
    })),
  ],
  categories: FIELDS.map(({ key, zh, en }) => ({ key, name: { zh, en } })),
  items,
  // Line and block answer together: the lead office with the police post and the enforcement team.
  duties: items.map(({ code }) => ({
    item: code,
    region: TOWN,
    lead: leadOf(code),
    assisting: [POLICE, ENFORCEMENT].filter((key) => key !== leadOf(code)),
    basis: '条块责任清单',
  })),
  people: (town) => {
    const office = (login: string, role: Role, name: string): PersonPlan => ({
      login,
      name,
      grants: [{ role, scope: { kind: 'region', regionId: town.region(TOWN) } }],
      departments: [COMMAND],
    })
    return [
      office('assessor', 'assessor', '研判员'),
      office('dispatcher', 'dispatcher', '派遣员'),
      office('verifier', 'verifier', '核查员'),
      office('leader', 'leader', '分管领导'),
      ...[...FIELDS.map(({ key }) => key), ENFORCEMENT].map((key): PersonPlan => ({
        login: `handler-${key}`,
        name: '处置员',
        grants: [{ role: 'handler', scope: { kind: 'department', departmentId: town.department(key) } }],
        departments: [key],
      })),
      ...PLACES.map(({ community, worker }): PersonPlan => ({
        login: worker,
        name: '网格员',
        teams: [worker],
        grants: [
          {
            role: 'grid-worker',
            scope: { kind: 'grids', gridIds: [0, 1].map((half) => town.grid(gridCode(community, half))) },
          },
          { role: 'grid-worker', scope: { kind: 'own' } },
        ],
      })),
    ]
  },
}

function gridCode(community: string, half: number): string {
  return `${community}${String(half + 1).padStart(3, '0')}`
}
