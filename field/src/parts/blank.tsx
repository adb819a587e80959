/** The states of a screen without content: loading, empty, failed, forbidden. Each says what can be done. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sentence, statusOf } from '../platform/problem.ts'
import { failureWords } from '../words/failures.ts'
import { useLanguage, useWords } from '../words/language.ts'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export function Blank({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="blank">
      <Icon name={icon} />
      <p className="strong">{title}</p>
      {children}
    </div>
  )
}

export function Loading({ rows = 3 }: { rows?: number }) {
  return (
    <div className="stack" aria-busy="true">
      {Array.from({ length: rows }, (_, index) => (
        <div className="skeleton" key={index} />
      ))}
    </div>
  )
}

export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = useWords(failureWords)
  const language = useLanguage()
  const status = statusOf(error)
  if (status === 403) return <Blank icon="lock" title={words.forbidden} />
  if (status === 404) return <Blank icon="empty" title={words.notFound} />
  return (
    <Blank icon={status === null ? 'offline' : 'alert'} title={words.failed}>
      <p>{sentence(error, language)}</p>
      {onRetry && (
        <Button kind="line" onClick={onRetry}>
          {words.retry}
        </Button>
      )}
    </Blank>
  )
}

/** Shows what was read; old content stays on the screen while a new reading fails or runs. */
export function Read<T>({
  query,
  rows,
  children,
}: {
  query: UseQueryResult<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return <Loading {...(rows === undefined ? {} : { rows })} />
}
