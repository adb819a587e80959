/** Short messages that go away by themselves; an action in them (undo) stays as long as it can be done. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { Unbroken } from './unbroken.tsx'

export interface Toast {
  text: string
  kind?: 'plain' | 'bad'
  /** Milliseconds; 5 seconds unless said otherwise. */
  stays?: number
  action?: { label: string; run: () => void }
}
interface Shown extends Toast {
  key: number
}

let shown: Shown[] = []
let keys = 0
const listeners = new Set<() => void>()
function change(next: Shown[]): void {
  shown = next
  listeners.forEach((listener) => listener())
}

export function toast(message: Toast): void {
  change([...shown.slice(-2), { ...message, key: ++keys }])
}

export function Toasts() {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <div className="toasts" role="status" aria-live="polite">
      {all.map((one) => (
        <OneToast key={one.key} toast={one} />
      ))}
    </div>
  )
}

function OneToast({ toast: one }: { toast: Shown }) {
  const stays = one.stays ?? 5000
  const [left, setLeft] = useState(Math.ceil(stays / 1000))
  const drop = () => change(shown.filter((other) => other.key !== one.key))
  useEffect(() => {
    const tick = setInterval(() => setLeft((seconds) => seconds - 1), 1000)
    const end = setTimeout(drop, stays)
    return () => {
      clearInterval(tick)
      clearTimeout(end)
    }
    // The message never changes under its key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (
    <div className={one.kind === 'bad' ? 'toast bad' : 'toast'} onClick={one.action ? undefined : drop}>
      <span className="grow">
        <Unbroken text={one.text} />
      </span>
      {one.action && (
        <Button
          onClick={() => {
            drop()
            one.action?.run()
          }}
        >
          {one.action.label}{' '}
          <span className="figures" aria-hidden="true">
            {Math.max(left, 0)}
          </span>
        </Button>
      )}
    </div>
  )
}
