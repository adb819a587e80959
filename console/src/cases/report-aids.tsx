/** Beside the report: the grid that the position falls into, and the open cases of the same kind nearby. */
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { newId } from '../platform/id.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { moment } from '../platform/format.ts'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import type { LngLat } from '../territory/projection.ts'
import { DueMark } from './due-mark.tsx'
import { caseWords } from './locale.ts'
import { sendAct } from './send-act.ts'
import { StateMark } from './state-mark.tsx'

export function Located({ point }: { point: LngLat }) {
  const words = useWords(caseWords).report
  const found = useGet('GET /api/v1/locate', { query: { longitude: point.longitude, latitude: point.latitude } })
  if (!found.data) return null
  const { grid, place, chain } = found.data
  if (!place) {
    return (
      <div className="note note-danger" role="alert">
        {words.outside}
      </div>
    )
  }
  return (
    <p role="status">
      {words.inGrid(grid?.name ?? '–')} <span className="muted">{chain.map((one) => one.name).join(' · ')}</span>{' '}
      <span className="muted num">
        {point.longitude.toFixed(5)}, {point.latitude.toFixed(5)}
      </span>
    </p>
  )
}

interface Props {
  itemId: string
  point: LngLat
  followed: (number: string) => void
}

export function Known({ itemId, point, followed }: Props) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const now = useNow(60)
  const [busy, setBusy] = useState('')
  const nearby = useGet('GET /api/v1/cases/nearby', {
    query: { itemId, longitude: point.longitude, latitude: point.latitude },
  })
  const rows = nearby.data?.rows ?? []
  if (rows.length === 0) return null
  const follow = async (id: string, number: string) => {
    setBusy(id)
    try {
      await sendAct(id, { commandId: newId(), act: 'follow', body: {} })
      followed(number)
    } catch (problem) {
      // Who follows it already has what he wants.
      if (problem instanceof ApiProblem && problem.code === 'case.already-following') followed(number)
      else toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy('')
    }
  }
  return (
    <section className="card known" aria-live="polite">
      <h2>{words.report.nearby}</h2>
      <p className="muted">{words.report.nearbyHint}</p>
      <ul className="stack">
        {rows.map((row) => (
          <li key={row.id} className="known-case">
            <div>
              <div className="row">
                <Link to="/cases/$id" params={{ id: row.id }} className="number" target="_blank">
                  {row.number}
                </Link>
                <strong className="num">{words.page.metres(String(Math.round(row.distance)))}</strong>
                <StateMark state={row.state} />
                <DueMark of={row} />
              </div>
              <p>{row.excerpt ?? inLanguage(row.item.name, to)}</p>
              <p className="muted">
                {[row.sameItem ? null : inLanguage(row.item.name, to), row.address, moment(row.reportedAt, now, to)]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <Button loading={busy === row.id} onClick={() => void follow(row.id, row.number)}>
              {words.report.same}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
