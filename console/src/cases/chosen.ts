/** The case that is chosen on the desk: at once under the hand, in the address and beside the list when the hand rests. */
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Tab } from './shapes.ts'

/** Walking by keys, one key follows the other faster than this. */
const REST = 150

export interface Chosen {
  /** What is marked in the list. */
  chosen: string | undefined
  /** What lies beside it: the same, once the hand rests. Never another one that acts could be meant for. */
  shown: string | undefined
  choose: (id: string | undefined, how?: 'at-once' | 'walking') => void
}

export function useChosen(tab: Tab, inAddress: string | undefined): Chosen {
  const navigate = useNavigate({ from: '/' })
  const [chosen, setChosen] = useState(inAddress)
  const [rested, setRested] = useState(inAddress)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const rest = useCallback(
    (id: string | undefined) => {
      timer.current = null
      setRested(id)
      // Without `resetScroll` the list would jump back to where it was when this address was first seen.
      void navigate({ search: (before) => ({ ...before, tab, case: id }), replace: true, resetScroll: false })
    },
    [navigate, tab],
  )
  const choose = useCallback(
    (id: string | undefined, how: 'at-once' | 'walking' = 'at-once') => {
      setChosen(id)
      if (timer.current) clearTimeout(timer.current)
      if (how === 'at-once') rest(id)
      else timer.current = setTimeout(() => rest(id), REST)
    },
    [rest],
  )
  // The way back of the browser.
  useEffect(() => {
    if (timer.current) return
    setChosen(inAddress)
    setRested(inAddress)
  }, [inAddress])
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
    },
    [],
  )
  return { chosen, shown: rested === chosen ? rested : undefined, choose }
}
