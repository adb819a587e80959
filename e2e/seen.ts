/** What a reader sees on a page, told in a way that a story can judge: its texts, its controls, where the focus is. */
import type { Page } from 'playwright-core'

/** Visible texts, with placeholders, titles and names for those who listen. One for each element that bears any. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const found = []
    const say = (text) => text && text.trim() && found.push(text.trim())
    for (const element of document.body.querySelectorAll('*')) {
      if (['SCRIPT', 'STYLE'].includes(element.tagName) || !element.checkVisibility()) continue
      for (const node of element.childNodes) if (node.nodeType === 3) say(node.textContent)
      for (const name of ['placeholder', 'title', 'aria-label', 'alt']) say(element.getAttribute(name))
    }
    return found
  })()`)
}

/** Controls that a screen reader cannot name: their opening tags. */
export function nameless(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const named = (element) => {
      const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
      const texts = [
        element.getAttribute('aria-label'),
        ...ids.map((id) => document.getElementById(id)?.textContent),
        ...[...(element.labels ?? [])].map((label) => label.textContent),
        element.textContent,
        element.getAttribute('title'),
        ...[...element.querySelectorAll('img[alt], [aria-label]')].map((part) => part.getAttribute('alt') || part.getAttribute('aria-label')),
      ]
      return texts.some((text) => text && text.trim() !== '')
    }
    const controls = 'a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=checkbox], [role=combobox], [role=menuitem], summary'
    return [...document.querySelectorAll(controls)]
      .filter((element) => element.checkVisibility() && !element.closest('[aria-hidden=true]') && !named(element))
      .map((element) => element.outerHTML.slice(0, 160))
  })()`)
}

export interface Focus {
  /** Which element it is: its place among all of the page. */
  at: number
  what: string
  /** It looks otherwise than at rest. */
  visible: boolean
  inside: boolean
}

const LOOKS = `(element) => {
  const style = getComputedStyle(element)
  return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join()
}`

/** How everything looks before anything has the focus. */
export function rememberAtRest(page: Page): Promise<void> {
  return page.evaluate<void>(`{
    const looks = ${LOOKS}
    window.atRest = new Map([...document.querySelectorAll('body *')].map((element) => [element, looks(element)]))
  }`)
}

/** The focused element; null when it has left the page. */
export async function focusOf(page: Page): Promise<Focus | null> {
  // What is drawn around it comes gently.
  await page.waitForTimeout(60)
  return page.evaluate<Focus | null>(`(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const looks = ${LOOKS}
    // Fields draw it around themselves, checkboxes beside themselves.
    const bearers = [element, element.parentElement, element.parentElement?.parentElement, element.nextElementSibling].filter(Boolean)
    const box = element.getBoundingClientRect()
    return {
      at: [...document.querySelectorAll('*')].indexOf(element),
      what: element.outerHTML.slice(0, 120),
      visible: bearers.some((one) => looks(one) !== window.atRest.get(one)),
      inside: box.width > 0 && box.height > 0,
    }
  })()`)
}

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** Contrast of two colours as #rrggbb (WCAG 2): 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}
