/** Coming in: a wrong password, too many of them, a second factor; and the auditor's room behind it. */
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { fillLogin, signIn } from './people.ts'
import { sitDown, type Seat } from './seat.ts'
import { PASSWORD, storyCity, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
const seats: Seat[] = []
async function seat(kind: 'desk' | 'phone'): Promise<Seat> {
  const made = await sitDown(browser, kind)
  seats.push(made)
  return made
}

describe.skipIf(noBrowser())(titled('coming in'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
  }, 120_000)
  afterEach(async () => {
    for (const { failures, context } of seats.splice(0)) {
      expect(failures).toEqual([])
      await context.close()
    }
  })
  afterAll(async () => browser?.close())

  it('a wrong password is said in a sentence; after five the account is locked, and the sentence says for how long', async () => {
    const { page } = await seat('desk')
    await page.goto(`${city.url}/cases`)
    await fillLogin(page, 'leader', 'not the password')
    const told = page.locator('[role=alert]')
    await told.filter({ hasText: '密码' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/login')
    for (let more = 0; more < 4; more++) {
      const answer = page.waitForResponse(
        (response) => response.url().endsWith('/session') && response.request().method() === 'POST',
      )
      await page.locator('button[type=submit]').click()
      await answer
    }
    // Now even the right one does not open it.
    await fillLogin(page, 'leader')
    await told.filter({ hasText: /请 \d+ 分钟后再试/ }).waitFor()
  })

  it('the phone says the same', async () => {
    const { page } = await seat('phone')
    await page.goto(`${city.url}/field/`)
    await fillLogin(page, 'worker', 'not the password')
    await page.locator('[role=alert]').filter({ hasText: '密码' }).waitFor()
    await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
    await page.locator('button[type=submit]').tap()
    await page.locator('nav.tabs').waitFor()
    expect(await page.locator('[role=alert]').count()).toBe(0)
  })

  it('an auditor gives a second factor, has all verified, makes a seal and takes it home', async () => {
    const worker = await handOf(city, 'worker')
    await worker.report('manhole', { text: '井盖碎了' })
    const { page } = await (async () => {
      const made = await seat('desk')
      await signIn(made, city, 'auditor')
      return made
    })()
    await page.locator('nav').getByRole('link', { name: '审计' }).click()
    await page.getByRole('heading', { name: '审计' }).waitFor()
    await page.getByRole('tab', { name: '封印' }).click()
    await page.getByRole('button', { name: '立即封印' }).click()
    await page.locator('tbody tr').first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载' }).first().click(),
    ])
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as { city: string; seals: unknown[] }
    expect(file.city).toBe(city.city.id)
    expect(file.seals.length).toBeGreaterThan(0)

    await page.getByRole('tab', { name: '核验' }).click()
    await page.locator('input[type=file]').setInputFiles(await download.path())
    await page.getByRole('button', { name: '开始核验' }).click()
    const report = page.locator('section.card').filter({ hasText: '至第' })
    await report.locator('.pill').filter({ hasText: '完整' }).waitFor()
    await report.getByText('依据：交出的封印文件').waitFor()
    await report.getByText('没有发现异常').waitFor()
  })
})
