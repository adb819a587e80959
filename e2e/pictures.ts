/**
 * Pictures of every screen of a running demo city: `npx tsx e2e/pictures.ts http://localhost:8080 OUT [names]`, where names is a pattern.
 * They are looked at by people: what is cramped, untranslated, empty or leaves one not knowing what to do next.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { DEMO_PASSWORD, DEMO_TOTP_SECRET } from '../server/src/demo/people.ts'
import { codeOf, stepAt } from '../server/src/staff/totp.ts'
import { launchBrowser } from './browser.ts'
import { sitDown, type Language } from './seat.ts'

const [url = 'http://localhost:8080', out = 'pictures', only = ''] = process.argv.slice(2)

type Step = (page: Page) => Promise<unknown>
interface Picture {
  name: string
  login: string | null
  path: string
  /** What is done before the picture is taken. */
  before?: Step
  on: readonly ('desk' | 'phone')[]
  faces?: readonly (readonly [Language, 'light' | 'dark'])[]
}

const BOTH = ['desk', 'phone'] as const
const ZH = [['zh', 'light']] as const
const ALL = [
  ['zh', 'light'],
  ['en', 'light'],
  ['zh', 'dark'],
] as const
const WITH_EN = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const

const press = (...keys: string[]): Step => {
  return async (page) => {
    for (const key of keys) {
      await page.keyboard.press(key)
      await page.waitForTimeout(250)
    }
  }
}
const openFirst: Step = async (page) => {
  await page.locator('.list-rows a, tbody a, tbody tr').first().click()
  await page.locator('article.case').waitFor()
}
const tapFirst: Step = async (page) => {
  await page.locator('a.case-row, .rows a[href*="/case/"]').first().click()
  await page.locator('.foot').waitFor()
}
const tabNamed = (name: RegExp): Step => {
  return (page) => page.getByRole('tab', { name }).click()
}

const PICTURES: readonly Picture[] = [
  { name: 'login', login: null, path: '/', on: BOTH, faces: ALL },
  { name: 'desk-assessor', login: 'assessor', path: '/', on: BOTH, faces: ALL },
  { name: 'desk-assess-form', login: 'assessor', path: '/', on: BOTH, before: press('a'), faces: WITH_EN },
  { name: 'desk-dispatcher', login: 'dispatcher', path: '/', on: BOTH, faces: WITH_EN },
  { name: 'desk-dispatch-form', login: 'dispatcher', path: '/', on: ['desk'], before: press('j', 'd'), faces: WITH_EN },
  { name: 'desk-bulk', login: 'dispatcher', path: '/', on: ['desk'], before: press('x', 'j', 'x') },
  { name: 'desk-keys', login: 'dispatcher', path: '/', on: ['desk'], before: press('?') },
  { name: 'desk-reviewer', login: 'reviewer-enforcement-town', path: '/', on: ['desk'] },
  { name: 'desk-verifier', login: 'verifier', path: '/', on: ['desk'] },
  { name: 'desk-caller', login: 'caller', path: '/', on: ['desk'], before: press('v') },
  { name: 'desk-supervisor', login: 'supervisor', path: '/', on: ['desk'] },
  { name: 'desk-leader', login: 'leader', path: '/', on: ['desk'] },
  { name: 'list', login: 'supervisor', path: '/cases', on: BOTH, faces: ALL },
  { name: 'case', login: 'supervisor', path: '/cases', on: BOTH, before: openFirst, faces: ALL },
  { name: 'report', login: 'dispatcher', path: '/report', on: BOTH, faces: WITH_EN },
  { name: 'overview', login: 'leader', path: '/overview', on: BOTH, faces: ALL },
  {
    name: 'map',
    login: 'leader',
    path: '/map',
    on: BOTH,
    before: (page) => page.waitForTimeout(3_000),
    faces: WITH_EN,
  },
  { name: 'oversight', login: 'supervisor', path: '/oversight', on: BOTH, faces: WITH_EN },
  { name: 'checks', login: 'verifier', path: '/checks', on: BOTH, faces: WITH_EN },
  { name: 'duties', login: 'admin', path: '/duties', on: BOTH, faces: WITH_EN },
  { name: 'territory', login: 'admin', path: '/territory', on: BOTH, faces: WITH_EN },
  { name: 'catalogue', login: 'admin', path: '/catalogue', on: BOTH, faces: WITH_EN },
  { name: 'audit-events', login: 'auditor', path: '/audit', on: BOTH, faces: WITH_EN },
  {
    name: 'audit-verify',
    login: 'auditor',
    path: '/audit',
    on: ['desk'],
    before: tabNamed(/校验|核验|验证|verif/i),
    faces: WITH_EN,
  },
  { name: 'audit-seals', login: 'auditor', path: '/audit', on: ['desk'], before: tabNamed(/封存|印|seal/i) },
  { name: 'accounts', login: 'admin', path: '/accounts', on: BOTH, faces: WITH_EN },
  {
    name: 'account',
    login: 'security',
    path: '/accounts',
    on: ['desk'],
    before: (page) => page.locator('tbody a').first().click(),
  },
  { name: 'me', login: 'dispatcher', path: '/me', on: BOTH },
  { name: 'no-such-page', login: 'dispatcher', path: '/nowhere', on: ['desk'] },
  { name: 'field-login', login: null, path: '/field/', on: ['phone'], faces: WITH_EN },
  { name: 'field-today', login: 'worker', path: '/field/', on: ['phone'], faces: ALL },
  {
    name: 'field-found',
    login: 'worker',
    path: '/field/',
    on: ['phone'],
    before: (page) => page.getByText(/我发现的|I found/).click(),
  },
  {
    name: 'field-report',
    login: 'worker',
    path: '/field/report',
    on: ['phone'],
    before: (page) => page.locator('textarea').fill('消防通道被电动车堵住了'),
    faces: ALL,
  },
  { name: 'field-danger', login: 'worker', path: '/field/danger', on: ['phone'], faces: WITH_EN },
  { name: 'field-handler', login: 'handler-enforcement-town', path: '/field/', on: ['phone'], faces: ZH },
  {
    name: 'field-case',
    login: 'handler-enforcement-town',
    path: '/field/',
    on: ['phone'],
    before: tapFirst,
    faces: ALL,
  },
  { name: 'field-me', login: 'worker', path: '/field/me', on: ['phone'], faces: WITH_EN },
  { name: 'field-outbox', login: 'worker', path: '/field/me/outbox', on: ['phone'] },
  { name: 'field-verifier', login: 'verifier', path: '/field/', on: ['phone'] },
]

/** One session for each login: codes of a second factor are good for one use only. */
const sessions = new Map<string, string>()

async function sessionOf(browser: Browser, login: string): Promise<string> {
  const known = sessions.get(login)
  if (known) return known
  const context = await browser.newContext()
  const send = (code: string | null) =>
    context.request.post(`${url}/api/v1/session`, {
      data: { login, password: DEMO_PASSWORD, device: 'pictures', transport: 'bearer', ...(code ? { code } : {}) },
    })
  let answer = await send(null)
  if (answer.status() === 401 && (await answer.text()).includes('staff.code-required'))
    answer = await send(codeOf(DEMO_TOTP_SECRET, stepAt(new Date())))
  if (!answer.ok()) throw new Error(`${login}: ${await answer.text()}`)
  const { token } = (await answer.json()) as { token: string }
  sessions.set(login, token)
  await context.close()
  return token
}

async function take(
  browser: Browser,
  picture: Picture,
  kind: 'desk' | 'phone',
  [language, shade]: readonly [Language, 'light' | 'dark'],
): Promise<void> {
  const name = [picture.name, kind, language, shade].join('-')
  if (!new RegExp(only).test(name)) return
  const seat = await sitDown(browser, kind, { shade, language, at: { longitude: 119.6985, latitude: 29.0975 } })
  const { page, context } = seat
  try {
    if (picture.login) {
      const authorization = `Bearer ${await sessionOf(browser, picture.login)}`
      await context.route(`${url}/api/**`, (route) =>
        route.continue({ headers: { ...route.request().headers(), authorization } }),
      )
    }
    await page.goto(`${url}${picture.path}`)
    await page.waitForTimeout(1800)
    if (picture.before) await picture.before(page)
    await page.waitForTimeout(1400)
    await page.screenshot({ path: join(out, `${name}.png`) })
    const [height, width] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollHeight, document.documentElement.scrollWidth]',
    )
    const view = page.viewportSize()!
    if (height > view.height * 1.2) await page.screenshot({ path: join(out, `${name}-whole.png`), fullPage: true })
    process.stdout.write(`${name}${width > view.width ? ` WIDER THAN THE SCREEN (${width})` : ''}\n`)
  } catch (error) {
    await page.screenshot({ path: join(out, `${name}-failed.png`) })
    process.stdout.write(`${name} FAILED ${(error as Error).message.split('\n')[0]}\n`)
  } finally {
    for (const failure of seat.failures) process.stdout.write(`  ${name} threw: ${failure}\n`)
    await context.close()
  }
}

mkdirSync(out, { recursive: true })
const browser = await launchBrowser()
try {
  for (const picture of PICTURES)
    for (const kind of picture.on) for (const face of picture.faces ?? ZH) await take(browser, picture, kind, face)
} finally {
  await browser.close()
}
