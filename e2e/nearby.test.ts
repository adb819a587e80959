/** On the phone: what lies nearby is offered before a second case is filed for it, and one press is one report. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { handOf, type Hand } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter } from './people.ts'
import { photo } from './photo.ts'
import { sitDown, type Seat } from './seat.ts'
import { storyCity, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
let supervisor: Hand
const seats: Seat[] = []

describe.skipIf(noBrowser())(titled('on the phone'), () => {
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await storyCity()
    supervisor = await handOf(city, 'supervisor')
  }, 120_000)
  afterEach(async () => {
    for (const { failures, context } of seats.splice(0)) {
      expect(failures).toEqual([])
      await context.close()
    }
  })
  afterAll(async () => browser?.close())

  const total = async () => (await supervisor.get<{ total: number }>('/cases')).total

  async function begun() {
    const seat = await sitDown(browser, 'phone', { at: city.places.points.a1x1 })
    seats.push(seat)
    const page = await enter(seat, city, 'worker', '/field/')
    await page.locator('.report-button input[type=file]').setInputFiles(await photo('before'))
    await page.getByText('桂花社区第1网格').waitFor()
    return page
  }

  it('a send button pressed twice reports once', async () => {
    const page = await begun()
    await page.locator('textarea').fill('路口井盖碎了一半')
    await page.getByRole('radio', { name: '井盖破损' }).tap()
    const send = page.locator('.foot button')
    await expect.poll(() => send.isEnabled()).toBe(true)
    await send.dblclick()
    await page.locator('.toast').filter({ hasText: '编号' }).first().waitFor()
    expect(await total()).toBe(1)
  })

  it('the same thing again is offered: “this is it, follow it”, and nothing is filed', async () => {
    const page = await begun()
    await page.locator('textarea').fill('井盖坏了')
    await page.getByRole('radio', { name: '井盖破损' }).tap()
    const near = page.locator('section.near')
    await near.filter({ hasText: '路口井盖碎了一半' }).waitFor()
    await near.getByRole('button', { name: '就是它，关注' }).tap()
    await page.waitForURL(/\/field\/case\//)
    await page.locator('.toast').filter({ hasText: '已关注' }).waitFor()
    expect(await total()).toBe(1)
    const { rows } = await supervisor.get<{ rows: { id: string }[] }>('/cases')
    const worker = await handOf(city, 'worker')
    const { following } = await worker.get<{ following: boolean }>(`/cases/${rows[0]!.id}`)
    expect(following).toBe(true)
  })
})
