/** What was tried on past cases, newest first. */
import { Button } from 'antd'
import { count, exactTime } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { dutyWords } from './duty-words.ts'

export function WhatIfList({ open }: { open: (id: string) => void }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const list = useList('GET /api/v1/duties/what-ifs', { query: { limit: 30 } })
  if (list.error && list.rows.length === 0) return <Failed error={list.error} again={() => void list.refetch()} />
  if (list.isPending) return <Loading rows={5} />
  return (
    <div className="stack">
      <p className="muted">{words.whatIfHint}</p>
      <Table
        caption={words.tabs['what-if']}
        rows={list.rows}
        rowKey={(row) => row.id}
        open={(row) => open(row.id)}
        more={list}
        cards
        empty={<Nothing title={words.whatIfNone} hint={words.whatIfNoneHint} />}
        columns={[
          {
            key: 'title',
            title: words.title,
            cell: (row) => (
              <Button type="link" size="small" className="plain-link" onClick={() => open(row.id)}>
                {row.title}
              </Button>
            ),
          },
          {
            key: 'period',
            title: words.period,
            width: 220,
            cell: (row) => (
              <span className="num">
                {row.from} – {row.to}
              </span>
            ),
          },
          {
            key: 'changed',
            title: words.changedCases,
            width: 130,
            align: 'end',
            cell: (row) => (row.counts ? `${count(row.counts.changed, to)} / ${count(row.counts.cases, to)}` : '…'),
          },
          {
            key: 'avoided',
            title: words.avoided,
            width: 110,
            align: 'end',
            cell: (row) => (row.counts ? count(row.counts.avoided, to) : '…'),
            wideOnly: true,
          },
          {
            key: 'at',
            title: '',
            width: 240,
            cell: (row) => (
              <span className="muted num">{words.asked(row.createdBy.name, exactTime(row.createdAt))}</span>
            ),
            wideOnly: true,
          },
        ]}
      />
    </div>
  )
}
