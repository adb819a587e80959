/** People at their screens, signed in by name and password as everybody is. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Seat } from './seat.ts'
import { PASSWORD, type Login, type StoryCity } from './server.ts'

export async function fillLogin(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(login)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.locator('button[type="submit"]').click()
}

/** Sits down with a session already: for stories that are not about signing in. */
export async function enter(seat: Seat, city: StoryCity, login: Login, path = '/'): Promise<Page> {
  const answer = await seat.context.request.post(`${city.url}/api/v1/session`, {
    data: {
      login,
      password: PASSWORD,
      device: 'story',
      ...(login === 'auditor' || login === 'admin' ? { code: city.code() } : {}),
    },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  await seat.page.goto(`${city.url}${path}`)
  await seat.page
    .locator(path.startsWith('/field') ? 'nav.tabs, header.top' : '.frame')
    .first()
    .waitFor()
  return seat.page
}

/** Signed in by hand and past the login; `path` is where to. */
export async function signIn(seat: Seat, city: StoryCity, login: Login, path = '/'): Promise<Page> {
  const { page } = seat
  await page.goto(`${city.url}${path}`)
  await fillLogin(page, login)
  const factor = page.locator('input[autocomplete="one-time-code"]')
  const inside = page.locator(path.startsWith('/field') ? 'nav.tabs' : '.frame')
  await factor.or(inside).first().waitFor()
  if (await factor.isVisible()) {
    await factor.fill(city.code())
    await page.locator('button[type="submit"]').click()
    await inside.waitFor()
  }
  return page
}

/** Asked again until it holds: for what the server does beside the requests. */
export async function until<T>(ask: () => Promise<T> | T, holds: (value: T) => boolean, patience = 10_000): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    if (Date.now() > end) expect(value, 'still not so').toSatisfy(holds)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
