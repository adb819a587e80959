/** Four levels, each with its office that is called and answers: communities, towns, districts, the city; and the twelve categories. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type Box, type ItemPlan, type PersonPlan, type TownPlan } from '../play/town.ts'

export const CITY = '510100000000'
const COUNTIES = [
  { key: 'jinjiang', code: '510104000000', name: '锦江区' },
  { key: 'wuhou', code: '510107000000', name: '武侯区' },
] as const
const TOWNS = [
  { key: 'chunxi', county: 'jinjiang', code: '510104022000', name: '春熙路街道', communities: [['006', '总府路社区'], ['009', '督院街社区'], ['010', '盐道街社区']] },
  { key: 'shuyuan', county: 'jinjiang', code: '510104023000', name: '书院街街道', communities: [['013', '庆云社区'], ['016', '五昭路社区'], ['017', '福字街社区']] },
  { key: 'yulin', county: 'wuhou', code: '510107005000', name: '玉林街道', communities: [['001', '玉林北路社区'], ['002', '玉林东路社区'], ['004', '倪家桥社区']] },
  { key: 'guixi', county: 'wuhou', code: '510107064000', name: '桂溪街道', communities: [['001', '三瓦窑社区'], ['002', '和平社区'], ['003', '益州社区']] },
] as const // prettier-ignore

/** 十二类, each with a small matter that a community ends and a big one for the town; names of ours. */
export const CATEGORIES = [
  { key: 'fire-equipment', zh: '公共消防设施', en: 'Public fire equipment', bureau: '消防救援', small: ['灭火器失效', 'Extinguisher dead'], big: ['消火栓无水', 'Hydrant dry'] },
  { key: 'power-telecom', zh: '电力通信设施', en: 'Power and telecom', bureau: '经济和信息化', small: ['弱电箱敞开', 'Telecom box open'], big: ['电线搭挂成网', 'Wires in a tangle'] },
  { key: 'gas', zh: '燃气设施', en: 'Gas facilities', bureau: '燃气管理', small: ['软管老化', 'Hose worn'], big: ['管道被占压', 'Main built over'] },
  { key: 'small-premises', zh: '三合一与九小场所', en: 'Small mixed-use premises', bureau: '应急管理', small: ['疏散通道堆物', 'Way out blocked'], big: ['三合一住人', 'People living in a workshop'] },
  { key: 'building-use', zh: '房屋改变用途', en: 'Change of use', bureau: '住房建设', small: ['底层擅改商铺', 'Flat turned shop'], big: ['承重墙被拆', 'Bearing wall removed'] },
  { key: 'illegal-building', zh: '违法建设', en: 'Illegal construction', bureau: '城市管理', small: ['阳台外扩', 'Balcony built out'], big: ['楼顶加建', 'Storey added'] },
  { key: 'residential-security', zh: '居住小区治安', en: 'Residential security', bureau: '公安', small: ['门禁损坏', 'Door lock broken'], big: ['监控大面积失效', 'Cameras dead'] },
  { key: 'food', zh: '小餐饮食品安全', en: 'Food of small shops', bureau: '市场监管', small: ['健康证过期', 'Health card expired'], big: ['后厨污染', 'Kitchen contaminated'] },
  { key: 'dogs', zh: '犬只管理', en: 'Dogs', bureau: '犬只管理', small: ['遛犬不牵绳', 'Dog off the lead'], big: ['禁养犬伤人', 'Banned dog has bitten'] },
  { key: 'group-rental', zh: '群租房', en: 'Group rentals', bureau: '住房租赁', small: ['隔断间', 'Partitioned room'], big: ['整栋群租', 'Whole house let by beds'] },
  { key: 'vice', zh: '黄赌毒', en: 'Vice, gambling, drugs', bureau: '治安管理', small: ['棋牌室扰民', 'Noisy card room'], big: ['涉赌线索', 'Sign of gambling'] },
  { key: 'assistance', zh: '需要帮扶', en: 'People who need assistance', bureau: '民政', small: ['代办求助', 'Errand asked for'], big: ['临时救助', 'Urgent relief'] },
] as const // prettier-ignore
export type Size = 'small' | 'big'
export const itemCode = (category: string, size: Size) => `${category}-${size}`

export const office = {
  community: (code: string) => `office-${code}`,
  town: (key: string) => `office-${key}`,
  county: (key: string) => `office-${key}`,
  city: 'office-city',
}
export const station = (community: string) => `station-${community}`
export const team = (town: string) => `team-${town}`
export const bureau = (category: string, where: string) => `bureau-${category}-${where}`

export interface Place {
  community: string
  town: string
  county: string
  worker: string
  box: Box
}

const square = (row: number, column: number): Box => {
  const at = (origin: number, steps: number) => Number((origin + steps * 0.01).toFixed(6))
  return [at(104.06, column), at(30.6, row), at(104.06, column + 1), at(30.6, row + 1)]
}
export const PLACES: Place[] = TOWNS.flatMap(({ key, county, code, communities }, row) =>
  communities.map(([number], column) => ({
    community: `${code.slice(0, 9)}${number}`,
    town: key,
    county,
    worker: `worker-${key}-${number}`,
    box: square(row, column),
  })),
)
export const townCode = (key: string) => TOWNS.find((town) => town.key === key)!.code
const countyCode = (key: string) => COUNTIES.find((county) => county.key === key)!.code
const PLACES_ABOVE = [...COUNTIES.map(({ key }) => key), 'city']

/**
 * 监管空白 and 职能交叉, planted: nobody leads the item in these regions, or two do. A gap is told at the widest region of which it is true.
 */
export const PLANTED = {
  gaps: [
    { item: itemCode('dogs', 'small'), region: PLACES[0]!.community },
    { item: itemCode('food', 'small'), region: PLACES[7]!.community },
    { item: itemCode('group-rental', 'small'), region: townCode('yulin') },
    { item: itemCode('illegal-building', 'big'), region: townCode('guixi') },
    { item: itemCode('vice', 'small'), region: countyCode('jinjiang') },
  ],
  overlaps: [
    {
      item: itemCode('fire-equipment', 'big'),
      region: townCode('chunxi'),
      other: bureau('fire-equipment', 'jinjiang'),
    },
    { item: itemCode('gas', 'small'), region: PLACES[4]!.community, other: team('shuyuan') },
    { item: itemCode('building-use', 'big'), region: townCode('yulin'), other: bureau('building-use', 'wuhou') },
  ],
}

/** The regions of a place, nearest first. */
export const chain = ({ community, town, county }: Place) => [community, townCode(town), countyCode(county), CITY]

export const isGap = (place: Place, item: string) =>
  PLANTED.gaps.some((gap) => gap.item === item && chain(place).includes(gap.region))
export const isOverlap = (place: Place, item: string) =>
  PLANTED.overlaps.some((overlap) => overlap.item === item && chain(place).includes(overlap.region))

export const leadAt = (place: Place, size: Size) => (size === 'small' ? station(place.community) : team(place.town))

function duties(): TownPlan['duties'] {
  const basis = '平安社区责任清单'
  const given = CATEGORIES.flatMap(({ key }) => {
    const [small, big] = [itemCode(key, 'small'), itemCode(key, 'big')]
    const inTown = (place: Place) => ({
      item: big,
      region: townCode(place.town),
      lead: team(place.town),
      assisting: [bureau(key, place.county)],
      basis,
    })
    const towns = PLACES.filter((place, index) => PLACES.findIndex(({ town }) => town === place.town) === index)
    return [
      ...PLACES.filter((place) => !isGap(place, small)).map((place) => ({
        item: small,
        region: place.community,
        lead: station(place.community),
        basis,
      })),
      ...towns.filter((place) => !isGap(place, big)).map(inTown),
    ]
  })
  return [...given, ...PLANTED.overlaps.map(({ item, region, other }) => ({ item, region, lead: other, basis }))]
}

const items: ItemPlan[] = CATEGORIES.flatMap(({ key, small, big }): ItemPlan[] =>
  ([['small', small, 3], ['big', big, 15]] as const).map(([size, [zh, en], days]) => ({
    code: itemCode(key, size),
    name: { zh, en },
    category: key,
    hazard: key !== 'assistance',
    confidential: key === 'assistance',
    severity: size === 'small' ? 'minor' : 'general',
    autoAssess: true,
    autoDispatch: true,
    conditions: oneCondition({ amount: days, unit: 'calendar-day' }),
  })),
) // prettier-ignore

export const chengduTown: TownPlan = {
  since: '2022-01-01',
  regions: [
    { code: CITY, level: 'city', name: '成都市', parent: null },
    ...COUNTIES.map(({ code, name }) => ({ code, level: 'county' as const, name, parent: CITY })),
    ...TOWNS.map(({ code, name, county }) => ({ code, level: 'town' as const, name, parent: countyCode(county) })),
    ...TOWNS.flatMap(({ code, communities }) =>
      communities.map(([number, name]) => ({
        code: `${code.slice(0, 9)}${number}`,
        level: 'community' as const,
        name,
        parent: code,
      })),
    ),
  ],
  grids: PLACES.map(({ community, box }) => ({ code: `${community}001`, community, name: '微网格', box })),
  departments: [
    { key: office.city, kind: 'command', name: '市平安办', nameEn: 'City safety office', region: CITY },
    ...COUNTIES.map(({ key, name, code }) => ({
      key: office.county(key),
      kind: 'command' as const,
      name: `${name}平安办`,
      nameEn: 'District safety office',
      region: code,
      parent: office.city,
    })),
    ...TOWNS.flatMap(({ key, name, code, county }) => [
      { key: office.town(key), kind: 'command' as const, name: `${name}平安办`, nameEn: 'Town safety office', region: code, parent: office.county(county) },
      { key: team(key), kind: 'duty' as const, name: `${name}综合执法队`, nameEn: 'Town enforcement team', region: code },
    ]), // prettier-ignore
    ...PLACES.flatMap(({ community, town }) => [
      { key: office.community(community), kind: 'command' as const, name: '社区平安工作站', nameEn: 'Community safety desk', region: community, parent: office.town(town) },
      { key: station(community), kind: 'duty' as const, name: '社区综合服务队', nameEn: 'Community service team', region: community },
    ]), // prettier-ignore
    ...CATEGORIES.flatMap(({ key, bureau: name, en }) =>
      PLACES_ABOVE.map((where) => ({
        key: bureau(key, where),
        kind: 'duty' as const,
        name: where === 'city' ? `市${name}局` : `${COUNTIES.find((county) => county.key === where)!.name}${name}局`,
        nameEn: `Bureau: ${en}`,
        region: where === 'city' ? CITY : countyCode(where),
      })),
    ),
  ],
  teams: PLACES.map(({ worker, community }) => ({
    key: worker,
    kind: 'grid' as const,
    name: '微网格队',
    nameEn: 'Grid team',
    department: office.community(community),
    region: community,
    grids: [`${community}001`],
  })),
  categories: CATEGORIES.map(({ key, zh, en }) => ({ key, name: { zh, en } })),
  items,
  duties: duties(),
  people: (town) => {
    const region = (code: string) => ({ kind: 'region', regionId: town.region(code) }) as const
    const desk = (login: string, roles: readonly Role[], code: string): PersonPlan => ({
      login,
      name: '值班员',
      grants: roles.map((role) => ({ role, scope: region(code) })),
      departments: [login],
    })
    const handler = (login: string): PersonPlan => ({
      login,
      name: '处置员',
      grants: [{ role: 'handler', scope: { kind: 'department', departmentId: town.department(login) } }],
      departments: [login],
    })
    const both = ['assessor', 'dispatcher'] as const
    return [
      { ...desk(office.city, [...both, 'supervisor'], CITY), login: 'city' },
      ...COUNTIES.map(({ key, code }) => desk(office.county(key), both, code)),
      ...TOWNS.flatMap(({ key, code }) => [desk(office.town(key), both, code), handler(team(key))]),
      ...CATEGORIES.flatMap(({ key }) => PLACES_ABOVE.map((where) => handler(bureau(key, where)))),
      ...PLACES.flatMap(({ community, worker }): PersonPlan[] => [
        desk(office.community(community), both, community),
        handler(station(community)),
        {
          login: worker,
          name: '网格员',
          teams: [worker],
          grants: [
            { role: 'grid-worker', scope: { kind: 'grids', gridIds: [town.grid(`${community}001`)] } },
            { role: 'grid-worker', scope: { kind: 'own' } },
          ],
        },
      ]),
    ]
  },
}
