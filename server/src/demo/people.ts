/** The people of the demo city: one login for each role in one town, and colleagues everywhere else, so that every desk is staffed. */
import { randomBytes } from 'node:crypto'
import type { Grant, Role, Scope } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { createAccount, hashPassword } from '../staff/answers.ts'
import type { DemoTerritory } from '../territory/demo.ts'
import { territory } from '../territory/answers.ts'

export const DEMO_PASSWORD = 'bihuan-demo-2026'
/** Where the demo logins work: the town whose sectors are drawn. */
export const DEMO_TOWN = '330703101000'
/** Second factor of the three administrators' demo logins: base32 of these bytes is shown in the README's tour. */
export const DEMO_TOTP_SECRET = Buffer.from('bihuan-demo-totp-2fa')

export interface Staff {
  workersOf(communityId: string): Actor
  /** A member of the command office with this role. */
  atOffice(officeId: string, role: Role): Actor
  handlerOf(departmentId: string): Actor
  reviewerOf(departmentId: string): Actor
  teamMember(teamId: string): Actor
  person(accountId: string): Actor
}

interface Post {
  login: string
  name: string
  grants: Grant[]
  departmentIds?: string[]
  teamIds?: string[]
  totpSecret?: Buffer
}

const OFFICE_ROLES: readonly [Role, string][] = [
  ['assessor', '研判员'],
  ['dispatcher', '派遣员'],
  ['verifier', '核查员'],
  ['caller', '回访员'],
  ['supervisor', '督查员'],
]

/** Makes all accounts; `progress` is told the share done. Persons are named by their posts. */
export async function hireStaff(
  city: City,
  demo: DemoTerritory,
  from: Date,
  progress: (share: number) => void,
): Promise<Staff> {
  const places = territory(city)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const closedHash = await hashPassword(randomBytes(24).toString('base64url'))
  const byOffice = new Map<string, Actor>()
  const handlers = new Map<string, Actor>()
  const reviewers = new Map<string, Actor>()
  const workers = new Map<string, Actor>()
  const members = new Map<string, Actor>()
  const everybody = new Map<string, Actor>()
  const posts: { post: Post; open: boolean; enter: (actor: Actor) => void }[] = []
  const region = (regionId: string): Scope => ({ kind: 'region', regionId })
  let number = 0

  for (const office of places.departments().filter((department) => department.kind === 'command')) {
    const home = office.regionId === demo.regions.get(DEMO_TOWN)
    for (const [role, title] of OFFICE_ROLES) {
      const login = home ? role : `${role}-${++number}`
      const post = {
        login,
        name: `${office.name}${title}`,
        grants: [{ role, scope: region(office.regionId) }],
        departmentIds: [office.id],
      }
      posts.push({ post, open: home, enter: (actor) => byOffice.set(`${office.id} ${role}`, actor) })
    }
  }
  for (const department of places.departments().filter((one) => one.kind === 'duty')) {
    const code = [...demo.departments].find(([, id]) => id === department.id)?.[0] ?? department.id
    const scope: Scope = { kind: 'department', departmentId: department.id }
    const teamIds = places.teamsOf(department.id).map((team) => team.id)
    const open = code.endsWith(DEMO_TOWN) || !code.includes('-')
    const short = code.replace(`-${DEMO_TOWN}`, '-town')
    const handler = {
      login: open ? `handler-${short}` : `handler-${++number}`,
      name: `${department.name}处置员`,
      grants: [{ role: 'handler' as const, scope }],
      departmentIds: [department.id],
      teamIds,
    }
    posts.push({
      post: handler,
      open,
      enter(actor) {
        handlers.set(department.id, actor)
        for (const team of teamIds) members.set(team, actor)
      },
    })
    const reviewer = {
      login: open ? `reviewer-${short}` : `reviewer-${++number}`,
      name: `${department.name}审核员`,
      grants: [{ role: 'department-reviewer' as const, scope }],
      departmentIds: [department.id],
    }
    posts.push({ post: reviewer, open, enter: (actor) => reviewers.set(department.id, actor) })
  }
  for (const communityCode of demo.communityCodes) {
    const communityId = demo.regions.get(communityCode)!
    const gridIds = places.gridsOf(communityId).map((grid) => grid.id)
    const teamId = demo.teams.get(`grid-${communityCode}`)
    const home = communityCode.startsWith(DEMO_TOWN.slice(0, 9))
    const first = home && !posts.some(({ post }) => post.login === 'worker')
    const name = `${places.region(communityId)!.name}网格员`
    const post: Post = {
      login: first ? 'worker' : `worker-${++number}`,
      name,
      grants: [
        { role: 'grid-worker', scope: { kind: 'grids', gridIds } },
        { role: 'grid-worker', scope: { kind: 'own' } },
      ],
      teamIds: teamId ? [teamId] : [],
    }
    posts.push({
      post,
      open: home,
      enter(actor) {
        workers.set(communityId, actor)
        if (teamId) members.set(teamId, actor)
      },
    })
  }
  const county = demo.regions.get(demo.countyCode)!
  const whole: Scope = { kind: 'city' }
  const others: Post[] = [
    {
      login: 'leader',
      name: '区分管领导',
      grants: [{ role: 'leader', scope: region(county) }],
      departmentIds: [demo.departments.get(`command-${demo.countyCode}`)!],
    },
    { login: 'auditor', name: '审计员', grants: [{ role: 'auditor', scope: whole }], totpSecret: DEMO_TOTP_SECRET },
    {
      login: 'security',
      name: '安全员',
      grants: [{ role: 'security-officer', scope: whole }],
      totpSecret: DEMO_TOTP_SECRET,
    },
    {
      login: 'admin',
      name: '系统管理员',
      grants: [{ role: 'administrator', scope: whole }],
      totpSecret: DEMO_TOTP_SECRET,
    },
  ]
  for (const post of others) posts.push({ post, open: true, enter: () => undefined })

  for (const [index, { post, open, enter }] of posts.entries()) {
    const accountId = await createAccount(city, from, { ...post, passwordHash: open ? passwordHash : closedHash })
    const actor = {
      accountId,
      name: post.name,
      sessionId: '',
      grants: post.grants,
      departmentIds: post.departmentIds ?? [],
      teamIds: post.teamIds ?? [],
      standsInFor: [],
    }
    everybody.set(accountId, actor)
    enter(actor)
    if (index % 20 === 0) progress(index / posts.length)
  }
  const find = <K>(map: ReadonlyMap<K, Actor>, key: K, what: string): Actor => {
    const actor = map.get(key)
    if (!actor) throw new Error(`the demo city has no ${what} for ${String(key)}`)
    return actor
  }
  return {
    workersOf: (communityId) => find(workers, communityId, 'grid worker'),
    atOffice: (officeId, role) => find(byOffice, `${officeId} ${role}`, role),
    handlerOf: (departmentId) => handlers.get(departmentId) ?? find(byOffice, `${departmentId} dispatcher`, 'handler'),
    reviewerOf: (departmentId) => find(reviewers, departmentId, 'reviewer'),
    person: (accountId) => find(everybody, accountId, 'person'),
    teamMember: (teamId) => find(members, teamId, 'team member'),
  }
}
