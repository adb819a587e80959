import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DESK_COUNTS } from '@bihuan/domain/cases/desk'
import { call } from '../platform/api.ts'
import { useMe } from '../platform/session.ts'
import { CaseRow } from '../cases/case-row.tsx'
import { merged } from '../cases/due.ts'
import { Blank, Failed, Loading } from '../parts/blank.tsx'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Segments } from '../parts/field.tsx'
import { useNow } from '../parts/now.ts'
import { Page } from '../parts/page.tsx'
import { commonWords } from '../words/common.ts'
import { useWords } from '../words/language.ts'
import { ChecksCard } from '../oversight/checks-card.tsx'
import { Unsent } from './unsent.tsx'
import { todayWords } from './words.ts'

/** Desks that are worked on foot; the others belong to the console. */
const FIELD_TABS = ['supplement', 'accept', 'handle', 'review', 'verify', 'supervise'] as const
type FieldTab = (typeof FIELD_TABS)[number]

export function TodayPage() {
  const me = useMe()
  const words = useWords(todayWords)
  const common = useWords(commonWords)
  const [shown, setShown] = useState<'waits' | 'found'>('waits')
  const desk = useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => call('GET /api/v1/desk', { signal }),
    refetchInterval: 60_000,
  })
  const tabs = (desk.data?.tabs ?? []).filter(
    (tab): tab is typeof tab & { tab: FieldTab } => FIELD_TABS.includes(tab.tab as FieldTab) && tab.count > 0,
  )
  const waiting = tabs.reduce((sum, tab) => sum + tab.count, 0)
  const reports = me.abilities.includes('report')
  return (
    <Page title={words.greeting(me.account.name)} under={me.city.name} tabs>
      {reports && (
        <div className="line">
          <ButtonLink to="/danger" kind="danger" icon="alert" full>
            {words.danger}
          </ButtonLink>
        </div>
      )}
      <Unsent />
      {me.abilities.includes('spot-check.check') && <ChecksCard />}
      <Segments
        label={common.today}
        value={shown}
        onChange={setShown}
        options={[
          {
            value: 'waits',
            label: (
              <span className="line" style={{ justifyContent: 'center' }}>
                {words.waits}{' '}
                {waiting > 0 && (
                  <span className={tabs.some((tab) => tab.overdue > 0) ? 'count' : 'count calm'}>
                    {waiting > 999 ? '999+' : waiting}
                  </span>
                )}
              </span>
            ),
          },
          { value: 'found', label: words.found },
        ]}
      />
      {shown === 'found' ? (
        <Found />
      ) : desk.isPending ? (
        <Loading />
      ) : desk.data ? (
        <Waits tabs={tabs} />
      ) : (
        <Failed error={desk.error} onRetry={() => void desk.refetch()} />
      )}
      {reports && (
        <ButtonLink to="/report" kind="quiet">
          {words.withoutPhoto}
        </ButtonLink>
      )}
    </Page>
  )
}

function Waits({ tabs }: { tabs: { tab: FieldTab; count: number; overdue: number }[] }) {
  const words = useWords(todayWords)
  const now = useNow()
  const [only, setOnly] = useState<FieldTab | null>(null)
  const lists = useQueries({
    queries: tabs.map(({ tab }) => ({
      queryKey: ['desk', tab],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('GET /api/v1/desk/{tab}', { params: { tab }, query: { limit: 50 }, signal }),
    })),
  })
  if (tabs.length === 0) {
    return (
      <Blank icon="check" title={words.nothing}>
        <p>{words.nothingMore}</p>
      </Blank>
    )
  }
  const chosen = tabs.some((tab) => tab.tab === only) ? only : null
  const rows = merged(
    lists.filter((_, index) => chosen === null || tabs[index]?.tab === chosen).map((list) => list.data?.rows ?? []),
  )
  const failed = lists.find((list) => list.isError && !list.data)
  return (
    <>
      {tabs.length > 1 && (
        <div className="choices one-line" role="group">
          <button type="button" className="choice" aria-pressed={chosen === null} onClick={() => setOnly(null)}>
            {words.all}
          </button>
          {tabs.map(({ tab, count }) => (
            <button
              key={tab}
              type="button"
              className="choice"
              aria-pressed={chosen === tab}
              onClick={() => setOnly(tab)}
            >
              {words.tabs[tab]} <span className="figures">{count > DESK_COUNTS ? `${DESK_COUNTS}+` : count}</span>
            </button>
          ))}
        </div>
      )}
      {failed && <Failed error={failed.error} onRetry={() => void failed.refetch()} />}
      {rows.length === 0 && lists.some((list) => list.isPending) && <Loading />}
      {rows.length > 0 && (
        <div className="card flush rows">
          {rows.map((line) => (
            <CaseRow key={line.id} line={line} now={now} mine />
          ))}
        </div>
      )}
    </>
  )
}

function Found() {
  const words = useWords(todayWords)
  const common = useWords(commonWords)
  const now = useNow()
  const found = useInfiniteQuery({
    queryKey: ['cases', 'found'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/cases', {
        query: { finder: 'me', limit: 20, ...(pageParam ? { next: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />
  const rows = found.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) {
    return (
      <Blank icon="camera" title={words.foundNothing}>
        <p>{words.foundNothingMore}</p>
      </Blank>
    )
  }
  return (
    <>
      <div className="card flush rows">
        {rows.map((line) => (
          <CaseRow key={line.id} line={line} now={now} mine={false} />
        ))}
      </div>
      {found.hasNextPage && (
        <Button kind="plain" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {common.more}
        </Button>
      )}
    </>
  )
}
