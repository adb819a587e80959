/** 呼叫响应: who was called at each level, who came, how fast, and who is late. */
import { Segmented, Select, Tooltip } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { count, moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet, useList } from '../platform/query.ts'
import { oversightWords } from './locale.ts'
import { PeriodFilter, startingPeriod, type Chosen } from './period-filter.tsx'
import { percentilesText } from './span-text.ts'

const LEVELS = ['city', 'county', 'town', 'community'] as const
const SHOWS = ['all', 'open', 'late', 'answered'] as const

export function CallsTab() {
  const [chosen, setChosen] = useState<Chosen>(startingPeriod)
  return (
    <>
      <PeriodFilter chosen={chosen} change={setChosen} />
      <Figures chosen={chosen} />
      <Lines chosen={chosen} />
    </>
  )
}

function Figures({ chosen }: { chosen: Chosen }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const figures = useGet(
    'GET /api/v1/orders/figures',
    { query: { ...chosen, kind: 'call' } },
    { placeholderData: (was) => was, every: 60_000 },
  )
  return (
    <section className="card" style={{ margin: '12px 0' }}>
      <div className="card-head">
        <h2>{words.call.figures}</h2>
        {figures.data && <span className="muted num">{words.asOf(count(figures.data.asOf.position, to))}</span>}
      </div>
      <Shown query={figures} rows={4}>
        {(data) => (
          <Table
            caption={words.call.figures}
            rows={data.rows}
            rowKey={(row) => row.office?.id ?? ''}
            empty={<Nothing title={words.call.none} hint={words.call.noneHint} />}
            columns={[
              {
                key: 'level',
                title: words.call.level,
                width: 110,
                cell: (row) => (row.level ? words.call.levels[row.level] : '–'),
              },
              {
                key: 'office',
                title: words.call.office,
                cell: (row) => <span className="name-cell">{row.office?.name ?? '–'}</span>,
              },
              { key: 'given', title: words.call.given, align: 'end', cell: (row) => count(row.given, to) },
              { key: 'answered', title: words.call.answered, align: 'end', cell: (row) => count(row.answered, to) },
              {
                key: 'late',
                title: words.call.late,
                align: 'end',
                cell: (row) => <span className={row.late > 0 ? 'text-danger' : 'muted'}>{count(row.late, to)}</span>,
              },
              { key: 'open', title: words.call.open, align: 'end', cell: (row) => count(row.open, to) },
              {
                key: 'openLate',
                title: words.call.openLate,
                align: 'end',
                cell: (row) => (
                  <span className={row.openLate > 0 ? 'text-danger' : 'muted'}>{count(row.openLate, to)}</span>
                ),
              },
              {
                key: 'time',
                title: <Tooltip title={words.call.timeHint}>{words.call.time}</Tooltip>,
                cell: (row) => percentilesText(row.time, to),
              },
            ]}
          />
        )}
      </Shown>
    </section>
  )
}

function Lines({ chosen }: { chosen: Chosen }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const [show, setShow] = useState<(typeof SHOWS)[number]>('all')
  const [level, setLevel] = useState<(typeof LEVELS)[number]>()
  const list = useList('GET /api/v1/orders', { query: { ...chosen, kind: 'call', show, ...(level ? { level } : {}) } })
  const now = cityNow()
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.call.lines}</h2>
        <Select
          aria-label={words.call.level}
          allowClear
          placeholder={words.call.level}
          style={{ width: 140 }}
          value={level}
          onChange={setLevel}
          options={LEVELS.map((value) => ({ value, label: words.call.levels[value] }))}
        />
        <Segmented
          aria-label={words.state}
          value={show}
          onChange={setShow}
          options={SHOWS.map((value) => ({ value, label: words.call.show[value]! }))}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : (
        <Table
          caption={words.call.lines}
          rows={list.rows}
          rowKey={(row) => row.id}
          more={list}
          cards
          empty={<Nothing title={words.call.none} hint={words.call.noneHint} />}
          columns={[
            {
              key: 'case',
              title: words.number,
              width: 150,
              cell: (row) => (
                <>
                  <Link to="/cases/$id" params={{ id: row.caseId }} className="number">
                    {row.number}
                  </Link>
                  <div className="muted">{inLanguage(row.item, to)}</div>
                </>
              ),
            },
            {
              key: 'office',
              title: words.call.office,
              cell: (row) => (
                <>
                  {row.office?.name ?? '–'}
                  {row.level && <div className="muted">{words.call.levels[row.level]}</div>}
                </>
              ),
            },
            { key: 'reason', title: words.call.reason, cell: (row) => row.reason ?? '–' },
            {
              key: 'at',
              title: words.call.at,
              width: 150,
              cell: (row) => (
                <>
                  {moment(row.at, now, to)}
                  <div className="muted">{row.by.name}</div>
                </>
              ),
            },
            {
              key: 'state',
              title: words.state,
              cell: (row) => (
                <>
                  <span
                    className={`pill ${row.late ? 'pill-danger' : row.state === 'open' ? 'pill-warn' : 'pill-good'}`}
                  >
                    {words.call.state[row.state]}
                    {row.late ? ` · ${words.call.show['late']}` : ''}
                  </span>
                  <div className="muted">
                    {row.settledAt
                      ? `${row.settledBy?.name ?? ''} ${moment(row.settledAt, now, to)}`
                      : row.dueAt
                        ? `${words.call.due} ${moment(row.dueAt, now, to)}`
                        : ''}
                  </div>
                </>
              ),
            },
            { key: 'answer', title: words.call.answer, cell: (row) => row.answer ?? '–' },
          ]}
        />
      )}
    </section>
  )
}
