/** The part of the city that the story needs: two districts, four towns, and who mediates at which level. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type Box, type ItemPlan, type PersonPlan, type TownPlan } from '../play/town.ts'

const CITY = '230600000000'
const COUNTIES = [
  { code: '230602000000', key: 'saertu', name: '萨尔图区' },
  { code: '230604000000', key: 'ranghulu', name: '让胡路区' },
] as const
const TOWNS = [
  { code: '230602014000', key: 'huizhan', name: '会战街道', county: 'saertu', communities: [['001', '站前社区'], ['002', '兴贸社区'], ['003', '富强社区']] },
  { code: '230602015000', key: 'youyi', name: '友谊街道', county: 'saertu', communities: [['001', '风华社区'], ['002', '悦民苑社区'], ['003', '爱民社区']] },
  { code: '230604013000', key: 'longgang', name: '龙岗街道', county: 'ranghulu', communities: [['007', '龙新社区'], ['008', '龙南社区'], ['011', '西寨社区']] },
  { code: '230604010000', key: 'qingxin', name: '庆新街道', county: 'ranghulu', communities: [['001', '第一社区'], ['002', '第二社区'], ['003', '第三社区']] },
] as const // prettier-ignore

export interface Place {
  town: string
  county: string
  community: string
  worker: string
  box: Box
  /** A market with a grid and people of its own 专属网格, in one of the communities. */
  market: boolean
}

const [WEST, SOUTH, SIDE] = [124.9, 46.55, 0.01]
const square = (row: number, column: number): Box => {
  const at = (origin: number, steps: number) => Number((origin + steps * SIDE).toFixed(6))
  return [at(WEST, column), at(SOUTH, row), at(WEST, column + 1), at(SOUTH, row + 1)]
}

export const PLACES: Place[] = TOWNS.flatMap(({ key, county, code, communities }, row) =>
  communities.map(([number], column) => ({
    town: key,
    county,
    community: `${code.slice(0, 9)}${number}`,
    worker: `grid-${key}-${number}`,
    box: square(row, column),
    market: false,
  })),
)
const HOME = PLACES[0]!
export const MARKET: Place = {
  ...HOME,
  worker: 'grid-market',
  market: true,
  box: [HOME.box[0] + 0.002, HOME.box[1] + 0.002, HOME.box[0] + 0.006, HOME.box[1] + 0.006],
}

export const MARKET_TEAM = '市场专属网格队'

/** Kinds of dispute; the town's mediators have them all. */
export const DISPUTES = [
  ['neighbours', '邻里纠纷', 'Neighbours'],
  ['property-fees', '物业纠纷', 'Property fees'],
  ['wages', '欠薪纠纷', 'Unpaid wages'],
  ['family', '婚姻家庭纠纷', 'Family'],
  ['trade', '消费纠纷', 'Trade'],
] as const
export const GAS_LEAK = 'gas-leak'
export const GAS_UTILITY = 'gas'
const FIRE = 'fire'

const items: ItemPlan[] = [
  ...DISPUTES.map(([code, zh, en]): ItemPlan => ({
    code,
    name: { zh, en },
    category: 'disputes',
    hazard: false,
    autoAssess: true,
    autoDispatch: true,
    conditions: oneCondition({ amount: 30, unit: 'calendar-day' }),
  })),
  {
    code: GAS_LEAK,
    name: { zh: '燃气泄漏', en: 'Gas leak' },
    category: 'danger',
    severity: 'danger-to-life',
    procedureId: 'danger-to-life',
    needsAfterEvidence: true,
    conditions: oneCondition({ amount: 4, unit: 'calendar-hour' }),
  },
]

const gridCode = ({ community, market }: Place) => `${community}${market ? '901' : '001'}`
const everywhere = [...PLACES, MARKET]

export const daqingTown: TownPlan = {
  since: '2023-01-01',
  regions: [
    { code: CITY, level: 'city', name: '大庆市', parent: null },
    ...COUNTIES.map(({ code, name }) => ({ code, level: 'county' as const, name, parent: CITY })),
    ...TOWNS.map(({ code, name, county }) => ({ code, level: 'town' as const, name, parent: codeOf(county) })),
    ...TOWNS.flatMap(({ code, communities }) =>
      communities.map(([number, name]) => ({
        code: `${code.slice(0, 9)}${number}`,
        level: 'community' as const,
        name,
        parent: code,
      })),
    ),
  ],
  grids: everywhere.map((place) => ({
    code: gridCode(place),
    community: place.community,
    name: place.market ? '市场专属网格' : '综合网格',
    box: place.box,
    kind: place.market ? 'dedicated' : 'general',
  })),
  departments: [
    { key: 'command-city', kind: 'command', name: '市一网统管中心', nameEn: 'City command centre', region: CITY },
    { key: GAS_UTILITY, kind: 'duty', name: '燃气公司', nameEn: 'Gas utility', region: CITY },
    { key: FIRE, kind: 'duty', name: '消防救援支队', nameEn: 'Fire and rescue', region: CITY },
    ...COUNTIES.flatMap(({ key, name, code }) => [
      {
        key: `command-${key}`,
        kind: 'command' as const,
        name: `${name}指挥中心`,
        nameEn: 'County command centre',
        region: code,
        parent: 'command-city',
      },
      {
        key: `mediation-${key}`,
        kind: 'duty' as const,
        name: `${name}矛盾纠纷调处中心`,
        nameEn: 'County mediation centre',
        region: code,
      },
    ]),
    ...TOWNS.flatMap(({ key, name, code, county }) => [
      {
        key: `command-${key}`,
        kind: 'command' as const,
        name: `${name}指挥室`,
        nameEn: 'Town command office',
        region: code,
        parent: `command-${county}`,
      },
      {
        key: `mediation-${key}`,
        kind: 'duty' as const,
        name: `${name}人民调解委员会`,
        nameEn: 'Town mediation committee',
        region: code,
      },
    ]),
  ],
  teams: everywhere.map((place) => ({
    key: place.worker,
    kind: 'grid',
    name: place.market ? MARKET_TEAM : '网格队',
    nameEn: 'Grid team',
    department: `command-${place.town}`,
    region: place.community,
    grids: [gridCode(place)],
  })),
  categories: [
    { key: 'disputes', name: { zh: '矛盾纠纷', en: 'Disputes' } },
    { key: 'danger', name: { zh: '突发险情', en: 'Dangers' } },
  ],
  items,
  duties: [
    ...TOWNS.flatMap(({ key, code }) =>
      DISPUTES.map(([item]) => ({ item, region: code, lead: `mediation-${key}`, basis: '街道调解职责' })),
    ),
    { item: GAS_LEAK, region: CITY, lead: FIRE, basis: '应急处置预案' },
  ],
  people: (town) => {
    const region = (code: string) => ({ kind: 'region', regionId: town.region(code) }) as const
    const office = (login: string, role: Role, name: string, code: string, key: string): PersonPlan => ({
      login,
      name,
      grants: [{ role, scope: region(code) }],
      departments: [key],
    })
    const mediator = (key: string, name: string): PersonPlan => ({
      login: key,
      name,
      grants: [{ role: 'handler', scope: { kind: 'department', departmentId: town.department(key) } }],
      departments: [key],
    })
    return [
      office('leader', 'leader', '分管领导', CITY, 'command-city'),
      ...COUNTIES.flatMap(({ key, name, code }) => [
        office(`verifier-${key}`, 'verifier', `${name}核查员`, code, `command-${key}`),
        office(`supervisor-${key}`, 'supervisor', `${name}督导员`, code, `command-${key}`),
        mediator(`mediation-${key}`, '区调解员'),
      ]),
      ...TOWNS.flatMap(({ key, name, code }) => [
        office(`assessor-${key}`, 'assessor', `${name}研判员`, code, `command-${key}`),
        office(`dispatcher-${key}`, 'dispatcher', `${name}派遣员`, code, `command-${key}`),
        mediator(`mediation-${key}`, '街道调解员'),
      ]),
      mediator(GAS_UTILITY, '燃气抢修员'),
      ...everywhere.map((place): PersonPlan => ({
        login: place.worker,
        name: '网格员',
        teams: [place.worker],
        grants: [
          { role: 'grid-worker', scope: { kind: 'grids', gridIds: [town.grid(gridCode(place))] } },
          { role: 'grid-worker', scope: { kind: 'own' } },
        ],
      })),
    ]
  },
}

function codeOf(county: string): string {
  return COUNTIES.find(({ key }) => key === county)!.code
}
