import { DatePicker, Drawer, Input, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useState } from 'react'
import { ACTS } from '@bihuan/domain/acts'
import { exactTime } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet, useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { actName } from './act-name.ts'
import { auditWords } from './locale.ts'

interface Filter {
  number?: string
  actor?: string
  act?: string
  from?: string
  to?: string
}

/** Events by their place in the log, newest first, searched by case, actor, act and time. */
export function EventsTab() {
  const words = useWords(auditWords)
  const to = useLanguage()
  const may = useMay()
  const [filter, setFilter] = useState<Filter>({})
  const [open, setOpen] = useState<string | null>(null)
  const list = useList('GET /api/v1/audit/events', { query: filter })
  const accounts = useGet(
    'GET /api/v1/accounts',
    { query: { limit: 200 } },
    { enabled: may('account.read'), staleTime: 300_000 },
  )
  const change = (next: Filter) =>
    setFilter(
      (before) => Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value)) as Filter,
    )
  const acts = [...ACTS, ...Object.keys(words.acts)]
  return (
    <>
      <p className="muted" style={{ marginBottom: 10 }}>
        {words.eventsHint}
      </p>
      <search className="filters">
        <div className="row">
          {/* A number is found whole or not at all, so nothing is asked before it is complete: Enter, or the button. */}
          <Input.Search
            style={{ width: 290 }}
            allowClear
            aria-label={words.number}
            placeholder={words.number}
            enterButton={words.search}
            onSearch={(text) => change({ number: text.trim() })}
          />
          <Select
            style={{ width: 180 }}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={words.actor}
            placeholder={words.anyActor}
            value={filter.actor}
            onChange={(actor: string | undefined) => change({ actor })}
            options={[
              { value: 'system', label: words.system },
              { value: 'citizen', label: words.citizen },
              ...(accounts.data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.name} · ${row.login}` })),
            ]}
          />
          <Select
            style={{ width: 180 }}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={words.act}
            placeholder={words.anyAct}
            value={filter.act}
            onChange={(act: string | undefined) => change({ act })}
            options={acts.map((value) => ({ value, label: actName(value, to) }))}
          />
          <DatePicker
            aria-label={words.from}
            placeholder={words.from}
            onChange={(day) => change({ from: day ? `${day.format('YYYY-MM-DD')}T00:00:00+08:00` : undefined })}
          />
          <DatePicker
            aria-label={words.to}
            placeholder={words.to}
            onChange={(day) =>
              change({ to: day ? `${day.add(1, 'day').format('YYYY-MM-DD')}T00:00:00+08:00` : undefined })
            }
            maxDate={dayjs().add(1, 'day')}
          />
        </div>
      </search>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={10} />
      ) : (
        <Table
          caption={words.events}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => setOpen(row.id)}
          more={list}
          cards
          empty={<Nothing title={words.none} hint={words.noneHint} />}
          columns={[
            {
              key: 'position',
              title: words.position,
              align: 'end',
              width: 80,
              cell: (row) => (
                <button type="button" className="position-link num" onClick={() => setOpen(row.id)}>
                  {row.position}
                </button>
              ),
            },
            { key: 'recorded', title: words.recorded, width: 170, cell: (row) => exactTime(row.recordedAt) },
            { key: 'act', title: words.act, cell: (row) => <strong>{actName(row.act, to)}</strong> },
            {
              key: 'subject',
              title: words.subject,
              cell: (row) =>
                row.subjectKind === 'case' ? (
                  <>
                    {words.subjectCase}{' '}
                    <Link to="/cases/$id" params={{ id: row.subject }} className="number">
                      {row.subjectLabel ?? row.subject.slice(0, 8)}
                    </Link>
                  </>
                ) : row.subjectKind === 'account' ? (
                  `${words.subjectAccount} ${row.subjectLabel ?? ''}`
                ) : (
                  words.other
                ),
            },
            {
              key: 'actor',
              title: words.actor,
              cell: (row) =>
                row.actor === 'system'
                  ? words.system
                  : row.actor === 'citizen'
                    ? words.citizen
                    : (row.actorName ?? row.actor.slice(0, 8)),
            },
            {
              key: 'hash',
              title: words.hash,
              cell: (row) => <code className="hash">{row.hash.slice(0, 12)}</code>,
              wideOnly: true,
            },
          ]}
        />
      )}
      <Drawer open={open !== null} onClose={() => setOpen(null)} title={words.detail} size={560} destroyOnHidden>
        {open && <EventDetail id={open} />}
      </Drawer>
    </>
  )
}

function EventDetail({ id }: { id: string }) {
  const words = useWords(auditWords)
  const to = useLanguage()
  const event = useGet('GET /api/v1/audit/events/{id}', { params: { id } })
  return (
    <Shown query={event} rows={8}>
      {(data) => (
        <dl className="facts">
          <dt>{words.position}</dt>
          <dd className="num">{data.position}</dd>
          <dt>{words.act}</dt>
          <dd>
            <strong>{actName(data.act, to)}</strong> <code className="hash">{data.act}</code>
          </dd>
          <dt>{words.subject}</dt>
          <dd>
            {data.subjectLabel} <code className="hash">{data.subject}</code>
          </dd>
          <dt>{words.seq}</dt>
          <dd className="num">{data.seq}</dd>
          <dt>{words.actor}</dt>
          <dd>
            {data.actorName ?? data.actor} <code className="hash">{data.actor}</code>
          </dd>
          <dt>{words.occurred}</dt>
          <dd className="num">{exactTime(data.occurredAt)}</dd>
          <dt>{words.recorded}</dt>
          <dd className="num">{exactTime(data.recordedAt)}</dd>
          <dt>{words.seals}</dt>
          <dd>
            {data.seal === null ? (
              <span className="pill pill-warn">{words.unsealedYet}</span>
            ) : (
              <span className="pill pill-good">{words.sealedBy(String(data.seal))}</span>
            )}
          </dd>
          <dt>{words.alg}</dt>
          <dd>{data.alg}</dd>
          <dt>{words.hash}</dt>
          <dd>
            <code className="hash">{data.hash}</code>
          </dd>
          <dt>{words.prev}</dt>
          <dd>
            <code className="hash">{data.prevHash || '–'}</code>
          </dd>
          <dt>{words.body}</dt>
          <dd>
            <pre className="json">{JSON.stringify(data.body, null, 2)}</pre>
          </dd>
        </dl>
      )}
    </Shown>
  )
}
