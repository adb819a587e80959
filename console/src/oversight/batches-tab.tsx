/** Batches of supervise orders, with how far each has come. */
import { Button } from 'antd'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Link, useNavigate } from '@tanstack/react-router'
import { count, moment } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { BatchProgress } from './batch-progress.tsx'
import { oversightWords } from './locale.ts'

export function BatchesTab({ mayOrder }: { mayOrder: boolean }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const navigate = useNavigate()
  const list = useList('GET /api/v1/batches', { query: {} })
  const now = cityNow()
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.tabs.batches}</h2>
        {mayOrder && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => void navigate({ to: '/oversight/batches/new' })}
          >
            {words.batch.new}
          </Button>
        )}
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={4} />
      ) : (
        <Table
          caption={words.tabs.batches}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => void navigate({ to: '/oversight/batches/$id', params: { id: row.id } })}
          more={list}
          cards
          empty={<Nothing title={words.batch.none} hint={words.batch.noneHint} />}
          columns={[
            {
              key: 'text',
              title: words.batch.text,
              cell: (row) => (
                <Link to="/oversight/batches/$id" params={{ id: row.id }}>
                  {row.text ?? '–'}
                </Link>
              ),
            },
            { key: 'cases', title: words.batch.given, align: 'end', cell: (row) => count(row.ordered, to) },
            { key: 'progress', title: words.batch.progress, width: 260, cell: (row) => <BatchProgress batch={row} /> },
            {
              key: 'due',
              title: words.batch.due,
              width: 130,
              cell: (row) => (row.dueAt ? moment(row.dueAt, now, to) : '–'),
            },
            {
              key: 'by',
              title: words.batch.by,
              wideOnly: true,
              cell: (row) => `${row.givenBy.name} · ${moment(row.givenAt, now, to)}`,
            },
          ]}
        />
      )}
    </section>
  )
}
