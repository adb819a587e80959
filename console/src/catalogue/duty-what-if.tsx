/** Where the cases of a period would have gone: figures, from which department to which by item, and the cases behind. */
import { Button, Progress, Segmented } from 'antd'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WhatIfAnswer, WhatIfRowAnswer } from '@bihuan/contract/duties-what-if'
import { StateMark } from '../cases/state-mark.tsx'
import { colon, count, exactTime } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet, useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { dutyWords } from './duty-words.ts'

const KINDS = ['moved', 'gap-closed', 'gap-opened', 'overlap-closed', 'overlap-opened', 'assisting'] as const
type Kind = (typeof KINDS)[number]
const TONE: Record<Kind, string> = {
  moved: 'pill-accent',
  'gap-closed': 'pill-good',
  'gap-opened': 'pill-danger',
  'overlap-closed': 'pill-good',
  'overlap-opened': 'pill-danger',
  assisting: '',
}
type Behind = { row?: WhatIfRowAnswer; only?: 'avoided' | 'takenAway' }

export function WhatIfPage({ id }: { id: string }) {
  const words = useWords(dutyWords)
  const navigate = useNavigate({ from: '/duties' })
  const [running, setRunning] = useState(true)
  const whatIf = useGet('GET /api/v1/duties/what-ifs/{id}', { params: { id } }, running ? { every: 1000 } : {})
  const counting = whatIf.data?.state === 'counting'
  if (whatIf.data && counting !== running) setRunning(counting)
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => void navigate({ search: { tab: 'what-if' } })}>{words.back}</Button>
      </div>
      <Shown query={whatIf} rows={8}>
        {(data) => <Body whatIf={data} />}
      </Shown>
    </div>
  )
}

function Body({ whatIf }: { whatIf: WhatIfAnswer }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const lists = useMay()('case.list')
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [behind, setBehind] = useState<Behind | null>(null)
  const { counts, progress } = whatIf
  const head = (
    <div>
      <h2>{whatIf.title}</h2>
      <p className="muted">
        {words.period} <span className="num">{whatIf.from}</span> – <span className="num">{whatIf.to}</span> ·{' '}
        {words.asked(whatIf.createdBy.name, exactTime(whatIf.createdAt))}
        {whatIf.revisionId && (
          <>
            {' · '}
            <Link to="/duties" search={{ tab: 'history', revision: whatIf.revisionId }}>
              {words.tabs.history}
            </Link>
          </>
        )}
      </p>
    </div>
  )
  if (!counts) {
    const percent = Math.floor((progress.done / Math.max(1, progress.of)) * 100)
    return (
      <>
        {head}
        <div className="note revision-progress" role="status">
          <span>{words.counting(count(progress.done, to), count(progress.of, to))}</span>
          <Progress percent={percent} status="active" aria-label={words.whatIf} />
        </div>
      </>
    )
  }
  const figure = (name: string, value: number, hint?: string, only?: Behind['only']) =>
    only && lists ? (
      <button
        key={name}
        type="button"
        className="figure figure-button"
        title={hint}
        aria-pressed={behind?.only === only}
        onClick={() => setBehind({ only })}
      >
        <span className="figure-name">{name}</span>
        <strong className="figure-value num">{count(value, to)}</strong>
      </button>
    ) : (
      <div key={name} className="figure" title={hint}>
        <span className="figure-name">{name}</span>
        <strong className="figure-value num">{count(value, to)}</strong>
      </div>
    )
  return (
    <>
      {head}
      <div className="figures">
        {figure(words.cases, counts.cases)}
        {figure(words.changedCases, counts.changed)}
        {figure(words.avoided, counts.avoided, words.avoidedHint, 'avoided')}
        {figure(words.takenAway, counts.takenAway, words.takenAwayHint, 'takenAway')}
        {counts.danger > 0 && figure(words.danger, counts.danger)}
      </div>
      <ul className="muted duty-hints">
        <li>
          {words.avoided}
          {colon(to)}
          {words.avoidedHint}
        </li>
        <li>
          {words.takenAway}
          {colon(to)}
          {words.takenAwayHint}
        </li>
      </ul>
      {counts.changed === 0 ? (
        <Nothing title={words.nothingChanges} />
      ) : (
        <>
          <Segmented<Kind | 'all'>
            aria-label={words.changedCases}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'all' as const, label: `${words.states.all} ${count(counts.changed, to)}` },
              ...KINDS.filter((one) => (counts.kinds[one] ?? 0) > 0).map((one) => ({
                value: one,
                label: `${words.kinds[one]} ${count(counts.kinds[one] ?? 0, to)}`,
              })),
            ]}
          />
          <Rows id={whatIf.id} kind={kind === 'all' ? undefined : kind} {...(lists ? { open: setBehind } : {})} />
        </>
      )}
      {behind && <CasesBehind key={`${behind.row?.number} ${behind.only}`} id={whatIf.id} behind={behind} />}
    </>
  )
}

function Rows({ id, kind, open }: { id: string; kind: Kind | undefined; open?: (behind: Behind) => void }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const list = useList('GET /api/v1/duties/what-ifs/{id}/rows', { params: { id }, query: { limit: 50, kind } })
  const outcome = (said: WhatIfRowAnswer['from']) =>
    said.kind === 'department' ? (
      inLanguage(said.department!.name, to)
    ) : (
      <span className="pill pill-danger">{said.kind === 'gap' ? words.gap : words.overlap}</span>
    )
  if (list.error && list.rows.length === 0) return <Failed error={list.error} again={() => void list.refetch()} />
  if (list.isPending) return <Loading rows={5} />
  return (
    <Table
      caption={words.changedCases}
      rows={list.rows}
      rowKey={(row) => String(row.number)}
      {...(open ? { open: (row: WhatIfRowAnswer) => open({ row }) } : {})}
      more={list}
      cards
      columns={[
        { key: 'item', title: words.item, cell: (row) => <strong>{inLanguage(row.item.name, to)}</strong> },
        { key: 'from', title: words.whence, cell: (row) => outcome(row.from) },
        { key: 'to', title: words.whither, cell: (row) => <>→ {outcome(row.to)}</> },
        {
          key: 'kind',
          title: '',
          width: 110,
          cell: (row) => <span className={`pill ${TONE[row.kind]}`}>{words.kinds[row.kind]}</span>,
        },
        {
          key: 'cases',
          title: words.cases,
          width: 90,
          align: 'end',
          cell: (row) =>
            open ? (
              <Button type="link" size="small" className="plain-link" onClick={() => open({ row })}>
                {count(row.cases, to)}
              </Button>
            ) : (
              count(row.cases, to)
            ),
        },
        {
          key: 'avoided',
          title: words.avoided,
          width: 110,
          align: 'end',
          cell: (row) => (row.avoided > 0 ? <strong>{count(row.avoided, to)}</strong> : '–'),
          wideOnly: true,
        },
        {
          key: 'taken',
          title: words.takenAway,
          width: 130,
          align: 'end',
          cell: (row) => (row.takenAway > 0 ? count(row.takenAway, to) : '–'),
          wideOnly: true,
        },
      ]}
    />
  )
}

function CasesBehind({ id, behind }: { id: string; behind: Behind }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const navigate = useNavigate()
  const list = useList('GET /api/v1/duties/what-ifs/{id}/cases', {
    params: { id },
    query: {
      limit: 20,
      ...(behind.row ? { row: behind.row.number } : {}),
      ...(behind.only === 'avoided' ? { avoided: 'true' } : {}),
      ...(behind.only === 'takenAway' ? { takenAway: 'true' } : {}),
    },
  })
  const what = behind.only ? words[behind.only] : behind.row ? inLanguage(behind.row.item.name, to) : ''
  return (
    <section className="card" aria-label={words.casesBehind}>
      <div className="card-head">
        <h2>
          {words.casesBehind} · {what}
        </h2>
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={4} />
      ) : (
        <Table
          caption={words.casesBehind}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => void navigate({ to: '/cases/$id', params: { id: row.id } })}
          more={list}
          cards
          empty={<Nothing title={words.noCases} />}
          columns={[
            {
              key: 'number',
              title: words.cases,
              width: 170,
              cell: (row) => (
                <Link to="/cases/$id" params={{ id: row.id }} className="number">
                  {row.number}
                </Link>
              ),
            },
            { key: 'state', title: words.state, width: 110, cell: (row) => <StateMark state={row.state} /> },
            {
              key: 'item',
              title: words.item,
              cell: (row) => (
                <>
                  {inLanguage(row.item.name, to)} <span className="muted">{row.region?.name}</span>
                </>
              ),
            },
            { key: 'lead', title: words.lead, cell: (row) => row.lead?.name ?? '–', wideOnly: true },
            {
              key: 'at',
              title: words.period,
              width: 170,
              cell: (row) => <span className="num">{exactTime(row.reportedAt)}</span>,
              wideOnly: true,
            },
          ]}
        />
      )}
    </section>
  )
}
