/** Keys of a page. A key does nothing while somebody types, while a dialog is open, or together with Ctrl, Alt or Meta. */
import { useEffect, useRef } from 'react'

const PREFIX = 'g'

export type Keys = Record<string, (event: KeyboardEvent) => void>

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    target.closest('[role="combobox"],[role="listbox"]') !== null
  )
}

function dialogOpen(): boolean {
  return document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null
}

/** `keys` are names as in KeyboardEvent.key, or two after each other ("g d"). Checkboxes do not count as typing. */
export function useKeys(keys: Keys, active = true): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!active) return
    let first = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const press = (event: KeyboardEvent) => {
      const box = event.target instanceof HTMLInputElement && event.target.type === 'checkbox'
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
      if ((isTyping(event.target) && !box) || dialogOpen()) return
      const both = first ? `${first} ${event.key}` : ''
      // "g d" goes to the desk and must not dispatch: after the prefix a key means nothing by itself.
      const act = first === PREFIX ? latest.current[both] : latest.current[event.key]
      clearTimeout(timer)
      first = event.key
      timer = setTimeout(() => (first = ''), 800)
      if (!act) return
      event.preventDefault()
      first = ''
      act(event)
    }
    document.addEventListener('keydown', press)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', press)
    }
  }, [active])
}
