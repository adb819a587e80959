import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import type { Answered } from '../platform/call.ts'
import { oversightWords } from './locale.ts'

type Batch = Answered<'GET /api/v1/batches/{id}'>

/** Answered, settled otherwise, still open: in numbers, and as a line for the eye. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const words = useWords(oversightWords).batch
  const to = useLanguage()
  const share = (n: number) => ({ flex: `${n} 0 0` })
  if (batch.state === 'giving') return <span className="muted">{words.giving}</span>
  return (
    <div>
      <div className="progress-line" aria-hidden>
        <span style={{ ...share(batch.answered), background: 'var(--good)' }} />
        <span style={{ ...share(batch.settledOtherwise), background: 'var(--line-strong)' }} />
        <span style={{ ...share(batch.open), background: 'var(--sunken)' }} />
      </div>
      <div className="row num" style={{ marginTop: 4, gap: 10 }}>
        <span>
          {words.answered} {count(batch.answered, to)}
        </span>
        <span>
          {words.open} {count(batch.open, to)}
        </span>
        {batch.late > 0 && (
          <span className="text-danger">
            {words.late} {count(batch.late, to)}
          </span>
        )}
        {batch.settledOtherwise > 0 && (
          <span className="muted">
            {words.otherwise} {count(batch.settledOtherwise, to)}
          </span>
        )}
        {batch.refused > 0 && (
          <span className="muted">
            {words.refusedCount} {count(batch.refused, to)}
          </span>
        )}
      </div>
    </div>
  )
}
