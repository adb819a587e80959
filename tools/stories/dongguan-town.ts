/** Thirty-five towns right under the city, no county between; nineteen departments with a branch in each town; finders who are no handlers. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type Box, type ItemPlan, type PersonPlan, type TownPlan } from '../play/town.ts'
import { DEPARTMENTS, TOWNS } from './dongguan.data.ts'

const CITY = '441900000000'
/** As the account has them. */
export const GENERAL_GRIDS = 2_934
export const DAYS_TO_HANDLE = 7

export interface Place {
  town: string
  community: string
  worker: string
  boxes: Box[]
}

const townCode = (code: string) => `441900${code}000`
const communityCode = (town: string, number: string) => `441900${town}${number}`

const COMMUNITIES = TOWNS.flatMap(([town, , communities]) =>
  communities.map((label) => {
    const [number, name] = label.split(' ') as [string, string]
    return { town, number, name }
  }),
)

/** Made up, and marked as synthetic: a block for each community, cut into as many grids as the city has, shared out evenly. */
export const PLACES: Place[] = COMMUNITIES.map(({ town, number }, index) => {
  const [few, more] = [Math.floor(GENERAL_GRIDS / COMMUNITIES.length), GENERAL_GRIDS % COMMUNITIES.length]
  const grids = few + Number(index < more)
  const [west, south] = [113.5 + (index % 10) * 0.07, 22.65 + Math.floor(index / 10) * 0.08]
  return {
    town,
    community: communityCode(town, number),
    worker: `finder-${town}-${number}`,
    boxes: Array.from({ length: grids }, (_, n) => square(west + (n % 7) * 0.01, south + Math.floor(n / 7) * 0.01)),
  }
})

function square(west: number, south: number): Box {
  const whole = (value: number) => Number(value.toFixed(6))
  return [whole(west), whole(south), whole(west + 0.01), whole(south + 0.01)]
}

export const itemCode = (department: string, which: number) => `${department}-${which + 1}`
export const branch = (department: string, town: string) => `${department}-${town}`
export const commandOf = (town: string) => `command-${town}`
/** Somebody who may do everything, and still not everything with one case. */
export const allRounder = (town: string) => `all-${town}`
/** The department that the all-rounder handles for. */
export const ALL_ROUNDERS_DEPARTMENT = 'enforcement'

const items: ItemPlan[] = DEPARTMENTS.flatMap(({ key, items: pair }) =>
  pair.map(([zh, en], which) => ({
    code: itemCode(key, which),
    name: { zh, en },
    category: key,
    autoAssess: true,
    autoDispatch: true,
    conditions: oneCondition({ amount: DAYS_TO_HANDLE, unit: 'calendar-day' }),
  })),
)

const gridCode = (community: string, n: number) => `${community}${String(n + 1).padStart(3, '0')}`

export const dongguanTown: TownPlan = {
  since: '2021-01-01',
  regions: [
    { code: CITY, level: 'city', name: '东莞市', parent: null },
    ...TOWNS.map(([code, name]) => ({ code: townCode(code), level: 'town' as const, name, parent: CITY })),
    ...COMMUNITIES.map(({ town, number, name }) => ({
      code: communityCode(town, number),
      level: 'community' as const,
      name,
      parent: townCode(town),
    })),
  ],
  grids: PLACES.flatMap(({ community, boxes }) =>
    boxes.map((box, n) => ({ code: gridCode(community, n), community, name: `第${n + 1}网格`, box })),
  ),
  departments: [
    {
      key: 'command-city',
      kind: 'command',
      name: '市智网工程指挥中心',
      nameEn: 'City smart grid centre',
      region: CITY,
    },
    ...DEPARTMENTS.map(({ key, zh, en }) => ({
      key,
      kind: 'duty' as const,
      name: `市${zh}`,
      nameEn: en,
      region: CITY,
    })),
    ...TOWNS.flatMap(([code, name]) => [
      {
        key: commandOf(code),
        kind: 'command' as const,
        name: `${name}智网工程指挥中心`,
        nameEn: 'Town smart grid centre',
        region: townCode(code),
        parent: 'command-city',
      },
      ...DEPARTMENTS.map(({ key, zh, en }) => ({
        key: branch(key, code),
        kind: 'duty' as const,
        name: `${name}${zh}分局`,
        nameEn: `${en}, town branch`,
        region: townCode(code),
        parent: key,
      })),
    ]),
  ],
  teams: PLACES.map(({ town, community, worker, boxes }) => ({
    key: worker,
    kind: 'grid' as const,
    name: '网格采集队',
    nameEn: 'Finders',
    department: commandOf(town),
    region: community,
    grids: boxes.map((_, n) => gridCode(community, n)),
  })),
  categories: DEPARTMENTS.map(({ key, zh, en }) => ({ key, name: { zh, en } })),
  items,
  duties: TOWNS.flatMap(([code]) =>
    items.map(({ code: item, category }) => ({
      item,
      region: townCode(code),
      lead: branch(category, code),
      basis: '入格事项清单',
    })),
  ),
  people: (town) => {
    const region = (code: string) => ({ kind: 'region', regionId: town.region(code) }) as const
    const office = (login: string, role: Role, name: string, code: string, key: string): PersonPlan => ({
      login,
      name,
      grants: [{ role, scope: region(code) }],
      departments: [key],
    })
    const inDepartment = (key: string) => ({ kind: 'department', departmentId: town.department(key) }) as const
    return [
      office('leader', 'leader', '分管领导', CITY, 'command-city'),
      office('supervisor', 'supervisor', '督查员', CITY, 'command-city'),
      ...TOWNS.flatMap(([code, name]): PersonPlan[] => [
        office(`dispatcher-${code}`, 'dispatcher', `${name}派遣员`, townCode(code), commandOf(code)),
        office(`verifier-${code}`, 'verifier', `${name}核查员`, townCode(code), commandOf(code)),
        {
          login: allRounder(code),
          name: `${name}多面手`,
          grants: [
            ...(['assessor', 'dispatcher', 'verifier'] as const).map((role) => ({
              role,
              scope: region(townCode(code)),
            })),
            { role: 'handler', scope: inDepartment(branch(ALL_ROUNDERS_DEPARTMENT, code)) },
          ],
          departments: [commandOf(code), branch(ALL_ROUNDERS_DEPARTMENT, code)],
        },
        ...DEPARTMENTS.map(({ key }): PersonPlan => ({
          login: branch(key, code),
          name: '处置员',
          grants: [{ role: 'handler', scope: inDepartment(branch(key, code)) }],
          departments: [branch(key, code)],
        })),
      ]),
      ...PLACES.map(({ community, worker, boxes }): PersonPlan => ({
        login: worker,
        name: '网格采集员',
        teams: [worker],
        grants: [
          {
            role: 'grid-worker',
            scope: { kind: 'grids', gridIds: boxes.map((_, n) => town.grid(gridCode(community, n))) },
          },
          { role: 'grid-worker', scope: { kind: 'own' } },
        ],
      })),
    ]
  },
}
