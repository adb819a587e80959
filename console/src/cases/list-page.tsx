/** Where does it hang: all cases in scope, narrowed by filters that live in the address, so that a list can be sent as a link. */
import { Button } from 'antd'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { END_STATES } from '@bihuan/domain/acts'
import { count, moment } from '../platform/format.ts'
import { useKeys } from '../platform/keys.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { measureName } from '../overview/measure-name.ts'
import { DueMark } from './due-mark.tsx'
import { ExportButton } from './export-button.tsx'
import { ListFilters } from './list-filters.tsx'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import { SavedFilters } from './saved-filters.tsx'
import { StateMark } from './state-mark.tsx'

export function ListPage() {
  const words = useWords(caseWords)
  const to = useLanguage()
  const now = useNow(60)
  const filter = useSearch({ from: '/inside/cases' })
  const navigate = useNavigate({ from: '/cases' })
  const list = useList('GET /api/v1/cases', { query: filter as Record<string, never> })
  const { rows } = list
  const total = (list.first as { total?: number } | undefined)?.total ?? 0
  const [current, setCurrent] = useState<string>()
  const place = useRef<HTMLDivElement>(null)
  const change = (next: Record<string, string | undefined>) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...next }).filter((entry): entry is [string, string] => Boolean(entry[1])),
        ),
    })

  const index = rows.findIndex((row) => row.id === current)
  const step = (by: number) => {
    setCurrent(rows[Math.min(Math.max(index + by, 0), rows.length - 1)]?.id)
    if (by > 0 && index >= rows.length - 4 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => current && void navigate({ to: '/cases/$id', params: { id: current } }),
    '/': () => document.querySelector<HTMLInputElement>('#filter-number')?.focus(),
  })
  useEffect(() => {
    place.current?.querySelector(`[data-row="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const { measure } = filter
  // A list of what has ended tells when; one with open cases in it, what is due.
  const asked = (filter['state'] ?? '').split(',')
  const endedOnly = asked.every((state) => (END_STATES as readonly string[]).includes(state))
  return (
    <div className="sheet sheet-wide" ref={place}>
      <div className="sheet-head">
        <h1>{words.list.title}</h1>
        <span className="muted num" role="status">
          {list.isPending ? '' : total > 1000 ? words.list.over : words.list.total(count(total, to))}
        </span>
        <ExportButton filter={filter} disabled={rows.length === 0} />
        <SavedFilters filter={filter} apply={(saved) => void navigate({ search: saved })} />
      </div>
      {measure && (
        <div className="note" style={{ marginBottom: 12 }}>
          <span>
            {words.list.measure(measureName(measure, to))}
            {filter['from'] && ` · ${filter['from']} – ${filter['to'] ?? ''}`}
          </span>
          <Button size="small" onClick={() => change({ measure: undefined, from: undefined, to: undefined })}>
            {words.list.clearMeasure}
          </Button>
        </div>
      )}
      <ListFilters filter={filter} change={change} reset={() => void navigate({ search: {} })} />
      {list.error && rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={10} />
      ) : (
        <Table
          caption={words.list.title}
          rows={rows}
          rowKey={(row) => row.id}
          current={current}
          open={(row) => void navigate({ to: '/cases/$id', params: { id: row.id } })}
          more={list}
          cards
          empty={<Nothing title={words.list.none} hint={words.list.noneHint} />}
          columns={[
            {
              key: 'number',
              title: words.list.columns.number,
              width: 150,
              cell: (row) => (
                <Link to="/cases/$id" params={{ id: row.id }} className="number">
                  {row.number}
                </Link>
              ),
            },
            {
              key: 'item',
              title: words.list.columns.item,
              cell: (row) => (
                <>
                  <strong>{inLanguage(row.item.name, to)}</strong>{' '}
                  {row.danger && <span className="pill pill-solid">{words.danger}</span>}
                  <div className="line-text">{row.excerpt ?? ''}</div>
                </>
              ),
            },
            {
              key: 'state',
              title: words.list.columns.state,
              cell: (row) => (
                <span className="row" style={{ gap: 4 }}>
                  <StateMark state={row.state} />
                  {row.requests.map((request) => (
                    <span key={request} className="pill pill-warn">
                      {words.request[request]}
                    </span>
                  ))}
                </span>
              ),
            },
            {
              key: 'holder',
              title: words.list.columns.holder,
              cell: (row) => nameIn(row.holder ?? row.lead ?? { name: '–' }, to),
              wideOnly: true,
            },
            {
              key: 'where',
              title: words.list.columns.where,
              cell: (row) => [row.address, row.region?.name].filter(Boolean).join(' · ') || '–',
              wideOnly: true,
            },
            {
              key: 'reported',
              title: words.list.columns.reported,
              width: 110,
              cell: (row) => moment(row.reportedAt, now, to),
              wideOnly: true,
            },
            {
              key: 'due',
              title: endedOnly ? words.list.columns.closed : words.list.columns.due,
              width: endedOnly ? 150 : 120,
              cell: (row) =>
                row.closedAt ? (
                  <span className="row" style={{ gap: 4 }}>
                    <span className="muted num">{moment(row.closedAt, now, to)}</span>
                    {row.late && <span className="pill pill-danger">{words.due.late}</span>}
                  </span>
                ) : (
                  <DueMark of={row} />
                ),
            },
          ]}
        />
      )}
    </div>
  )
}
