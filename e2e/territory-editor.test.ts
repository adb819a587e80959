/** A grid is split on the map while a case lies in it: seen before it is done, done, followed by the case, and taken back. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { territory } from '../server/src/territory/answers.ts'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter, until } from './people.ts'
import { sitDown, type Seat } from './seat.ts'
import { nameless } from './seen.ts'
import { storyCity, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
let seat: Seat
let page: Page

/** Where a position is drawn: the map shows the two grids of a1x, 119 to 119.02 and 29 to 29.01, in its middle. */
async function place(longitude: number, latitude: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator('.ground-map canvas').boundingBox())!
  const stretch = 1 / Math.cos((29.005 * Math.PI) / 180)
  const padding = 40
  const scale = Math.min((box.width - 2 * padding) / 0.02, (box.height - 2 * padding) / (0.01 * stretch))
  const clip = (value: number, length: number) => Math.max(6, Math.min(length - 6, value))
  return {
    x: box.x + clip(box.width / 2 + (longitude - 119.01) * scale, box.width),
    y: box.y + clip(box.height / 2 - (latitude - 29.005) * stretch * scale, box.height),
  }
}
async function press(longitude: number, latitude: number): Promise<void> {
  const { x, y } = await place(longitude, latitude)
  await page.mouse.click(x, y)
}
const gridOf = async (caseId: string) => {
  const worker = await handOf(city, 'worker')
  return (await worker.get<{ grid: { id: string } }>(`/cases/${caseId}`)).grid.id
}

describe.skipIf(noBrowser())(titled('a grid that is split on the map'), () => {
  let filed: { id: string; number: string }
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    filed = await (await handOf(city, 'worker')).report('manhole', { text: '井盖碎了' })
    seat = await sitDown(browser, 'desk')
    page = await enter(seat, city, 'admin', `/territory?tab=grids&region=${city.places.regions.a1x}`)
  }, 120_000)
  afterAll(async () => browser?.close())

  it('is drawn by a line, and an undo takes its last point away', async () => {
    await page.locator('.ground-map[data-ready]').waitFor()
    // From the list, as somebody would who cannot point.
    await page.locator('.editor-grid', { hasText: '桂花社区第1网格' }).click()
    await press(118.9995, 29.003)
    await press(119.005, 29.0035)
    await press(119.005, 29.0095)
    expect(await page.locator('.editor-side').textContent()).toContain('线上 3 点')
    await page.locator('.editor-side button', { hasText: '撤销一笔' }).click()
    await press(119.0108, 29.003)
    await page.locator('.editor-side button', { hasText: '预演' }).click()
  })

  it('is rehearsed: areas, the case that would move, and where it all lies', async () => {
    await page.locator('.revision-counts').waitFor()
    const counts = await page.locator('.revision-counts').textContent()
    expect(counts).toMatch(/停用网格1/)
    expect(counts).toMatch(/新网格2/)
    expect(counts).toMatch(/转网格的未结事件1/)
    await page.locator('.ground-map[data-ready]').waitFor()
    expect(await page.locator('table').first().textContent()).toContain('平方米')
    expect(territory(city.city).gridLineage.current(city.places.grids.a1x1)).toHaveLength(1)
  })

  it('is applied, and the case lies in the new grid', async () => {
    await page.locator('.revision-acts button', { hasText: '应用' }).click()
    await page.locator('.ant-popconfirm button.ant-btn-primary').click()
    await page.locator('.revision-head .pill', { hasText: '已应用' }).waitFor()
    const parts = territory(city.city).gridLineage.current(city.places.grids.a1x1)
    expect(parts).toHaveLength(2)
    expect(parts).toContain(
      await until(
        () => gridOf(filed.id),
        (id) => id !== city.places.grids.a1x1,
      ),
    )
    const desk = await sitDown(browser, 'desk')
    const view = await enter(desk, city, 'worker', `/cases/${filed.id}`)
    await view.locator('.timeline-line', { hasText: '网格调整' }).waitFor()
    expect(desk.failures).toEqual([])
    await desk.context.close()
  })

  it('is taken back, and the case follows back', async () => {
    await page.locator('.revision-acts button', { hasText: '撤回' }).click()
    await page.locator('.ant-popconfirm button.ant-btn-primary').click()
    await page.locator('.revision-head .pill', { hasText: '已撤回' }).waitFor()
    await until(
      () => gridOf(filed.id),
      (id) => id === city.places.grids.a1x1,
    )
    expect(territory(city.city).grid(city.places.grids.a1x1)!.validTo).toBeNull()
    expect(seat.failures).toEqual([])
  })

  it('is reached without pointing: every control of these screens has a name', async () => {
    for (const tab of ['regions', 'grids', 'import', 'offices', 'roster', 'history']) {
      const { townA1 } = city.places.regions
      await page.goto(`${city.url}/territory?tab=${tab}&region=${townA1}&team=${city.places.teams.gridA1x1}`)
      await page.locator('.ant-tabs').waitFor()
      if (tab === 'regions' || tab === 'grids') await page.locator('.ground-map[data-ready]').waitFor()
      if (tab === 'roster') await page.locator('.roster-week').waitFor()
      expect(await nameless(page), tab).toEqual([])
    }
    await page.goto(`${city.url}/territory?tab=grids&region=${city.places.regions.townA1}`)
    await page.locator('.ground-map[data-ready]').waitFor()
    await page.getByText('改边界').click()
    await page.locator('.editor-grid').first().click()
    const corner = page.locator('.corner:not(.corner-small)').first()
    await corner.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await nameless(page), 'corners').toEqual([])
    expect(await page.locator('.editor-side').textContent()).toContain('已画 2 笔')
    expect(seat.failures).toEqual([])
  })
})
