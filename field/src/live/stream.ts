/** What changes on the server shows here without asking: the stream says what happened to which case, and the screens read again. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { heardOf } from './heard.ts'

/** Many events in one second are one reading. */
const TOGETHER_MS = 800

export function useLiveUpdates(): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    const source = new EventSource('/api/v1/stream')
    let timer: ReturnType<typeof setTimeout> | undefined
    let subjects: Set<string> | 'all' = new Set()
    const readAgain = () => {
      timer = undefined
      const about = subjects
      subjects = new Set()
      void queries.invalidateQueries({ queryKey: ['desk'] })
      void queries.invalidateQueries({ queryKey: ['cases'] })
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'case' && (about === 'all' || about.has(String(queryKey[1]))),
      })
    }
    const hear = (subject: string | null) => {
      if (subject === null) subjects = 'all'
      else if (subjects !== 'all') subjects.add(subject)
      timer ??= setTimeout(readAgain, TOGETHER_MS)
    }
    source.onmessage = (event: MessageEvent<string>) => {
      const subject = heardOf(event.data)
      if (subject !== undefined) hear(subject)
    }
    // The server could not say all that was missed.
    source.addEventListener('resync', () => hear(null))
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [queries])
}
