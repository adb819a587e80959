/** The city that the requests were made in: its agencies as departments, its types of request as items, squares as grids. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type Box, type PersonPlan, type TownPlan } from '../play/town.ts'
import type { RequestType } from './requests.ts'

/** Where the city and the county around it, which drinks its water, lie: all recorded positions but those rounded to a degree. */
export const BOX: Box = [-76.84, 39.18, -76.32, 39.68]
const SIDE = 0.02

export const CITY = '990000000000'
const COMMUNITY = '990000000001'
export const COMMAND = 'command'

export const PEOPLE = {
  intake: 'intake',
  dispatcher: 'dispatcher',
  verifier: 'verifier',
  supervisor: 'supervisor',
} as const
export const handlerOf = (agency: string) => `handler-${slug(agency)}`

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("'", '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
}

/** SW-Bulk Scheduled belongs to SW. */
const categoryOf = (type: string) => type.split('-')[0]!.trim()

export function cityPlan(types: readonly RequestType[], since: string): TownPlan {
  const agencies = [...new Set(types.flatMap((type) => type.agencies))].sort()
  const categories = [...new Set(types.map((type) => categoryOf(type.name)))].sort()
  const same = (name: string) => ({ zh: name, en: name })
  return {
    since,
    regions: [
      { code: CITY, level: 'city', name: '巴尔的摩（回放） Baltimore (replay)', parent: null },
      { code: COMMUNITY, level: 'community', name: '市及周边 City and around', parent: CITY },
    ],
    grids: squares(),
    departments: [
      { key: COMMAND, kind: 'command', name: '指挥中心 Command centre', nameEn: 'Command centre', region: CITY },
      ...agencies.map((agency) => ({ key: agency, kind: 'duty' as const, name: agency, nameEn: agency, region: CITY })),
    ],
    categories: categories.map((key) => ({ key, name: same(key) })),
    items: types.map(({ name, hours }) => ({
      code: name,
      name: same(name),
      category: categoryOf(name),
      hazard: false,
      // Assessed and sent by the table; where two duties meet, the system leaves it to the dispatcher.
      autoAssess: true,
      autoDispatch: true,
      conditions: oneCondition(hours === null ? null : { amount: hours, unit: 'calendar-hour' }),
    })),
    duties: types.flatMap(({ name, agencies: leads }) =>
      leads.map((lead) => ({ item: name, region: CITY, lead, basis: '按记录 As recorded' })),
    ),
    people: (town): PersonPlan[] => {
      const atCommand = (login: string, role: Role, name: string): PersonPlan => ({
        login,
        name,
        grants: [{ role, scope: { kind: 'city' } }],
        departments: [COMMAND],
      })
      return [
        atCommand(PEOPLE.intake, 'assessor', '受理员'),
        atCommand(PEOPLE.dispatcher, 'dispatcher', '派遣员'),
        atCommand(PEOPLE.verifier, 'verifier', '核查员'),
        atCommand(PEOPLE.supervisor, 'supervisor', '督查员'),
        ...agencies.map((agency): PersonPlan => ({
          login: handlerOf(agency),
          name: `${agency} 处置员`,
          grants: [{ role: 'handler', scope: { kind: 'department', departmentId: town.department(agency) } }],
          departments: [agency],
        })),
      ]
    },
  }
}

/** The whole box, row by row from the south-west; no position in it is without a grid. */
export function squares(box: Box = BOX, community: string = COMMUNITY): TownPlan['grids'] {
  const [west, south, east, north] = box
  const at = (origin: number, steps: number) => Number((origin + steps * SIDE).toFixed(6))
  const [columns, rows] = [Math.round((east - west) / SIDE), Math.round((north - south) / SIDE)]
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)]
    const code = `${community}${String(index + 1).padStart(3, '0')}`
    return {
      code,
      community,
      name: `${row + 1}-${column + 1}`,
      box: [at(west, column), at(south, row), at(west, column + 1), at(south, row + 1)] as const,
    }
  })
}
