/** “Being worked on by …”: says every 20 seconds that this case is open here, and hears who else has it open. */
import { useEffect, useState } from 'react'
import { idleFor, STOPS_WORKING } from '../platform/hands.ts'
import { call, type Answered } from '../platform/call.ts'

export type Other = Answered<'POST /api/v1/cases/{id}/presence'>['others'][number]
const EVERY = 20_000

export function usePresence(caseId: string, already: Other[]): Other[] {
  const [others, setOthers] = useState<Other[]>(already)
  useEffect(() => {
    let there = true
    const say = async () => {
      if (document.visibilityState !== 'visible' || idleFor() > STOPS_WORKING) return
      try {
        const answer = await call('POST /api/v1/cases/{id}/presence', { params: { id: caseId }, body: {} })
        if (there) setOthers(answer.others)
      } catch {
        // A courtesy, not a lock: when it cannot be asked, nobody is shown, and the version check still guards the act.
        if (there) setOthers([])
      }
    }
    // Somebody who runs down the list with j does not announce himself on every case.
    const first = setTimeout(() => void say(), 800)
    const timer = setInterval(() => void say(), EVERY)
    return () => {
      there = false
      clearTimeout(first)
      clearInterval(timer)
      const leaving = {
        method: 'POST',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body: '{"leave":true}',
      }
      // The mark runs out by itself after half a minute; a page that is closing can tell nobody.
      void fetch(`/api/v1/cases/${caseId}/presence`, leaving).catch(() => undefined)
    }
  }, [caseId])
  return others
}
