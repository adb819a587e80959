/** Every figure of the overview opens its records, and there are as many as it says. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../server/src/platform/database.ts'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter, until } from './people.ts'
import { sitDown } from './seat.ts'
import { storyCity, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity

/** Five filed, one of them handled and closed, one overdue, one in danger, one with a department below another; a sixth declined. */
async function aMorning(): Promise<void> {
  const [worker, assessor, dispatcher, handler, verifier, supervisor] = await Promise.all(
    (['worker', 'assessor', 'dispatcher', 'handler', 'verifier', 'supervisor'] as const).map((login) =>
      handOf(city, login),
    ),
  )
  await worker!.report('manhole', { text: '井盖碎了' })
  await worker!.report('gasLeak', { text: '楼道有煤气味', dangerToLife: true })
  // Nobody waits for hours in a story: the limit of one step, and of a whole case and its step, are put into the past.
  // To the first moment of the city's day, not an hour back: what fell due on earlier days is counted by the sums, which
  // know nothing of a row changed by hand, and for an hour after midnight an hour back is an earlier day.
  const { id: slow } = await worker!.report('dust', { text: '工地扬尘' })
  const past = new Date(`${dayInCity()}T00:00:00+08:00`)
  await city.city.db.run(sql`update cases set due_at = ${past}, whole_due_at = ${past} where id = ${slow}`)
  await city.city.db.run(sql`update cases set due_at = ${past} where holder_id is not null and danger`)
  const declined = await worker!.report('manhole', { text: '井盖响' })
  await assessor!.act(declined.id, 'decline', { reason: 'not-true', text: '现场完好' })
  const { id: below } = await worker!.report('noise', { text: '夜间施工' })
  await dispatcher!.act(below, 'dispatch', { lead: city.places.departments.urbanA1 })
  const { id } = await supervisor!.report('illegalBuilding', { text: '楼顶搭建' })
  await assessor!.act(id, 'assess', { itemId: city.places.items.illegalBuilding, conditionId: 'c1' })
  await handler!.act(id, 'accept')
  await handler!.act(id, 'submit', { text: '已拆除' })
  await verifier!.act(id, 'verify-pass')
}

describe.skipIf(noBrowser())(titled('the overview'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    await aMorning()
  }, 120_000)
  afterAll(async () => browser?.close())

  it('opens each figure down to as many records as it says', async () => {
    const leader = await handOf(city, 'leader')
    const overview = () => leader.get<{ counts: Record<string, number> }>(`/overview?${period()}`)
    // The tallies follow the log; what was declined is not counted as reported.
    await until(overview, ({ counts }) => counts['reported'] === 5 && counts['closed'] === 1 && counts['void'] === 1)
    const seat = await sitDown(browser, 'desk')
    const page = await enter(seat, city, 'leader', '/overview')
    await page.locator('.figures a.figure').first().waitFor()
    const figures = await page.$$eval('.figures a.figure', (links) =>
      links.map((link) => [
        link.querySelector('.figure-name')!.textContent,
        link.querySelector('.figure-value')!.textContent,
        link.getAttribute('href'),
      ]),
    )
    const parts = await page.$$eval('.rate-parts a', (links) =>
      links.map((link) => [link.getAttribute('aria-label'), link.textContent, link.getAttribute('href')]),
    )
    expect(figures.length).toBeGreaterThan(8)
    const late = figures.filter(([name]) => name!.includes('超时')).map(([, value]) => value)
    expect(late).toEqual(['2', '1'])
    expect(parts.length).toBeGreaterThan(20)
    const cells = await page.$$eval('main td a[href*="/cases"], .state-line a', (links) =>
      links.map((link) => [
        link.closest('tr, li')!.textContent!.slice(0, 40),
        link.textContent,
        link.getAttribute('href'),
      ]),
    )
    expect(cells.length).toBeGreaterThan(20)
    for (const [name, value, href] of [...figures, ...parts, ...cells]) {
      const query = new URL(href!, city.url).searchParams
      const { total, rows } = await leader.get<{ total: number; rows: unknown[] }>(`/cases?${plain(query)}`)
      expect([name, total, rows.length], `${name}: ${href}`).toEqual([name, Number(value), Number(value)])
    }
    // And by hand: the page that a figure opens.
    await page.locator('a.figure').filter({ hasText: '上报' }).first().click()
    await page.getByRole('heading', { name: '事件' }).waitFor()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(5)
    expect(seat.failures).toEqual([])
  }, 90_000)
})

/** The address keeps texts in quotes where they look like numbers or truths. */
function plain(query: URLSearchParams): string {
  return new URLSearchParams(
    [...query].map(([name, value]): [string, string] => [name, value.replace(/^"(.*)"$/, '$1')]),
  ).toString()
}

const dayInCity = (ago = 0) => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10)

const period = () => `from=${dayInCity(29)}&to=${dayInCity()}`
