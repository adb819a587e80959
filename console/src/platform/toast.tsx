/** Short messages at the foot of the page; one may carry an action that stays as long as it can be done (undo). */
import { Button } from 'antd'
import CloseOutlined from '@ant-design/icons/CloseOutlined'
import { useEffect, useSyncExternalStore } from 'react'
import { useWords } from './language.ts'
import { platformWords } from './locale.ts'

export interface Toast {
  id: number
  tone: 'good' | 'danger' | 'plain'
  text: string
  seconds: number
  action?: { label: string; key?: string; run: () => void }
}

let shown: readonly Toast[] = []
let made = 0
const listeners = new Set<() => void>()
function publish(next: readonly Toast[]): void {
  shown = next
  for (const listener of listeners) listener()
}

export function toast(
  tone: Toast['tone'],
  text: string,
  more: { seconds?: number; action?: Toast['action'] } = {},
): number {
  const id = ++made
  publish([
    ...shown.slice(-3),
    {
      id,
      tone,
      text,
      seconds: more.seconds ?? (tone === 'danger' ? 8 : 4),
      ...(more.action ? { action: more.action } : {}),
    },
  ])
  return id
}
export function dismiss(id: number): void {
  publish(shown.filter((one) => one.id !== id))
}
/** Nobody is left to whom they are said, or who may undo anything. */
export function dismissAll(): void {
  publish([])
}
/** Does what the newest toast offers; false when none offers anything. */
export function runToastAction(): boolean {
  const last = shown.findLast((one) => one.action)
  if (!last?.action) return false
  dismiss(last.id)
  last.action.run()
  return true
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function One({ item }: { item: Toast }) {
  const words = useWords(platformWords)
  useEffect(() => {
    const timer = setTimeout(() => dismiss(item.id), item.seconds * 1000)
    return () => clearTimeout(timer)
  }, [item.id, item.seconds])
  const { action } = item
  return (
    <div className={`toast toast-${item.tone}`} role={item.tone === 'danger' ? 'alert' : 'status'}>
      <span className="toast-text">{item.text}</span>
      {action && (
        <Button
          size="small"
          ghost
          onClick={() => {
            dismiss(item.id)
            action.run()
          }}
        >
          {action.label}
          {action.key && <kbd>{action.key}</kbd>}
        </Button>
      )}
      <button type="button" className="toast-close" aria-label={words.close} onClick={() => dismiss(item.id)}>
        <CloseOutlined />
      </button>
      <span className="toast-time" style={{ animationDuration: `${item.seconds}s` }} aria-hidden />
    </div>
  )
}

export function Toasts() {
  const items = useSyncExternalStore(subscribe, () => shown)
  return (
    <div className="toasts" aria-live="polite">
      {items.map((item) => (
        <One key={item.id} item={item} />
      ))}
    </div>
  )
}
