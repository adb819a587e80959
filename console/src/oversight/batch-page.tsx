/** One batch: the order as it was given, its progress, and each case with its answer. */
import { Segmented } from 'antd'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { limitText } from '../cases/limit.ts'
import { exactTime, moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet, useList } from '../platform/query.ts'
import '../style/oversight.css'
import { BatchProgress } from './batch-progress.tsx'
import { oversightWords } from './locale.ts'

const SHOWS = ['all', 'open', 'late', 'answered', 'refused'] as const

export function BatchPage() {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const { id } = useParams({ from: '/inside/oversight/batches/$id' })
  const batch = useGet('GET /api/v1/batches/{id}', { params: { id } }, { every: 5_000 })
  return (
    <div className="sheet sheet-wide">
      <p>
        <Link to="/oversight" search={{ tab: 'batches' }}>
          ← {words.tabs.batches}
        </Link>
      </p>
      <Shown query={batch} rows={6}>
        {(data) => (
          <div className="stack">
            <div className="sheet-head">
              <h1>{words.batch.title}</h1>
              <span className="muted num">
                {data.givenBy.name} · {exactTime(data.givenAt)}
              </span>
            </div>
            <section className="card">
              <p style={{ fontSize: 15 }}>{data.text ?? '–'}</p>
              <p className="muted">
                {words.batch.limit} {limitText(data.limit, to)}
                {data.dueAt && ` · ${words.batch.due} ${exactTime(data.dueAt)}`}
              </p>
              <BatchProgress batch={data} />
            </section>
            <Cases id={id} given={data.state === 'given'} />
          </div>
        )}
      </Shown>
    </div>
  )
}

function Cases({ id, given }: { id: string; given: boolean }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const [show, setShow] = useState<(typeof SHOWS)[number]>('all')
  const list = useList('GET /api/v1/batches/{id}/cases', { params: { id }, query: { show } })
  const now = cityNow()
  return (
    <section className="card">
      <div className="card-head">
        <Segmented
          aria-label={words.state}
          value={show}
          onChange={setShow}
          options={SHOWS.map((value) => ({ value, label: words.batch.show[value]! }))}
        />
        {!given && <span className="muted">{words.batch.giving}</span>}
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : (
        <Table
          caption={words.batch.title}
          rows={list.rows}
          rowKey={(row) => String(row.rank)}
          more={list}
          cards
          empty={<Nothing title={words.task.none} />}
          columns={[
            {
              key: 'case',
              title: words.number,
              width: 150,
              cell: (row) => (
                <Link to="/cases/$id" params={{ id: row.caseId }} className="number">
                  {row.number}
                </Link>
              ),
            },
            { key: 'item', title: words.item, cell: (row) => inLanguage(row.item, to) },
            { key: 'lead', title: words.task.lead, cell: (row) => row.lead?.name ?? row.region?.name ?? '–' },
            {
              key: 'state',
              title: words.state,
              cell: (row) =>
                row.order ? (
                  <>
                    <span
                      className={`pill ${row.order.late ? 'pill-danger' : row.order.state === 'answered' ? 'pill-good' : ''}`}
                    >
                      {words.batch.orderState[row.order.state]}
                      {row.order.late ? ` · ${words.batch.late}` : ''}
                    </span>
                    {row.order.settledAt && <div className="muted">{moment(row.order.settledAt, now, to)}</div>}
                  </>
                ) : (
                  <span className={`pill ${row.state === 'refused' ? 'pill-warn' : ''}`}>
                    {words.batch.state[row.state]}
                  </span>
                ),
            },
            {
              key: 'answer',
              title: words.batch.answer,
              cell: (row) => row.order?.answer ?? (row.refusal ? inLanguage(row.refusal, to) : '–'),
            },
          ]}
        />
      )}
    </section>
  )
}
