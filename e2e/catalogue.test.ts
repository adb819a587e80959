/** A standard is brought in with rows in error, the good part is applied, and an item with an open case is edited: all on screen. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../server/src/catalogue/answers.ts'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter } from './people.ts'
import { sitDown, type Seat } from './seat.ts'
import { storyCity, type StoryCity } from './server.ts'

const FILE = [
  '某市立案结案标准,,,,,,',
  '大类代码,大类名称,小类代码,小类名称,立案条件,结案条件,处置时限',
  '21,公用设施,01,上水井盖,缺失,恢复,2紧急工作时',
  '21,公用设施,02,路灯,不亮,修复,尽快',
  '22,街面秩序,01,焚烧垃圾,正在焚烧,制止并清除,1紧急工作时制止',
].join('\r\n')

let browser: Browser
let city: StoryCity
let seat: Seat
let page: Page
const item = (code: string) => catalogue(city.city).itemByCode(code)
const confirm = () => page.locator('.ant-popconfirm button.ant-btn-primary').click()

describe.skipIf(noBrowser())(titled('a standard from a file'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    const assessor = await handOf(city, 'assessor')
    const { id } = await (await handOf(city, 'worker')).report('manhole', { text: '井盖碎了' })
    await assessor.act(id, 'assess', { itemId: city.places.items.manhole, conditionId: 'c1' })
    seat = await sitDown(browser, 'desk')
    page = await enter(seat, city, 'admin', '/catalogue?tab=import')
  }, 120_000)
  afterAll(async () => browser?.close())

  it('goes up and is rehearsed: what is wrong is told with its row, and nothing has changed', async () => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '标准.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
    await page.locator('button:not([disabled])', { hasText: '开始预演' }).click()
    await page.locator('.revision-counts').waitFor()
    const found = await page.locator('table').first().textContent()
    expect(found).toMatch(/4处置时限时限“尽快”无法识别/)
    expect(await page.locator('.revision-acts button', { hasText: '应用' }).isDisabled()).toBe(true)
    expect(item('2101')).toBeNull()
  })

  it('is applied without the row in error, once that is chosen', async () => {
    await page.locator('.revision-acts input[type=radio]').nth(1).check()
    await page.locator('.revision-acts button', { hasText: '应用' }).click()
    await confirm()
    await page.locator('.revision-head .pill', { hasText: '已应用' }).waitFor()
    expect([item('2101')!.name.zh, item('2102'), item('2201')!.conditions[0]!.limitMeans]).toEqual([
      '上水井盖',
      null,
      'stop',
    ])
  })

  it('stands in the list, and an item that is edited shows what changed', async () => {
    await page.goto(`${city.url}/catalogue`)
    await page.locator('input[placeholder="名称、代码、俗称"]').fill('井盖')
    await page.keyboard.press('Enter')
    await page.locator('tr', { hasText: '2101' }).locator('button').click()
    await page.locator('button', { hasText: '修改' }).click()
    await page.locator('input[aria-label="时限 · 数量"]').first().fill('90')
    await page.locator('button[type=submit]').click()
    await page.locator('.difference', { hasText: '120 分钟（连续）' }).waitFor()
    await page.locator('.revision-acts button', { hasText: '应用' }).click()
    await confirm()
    await page.locator('.revision-head .pill', { hasText: '已应用' }).waitFor()
    expect(item('2101')).toMatchObject({ version: 2, conditions: [{ limit: { amount: 90 } }] })
    await page.goto(`${city.url}/catalogue?item=${item('2101')!.id}`)
    await page.locator('.timeline .difference').waitFor()
    expect(await page.locator('.timeline').textContent()).toMatch(
      /第 2 版.*120 分钟（连续）.*90 分钟（连续）.*第 1 版/s,
    )
  })

  it('cannot retire an item with an open case unless that is allowed, on the page that says so', async () => {
    await page.goto(`${city.url}/catalogue?item=${city.places.items.manhole}`)
    await page.locator('button', { hasText: '停用' }).click()
    await confirm()
    await page.locator('table', { hasText: '还有 1 件未结事件' }).waitFor()
    await page.locator('button', { hasText: '允许，重新预演' }).click()
    await page.locator('.note-good', { hasText: '1 条改动' }).waitFor()
    await page.locator('.revision-acts button', { hasText: '应用' }).click()
    await confirm()
    await page.locator('.revision-head .pill', { hasText: '已应用' }).waitFor()
    expect(catalogue(city.city).isRetired(city.places.items.manhole)).toBe(true)
    await page.locator('.revision-acts button', { hasText: '撤回' }).click()
    await confirm()
    await page.locator('.revision-head .pill', { hasText: '已撤回' }).waitFor()
    expect(catalogue(city.city).isRetired(city.places.items.manhole)).toBe(false)
    expect(seat.failures).toEqual([])
  })
})
