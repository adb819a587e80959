import { Button, DatePicker, Popconfirm, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Field } from '../platform/parts/field.tsx'
import { Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { staffWords } from './locale.ts'

/** Absences that run or are to come, and a form to declare one's own with a substitute. */
export function AbsenceCard() {
  const words = useWords(staffWords)
  const to = useLanguage()
  const [adding, setAdding] = useState(false)
  const absences = useGet('GET /api/v1/absences', {})
  const end = async (id: string) => {
    try {
      await call('POST /api/v1/absences/{id}/end', { params: { id }, body: { commandId: newId() } })
      toast('good', words.absenceEnded)
      await refresh('/api/v1/absences')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    }
  }
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.absences}</h2>
        {!adding && <Button onClick={() => setAdding(true)}>{words.declareAbsence}</Button>}
      </div>
      <p className="muted">{words.absenceHint}</p>
      {adding && <AbsenceForm done={() => setAdding(false)} />}
      <Shown query={absences} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="muted" style={{ marginTop: 8 }}>
              {words.noAbsences}
            </p>
          ) : (
            <ul className="stack" style={{ gap: 8, marginTop: 10 }}>
              {rows.map((row) => (
                <li key={row.id} className="row">
                  <strong>{row.accountName}</strong>
                  <span className="num">
                    {exactTime(row.from).slice(0, 16)} – {exactTime(row.to).slice(0, 16)}
                  </span>
                  <span className="muted">
                    {words.substitute}: {row.substituteName ?? words.noSubstitute}
                  </span>
                  <Popconfirm title={words.endAbsence} onConfirm={() => end(row.id)}>
                    <Button size="small">{words.endAbsence}</Button>
                  </Popconfirm>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}

function AbsenceForm({ done }: { done: () => void }) {
  const words = useWords(staffWords)
  const shell = useWords(platformWords)
  const to = useLanguage()
  const [range, setRange] = useState<[Dayjs | null, Dayjs | null] | null>(null)
  const [substituteId, setSubstitute] = useState<string>()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [commandId, setCommandId] = useState(newId)
  const colleagues = useGet('GET /api/v1/colleagues', { query: {} })
  const send = async () => {
    const [from, until] = range ?? []
    if (!from || !until) return
    setBusy(true)
    setError(null)
    try {
      await call('POST /api/v1/absences', {
        body: { commandId, from: shanghai(from), to: shanghai(until), ...(substituteId ? { substituteId } : {}) },
      })
      toast('good', words.absenceDeclared)
      await refresh('/api/v1/absences')
      done()
    } catch (problem) {
      setError(problem)
      // A refusal is the answer to that id; another try is another command.
      setCommandId(newId())
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack" style={{ marginBlock: 12, maxWidth: 460 }}>
      <Field label={`${words.from} – ${words.to}`} required error={error === null ? undefined : sentenceOf(error, to)}>
        {(wiring) => (
          <DatePicker.RangePicker
            id={wiring.id}
            showTime={{ format: 'HH:mm', defaultValue: [dayjs('00:00', 'HH:mm'), dayjs('23:59', 'HH:mm')] }}
            format="YYYY-MM-DD HH:mm"
            value={range}
            onChange={setRange}
          />
        )}
      </Field>
      <Field label={words.substitute}>
        {(wiring) => (
          <Select
            {...wiring}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={words.noSubstitute}
            loading={colleagues.isPending}
            value={substituteId}
            onChange={setSubstitute}
            options={(colleagues.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
          />
        )}
      </Field>
      <div className="row">
        <Button type="primary" loading={busy} disabled={!range?.[0] || !range[1]} onClick={() => void send()}>
          {words.declareAbsence}
        </Button>
        <Button onClick={done}>{shell.cancel}</Button>
      </div>
    </div>
  )
}

/** The wall time that was picked, read as Shanghai's whatever zone the desk is in. */
function shanghai(time: Dayjs): string {
  return `${time.format('YYYY-MM-DDTHH:mm:ss')}+08:00`
}
