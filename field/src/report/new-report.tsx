import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../platform/session.ts'
import { Loading } from '../parts/blank.tsx'
import { beginReport } from './begin.ts'

/** Begins a draft without a photo, and goes to it; coming back by the back key does not begin another. */
export function NewReport({ danger }: { danger: boolean }) {
  const me = useMe()
  const [, go] = useLocation()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void beginReport(me.account.id, { danger }).then((id) => go(`/report/${id}`, { replace: true }))
  }, [danger, go, me.account.id])
  return (
    <main className="page">
      <Loading />
    </main>
  )
}
