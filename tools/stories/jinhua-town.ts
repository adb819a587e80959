/** Nine counties; ten special rectifications, each with its lead department in the city and a branch in each county; checkers of their own. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type Box, type ItemPlan, type PersonPlan, type TownPlan } from '../play/town.ts'
import { COUNTIES, RECTIFICATIONS } from './jinhua.data.ts'

export const CITY = '330700000000'
export const DAYS_TO_HANDLE = 10

export interface Place {
  county: string
  community: string
  worker: string
  box: Box
}

export const short = (county: string) => county.slice(0, 6)
export const PLACES: Place[] = COUNTIES.flatMap(({ code, communities }, row) =>
  communities.map(([community], column) => {
    const at = (origin: number, steps: number) => Number((origin + steps * 0.02).toFixed(6))
    return {
      county: code,
      community,
      worker: `worker-${community}`,
      box: [at(119.6, column), at(29.0, row), at(119.6, column + 1), at(29.0, row + 1)] as const,
    }
  }),
)

export const itemCode = (key: string, which: number) => `${key}-${which + 1}`
export const branch = (key: string, county: string) => `${key}-${short(county)}`
export const desk = (county: string) => `desk-${short(county)}`
export const checker = (county: string) => `checker-${short(county)}`
const command = (county: string) => `command-${short(county)}`
const supervision = (county: string) => `supervision-${short(county)}`

/** 一项一方案: the plan that the lead gets at once. */
const items: ItemPlan[] = RECTIFICATIONS.flatMap(({ key, zh, en, items: pair, lead, leadEn }) =>
  pair.map(([nameZh, nameEn], which) => ({
    code: itemCode(key, which),
    name: { zh: nameZh, en: nameEn },
    category: key,
    autoAssess: true,
    autoDispatch: true,
    conditions: oneCondition({ amount: DAYS_TO_HANDLE, unit: 'calendar-day' }),
    plan: {
      steps: [
        { zh: `按${zh}专项整治方案核实`, en: `Check it by the plan: ${en}` },
        { zh: '限期整改，复查销号', en: 'Put right in time, checked, struck off' },
      ],
      call: [{ zh: `市${lead}部门`, en: leadEn }],
      documents: [{ zh: '整改通知书', en: 'Notice to put it right' }],
      basis: [{ zh: `${zh}专项整治方案`, en: `Plan of the special rectification: ${en}` }],
    },
  })),
)

export const jinhuaTown: TownPlan = {
  since: '2023-01-01',
  regions: [
    { code: CITY, level: 'city', name: '金华市', parent: null },
    ...COUNTIES.map(({ code, zh }) => ({ code, level: 'county' as const, name: zh, parent: CITY })),
    ...COUNTIES.map(({ code, town }) => ({ code: town[0], level: 'town' as const, name: town[1], parent: code })),
    ...COUNTIES.flatMap(({ town, communities }) =>
      communities.map(([code, name]) => ({ code, level: 'community' as const, name, parent: town[0] })),
    ),
  ],
  grids: PLACES.map(({ community, box }) => ({ code: `${community}001`, community, name: '网格', box })),
  departments: [
    { key: 'command-city', kind: 'command', name: '市平安办', nameEn: 'City safety office', region: CITY },
    ...RECTIFICATIONS.map(({ key, lead, leadEn }) => ({
      key,
      kind: 'duty' as const,
      name: `市${lead}部门`,
      nameEn: leadEn,
      region: CITY,
    })),
    ...COUNTIES.flatMap(({ code, zh }) => [
      { key: command(code), kind: 'command' as const, name: `${zh}平安办`, nameEn: 'County safety office', region: code, parent: 'command-city' },
      { key: supervision(code), kind: 'duty' as const, name: `${zh}督查组`, nameEn: 'County supervision group', region: code },
      ...RECTIFICATIONS.map(({ key, lead, leadEn }) => ({
        key: branch(key, code),
        kind: 'duty' as const,
        name: `${zh}${lead}部门`,
        nameEn: `${leadEn}, county`,
        region: code,
        parent: key,
      })),
    ]), // prettier-ignore
  ],
  teams: PLACES.map(({ worker, community, county }) => ({
    key: worker,
    kind: 'grid' as const,
    name: '网格队',
    nameEn: 'Grid team',
    department: command(county),
    region: community,
    grids: [`${community}001`],
  })),
  categories: RECTIFICATIONS.map(({ key, zh, en }) => ({ key, name: { zh, en } })),
  items,
  duties: COUNTIES.flatMap(({ code }) =>
    items.map(({ code: item, category }) => ({
      item,
      region: code,
      lead: branch(category, code),
      basis: '专项整治责任分工',
    })),
  ),
  people: (town) => {
    const region = (code: string) => ({ kind: 'region', regionId: town.region(code) }) as const
    const post = (login: string, role: Role, name: string, code: string, key: string): PersonPlan => ({
      login,
      name,
      grants: [{ role, scope: region(code) }],
      departments: [key],
    })
    return [
      post('supervisor', 'supervisor', '市督查员', CITY, 'command-city'),
      ...COUNTIES.flatMap(({ code, zh }): PersonPlan[] => [
        post(desk(code), 'dispatcher', `${zh}派遣员`, code, command(code)),
        post(checker(code), 'verifier', `${zh}督查核查员`, code, supervision(code)),
        ...RECTIFICATIONS.map(({ key }): PersonPlan => {
          const departmentId = town.department(branch(key, code))
          return {
            login: branch(key, code),
            name: '处置员',
            grants: [{ role: 'handler', scope: { kind: 'department', departmentId } }],
            departments: [branch(key, code)],
          }
        }),
      ]),
      ...PLACES.map(({ worker, community }): PersonPlan => ({
        login: worker,
        name: '网格员',
        teams: [worker],
        grants: [
          { role: 'grid-worker', scope: { kind: 'grids', gridIds: [town.grid(`${community}001`)] } },
          { role: 'grid-worker', scope: { kind: 'own' } },
        ],
      })),
    ]
  },
}
