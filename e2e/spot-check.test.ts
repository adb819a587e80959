/** 督查抽查, from the plan of a draw to the case that is opened again: the supervisor at his desk, the checker with his phone. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../server/src/platform/id.ts'
import { handOf } from './api.ts'
import { launchBrowser, noBrowser, titled } from './browser.ts'
import { enter, until } from './people.ts'
import { photo } from './photo.ts'
import { sitDown, type Seat } from './seat.ts'
import { nameless } from './seen.ts'
import { PASSWORD, storyCity, type Login, type StoryCity } from './server.ts'

let browser: Browser
let city: StoryCity
const seats: Seat[] = []
const DAY = 86_400_000

/** As `handOf`, but it happened yesterday and is recorded now, as by a phone that had no network. */
async function yesterday(login: Login) {
  const post = async (path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const answer = await fetch(`${city.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const said = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`)
    return said as { token: string; id: string }
  }
  const { token } = await post('/session', { login, password: PASSWORD, transport: 'bearer', device: 'story' })
  const envelope = (act: string, body: object) => ({
    ...{ act, commandId: newId(), body },
    occurredAt: new Date(Date.now() - DAY).toISOString(),
  })
  return {
    report: (body: object) => post('/cases', { ...envelope('report', body), subject: newId() }, token),
    act: (id: string, act: string, body: object = {}) => post(`/cases/${id}/acts`, envelope(act, body), token),
  }
}

/** Reported and verified by the grid worker, put right by the squad, yesterday. */
async function closedCase(): Promise<string> {
  const { items, points, departments } = city.places
  const [worker, dispatcher, handler] = [
    await yesterday('worker'),
    await yesterday('dispatcher'),
    await yesterday('handler'),
  ]
  const { id } = await worker.report({ itemId: items.noise, position: points.a1x1, text: '夜间音响扰民' })
  await dispatcher.act(id, 'dispatch', { lead: departments.urban })
  await handler.act(id, 'accept')
  await handler.act(id, 'submit', { text: '已劝导' })
  await worker.act(id, 'verify-pass')
  return id
}

describe.skipIf(noBrowser())(titled('a spot check'), () => {
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

  it('goes from the draw to the reopened case, and its figures say so', { timeout: 120_000 }, async () => {
    const caseId = await closedCase()
    const desk = await sitDown(browser, 'desk')
    seats.push(desk)
    const page = await enter(desk, city, 'supervisor', '/oversight')
    await page.getByRole('button', { name: '计划一次抽查' }).click()
    const freeze = page.getByRole('button', { name: '冻结总体' })
    await expect.poll(() => freeze.isEnabled()).toBe(true)
    await freeze.click()
    await page.waitForURL(/\/oversight\/draws\//)
    await page.getByRole('heading', { name: '总体已冻结' }).waitFor()
    await page.getByText('1 件已结案事件').waitFor()
    // Something else happens in the city: now there is a seed.
    await (await handOf(city, 'worker')).report('noise')
    const publish = page.getByRole('button', { name: '抽取并公布' })
    await expect.poll(() => publish.isEnabled(), { timeout: 20_000 }).toBe(true)
    await publish.click()
    await page.getByRole('button', { name: '重做一遍' }).click()
    await page.getByText('重做一致').waitFor()

    const verifier = await handOf(city, 'verifier')
    await until(
      () => verifier.get<{ open: number }>('/check-tasks/mine'),
      ({ open }) => open === 1,
    )
    const phone = await sitDown(browser, 'phone')
    seats.push(phone)
    const hand = await enter(phone, city, 'verifier', '/field/')
    await hand.getByText('待我抽查').tap()
    await hand.locator('.case-row').first().tap()
    await hand.getByText('夜间音响扰民').waitFor()
    await hand.getByRole('radio', { name: '未整改' }).tap()
    const send = hand.getByRole('button', { name: '登记结果' })
    expect(await send.isEnabled()).toBe(false)
    await hand.locator('section.card input[type=file]').setInputFiles(await photo('before'))
    await hand.locator('textarea').fill('音响仍在外放')
    await expect.poll(() => send.isEnabled()).toBe(true)
    await send.tap()
    await hand.locator('.toast').filter({ hasText: '已登记' }).waitFor()

    const supervisor = await handOf(city, 'supervisor')
    const reopened = await until(
      () => supervisor.get<{ state: string; timeline: { act: string }[] }>(`/cases/${caseId}`),
      ({ state }) => state === 'assessed',
    )
    expect(reopened.timeline.map(({ act }) => act).slice(-3)).toEqual(['sample', 'check', 'reopen'])
    await page.goto(`${city.url}/oversight`)
    // The figure opens the check behind it.
    await page.getByRole('link', { name: '1', exact: true }).first().click()
    await page.getByText('未整改').first().waitFor()
    for (const path of ['', '?tab=tasks', '?tab=batches', '?tab=deferrals', '?tab=calls', '/batches/new']) {
      await page.goto(`${city.url}/oversight${path}`)
      await page.waitForLoadState('networkidle')
      expect(await nameless(page), path).toEqual([])
    }
    await page.goto(`${city.url}/cases/${caseId}`)
    await page.getByText('音响仍在外放').first().waitFor()
  })
})
