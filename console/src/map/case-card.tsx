/** The case that was pressed: number, item, clock, holder, and the way to its page. Follows what happens to it. */
import { Button } from 'antd'
import CloseOutlined from '@ant-design/icons/CloseOutlined'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { DueMark } from '../cases/due-mark.tsx'
import { nameIn } from '../cases/named.ts'
import { StateMark } from '../cases/state-mark.tsx'
import { moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { mapWords } from './locale.ts'
import type { MapLine } from './shapes.ts'

export function CaseCard({ id, close }: { id: string; close: () => void }) {
  const words = useWords(mapWords)
  const found = useGet('GET /api/v1/map/cases', { query: { caseId: id } })
  const card = useRef<HTMLElement>(null)
  // Whoever came here by keyboard goes on from here.
  useEffect(() => card.current?.focus({ preventScroll: false }), [id])
  return (
    <section ref={card} className="card map-card" tabIndex={-1} aria-live="polite" data-case={id}>
      <Button
        className="map-card-close"
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={words.close}
        onClick={close}
      />
      <Shown query={found} rows={3}>
        {(data) => (data.rows[0] ? <Facts row={data.rows[0]} /> : <p className="muted">{words.gone}</p>)}
      </Shown>
    </section>
  )
}

function Facts({ row }: { row: MapLine }) {
  const words = useWords(mapWords)
  const to = useLanguage()
  const now = useNow(60)
  const where = [row.address, row.region?.name, row.grid?.name].filter(Boolean).join(' · ')
  const { recurrence } = row
  const holder = row.holder ?? row.lead
  return (
    <>
      <h2 className="map-card-title">{inLanguage(row.item.name, to)}</h2>
      <div className="row">
        <StateMark state={row.state} />
        {row.danger && <span className="pill pill-solid">{words.stock.danger}</span>}
        <DueMark of={row} />
        {row.supervised && <span className="pill pill-warn">{words.stock.supervised}</span>}
        {recurrence && <span className="pill pill-pause">{words.times(recurrence.times)}</span>}
      </div>
      {row.excerpt && <p className="map-card-text">{row.excerpt}</p>}
      <dl className="map-card-facts">
        <dt>{row.holder ? words.holder : words.lead}</dt>
        <dd>{holder ? nameIn(holder, to) : '–'}</dd>
        <dt>{words.where}</dt>
        <dd>{where || '–'}</dd>
        <dt>{words.reported}</dt>
        <dd>{moment(row.reportedAt, now, to)}</dd>
      </dl>
      {recurrence?.last && (
        <p className="map-card-text">
          <Link to="/cases/$id" params={{ id: recurrence.last.id }}>
            {words.lastTime(recurrence.last.number)}
          </Link>{' '}
          <span className="muted">
            {moment(recurrence.last.reportedAt, now, to)} · {recurrence.last.closed ? words.lastClosed : words.lastOpen}
          </span>
        </p>
      )}
      <Link to="/cases/$id" params={{ id: row.id }} className="map-card-link">
        {words.open} <span className="number">{row.number}</span>
      </Link>
    </>
  )
}
