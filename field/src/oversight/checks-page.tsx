import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Blank, Failed, Loading } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useNow } from '../parts/now.ts'
import { goBack, Page } from '../parts/page.tsx'
import { type AnswerOf, call } from '../platform/api.ts'
import { commonWords } from '../words/common.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { moment } from '../words/time.ts'
import { checkWords } from './words.ts'

type Line = AnswerOf<'GET /api/v1/check-tasks/mine'>['rows'][number]

/** What this person is to look at once more, due first. */
export function ChecksPage() {
  const words = useWords(checkWords)
  const common = useWords(commonWords)
  const mine = useInfiniteQuery({
    queryKey: ['checks', 'open'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/check-tasks/mine', { query: { limit: 30, ...(pageParam ? { next: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const rows = mine.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Page title={words.title} back={goBack}>
      {mine.isPending ? (
        <Loading />
      ) : !mine.data ? (
        <Failed error={mine.error} onRetry={() => void mine.refetch()} />
      ) : rows.length === 0 ? (
        <Blank icon="check" title={words.nothing}>
          <p>{words.nothingMore}</p>
        </Blank>
      ) : (
        <div className="card flush rows">
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </div>
      )}
      {mine.hasNextPage && (
        <Button kind="plain" busy={mine.isFetchingNextPage} onClick={() => void mine.fetchNextPage()}>
          {common.more}
        </Button>
      )}
    </Page>
  )
}

function Row({ row }: { row: Line }) {
  const words = useWords(checkWords)
  const language = useLanguage()
  const now = useNow()
  const late = Date.parse(row.dueAt) < now
  const place = [row.address, row.grid?.name ?? row.region?.name].filter(Boolean).join(' · ')
  return (
    <Link href={`/check/${row.id}`} className="row case-row">
      <span className="grow stack-tight">
        <span className="strong">{inLanguage(row.item, language)}</span>
        {place && <span className="small soft clip">{place}</span>}
        <span className="line wrap small">
          <span className={late ? 'chip alert' : 'chip accent'}>
            {late ? words.late : words.due(moment(row.dueAt, language))}
          </span>
          {row.fixed && <span className="chip">{words.fixed}</span>}
          {row.gap && <span className="chip warn">{words.gap}</span>}
        </span>
      </span>
      <Icon name="next" />
    </Link>
  )
}
