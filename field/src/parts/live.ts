import type { Observable } from 'dexie'
import { useEffect, useState } from 'react'

/** What a live query over the phone's own database says now; undefined until it has said something. */
export function useLive<T>(make: () => Promise<Observable<T>>, key: string): T | undefined {
  const [value, setValue] = useState<{ key: string; value: T } | undefined>(undefined)
  useEffect(() => {
    let stopped = false
    let stop: (() => void) | undefined
    make().then(
      (observable) => {
        if (stopped) return
        const subscription = observable.subscribe({
          next: (next) => setValue({ key, value: next }),
          error: (error: unknown) => console.error('the phone’s database cannot be read', error),
        })
        stop = () => subscription.unsubscribe()
      },
      (error: unknown) => console.error('the phone’s database cannot be opened', error),
    )
    return () => {
      stopped = true
      stop?.()
    }
    // `key` says which query it is; `make` is a new function at every rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return value?.key === key ? value.value : undefined
}
