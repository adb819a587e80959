/** What was brought in, edited and taken back, newest first. */
import { Button } from 'antd'
import { count, exactTime } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { revisionWords } from './locale.ts'
import { keysOf, type RevisionKind } from './rooms.ts'
import { StatePill } from './state-pill.tsx'

export function RevisionHistory({ kind, open }: { kind: RevisionKind; open: (id: string) => void }) {
  const words = useWords(revisionWords)
  const to = useLanguage()
  const list = useList(keysOf(kind).list, { query: { limit: 30 } })
  if (list.error && list.rows.length === 0) return <Failed error={list.error} again={() => void list.refetch()} />
  if (list.isPending) return <Loading rows={4} />
  return (
    <Table
      caption={words.history}
      rows={list.rows}
      rowKey={(row) => row.id}
      open={(row) => open(row.id)}
      more={list}
      cards
      empty={<Nothing title={words.none} hint={words.noneHint} />}
      columns={[
        {
          key: 'title',
          title: words.title,
          cell: (row) => (
            <Button
              type="link"
              size="small"
              style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
              onClick={() => open(row.id)}
            >
              {row.title}
            </Button>
          ),
        },
        { key: 'state', title: words.state, width: 150, cell: (row) => <StatePill state={row.state} /> },
        { key: 'origin', title: words.origin, width: 110, cell: (row) => words.origins[row.origin], wideOnly: true },
        {
          key: 'changes',
          title: words.changes,
          align: 'end',
          width: 80,
          cell: (row) => count(row.changes, to),
          wideOnly: true,
        },
        {
          key: 'errors',
          title: words.errors,
          align: 'end',
          width: 80,
          cell: (row) => (row.errors > 0 ? <span className="pill pill-danger">{count(row.errors, to)}</span> : '–'),
          wideOnly: true,
        },
        { key: 'by', title: words.by, width: 120, cell: (row) => row.createdBy.name, wideOnly: true },
        {
          key: 'at',
          title: words.at,
          width: 170,
          cell: (row) => <span className="num">{exactTime(row.createdAt)}</span>,
          wideOnly: true,
        },
      ]}
    />
  )
}
