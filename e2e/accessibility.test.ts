/** For who cannot see, point or tell colours apart: names, focus, no trap, and contrast. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter } from './people.ts'
import { sitDown, type Seat } from './seat.ts'
import { contrast, focusOf, nameless, rememberAtRest } from './seen.ts'
import { storyCity, type Login, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
let caseId: string
const seats: Seat[] = []

async function open(
  kind: 'desk' | 'phone',
  login: Login,
  path: string,
  shade: 'light' | 'dark' = 'light',
): Promise<Page> {
  const seat = await sitDown(browser, kind, { shade, at: city.places.points.a1x1 })
  seats.push(seat)
  return enter(seat, city, login, path.replace('ID', caseId))
}
const settled = (page: Page) => page.waitForLoadState('networkidle').then(() => page.waitForTimeout(300))

/** Text on ground, by the names that the style sheets give them. */
const CONSOLE: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['text', 'text-2', 'text-3'],
    ['ground', 'surface', 'raised', 'sunken'],
  ],
  [
    ['accent', 'accent-text', 'danger', 'warn', 'good', 'pause'],
    ['ground', 'surface', 'raised'],
  ],
  [['accent-text', 'text'], ['accent-soft']],
  [['danger'], ['danger-soft']],
  [['warn'], ['warn-soft']],
  [['good'], ['good-soft']],
  [['pause'], ['pause-soft']],
  [['header-text', 'header-text-2'], ['header']],
]
const FIELD: typeof CONSOLE = [
  [
    ['ink', 'ink-2', 'accent', 'alert', 'warn', 'good'],
    ['ground', 'surface', 'sunken'],
  ],
  [['accent', 'ink'], ['accent-soft']],
  [['alert', 'ink'], ['alert-soft']],
  [['warn', 'ink'], ['warn-soft']],
  [['good', 'ink'], ['good-soft']],
  [['on-accent'], ['accent']],
  [['on-alert'], ['alert']],
  [['on-report'], ['report']],
]

async function faint(page: Page, pairs: typeof CONSOLE): Promise<string[]> {
  const colours = new Map<string, string>()
  for (const name of new Set(pairs.flat(2))) {
    const value = await page.evaluate<string>(
      `getComputedStyle(document.documentElement).getPropertyValue('--${name}').trim()`,
    )
    expect(value, `--${name}`).toMatch(/^#([0-9a-f]{3}){1,2}$/i)
    colours.set(name, value.length === 4 ? value.replace(/[^#]/g, (digit) => digit + digit) : value)
  }
  return pairs.flatMap(([texts, grounds]) =>
    texts.flatMap((text) =>
      grounds.flatMap((ground) => {
        const ratio = contrast(colours.get(text)!, colours.get(ground)!)
        return ratio < 4.5 ? [`${text} on ${ground}: ${ratio.toFixed(2)}`] : []
      }),
    ),
  )
}

describe.skipIf(noBrowser())(titled('everybody can use it'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    const worker = await handOf(city, 'worker')
    await worker.report('manhole', { text: '井盖碎了' })
    caseId = (await worker.report('illegalBuilding', { text: '楼顶搭建' })).id
  }, 120_000)
  afterEach(async () => {
    for (const { failures, context } of seats.splice(0)) {
      expect(failures).toEqual([])
      await context.close()
    }
  })
  afterAll(async () => browser?.close())

  it('every control has a name', async () => {
    const desk = await open('desk', 'assessor', '/')
    for (const path of ['/', '/cases', `/cases/${caseId}`, '/report', '/overview', '/me']) {
      await desk.goto(`${city.url}${path}`)
      await settled(desk)
      expect(await nameless(desk), path).toEqual([])
    }
    await desk.goto(`${city.url}/cases/${caseId}`)
    await desk.locator('.acts button').first().waitFor()
    await desk.keyboard.press('a')
    await desk.locator('form.act-form').waitFor()
    expect(await nameless(desk), 'the form').toEqual([])
    const phone = await open('phone', 'worker', '/field/')
    for (const path of ['/field/', `/field/case/${caseId}`, '/field/report', '/field/me']) {
      await phone.goto(`${city.url}${path}`)
      await settled(phone)
      expect(await nameless(phone), path).toEqual([])
    }
  }, 90_000)

  for (const [what, path] of [
    ['the desk', '/'],
    ['the page of a case', '/cases/ID'],
  ] as const) {
    it(`on ${what} the focus is always seen, and goes through everything and out again`, async () => {
      const page = await open('desk', 'assessor', path)
      await page.locator('article.case').waitFor()
      await settled(page)
      await rememberAtRest(page)
      const seen = new Set<number>()
      const unseen: string[] = []
      let left = false
      for (let step = 0; step < 150 && !left; step++) {
        await page.keyboard.press('Tab')
        const focus = await focusOf(page)
        // Past the last control the focus leaves for the browser, or begins anew.
        if (!focus || (seen.has(focus.at) && seen.size > 10)) left = true
        else {
          expect(seen.has(focus.at), `held at ${focus.what}`).toBe(false)
          seen.add(focus.at)
          if (!focus.visible || !focus.inside) unseen.push(focus.what)
        }
      }
      expect(left, 'no way out').toBe(true)
      expect(seen.size).toBeGreaterThan(15)
      expect(unseen).toEqual([])
    }, 60_000)
  }

  for (const shade of ['light', 'dark'] as const) {
    it(`texts stand out from their grounds, ${shade}: 4.5 to 1 at least`, async () => {
      const desk = await open('desk', 'assessor', '/me', shade)
      expect(await faint(desk, CONSOLE)).toEqual([])
      const phone = await open('phone', 'worker', '/field/me', shade)
      expect(await faint(phone, FIELD)).toEqual([])
    })
  }
})
