/** What changes on the server shows here without asking: the stream says that something happened, and the screens read again. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Many events in one second are one reading. */
const TOGETHER_MS = 800

export function useLiveUpdates(): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    const source = new EventSource('/api/v1/stream')
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: ['desk'] })
        void queries.invalidateQueries({ queryKey: ['cases'] })
        void queries.invalidateQueries({ queryKey: ['case'] })
      }, TOGETHER_MS)
    }
    source.onmessage = heard
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [queries])
}
