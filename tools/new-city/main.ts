/**
 * `npm run new-city -- PATH [--keep DIR]`: takes a real city in as docs/runbook.md tells an administrator to, step by step over HTTP, from
 * nothing but PATH/admin-codes, PATH/boundaries and PATH/item-catalogues; at the end one hazard goes round. Prints what each step found.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { UnitAnswer } from '@bihuan/contract/duties-edit'
import type { RegionAnswer } from '@bihuan/contract/territory'
import type { RevisionAnswer } from '@bihuan/contract/revision'
import { newId } from '../../server/src/platform/id.ts'
import { Api } from '../play/api.ts'
import { tell } from '../play/telling.ts'
import { Officer } from './client.ts'
import { CITY, COMMAND_OFFICE, PEOPLE, SUPERVISION } from './words.ts'
import { oneHazard } from './one-hazard.ts'
import { startRealCity } from './program.ts'

const TERRITORY = '/api/v1/territory/revisions'
/** Of the county whose position the hazard at the end has. */
const COUNTY = '330703000000'

function files(path: string) {
  const found = {
    areas: join(path, 'admin-codes/areas.csv'),
    streets: join(path, 'admin-codes/streets.csv'),
    villages: join(path, 'admin-codes/villages_jinhua.csv'),
    counties: join(path, 'boundaries/jinhua-counties-gcj02.geojson'),
    standard: join(path, 'item-catalogues/yuncheng_standards.csv'),
  }
  const missing = Object.values(found).filter((file) => !existsSync(file))
  if (missing.length > 0) throw new Error(`not found: ${missing.join(', ')}`)
  return found
}

/** What a rehearsal found, in numbers. */
function show(what: string, revision: RevisionAnswer): void {
  const counts = Object.entries(revision.counts).map(([key, value]) => `${key} ${value}`)
  process.stdout.write(`  ${what}: ${counts.join(', ') || `${revision.changes} changes`}\n`)
  for (const { severity, code, count, sentence } of revision.findings)
    process.stdout.write(`    ${severity} ${code} × ${count}: ${sentence.en}\n`)
}

async function territory(admin: Officer, given: ReturnType<typeof files>): Promise<void> {
  tell('二、区域', 'Territory')
  const steps: [string, object, string | undefined][] = [
    ['the city itself', { type: 'region', code: '3307', name: CITY }, undefined],
    ['counties', { type: 'codes', prefix: '3307' }, given.areas],
    ['towns', { type: 'codes', prefix: '3307' }, given.streets],
    ['communities', { type: 'codes', prefix: '3307' }, given.villages],
    ['outlines of counties, GCJ-02', { type: 'outlines', datum: 'gcj02', snapBelow: 10_000 }, given.counties],
  ]
  for (const [what, source, file] of steps) {
    const rehearsed = await admin.rehearse(TERRITORY, what, source, file)
    show(what, rehearsed)
    await admin.apply(rehearsed, true)
  }
  const county = await regionOf(admin, COUNTY)
  const cut = await admin.rehearse(TERRITORY, 'cut', { type: 'cut', regionId: county.id, gridsPerCommunity: 3 })
  show('towns, communities and grids of one county, cut', cut)
  await admin.apply(cut)
}

async function regionOf(admin: Officer, code: string): Promise<RegionAnswer> {
  const { rows } = await admin.get<{ rows: RegionAnswer[] }>(`/api/v1/regions?text=${code}`)
  const found = rows.find((region) => region.code === code)
  if (!found) throw new Error(`no region ${code}`)
  return found
}

async function catalogue(admin: Officer, given: ReturnType<typeof files>): Promise<void> {
  tell('三、事项目录', 'Catalogue')
  const path = '/api/v1/catalogue/revisions'
  const profile = await admin.rehearse(path, 'a profile to begin from', { type: 'profile', profile: 'jinhua' })
  show('procedures, stages and items of a profile', profile)
  await admin.apply(profile)
  const standard = await admin.rehearse(path, 'the standard', { type: 'file', format: 'csv' }, given.standard)
  show('the standard', standard)
  await admin.apply(standard)
}

interface Cast {
  departments: { id: string; name: string }[]
  command: string
}

async function duties(admin: Officer): Promise<Cast> {
  tell('四、部门与责任', 'Departments and duties')
  const city = await regionOf(admin, '330700000000')
  const { rows: units } = await admin.get<{ rows: UnitAnswer[] }>('/api/v1/duties/units')
  const leads = units.filter(({ first }) => first > 0)
  const departments = leads.map(({ word }, index) => ({
    id: newId(),
    word,
    code: `U${String(index + 1).padStart(3, '0')}`,
    name: word,
  }))
  const command = newId()
  const edit = (id: string, code: string, departmentKind: 'command' | 'duty', name: string) => {
    return { kind: 'department', id, code, departmentKind, name, nameEn: name, regionId: city.id, parentId: null }
  }
  const edits = [
    edit(command, 'COMMAND', 'command', COMMAND_OFFICE),
    ...departments.map(({ id, code, name }) => edit(id, code, 'duty', name)),
  ]
  const offices = await admin.rehearse('/api/v1/territory/edits', 'departments', { type: 'office-edit', edits })
  show('a command office, and a department for each unit that the standard lets handle', offices)
  await admin.apply(offices)
  const mapping = Object.fromEntries(departments.map(({ word, id }) => [word, [id]]))
  const source = { type: 'units', mapping, regionId: city.id, superviseAssists: false, basis: SUPERVISION }
  const rehearsed = await admin.rehearse('/api/v1/duties/revisions', 'duties', source)
  show('duties from the units of the standard', rehearsed)
  await admin.apply(rehearsed, true)
  const { counts } = await admin.get<{ counts: Record<string, number> }>('/api/v1/duties/report')
  process.stdout.write(
    `  the duty report: ${Object.entries(counts)
      .map(([key, n]) => `${key} ${n}`)
      .join(', ')}\n`,
  )
  return { departments, command }
}

/** The administrator makes the accounts, the security officer gives the roles. */
async function people(api: Api, admin: Officer, security: Officer, cast: Cast, lead: string) {
  tell('五、人员', 'People')
  const county = await regionOf(admin, COUNTY)
  const made = new Map<string, Officer>()
  for (const [login, name] of Object.entries(PEOPLE)) {
    const departmentIds = login === 'handler' ? [lead] : [cast.command]
    const { account, oneTimePassword } = await admin.send<{ account: { id: string }; oneTimePassword: string }>(
      'POST',
      '/api/v1/accounts',
      { login, name, departmentIds },
    )
    const scope =
      login === 'handler' ? { kind: 'department', departmentId: lead } : { kind: 'region', regionId: county.id }
    const role = login === 'worker' ? 'grid-worker' : login
    await security.send('PUT', `/api/v1/accounts/${account.id}/grants`, { grants: [{ role, scope }] })
    made.set(login, await Officer.begin(api, login, oneTimePassword))
  }
  process.stdout.write(`  ${made.size} accounts with their roles\n`)
  return made
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { keep: { type: 'string' } }, allowPositionals: true })
  const [path] = positionals
  if (path === undefined) throw new Error('npm run new-city -- PATH [--keep DIR]')
  const keep = values.keep === undefined ? undefined : resolve(values.keep)
  const given = files(path)
  const began = performance.now()
  tell('一、启动', 'Start')
  const program = await startRealCity(CITY, keep)
  const api = new Api(program.port)
  try {
    const [admin, security] = [
      await Officer.begin(api, 'admin', program.passwords.get('admin')!),
      await Officer.begin(api, 'security', program.passwords.get('security')!),
    ]
    await territory(admin, given)
    await catalogue(admin, given)
    const cast = await duties(admin)
    await oneHazard(admin, cast.departments, COUNTY, (lead) => people(api, admin, security, cast, lead))
    tell(
      `完成，共 ${((performance.now() - began) / 1000).toFixed(0)} 秒`,
      `Done in ${((performance.now() - began) / 1000).toFixed(0)} s`,
    )
  } finally {
    await api.close()
    await program.stop()
  }
}

await main()
