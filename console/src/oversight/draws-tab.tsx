/** Spot checks: the quality of the data as far as it was checked, and the draws that were planned and published. */
import { Button, Drawer } from 'antd'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { count, moment } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { oversightWords } from './locale.ts'
import { PlanForm } from './plan-form.tsx'
import { QualityCard } from './quality-card.tsx'

export function DrawsTab({ mayPlan }: { mayPlan: boolean }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const navigate = useNavigate()
  const [planning, setPlanning] = useState(false)
  const list = useList('GET /api/v1/draws', { query: {} })
  const now = cityNow()
  const open = (id: string) => void navigate({ to: '/oversight/draws/$id', params: { id } })
  return (
    <div className="stack">
      <QualityCard />
      <section className="card">
        <div className="card-head">
          <h2>{words.tabs.draws}</h2>
          {mayPlan && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setPlanning(true)}>
              {words.draw.plan}
            </Button>
          )}
        </div>
        {list.error && list.rows.length === 0 ? (
          <Failed error={list.error} again={() => void list.refetch()} />
        ) : list.isPending ? (
          <Loading rows={4} />
        ) : (
          <Table
            caption={words.tabs.draws}
            rows={list.rows}
            rowKey={(row) => row.id}
            open={(row) => open(row.id)}
            more={list}
            cards
            empty={<Nothing title={words.draw.none} hint={words.draw.noneHint} />}
            columns={[
              {
                key: 'region',
                title: words.region,
                cell: (row) => (
                  <Link to="/oversight/draws/$id" params={{ id: row.id }}>
                    {row.region.name}
                  </Link>
                ),
              },
              { key: 'period', title: words.period, cell: (row) => `${row.from} – ${row.to}` },
              {
                key: 'state',
                title: words.state,
                cell: (row) => (
                  <span
                    className={`pill ${row.state === 'published' ? 'pill-good' : row.state === 'committed' ? 'pill-warn' : ''}`}
                  >
                    {words.draw.state[row.state]}
                  </span>
                ),
              },
              {
                key: 'population',
                title: words.draw.population,
                align: 'end',
                cell: (row) => (row.population === null ? '–' : count(row.population, to)),
              },
              { key: 'size', title: words.draw.size, align: 'end', cell: (row) => count(row.size, to) },
              {
                key: 'progress',
                title: words.draw.progress,
                align: 'end',
                cell: (row) => (row.state === 'published' ? `${count(row.done, to)} / ${count(row.tasks, to)}` : '–'),
              },
              {
                key: 'planned',
                title: words.draw.planned,
                wideOnly: true,
                cell: (row) => `${row.plannedBy.name} · ${moment(row.plannedAt, now, to)}`,
              },
            ]}
          />
        )}
      </section>
      <Drawer open={planning} onClose={() => setPlanning(false)} title={words.draw.plan} size={520} destroyOnHidden>
        <PlanForm planned={open} />
      </Drawer>
    </div>
  )
}
