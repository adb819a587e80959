/** Starting a revision of the catalogue and going to it. A press that is sent twice has one effect. */
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { call, type Given } from '../../platform/call.ts'
import { newId } from '../../platform/id.ts'
import { ApiProblem } from '../../platform/problem.ts'
import { refresh } from '../../platform/query.ts'

type Body = Given<'POST /api/v1/catalogue/revisions'>['body']

export function useStart() {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const sent = useRef<{ what: string; commandId: string } | null>(null)
  const start = async (body: Omit<Body, 'commandId'>) => {
    const what = JSON.stringify(body)
    const commandId = sent.current?.what === what ? sent.current.commandId : newId()
    sent.current = { what, commandId }
    setBusy(true)
    setError(null)
    try {
      const { id } = await call('POST /api/v1/catalogue/revisions', { body: { ...body, commandId } })
      sent.current = null
      await refresh('/api/v1/catalogue')
      await navigate({ to: '/catalogue', search: { tab: 'history', revision: id } })
    } catch (problem) {
      setError(problem)
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500) sent.current = null
    } finally {
      setBusy(false)
    }
  }
  return { start, busy, error }
}

/** What hangs on the catalogue, after an act on one of its revisions. */
export function refreshCatalogue(): Promise<void> {
  return refresh(
    '/api/v1/items',
    '/api/v1/categories',
    '/api/v1/procedures',
    '/api/v1/stage-profiles',
    '/api/v1/duties',
  )
}
