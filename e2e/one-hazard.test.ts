/** One hazard goes round between six people at their screens; each step shows on the others' screens without a reload. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { photo } from './photo.ts'
import { enter, signIn } from './people.ts'
import { sitDown, type Seat } from './seat.ts'
import { storyCity, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
const seats: Record<string, Seat> = {}

const SAID = '路口井盖碎了一半'
/** The line of the case on a desk or in a phone's list. */
const line = (page: Page) => page.locator('[data-row], .rows a').filter({ hasText: SAID })

describe.skipIf(noBrowser())(titled('one hazard goes round'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    const at = city.places.points.a1x1
    for (const login of ['worker', 'handler'] as const) {
      seats[login] = await sitDown(browser, 'phone', { at })
      await (login === 'worker' ? signIn : enter)(seats[login], city, login, '/field/')
    }
    for (const login of ['assessor', 'dispatcher', 'reviewer'] as const) {
      seats[login] = await sitDown(browser, 'desk')
      await enter(seats[login], city, login)
    }
  }, 120_000)
  afterAll(async () => browser?.close())

  it('from a phone in four touches to the close, live on every screen', async () => {
    const [worker, handler] = [seats['worker']!.page, seats['handler']!.page]
    const [assessor, dispatcher, reviewer] = ['assessor', 'dispatcher', 'reviewer'].map(
      (login) => seats[login]!.page,
    ) as [Page, Page, Page]
    // Loaded once; a reload would lose this mark.
    const pages = Object.values(seats).map(({ page }) => page)
    for (const page of pages) await page.evaluate('window.loadedOnce = true')

    // Touch 1: the big button is the camera. Touch 2: what it is. Touch 3: send.
    await worker.locator('.report-button input[type=file]').setInputFiles(await photo('before'))
    await worker.getByText('桂花社区第1网格').waitFor()
    await worker.locator('textarea').fill(SAID)
    await worker.getByRole('radio', { name: '井盖破损' }).tap()
    const send = worker.locator('.foot button')
    await expect.poll(() => send.isEnabled()).toBe(true)
    await send.tap()
    const told = await worker.locator('.toasts, .toast').filter({ hasText: '编号' }).first().textContent()
    const number = /[A-Z]*\d{6,}[-\d]*/.exec(told!)![0]

    // The assessor's desk was empty: the case appears, and is filed by keys alone.
    await line(assessor).waitFor()
    await assessor.keyboard.press('j')
    await assessor.locator('article.case').filter({ hasText: number }).waitFor()
    await assessor.keyboard.press('a')
    const form = assessor.locator('form.act-form')
    await form.waitFor()
    await form.locator('input[name=condition]:focus').waitFor()
    await assessor.keyboard.press('Space')
    await assessor.keyboard.press('Control+Enter')
    await form.waitFor({ state: 'detached' })

    await line(dispatcher).waitFor()
    await dispatcher.keyboard.press('j')
    await dispatcher.locator('article.case').filter({ hasText: number }).waitFor()
    await dispatcher.keyboard.press('d')
    await dispatcher.locator('form.act-form').waitFor()
    await dispatcher.keyboard.press('Control+Enter')
    await dispatcher.locator('form.act-form').waitFor({ state: 'detached' })

    await line(handler).tap()
    await handler.locator('.foot').getByRole('button', { name: '接单' }).tap()
    await handler
      .locator('.foot')
      .getByRole('button', { name: '到达现场' })
      .or(handler.getByRole('button', { name: '办结' }))
      .first()
      .waitFor()
    // The finder sees what became of it.
    await worker.getByText('我发现的').tap()
    await line(worker).filter({ hasText: '处置中' }).waitFor()
    const arrive = handler.locator('.foot').getByRole('button', { name: '到达现场' })
    if (await arrive.isVisible()) await arrive.tap()
    await handler.locator('.foot').getByRole('button', { name: '办结' }).tap()
    const sheet = handler.locator('dialog.sheet')
    await sheet.locator('input[type=file]').setInputFiles(await photo('after'))
    await sheet.getByText('已修复').tap()
    await sheet.locator('.sheet-foot button').tap()
    await sheet.waitFor({ state: 'detached' })

    await line(reviewer).waitFor()
    await reviewer.keyboard.press('j')
    await reviewer.locator('article.case').filter({ hasText: number }).waitFor()
    await reviewer.keyboard.press('v')
    await reviewer.locator('form.act-form').waitFor()
    await reviewer.keyboard.press('Control+Enter')
    await reviewer.locator('form.act-form').waitFor({ state: 'detached' })

    // Who found it knows the place and verifies it; both photos are there to compare.
    await worker
      .getByRole('tab', { name: /待我办/ })
      .or(worker.getByText('待我办'))
      .first()
      .tap()
    await line(worker).tap()
    await expect.poll(() => worker.locator('main img').count()).toBeGreaterThanOrEqual(2)
    await worker.locator('.foot').getByRole('button', { name: '核查通过' }).tap()
    const verdict = worker.locator('dialog.sheet')
    await verdict.locator('.sheet-foot button').tap()
    await verdict.waitFor({ state: 'detached' })

    await worker.getByText('已整改', { exact: false }).first().waitFor()
    await handler.getByText('已结案').or(handler.getByText('已整改')).first().waitFor()
    for (const page of pages) expect(await page.evaluate('window.loadedOnce')).toBe(true)
    for (const { failures } of Object.values(seats)) expect(failures).toEqual([])
  }, 90_000)
})
