/** The map of the city: two moves from the whole to one case, what others do appears by itself, and the same without a pointer. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter, until } from './people.ts'
import { sitDown } from './seat.ts'
import { storyCity, type StoryCity } from './server.ts'

interface Point {
  longitude: number
  latitude: number
}

let browser: Browser
let city: StoryCity
const numbers: string[] = []

/** Metres to the east. */
const beside = (point: Point, metres: number): Point => ({ ...point, longitude: point.longitude + metres / 97_300 })

const mercator = ({ longitude, latitude }: Point) => {
  const sine = Math.sin((latitude * Math.PI) / 180)
  return { x: longitude / 360 + 0.5, y: 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI }
}

function viewOf(page: Page): { zoom: number; centre: Point } {
  const [zoom, latitude, longitude] = decodeURIComponent(new URL(page.url()).searchParams.get('at') ?? '')
    .replaceAll('"', '')
    .split('/')
    .map(Number)
  return { zoom: zoom!, centre: { longitude: longitude!, latitude: latitude! } }
}

/** Presses the map where this place is drawn. */
async function press(page: Page, at: Point): Promise<void> {
  const box = (await page.locator('.city-map canvas').boundingBox())!
  const { zoom, centre } = viewOf(page)
  const [to, from] = [mercator(at), mercator(centre)]
  const side = 512 * 2 ** zoom
  await page.mouse.click(
    box.x + box.width / 2 + (to.x - from.x) * side,
    box.y + box.height / 2 + (to.y - from.y) * side,
  )
}

const stock = (page: Page, name: string) => page.locator(`.map-stock-${name} strong`)

async function openMap(page: Page): Promise<void> {
  await page.locator('.city-map[data-ready]').waitFor()
  await until(
    () => viewOf(page).zoom,
    (zoom) => zoom > 5,
  )
  await settled(page)
}

/** Nothing moves, and no tile is on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator('.city-map-canvas[data-drawn="true"]').waitFor()
}

/** Presses until the answer is there: a tile may still be on its way when the map says that it is ready. */
async function pressUntil(page: Page, at: Point, shown: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 25_000
  for (;;) {
    await settled(page)
    await press(page, at)
    await page.waitForTimeout(900)
    if (await shown()) return
    if (Date.now() > end) throw new Error('nothing answered on the map')
  }
}

describe.skipIf(noBrowser())(titled('the map of the city'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    const worker = await handOf(city, 'worker')
    const { points } = city.places
    for (const position of [points.a1x1, beside(points.a1x1, 34)])
      numbers.push((await worker.report('manhole', { text: '井盖碎了', position })).number)
    numbers.push((await worker.report('gasLeak', { text: '楼道有煤气味', position: points.a1x2 })).number)
  }, 120_000)
  afterAll(async () => browser?.close())

  it('goes from the city to a single case in two moves', async () => {
    const seat = await sitDown(browser, 'desk')
    const page = await enter(seat, city, 'leader', '/map')
    await openMap(page)
    await expect.poll(() => stock(page, 'open').textContent()).toBe('3')
    const { points } = city.places
    const before = viewOf(page).zoom
    // Two cases thirty-four metres apart are one point from here.
    await pressUntil(page, beside(points.a1x1, 17), async () => page.url().includes('bbox='))
    await page.getByText('此处 2 件').waitFor()
    await until(
      () => viewOf(page).zoom,
      (zoom) => zoom > before + 1,
    )
    await page.waitForTimeout(1_000)
    await pressUntil(page, beside(points.a1x1, 34), () => page.locator('.map-card').isVisible())
    const card = page.locator('.map-card')
    await card.getByText('井盖破损').waitFor()
    expect(await card.locator('.number').textContent()).toBe(numbers[1])
    // The second of its kind within fifty metres.
    await expect.poll(() => card.textContent(), { timeout: 10_000 }).toContain('30 天内第 2 次')
    await card.locator('.map-card-link').click()
    await page.getByRole('heading', { name: '井盖破损' }).waitFor()
    await page.goBack()
    await page.locator('.map-card').getByText(numbers[1]!).waitFor()
    expect(seat.failures).toEqual([])
    await seat.context.close()
  }, 120_000)

  it('shows by itself what somebody else does', async () => {
    const seat = await sitDown(browser, 'desk')
    const page = await enter(seat, city, 'leader', '/map')
    await openMap(page)
    await expect.poll(() => stock(page, 'open').textContent()).toBe('3')
    await page.getByRole('tab', { name: '列表' }).click()
    await page.getByText('共 3 件').waitFor()
    const worker = await handOf(city, 'worker')
    const position = city.places.points.a1y2
    const { number } = await worker.report('manhole', { text: '井盖不见了', position })
    await expect.poll(() => stock(page, 'open').textContent(), { timeout: 15_000 }).toBe('4')
    await page.getByText('共 4 件').waitFor()
    // Its point is on the map too.
    await pressUntil(
      page,
      position,
      async () => (await page.locator('.map-card').textContent())?.includes(number) ?? false,
    )
    expect(seat.failures).toEqual([])
    await seat.context.close()
  }, 120_000)

  it('says all of it without a pointer, and keeps its view in the address', async () => {
    const seat = await sitDown(browser, 'desk')
    const page = await enter(seat, city, 'leader', '/map?danger=true&tab=places')
    await openMap(page)
    const place = page.locator('.map-side .link-button').first()
    await place.focus()
    await page.keyboard.press('Enter')
    await page.getByText('此处 1 件').waitFor()
    await page.locator('.map-row').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.map-card').getByText(numbers[2]!).waitFor()
    await page.reload()
    await page.locator('.map-card').getByText(numbers[2]!).waitFor()
    expect(await page.locator('.map-stock-danger').getAttribute('aria-pressed')).toBe('true')
    expect(seat.failures).toEqual([])
    await seat.context.close()
  }, 90_000)

  it('shows a department that leads none of it nothing, and is usable on a phone', async () => {
    const seat = await sitDown(browser, 'phone')
    const page = await enter(seat, city, 'reviewer', '/map')
    await page.locator('.map-legend').waitFor()
    await expect.poll(() => stock(page, 'open').textContent()).toBe('0')
    expect(await page.locator('.map-row').count()).toBe(0)
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(wide).toBe(0)
    await seat.context.close()
  }, 90_000)
})
