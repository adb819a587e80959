/** What this person is to check again: a list by due time on the left, the record and the result on the right. */
import { Segmented } from 'antd'
import { useState } from 'react'
import { count, moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { useList } from '../platform/query.ts'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import '../style/oversight.css'
import { oversightWords } from './locale.ts'
import { TaskView } from './task-view.tsx'

export function ChecksPage() {
  const words = useWords(oversightWords).task
  const to = useLanguage()
  const [state, setState] = useState<'open' | 'done'>('open')
  const [chosen, setChosen] = useState<string | null>(null)
  const list = useList('GET /api/v1/check-tasks/mine', { query: { state } })
  const current = list.rows.find((row) => row.id === chosen)?.id ?? null
  const open = list.first?.open ?? 0
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.mine}</h1>
        <Segmented<'open' | 'done'>
          aria-label={words.mine}
          value={state}
          onChange={(next) => {
            setState(next)
            setChosen(null)
          }}
          options={[
            { value: 'open', label: open > 0 ? `${words.openTab} ${count(open, to)}` : words.openTab },
            { value: 'done', label: words.doneTab },
          ]}
        />
      </div>
      <p className="muted" style={{ marginBottom: 12 }}>
        {words.mineHint}
      </p>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : list.rows.length === 0 ? (
        <Nothing
          title={state === 'open' ? words.mineNone : words.doneNone}
          {...(state === 'open' ? { hint: words.mineNoneHint } : {})}
        />
      ) : (
        <div className="checks">
          <div>
            {list.rows.map((row) => (
              <Row key={row.id} row={row} current={row.id === current} choose={() => setChosen(row.id)} />
            ))}
            {list.hasNextPage && (
              <button type="button" className="plain-link" onClick={() => void list.fetchNextPage()}>
                …
              </button>
            )}
          </div>
          <div className="card">
            {current ? (
              <TaskView key={current} id={current} finished={() => setChosen(null)} />
            ) : (
              <p className="muted">{words.choose}</p>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

type Line = ReturnType<typeof useList<'GET /api/v1/check-tasks/mine'>>['rows'][number]

function Row({ row, current, choose }: { row: Line; current: boolean; choose: () => void }) {
  const words = useWords(oversightWords).task
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const now = cityNow()
  const late = row.state === 'open' && Date.parse(row.dueAt) < now.getTime()
  return (
    <button type="button" className="check-row" aria-current={current} onClick={choose}>
      <strong>{inLanguage(row.item, to)}</strong> <span className="number muted">{row.number}</span>
      <div className="muted">{[row.address, row.grid?.name ?? row.region?.name].filter(Boolean).join(' · ')}</div>
      <div className="row" style={{ marginTop: 4 }}>
        {row.result ? (
          <span className={`pill ${row.result === 'as-recorded' ? 'pill-good' : 'pill-danger'}`}>
            {lifecycle.found[row.result]}
          </span>
        ) : (
          <span className={`pill ${late ? 'pill-danger' : ''}`}>
            {late ? words.late : words.dueBy(moment(row.dueAt, now, to))}
          </span>
        )}
        {row.fixed && <span className="pill">{words.fixed}</span>}
        {row.gap && <span className="pill pill-warn">{words.gap}</span>}
      </div>
    </button>
  )
}
