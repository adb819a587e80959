/** The city that the complaints were made in: what each was about as items of one category, one department, squares as grids. */
import type { Role } from '@bihuan/domain/powers'
import { oneCondition, type PersonPlan, type TownPlan } from '../../play/town.ts'
import { squares } from '../city.ts'
import { BOX, UNSAID } from './requests.ts'

export const CITY = '980000000000'
const COMMUNITY = '980000000001'
const COMMAND = 'command'
const SANITATION = 'sanitation'

export const PEOPLE = {
  intake: 'intake',
  dispatcher: 'dispatcher',
  handler: 'handler',
  verifier: 'verifier',
  supervisor: 'supervisor',
} as const

export function chicagoPlan(natures: readonly string[], since: string): TownPlan {
  const both = (zh: string, en: string) => ({ zh, en })
  return {
    since,
    regions: [
      { code: CITY, level: 'city', name: '芝加哥（回放） Chicago (replay)', parent: null },
      { code: COMMUNITY, level: 'community', name: '全市 The whole city', parent: CITY },
    ],
    grids: squares(BOX, COMMUNITY),
    departments: [
      { key: COMMAND, kind: 'command', name: '指挥中心 Command centre', nameEn: 'Command centre', region: CITY },
      {
        key: SANITATION,
        kind: 'duty',
        name: '街道与环卫局 Streets and Sanitation',
        nameEn: 'Streets and Sanitation',
        region: CITY,
      },
    ],
    categories: [{ key: SANITATION, name: both('环境卫生', 'Sanitation') }],
    items: natures.map((nature) => ({
      code: nature,
      name: nature === UNSAID ? both('未注明', UNSAID) : both(nature, nature),
      category: SANITATION,
      hazard: false,
      autoAssess: true,
      autoDispatch: true,
      // The file knows no due times.
      conditions: oneCondition(null),
    })),
    duties: natures.map((item) => ({ item, region: CITY, lead: SANITATION, basis: '按记录 As recorded' })),
    people: (town): PersonPlan[] => {
      const atCommand = (login: string, role: Role, name: string): PersonPlan => ({
        login,
        name,
        grants: [{ role, scope: { kind: 'city' } }],
        departments: [COMMAND],
      })
      const scope = { kind: 'department', departmentId: town.department(SANITATION) } as const
      return [
        atCommand(PEOPLE.intake, 'assessor', '受理员'),
        atCommand(PEOPLE.dispatcher, 'dispatcher', '派遣员'),
        atCommand(PEOPLE.verifier, 'verifier', '核查员'),
        atCommand(PEOPLE.supervisor, 'supervisor', '督查员'),
        { login: PEOPLE.handler, name: '处置员', grants: [{ role: 'handler', scope }], departments: [SANITATION] },
      ]
    },
  }
}
