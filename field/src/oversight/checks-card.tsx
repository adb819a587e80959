import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Icon } from '../parts/icon.tsx'
import { call } from '../platform/api.ts'
import { useWords } from '../words/language.ts'
import { checkWords } from './words.ts'

/** On the first screen, only while something is there to be looked at again. */
export function ChecksCard() {
  const words = useWords(checkWords)
  const mine = useQuery({
    queryKey: ['checks', 'count'],
    queryFn: ({ signal }) => call('GET /api/v1/check-tasks/mine', { query: { limit: 1 }, signal }),
    refetchInterval: 120_000,
  })
  const { open = 0, overdue = 0 } = mine.data ?? {}
  if (open === 0) return null
  return (
    <div className="card flush rows">
      <Link href="/checks" className="row">
        <Icon name="check" />
        <span className="grow stack-tight">
          <span className="strong">{words.title}</span>
          <span className="small soft">
            {words.waiting(open)}
            {overdue > 0 && ` · ${words.overdue(overdue)}`}
          </span>
        </span>
        <span className={overdue > 0 ? 'count' : 'count calm'}>{open}</span>
        <Icon name="next" />
      </Link>
    </div>
  )
}
