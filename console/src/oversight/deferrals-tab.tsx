/** 延期、挂账: how often each department asks for time, what became of it, and every single one with its reason. */
import { Select, Tooltip } from 'antd'
import { Link } from '@tanstack/react-router'
import { useRef, useState, type RefObject } from 'react'
import { limitText } from '../cases/limit.ts'
import { count, moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet, useList } from '../platform/query.ts'
import type { Answered } from '../platform/call.ts'
import { oversightWords } from './locale.ts'
import { PeriodFilter, startingPeriod, type Chosen } from './period-filter.tsx'
import { percentilesText } from './span-text.ts'

type Line = Answered<'GET /api/v1/deferrals'>['rows'][number]
type Kind = Line['kind']
type Row = Answered<'GET /api/v1/deferrals/figures'>['rows'][number]

export function DeferralsTab() {
  const [chosen, setChosen] = useState<Chosen>(startingPeriod)
  const [which, setWhich] = useState<Which>({})
  const lines = useRef<HTMLElement>(null)
  // A number opens the ones behind it: they stand below.
  const into = (departmentId: string, next: Which) => {
    setChosen({ ...chosen, departmentId })
    setWhich(next)
    lines.current?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  }
  return (
    <>
      <PeriodFilter chosen={chosen} change={setChosen} />
      <Figures chosen={chosen} into={into} />
      <Lines chosen={chosen} which={which} change={setWhich} at={lines} />
    </>
  )
}

interface Which {
  kind?: Kind
  state?: Line['state']
}

function Figures({ chosen, into }: { chosen: Chosen; into: (departmentId: string, which: Which) => void }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const figures = useGet('GET /api/v1/deferrals/figures', { query: { ...chosen } }, { placeholderData: (was) => was })
  const n = (row: Row, value: number, which: Which) =>
    value === 0 || !row.department ? (
      <span className="muted">{count(value, to)}</span>
    ) : (
      <button type="button" className="plain-link num" onClick={() => into(row.department!.id, which)}>
        {count(value, to)}
      </button>
    )
  const columnsOf = (kind: Kind) => [
    { key: `${kind}-asked`, title: `${words.deferral[kind]} · ${words.deferral.requested}`, align: 'end' as const },
    { key: `${kind}-granted`, title: words.deferral.granted, align: 'end' as const },
    { key: `${kind}-refused`, title: words.deferral.refused, align: 'end' as const },
    { key: `${kind}-open`, title: words.deferral.open, align: 'end' as const },
    { key: `${kind}-time`, title: <Tooltip title={words.deferral.timeHint}>{words.deferral.time}</Tooltip> },
  ]
  return (
    <section className="card" style={{ margin: '12px 0' }}>
      <div className="card-head">
        <h2>{words.deferral.figures}</h2>
        {figures.data && <span className="muted num">{words.asOf(count(figures.data.asOf.position, to))}</span>}
      </div>
      <Shown query={figures} rows={4}>
        {(data) => (
          <Table
            caption={words.deferral.figures}
            rows={data.rows}
            rowKey={(row) => row.department?.id ?? ''}
            empty={<Nothing title={words.deferral.none} hint={words.deferral.noneHint} />}
            columns={[
              {
                key: 'department',
                title: words.department,
                cell: (row) =>
                  row.department ? (
                    <button type="button" className="plain-link name" onClick={() => into(row.department!.id, {})}>
                      {row.department.name}
                    </button>
                  ) : (
                    '–'
                  ),
              },
              ...(['extension', 'suspension'] as const).flatMap((kind) => {
                const [asked, granted, refused, open, time] = columnsOf(kind)
                const cell = (what: 'requested' | 'granted' | 'refused' | 'open') => (row: Row) =>
                  n(row, row[kind][what], what === 'requested' ? { kind } : { kind, state: what })
                return [
                  { ...asked!, cell: cell('requested') },
                  { ...granted!, cell: cell('granted') },
                  { ...refused!, cell: cell('refused') },
                  { ...open!, cell: cell('open') },
                  { ...time!, wideOnly: true, cell: (row: Row) => percentilesText(row[kind].time, to) },
                ]
              }),
            ]}
          />
        )}
      </Shown>
    </section>
  )
}

interface LinesProps {
  chosen: Chosen
  which: Which
  change: (next: Which) => void
  at: RefObject<HTMLElement | null>
}

function Lines({ chosen, which, change, at }: LinesProps) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const { kind, state } = which
  const list = useList('GET /api/v1/deferrals', {
    query: { ...chosen, ...(kind ? { kind } : {}), ...(state ? { state } : {}) },
  })
  const now = cityNow()
  return (
    <section className="card" ref={at}>
      <div className="card-head">
        <h2>{words.deferral.lines}</h2>
        <Select
          aria-label={words.deferral.kind}
          allowClear
          placeholder={words.deferral.kind}
          style={{ width: 140 }}
          value={kind}
          onChange={(next: Kind | undefined) => change({ ...which, kind: next! })}
          options={(['extension', 'suspension'] as const).map((value) => ({ value, label: words.deferral[value] }))}
        />
        <Select
          aria-label={words.state}
          allowClear
          placeholder={words.state}
          style={{ width: 140 }}
          value={state}
          onChange={(next: Line['state'] | undefined) => change({ ...which, state: next! })}
          options={(['open', 'granted', 'refused', 'lapsed'] as const).map((value) => ({
            value,
            label: words.deferral.state[value],
          }))}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : (
        <Table
          caption={words.deferral.lines}
          rows={list.rows}
          rowKey={(row) => `${row.caseId}-${row.seq}`}
          more={list}
          cards
          empty={<Nothing title={words.deferral.none} hint={words.deferral.noneHint} />}
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
              key: 'kind',
              title: words.deferral.kind,
              width: 90,
              cell: (row) => <span className="pill">{words.deferral[row.kind]}</span>,
            },
            { key: 'department', title: words.department, cell: (row) => row.department.name },
            { key: 'reason', title: words.deferral.reason, cell: (row) => row.reason ?? '–' },
            { key: 'terms', title: words.deferral.terms, cell: (row) => <Terms row={row} now={now} /> },
            { key: 'asked', title: words.deferral.asked, width: 120, cell: (row) => moment(row.at, now, to) },
            {
              key: 'decided',
              title: words.deferral.decided,
              cell: (row) => (
                <>
                  <span className={`pill ${row.state === 'open' ? 'pill-warn' : ''}`}>
                    {words.deferral.state[row.state]}
                  </span>
                  {row.decidedAt && (
                    <div className="muted">
                      {row.state === 'lapsed' ? '' : row.decidedBy?.name} {moment(row.decidedAt, now, to)}
                    </div>
                  )}
                  {row.decision && <div>{row.decision}</div>}
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}

function Terms({ row, now }: { row: Line; now: Date }) {
  const words = useWords(oversightWords).deferral
  const to = useLanguage()
  if (row.kind === 'extension') return <>{limitText(row.limit, to)}</>
  return (
    <>
      {row.until ? words.until(moment(row.until, now, to)) : row.condition}
      {row.state === 'granted' && (
        <div className="muted">{row.endedAt ? words.ended(moment(row.endedAt, now, to)) : words.stillOn}</div>
      )}
    </>
  )
}
