/** The working calendar: what is published, what is missing, and publishing a year. */
import { Button, Input, InputNumber, Popconfirm } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { businessDate, count, exactTime, listed } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { daysIn } from './days-in.ts'
import { calendarWords } from './locale.ts'

export function CalendarPage() {
  const words = useWords(calendarWords)
  const to = useLanguage()
  const calendar = useGet('GET /api/v1/calendar', {})
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <Shown query={calendar} rows={8}>
        {(data) => (
          <div className="stack">
            <p className="muted">{words.hint}</p>
            {data.missing.length > 0 ? (
              <div className="note note-danger" role="alert">
                <strong>{words.missing(listed(data.missing.map(String), to), count(data.provisionalCases, to))}</strong>
              </div>
            ) : (
              <div className="note note-good">{words.complete}</div>
            )}
            <p>
              <span className="muted">{words.hours}</span>{' '}
              {listed(
                data.workingHours.map((part) => `${part.from}–${part.to}`),
                to,
              )}
            </p>
            <Publish year={data.missing[0] ?? Number(businessDate(cityNow()).slice(0, 4)) + 1} />
            <section className="card">
              <div className="card-head">
                <h2>{words.years}</h2>
              </div>
              <Table
                caption={words.years}
                rows={data.years.toSorted((a, b) => b.year - a.year || b.version - a.version)}
                rowKey={(row) => `${row.year}-${row.version}`}
                columns={[
                  { key: 'year', title: words.year, cell: (row) => <strong>{row.year}</strong> },
                  { key: 'version', title: words.version, align: 'end', cell: (row) => row.version },
                  {
                    key: 'holidays',
                    title: words.holidays,
                    align: 'end',
                    cell: (row) => (
                      <span title={row.holidays.join(' ')}>{words.days(String(row.holidays.length))}</span>
                    ),
                  },
                  {
                    key: 'workdays',
                    title: words.workdays,
                    align: 'end',
                    cell: (row) => (
                      <span title={row.workdays.join(' ')}>{words.days(String(row.workdays.length))}</span>
                    ),
                  },
                  { key: 'source', title: words.source, cell: (row) => row.source, wideOnly: true },
                  {
                    key: 'recorded',
                    title: words.recordedAt,
                    cell: (row) => exactTime(row.recordedAt).slice(0, 10),
                    wideOnly: true,
                  },
                ]}
              />
            </section>
          </div>
        )}
      </Shown>
    </div>
  )
}

function Publish({ year: wanted }: { year: number }) {
  const words = useWords(calendarWords)
  const to = useLanguage()
  const [open, setOpen] = useState(false)
  const [year, setYear] = useState(wanted)
  const [holidays, setHolidays] = useState('')
  const [workdays, setWorkdays] = useState('')
  const [source, setSource] = useState('')
  const [commandId, setCommandId] = useState(newId)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const said = useFieldErrors(error)
  const off = daysIn(holidays)
  const on = daysIn(workdays)
  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      await call('POST /api/v1/calendar', {
        body: { commandId, year, holidays: off.days, workdays: on.days, source: source.trim() },
      })
      toast('good', words.done)
      setOpen(false)
      setCommandId(newId())
      await refresh('/api/v1/calendar', '/api/v1/cases', '/api/v1/desk')
    } catch (problem) {
      setError(problem)
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500) setCommandId(newId())
    } finally {
      setBusy(false)
    }
  }
  if (!open) {
    return (
      <div>
        <Button type="primary" onClick={() => setOpen(true)}>
          {words.publish}
        </Button>
      </div>
    )
  }
  const problem = (lines: string[]) => (lines.length > 0 ? words.malformed(listed(lines, to)) : undefined)
  return (
    <section className="card stack" style={{ maxWidth: 760 }}>
      <h2>{words.publish}</h2>
      <Field label={words.year} required error={said('year')}>
        {(wiring) => (
          <InputNumber {...wiring} min={2004} max={2199} value={year} onChange={(value) => value && setYear(value)} />
        )}
      </Field>
      <div className="pair">
        <Field
          label={words.holidays}
          required
          hint={words.holidaysHint}
          error={problem(off.malformed) ?? said('holidays')}
        >
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 6, maxRows: 16 }}
              value={holidays}
              onChange={(event) => setHolidays(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.workdays} hint={words.workdaysHint} error={problem(on.malformed) ?? said('workdays')}>
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 6, maxRows: 16 }}
              value={workdays}
              onChange={(event) => setWorkdays(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={words.source} required hint={words.sourceHint} error={said('source')}>
        {(wiring) => (
          <Input {...wiring} maxLength={300} value={source} onChange={(event) => setSource(event.target.value)} />
        )}
      </Field>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div>
        <Popconfirm title={words.sure} onConfirm={() => send()}>
          <Button
            type="primary"
            loading={busy}
            disabled={
              off.days.length === 0 || off.malformed.length > 0 || on.malformed.length > 0 || source.trim().length < 4
            }
          >
            {words.send}
          </Button>
        </Popconfirm>
      </div>
    </section>
  )
}
