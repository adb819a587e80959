import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useMe } from '../platform/session.ts'
import { useSetting } from '../platform/setting.ts'
import { counts } from '../store/outbox-state.ts'
import { commonWords } from '../words/common.ts'
import { useWords } from '../words/language.ts'

/** Lines at the top that are always true: no network, records waiting, a city that is not a real one. */
export function Bands() {
  const words = useWords(commonWords)
  const me = useMe()
  const queue = useSetting(counts)
  const online = useOnline()
  return (
    <>
      {me.city.kind !== 'real' && (
        <div className="band quiet">{me.city.kind === 'demo' ? words.demo : words.simulated}</div>
      )}
      {!online && (
        <div className="band" role="status">
          {words.offline}
        </div>
      )}
      {(queue.refused > 0 || queue.waiting > 0) && (
        <div className="band between" role="status">
          <span>{queue.refused > 0 ? words.refused(queue.refused) : words.waiting(queue.waiting)}</span>
          <Link href="/me/outbox">{words.view}</Link>
        </div>
      )}
    </>
  )
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return online
}
