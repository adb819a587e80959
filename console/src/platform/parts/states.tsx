/** The states that every screen has besides its content: nothing there, on its way, failed, forbidden. */
import { Button } from 'antd'
import ReloadOutlined from '@ant-design/icons/ReloadOutlined'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../language.ts'
import { platformWords } from '../locale.ts'
import { ApiProblem, sentenceOf } from '../problem.ts'

export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="state">
      <svg viewBox="0 0 64 48" width="64" height="48" aria-hidden className="state-mark">
        <path d="M10 30 20 10h24l10 20v10a4 4 0 0 1-4 4H14a4 4 0 0 1-4-4Z" />
        <path d="M10 30h12c0 6 4 8 10 8s10-2 10-8h12" />
      </svg>
      <p className="state-title">{title}</p>
      {hint && <p className="state-hint">{hint}</p>}
      {children}
    </div>
  )
}

/** Grey bars in the shape of rows; announced once. */
export function Loading({ rows = 5, label }: { rows?: number; label?: string }) {
  const words = useWords(platformWords)
  return (
    <div className="loading" role="status" aria-label={label ?? words.loading}>
      {Array.from({ length: rows }, (_, at) => (
        <span key={at} className="loading-bar" style={{ width: `${92 - ((at * 17) % 38)}%` }} />
      ))}
    </div>
  )
}

/** Says what failed in the server's own sentence and offers to try again; 403 and 404 say so instead. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const words = useWords(platformWords)
  const to = useLanguage()
  const status = error instanceof ApiProblem ? error.status : -1
  const title = status === 403 ? words.forbidden : status === 404 ? words.notFound : words.failed
  return (
    <div className="state state-failed" role="alert">
      <p className="state-title">{title}</p>
      <p className="state-hint">{sentenceOf(error, to)}</p>
      {again && status !== 403 && status !== 404 && (
        <Button icon={<ReloadOutlined />} onClick={again}>
          {words.tryAgain}
        </Button>
      )}
    </div>
  )
}

interface Asked<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** Shows a query's content when it is there, and its state until then. Old content stays while newer is on its way. */
export function Shown<T>({
  query,
  rows,
  children,
}: {
  query: Asked<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failed error={query.error} again={() => void query.refetch()} />
  return <Loading {...(rows === undefined ? {} : { rows })} />
}
