/** A place to sit: a desk of 1440 × 900 or a phone of 390 × 844, with the language, the colours and the position that it has. */
import type { Browser, BrowserContext, Page } from 'playwright-core'

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
export type Language = 'zh' | 'en'

export interface Seat {
  page: Page
  context: BrowserContext
  /** What the page's own code threw; stays empty. */
  failures: string[]
}

interface SeatOptions {
  language?: Language
  shade?: 'light' | 'dark'
  /** WGS 84; given to the phone without asking. */
  at?: { longitude: number; latitude: number }
}

/** As somebody who chose English before. The console keeps the bare word, the field app JSON. */
export const speaksEnglish = `localStorage.setItem('bihuan.language', location.pathname.startsWith('/field') ? '"en"' : 'en')`

export async function sitDown(browser: Browser, kind: 'desk' | 'phone', options: SeatOptions = {}): Promise<Seat> {
  const phone = kind === 'phone'
  const context = await browser.newContext({
    viewport: phone ? PHONE : DESK,
    ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.shade ?? 'light',
    ...(options.at ? { permissions: ['geolocation'], geolocation: { ...options.at, accuracy: 8 } } : {}),
  })
  context.setDefaultTimeout(30_000)
  if (options.language === 'en') await context.addInitScript(speaksEnglish)
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(`${error.message}\n${error.stack ?? ''}`))
  return { page, context, failures }
}
