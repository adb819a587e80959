/** A new batch: choose cases by a filter and by hand, say what is ordered and until when, and whether one refusal stops all. */
import { Button, Input, InputNumber, Radio, Select, Switch } from 'antd'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { UNITS, type Unit } from '@bihuan/domain/item'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { DepartmentPicker, RegionPicker } from '../territory/pickers.tsx'
import { call } from '../platform/call.ts'
import { count, moment } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Field } from '../platform/parts/field.tsx'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useList } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import '../style/oversight.css'
import { oversightWords } from './locale.ts'

const MOST = 500

interface Filter {
  regionId?: string
  departmentId?: string
  overdue?: 'any' | 'step' | 'whole'
  danger?: 'true'
}

export function BatchNewPage() {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const [filter, setFilter] = useState<Filter>({ overdue: 'any' })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [byHand, setByHand] = useState(true)
  const query = { ...filter, state: 'open', sort: 'due' as const }
  const list = useList('GET /api/v1/cases', { query })
  const total = list.first?.total ?? 0
  const change = (next: Filter) => {
    setFilter(Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as Filter)
    setPicked(new Set())
  }
  const toggle = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    setPicked(next)
  }
  const now = cityNow()
  return (
    <div className="sheet sheet-wide">
      <p>
        <Link to="/oversight" search={{ tab: 'batches' }}>
          ← {words.tabs.batches}
        </Link>
      </p>
      <div className="sheet-head">
        <h1>{words.batch.new}</h1>
        <span className="muted">{words.batch.most(count(MOST, to))}</span>
      </div>
      <section className="card">
        <div className="card-head">
          <h2>1 · {words.batch.step1}</h2>
          <Radio.Group
            value={byHand}
            onChange={(event) => setByHand(event.target.value as boolean)}
            options={[
              { value: true, label: words.batch.byHand },
              { value: false, label: words.batch.allMatching(total > 1000 ? '1,000+' : count(total, to)) },
            ]}
          />
        </div>
        <search className="filters">
          <div className="row">
            <Select
              aria-label={words.batch.filterOverdue}
              style={{ width: 150 }}
              allowClear
              placeholder={words.batch.filterOverdue}
              value={filter.overdue}
              onChange={(overdue: Filter['overdue']) => change({ ...filter, ...{ overdue: overdue! } })}
              options={[
                { value: 'any', label: words.batch.filterOverdue },
                { value: 'step', label: words.batch.overdueStep },
                { value: 'whole', label: words.batch.overdueWhole },
              ]}
            />
            <div style={{ width: 210 }}>
              <DepartmentPicker
                aria-label={words.department}
                placeholder={words.department}
                value={filter.departmentId}
                onChange={(departmentId) => change({ ...filter, departmentId: departmentId! })}
              />
            </div>
            <div style={{ width: 210 }}>
              <RegionPicker
                aria-label={words.region}
                placeholder={words.wholeScope}
                value={filter.regionId}
                onChange={(regionId) => change({ ...filter, regionId: regionId! })}
              />
            </div>
            <label className="row">
              <Switch
                checked={filter.danger === 'true'}
                onChange={(on) => change({ ...filter, danger: (on ? 'true' : undefined)! })}
              />
              {words.batch.danger}
            </label>
            {byHand && list.rows.length > 0 && (
              <Button onClick={() => setPicked(new Set(list.rows.slice(0, MOST).map((row) => row.id)))}>
                {words.batch.pickAll}
              </Button>
            )}
          </div>
        </search>
        {list.error && list.rows.length === 0 ? (
          <Failed error={list.error} again={() => void list.refetch()} />
        ) : list.isPending ? (
          <Loading rows={6} />
        ) : (
          <div style={{ maxHeight: 420, overflow: 'auto' }}>
            <Table
              caption={words.batch.step1}
              rows={list.rows}
              rowKey={(row) => row.id}
              more={list}
              empty={<Nothing title={words.batch.noCases} hint={words.batch.noCasesHint} />}
              columns={[
                ...(byHand
                  ? [
                      {
                        key: 'pick',
                        title: '',
                        width: 36,
                        cell: (row: (typeof list.rows)[number]) => (
                          <input
                            type="checkbox"
                            aria-label={row.number}
                            checked={picked.has(row.id)}
                            onChange={() => toggle(row.id)}
                          />
                        ),
                      },
                    ]
                  : []),
                {
                  key: 'number',
                  title: words.number,
                  width: 150,
                  cell: (row) => (
                    <Link to="/cases/$id" params={{ id: row.id }} className="number">
                      {row.number}
                    </Link>
                  ),
                },
                {
                  key: 'item',
                  title: words.item,
                  cell: (row) => (
                    <>
                      {inLanguage(row.item.name, to)}
                      {row.danger && <span className="pill pill-danger"> {words.batch.danger}</span>}
                    </>
                  ),
                },
                { key: 'holder', title: words.task.lead, cell: (row) => row.lead?.name ?? row.holder?.name ?? '–' },
                { key: 'region', title: words.region, cell: (row) => row.region?.name ?? '–', wideOnly: true },
                {
                  key: 'due',
                  title: words.batch.due,
                  width: 130,
                  cell: (row) => (
                    <span className={row.dueAt && Date.parse(row.dueAt) < now.getTime() ? 'text-danger' : ''}>
                      {row.dueAt ? moment(row.dueAt, now, to) : '–'}
                    </span>
                  ),
                },
              ]}
            />
          </div>
        )}
      </section>
      <Order
        chosen={byHand ? { caseIds: [...picked] } : { filter: { ...filter, state: 'open' } }}
        size={byHand ? picked.size : total}
      />
    </div>
  )
}

type Chosen = { caseIds: string[] } | { filter: Filter & { state: string } }

function Order({ chosen, size }: { chosen: Chosen; size: number }) {
  const words = useWords(oversightWords).batch
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [amount, setAmount] = useState(24)
  const [unit, setUnit] = useState<Unit>('calendar-hour')
  const [refused, setRefused] = useState<'none' | 'leave-out'>('leave-out')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      const limit = { amount, unit }
      const body = { commandId: newId(), id: newId(), text: text.trim(), limit, refused, ...chosen }
      const made = await call('POST /api/v1/batches', { body })
      toast('good', words.sent(count(made.cases - made.refused, to), count(made.refused, to)))
      await refresh('/api/v1/batches', '/api/v1/cases')
      await navigate({ to: '/oversight/batches/$id', params: { id: made.id } })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="card stack">
      <div className="card-head">
        <h2>2 · {words.step2}</h2>
        <span className="pill pill-accent">{words.picked(count(size, to))}</span>
      </div>
      <Field label={words.text} required>
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.limit} required group>
        {(wiring) => (
          <div className="row">
            <InputNumber
              {...wiring}
              style={{ width: 120 }}
              min={1}
              max={100_000}
              value={amount}
              onChange={(n) => setAmount(n ?? 1)}
            />
            <Select
              aria-label={words.limit}
              style={{ width: 180 }}
              value={unit}
              onChange={setUnit}
              options={UNITS.map((value) => ({ value, label: lifecycle.unit[value] }))}
            />
          </div>
        )}
      </Field>
      <Field label={words.refused} group>
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={refused}
            onChange={(event) => setRefused(event.target.value as typeof refused)}
            options={(['leave-out', 'none'] as const).map((value) => ({ value, label: words.refusedOf[value] }))}
          />
        )}
      </Field>
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
      <div>
        <Button
          type="primary"
          loading={busy}
          disabled={size === 0 || size > MOST || text.trim() === ''}
          onClick={() => void send()}
        >
          {words.send} · {words.picked(count(size, to))}
        </Button>
      </div>
    </section>
  )
}
