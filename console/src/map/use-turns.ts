/** When the map asks again: soon after something has happened, once more when recurrences are worked out, and each minute, since time alone makes cases overdue. */
import { useEffect, useState } from 'react'
import { whenChanged } from '../platform/live.ts'
import { refresh } from '../platform/query.ts'

/** Between two refreshes however much happens (ms). */
const REST = 2_000
const AFTERWARDS = 3_500
const MINUTE = 60_000

/** A number that grows with each refresh; the queries of the map are asked again by themselves. */
export function useTurns(): number {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    let later: ReturnType<typeof setTimeout> | undefined
    let last = 0
    const again = () => {
      last = Date.now()
      setTurn((before) => before + 1)
      void refresh('/api/v1/map')
    }
    const unhook = whenChanged(() => {
      soon ??= setTimeout(
        () => {
          soon = undefined
          again()
        },
        Math.max(0, last + REST - Date.now()),
      )
      clearTimeout(later)
      later = setTimeout(again, AFTERWARDS)
    })
    const each = setInterval(again, MINUTE)
    return () => {
      unhook()
      clearTimeout(soon)
      clearTimeout(later)
      clearInterval(each)
    }
  }, [])
  return turn
}
