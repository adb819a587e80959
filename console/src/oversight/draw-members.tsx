import { Link } from '@tanstack/react-router'
import { moment } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { oversightWords } from './locale.ts'

/** The sample in the order in which the lots came up. */
export function DrawMembers({ id }: { id: string }) {
  const words = useWords(oversightWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const list = useList('GET /api/v1/draws/{id}/members', { params: { id }, query: {} })
  const now = cityNow()
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.draw.sample}</h2>
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : (
        <Table
          caption={words.draw.sample}
          rows={list.rows}
          rowKey={(row) => String(row.rank)}
          more={list}
          cards
          columns={[
            { key: 'rank', title: words.draw.rank, align: 'end', width: 50, cell: (row) => row.rank },
            {
              key: 'number',
              title: words.number,
              cell: (row) => (
                <Link to="/cases/$id" params={{ id: row.caseId }} className="number">
                  {row.number}
                </Link>
              ),
            },
            { key: 'stratum', title: words.draw.stratum, cell: (row) => words.draw.strata[row.stratum] },
            {
              key: 'checker',
              title: words.task.checker,
              cell: (row) => row.checker?.name ?? (row.leftOut ? '–' : words.nobody),
            },
            {
              key: 'state',
              title: words.state,
              cell: (row) =>
                row.leftOut ? (
                  <span className="muted">{words.draw.left[row.leftOut]}</span>
                ) : row.result ? (
                  <span className={`pill ${row.result === 'as-recorded' ? 'pill-good' : 'pill-danger'}`}>
                    {lifecycle.found[row.result]}
                  </span>
                ) : row.state ? (
                  <>
                    <span className="pill">{words.task.state[row.state]}</span>{' '}
                    {row.dueAt && <span className="muted">{words.task.dueBy(moment(row.dueAt, now, to))}</span>}
                  </>
                ) : (
                  <span className="muted">{words.draw.underway}</span>
                ),
            },
            {
              key: 'lot',
              title: words.draw.lot,
              wideOnly: true,
              cell: (row) => <code className="digest">{row.lot.slice(0, 20)}…</code>,
            },
          ]}
        />
      )}
    </section>
  )
}
