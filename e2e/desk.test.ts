/** The desk in trouble: taken back, two at once, pressed twice, and the server gone in the middle of an act. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { handOf, type Hand } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter, until } from './people.ts'
import { sitDown, type Seat } from './seat.ts'
import { storyCity, type Login, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
let worker: Hand
let assessor: Hand
let supervisor: Hand
const seats: Seat[] = []

async function desk(login: Login, path = '/'): Promise<Page> {
  const seat = await sitDown(browser, 'desk')
  seats.push(seat)
  return enter(seat, city, login, path)
}
const acts = async (id: string) =>
  (await supervisor.get<{ timeline: { act: string }[] }>(`/cases/${id}`)).timeline.map(({ act }) => act)

/** Filed, and waiting for a dispatcher. */
async function assessed(): Promise<{ id: string; number: string }> {
  const filed = await worker.report('manhole', { text: '井盖碎了' })
  await assessor.act(filed.id, 'assess', { itemId: city.places.items.manhole, conditionId: 'c1' })
  return filed
}
/** The form of an act, opened by its key on the case's own page. */
async function open(page: Page, id: string, key: string): Promise<void> {
  await page.goto(`${city.url}/cases/${id}`)
  await page.locator('.acts button').first().waitFor()
  await page.keyboard.press(key)
  await page.locator('form.act-form').waitFor()
}

describe.skipIf(noBrowser())(titled('the desk in trouble'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    ;[worker, assessor, supervisor] = (await Promise.all(
      (['worker', 'assessor', 'supervisor'] as const).map((login) => handOf(city, login)),
    )) as [Hand, Hand, Hand]
  }, 120_000)
  afterEach(async () => {
    for (const { failures, context } of seats.splice(0)) {
      expect(failures).toEqual([])
      await context.close()
    }
  })
  afterAll(async () => browser?.close())

  it('an act is taken back by one key within ten seconds', async () => {
    const { id } = await assessed()
    const page = await desk('dispatcher')
    await open(page, id, 'd')
    await page.keyboard.press('Control+Enter')
    await page.locator('.toast button kbd').filter({ hasText: 'u' }).waitFor()
    expect(await acts(id)).toContain('dispatch')
    await page.keyboard.press('u')
    await page.locator('.toast').filter({ hasText: '已撤销' }).waitFor()
    expect((await acts(id)).filter((act) => act === 'retract')).toHaveLength(1)
    await page.locator('.case-next').filter({ hasText: '派遣' }).waitFor()
  })

  it('of two dispatchers the second is told, and what he typed stays', async () => {
    const { id } = await assessed()
    const [first, second] = await Promise.all([desk('dispatcher'), desk('dispatcher-b')])
    await Promise.all([open(first, id, 'd'), open(second, id, 'd')])
    const typed = '请带围挡，现场车多'
    await second.locator('form.act-form textarea').fill(typed)
    await first.keyboard.press('Control+Enter')
    await first.locator('form.act-form').waitFor({ state: 'detached' })
    await second.locator('form.act-form textarea').press('Control+Enter')
    const told = second.locator('form.act-form [role=alert]')
    await told.filter({ hasText: '您填写期间' }).filter({ hasText: '赵派' }).waitFor()
    expect(await second.locator('form.act-form textarea').inputValue()).toBe(typed)
    expect((await acts(id)).filter((act) => act === 'dispatch')).toHaveLength(1)
  })

  it('a submit button pressed twice acts once', async () => {
    const { id } = await assessed()
    const page = await desk('dispatcher')
    await open(page, id, 'n')
    await page.locator('form.act-form textarea').fill('已电话通知社区')
    await page.locator('form.act-form button[type=submit]').dblclick()
    await page.locator('form.act-form').waitFor({ state: 'detached' })
    await page.locator('.toast').first().waitFor()
    expect((await acts(id)).filter((act) => act === 'note')).toHaveLength(1)
  })

  it('a server that goes away in an act is said; the same act then goes through once', async () => {
    const { id } = await assessed()
    const page = await desk('dispatcher')
    await open(page, id, 'n')
    const typed = '服务器中断前写的备注'
    await page.locator('form.act-form textarea').fill(typed)
    await city.cut()
    await page.keyboard.press('Control+Enter')
    await page.locator('form.act-form [role=alert]').waitFor()
    expect(await page.locator('form.act-form textarea').inputValue()).toBe(typed)
    await page.locator('.live-away').waitFor()
    await city.mend()
    await page.locator('form.act-form button[type=submit]').click()
    await page.locator('form.act-form').waitFor({ state: 'detached' })
    expect((await acts(id)).filter((act) => act === 'note')).toHaveLength(1)
    // And the page is live again by itself.
    await page.locator('.live-live').waitFor()
  })

  it('a case that needs a call back goes by keys from the verifier to the caller and is closed', async () => {
    const handler = await handOf(city, 'handler')
    const { id } = await supervisor.report('help', {
      text: '独居老人需要代办',
      contact: { name: '王某', phone: '13800001234' },
    })
    await assessor.act(id, 'assess', { itemId: city.places.items.help, conditionId: 'c1' })
    await handler.act(id, 'accept')
    await handler.act(id, 'submit', { text: '已代办' })
    const verifier = await desk('verifier')
    await verifier.locator(`[data-row="${id}"]`).waitFor()
    await verifier.locator('article.case').waitFor()
    await verifier.keyboard.press('v')
    await verifier.locator('form.act-form').waitFor()
    await verifier.keyboard.press('Control+Enter')
    const caller = await desk('caller')
    await caller.locator('article.case').waitFor()
    await caller.keyboard.press('v')
    await caller.locator('form.act-form').waitFor()
    await caller.getByRole('radio', { name: '满意', exact: true }).check()
    await caller.keyboard.press('Control+Enter')
    await caller.locator('form.act-form').waitFor({ state: 'detached' })
    const { state } = await until(
      () => supervisor.get<{ state: string }>(`/cases/${id}`),
      (page) => page.state === 'closed',
    )
    expect(state).toBe('closed')
  })
})
