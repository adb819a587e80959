/** All check tasks of the region: who has them, which are late, what was found; and giving one to somebody else. */
import { Button, Drawer, Segmented, Select } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { oversightWords } from './locale.ts'
import type { OversightSearch } from './search.ts'
import { TaskView } from './task-view.tsx'

const SHOWS = ['open', 'overdue', 'unassigned', 'done', 'dropped'] as const
type Show = (typeof SHOWS)[number]
const RESULTS = ['as-recorded', 'data-wrong', 'not-put-right'] as const

export function TasksTab() {
  const words = useWords(oversightWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const search = useSearch({ from: '/inside/oversight' })
  const navigate = useNavigate({ from: '/oversight' })
  const show = SHOWS.find((one) => one === search.show) ?? 'open'
  const result = RESULTS.find((one) => one === search.result)
  const { regionId, departmentId, from, to: until } = search
  const narrowed = regionId !== undefined || departmentId !== undefined || from !== undefined
  const change = (next: OversightSearch) => void navigate({ search: { tab: 'tasks', ...next } })
  const [open, setOpen] = useState<string | null>(null)
  const query = {
    ...(show === 'overdue' || show === 'unassigned' ? { [show]: 'true' } : { state: show as 'open' }),
    ...(show === 'done' && result ? { result } : {}),
    ...(show === 'done' && narrowed ? { regionId, departmentId, from, to: until } : {}),
  }
  const list = useList('GET /api/v1/check-tasks', { query })
  const now = cityNow()
  const labels: Record<Show, string> = {
    ...{ open: words.task.openTab, overdue: words.task.filterOverdue, unassigned: words.task.unassigned },
    ...{ done: words.checked, dropped: words.task.state['dropped']! },
  }
  return (
    <section className="card">
      <div className="card-head">
        <Segmented
          aria-label={words.state}
          value={show}
          onChange={(next) => change({ show: next })}
          options={SHOWS.map((value) => ({ value, label: labels[value] }))}
        />
        {show === 'done' && (
          <Select
            aria-label={words.result}
            allowClear
            placeholder={words.result}
            style={{ width: 160 }}
            value={result}
            onChange={(next: string | undefined) => change({ ...search, show, result: next! })}
            options={RESULTS.map((value) => ({ value, label: lifecycle.found[value] }))}
          />
        )}
        {show === 'done' && narrowed && (
          <Button size="small" onClick={() => change({ show: 'done' })}>
            {words.showAll}
          </Button>
        )}
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : (
        <Table
          caption={words.tabs.tasks}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => setOpen(row.id)}
          more={list}
          cards
          empty={<Nothing title={words.task.none} hint={words.task.noneHint} />}
          columns={[
            {
              key: 'number',
              title: words.number,
              width: 150,
              cell: (row) => (
                <button type="button" className="plain-link number" onClick={() => setOpen(row.id)}>
                  {row.number}
                </button>
              ),
            },
            {
              key: 'item',
              title: words.item,
              cell: (row) => (
                <>
                  {inLanguage(row.item, to)}
                  <div className="muted">{row.drawId ? words.task.ofDraw : words.task.onSpot}</div>
                </>
              ),
            },
            {
              key: 'place',
              title: words.place,
              cell: (row) => (
                <>
                  {row.address ?? row.grid?.name ?? row.region?.name}
                  {row.lead && <div className="muted">{row.lead.name}</div>}
                </>
              ),
            },
            {
              key: 'checker',
              title: words.task.checker,
              cell: (row) => row.checker?.name ?? <span className="pill pill-warn">{words.task.unassigned}</span>,
            },
            {
              key: 'due',
              title: words.task.due,
              width: 130,
              cell: (row) => (
                <span className={row.state === 'open' && Date.parse(row.dueAt) < now.getTime() ? 'text-danger' : ''}>
                  {moment(row.dueAt, now, to)}
                </span>
              ),
            },
            {
              key: 'result',
              title: words.result,
              cell: (row) =>
                row.result ? (
                  <span className={`pill ${row.result === 'as-recorded' ? 'pill-good' : 'pill-danger'}`}>
                    {lifecycle.found[row.result]}
                  </span>
                ) : (
                  <span className="muted">{words.task.state[row.state]}</span>
                ),
            },
          ]}
        />
      )}
      <Drawer open={open !== null} onClose={() => setOpen(null)} title={words.tabs.tasks} size={640} destroyOnHidden>
        {open && <TaskView id={open} finished={() => setOpen(null)} />}
      </Drawer>
    </section>
  )
}
