/** Both languages and both shades, switched while working; nothing is left untranslated but what people wrote and named. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter } from './people.ts'
import { sitDown, speaksEnglish, type Seat } from './seat.ts'
import { textsOf } from './seen.ts'
import { storyCity, type Login, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
let caseId: string
const seats: Seat[] = []

/** The other language's own name on the switch; names of the places, the offices and the people of the story's city, and what its people wrote. */
const GIVEN =
  /中文|测试市|甲市|东区|西区|[一二]街道|三镇|桂花|梅花|兰花|荷花|菊花|社区|村|第\d网格|指挥[中心室]+|消防[救援支队一中]+|燃气[公司抢修队]+|城[市管理执法中队]+局?|网格队?|机动巡查队|王桂花|李研|赵派|钱遣|孙处|周审|吴核|郑访|冯督|陈领|褚计|卫管|井盖碎了一半|楼顶搭建|北门三号楼|测试职责表/g

async function seat(kind: 'desk' | 'phone', language: 'zh' | 'en'): Promise<Seat> {
  const made = await sitDown(browser, kind, { language, at: city.places.points.a1x1 })
  seats.push(made)
  return made
}

/** `case.already-following`, `words.page.title`, `undefined`, `{name}`: what shows where a text is missing. */
const looksLikeKey = (text: string) =>
  /^[a-z][a-zA-Z]*(\.[a-zA-Z][a-zA-Z-]*)+$/.test(text) || /\bundefined\b|\bNaN\b|\[object |\{\w+\}/.test(text)

const chineseLeft = (texts: string[]) => texts.filter((text) => /\p{Script=Han}/u.test(text.replaceAll(GIVEN, '')))

const settled = (page: Page) => page.waitForLoadState('networkidle').then(() => page.waitForTimeout(300))

describe.skipIf(noBrowser())(titled('two languages'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    const [worker, assessor, handler] = await Promise.all(
      (['worker', 'assessor', 'handler'] as const).map((login) => handOf(city, login)),
    )
    await worker!.report('manhole', { text: '井盖碎了一半' })
    const filed = await worker!.report('illegalBuilding', { text: '楼顶搭建', address: '北门三号楼' })
    caseId = filed.id
    await assessor!.act(caseId, 'assess', { itemId: city.places.items.illegalBuilding, conditionId: 'c1' })
    await handler!.act(caseId, 'accept')
  }, 120_000)
  afterEach(async () => {
    for (const { failures, context } of seats.splice(0)) {
      expect(failures).toEqual([])
      await context.close()
    }
  })
  afterAll(async () => browser?.close())

  const rooms: readonly (readonly [Login, 'desk' | 'phone', readonly string[]])[] = [
    ['assessor', 'desk', ['/', '/cases', '/cases/ID', '/report', '/overview', '/me']],
    ['auditor', 'desk', ['/audit', '/accounts']],
    ['worker', 'phone', ['/field/', '/field/case/ID', '/field/danger', '/field/me', '/field/me/outbox']],
  ]
  for (const [login, kind, paths] of rooms) {
    it(`${login}: no key shows in either language, no Chinese of the program's own in the English one`, async () => {
      const { page, context } = await seat(kind, 'zh')
      await enter({ page, context, failures: [] }, city, login, paths[0])
      for (const language of ['zh', 'en'] as const) {
        if (language === 'en') await page.evaluate(speaksEnglish)
        for (const path of paths) {
          await page.goto(`${city.url}${path.replace('ID', caseId)}`)
          await settled(page)
          const texts = await textsOf(page)
          expect(texts.length, `${path} is empty`).toBeGreaterThan(2)
          expect.soft(texts.filter(looksLikeKey), `${path} (${language})`).toEqual([])
          if (language === 'en') expect.soft(chineseLeft(texts), `${path} (${language})`).toEqual([])
        }
      }
    }, 90_000)
  }

  it('is switched at the desk without losing the place, and so are the shades', async () => {
    const { page, context } = await seat('desk', 'zh')
    await enter({ page, context, failures: [] }, city, 'assessor', `/cases/${caseId}`)
    await page.getByRole('heading', { name: '违法建设' }).waitFor()
    await page.evaluate('window.loadedOnce = true')
    await page.getByRole('button', { name: /English/ }).click()
    await page.getByRole('heading', { name: 'Illegal construction' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const light = await ground()
    await page.getByRole('button', { name: /light|dark|shade|theme|appearance/i }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    await expect.poll(ground).not.toBe(light)
    expect(await page.evaluate('window.loadedOnce')).toBe(true)
    await page.reload()
    await page.getByRole('heading', { name: 'Illegal construction' }).waitFor()
    expect(await ground()).not.toBe(light)
  })
})
