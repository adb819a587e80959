import { Button, Progress } from 'antd'
import FileDoneOutlined from '@ant-design/icons/FileDoneOutlined'
import { useRef, useState } from 'react'
import { call } from '../platform/call.ts'
import { count, exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { auditWords } from './locale.ts'
import { Report } from './verify-report.tsx'

const TONE = {
  running: 'pill pill-accent',
  intact: 'pill pill-good',
  broken: 'pill pill-solid',
  failed: 'pill pill-danger',
} as const

/** Starts the verifier in the background and follows it; the page may be left meanwhile. */
export function VerifyTab() {
  const words = useWords(auditWords)
  const shell = useWords(platformWords)
  const to = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const [against, setAgainst] = useState<{ name: string; body: Record<string, unknown> } | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const runs = useGet('GET /api/v1/audit/verify', {})
  const shown = chosen ?? runs.data?.rows[0]?.id ?? null

  const take = async (file: File | undefined) => {
    setError(null)
    if (!file) return
    try {
      setAgainst({ name: file.name, body: JSON.parse(await file.text()) as Record<string, unknown> })
    } catch {
      // Anything that is not JSON is not a seal file; the sentence says so.
      setError(words.notJson)
    }
  }
  const start = async () => {
    setBusy(true)
    setError(null)
    try {
      const run = await call('POST /api/v1/audit/verify', {
        body: { commandId: newId(), ...(against ? { against: against.body } : {}) },
      })
      setChosen(run.id)
      await refresh('/api/v1/audit/verify')
    } catch (problem) {
      setError(sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack">
      <section className="card">
        <p>{words.verifyHint}</p>
        <div className="row" style={{ marginTop: 12 }}>
          <Button type="primary" loading={busy} onClick={() => void start()}>
            {words.verifyStart}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            className="unseen"
            tabIndex={-1}
            aria-label={words.verifyAgainst}
            onChange={(event) => void take(event.target.files?.[0])}
          />
          <Button icon={<FileDoneOutlined />} onClick={() => input.current?.click()}>
            {against ? words.chosen(against.name) : words.verifyAgainst}
          </Button>
          {against && (
            <Button type="link" onClick={() => setAgainst(null)}>
              {shell.cancel}
            </Button>
          )}
        </div>
        {error && (
          <div className="note note-danger" role="alert" style={{ marginTop: 12 }}>
            {error}
          </div>
        )}
      </section>
      {shown && <Run id={shown} />}
      <section className="card">
        <div className="card-head">
          <h2>{words.runs}</h2>
        </div>
        <Shown query={runs} rows={3}>
          {({ rows }) => (
            <Table
              caption={words.runs}
              rows={rows}
              rowKey={(row) => row.id}
              current={shown ?? undefined}
              open={(row) => setChosen(row.id)}
              empty={<p className="muted">{words.noRuns}</p>}
              columns={[
                {
                  key: 'state',
                  title: words.result,
                  cell: (row) => <span className={TONE[row.state]}>{words[row.state]}</span>,
                },
                { key: 'started', title: words.started, cell: (row) => exactTime(row.startedAt) },
                {
                  key: 'by',
                  title: words.by,
                  cell: (row) =>
                    row.startedBy === 'system' ? words.system : (row.startedByName ?? row.startedBy.slice(0, 8)),
                  wideOnly: true,
                },
                { key: 'checked', title: words.events1, align: 'end', cell: (row) => count(row.checked, to) },
                {
                  key: 'open',
                  title: <span className="unseen">{words.show}</span>,
                  align: 'end',
                  cell: (row) => (
                    <Button size="small" onClick={() => setChosen(row.id)}>
                      {words.show}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Shown>
      </section>
    </div>
  )
}

function Run({ id }: { id: string }) {
  const words = useWords(auditWords)
  const to = useLanguage()
  const [running, setRunning] = useState(true)
  const run = useGet('GET /api/v1/audit/verify/{id}', { params: { id } }, running ? { every: 1000 } : {})
  const going = run.data?.state === 'running' || run.data === undefined
  if (going !== running) {
    setRunning(going)
    if (!going) void refresh('/api/v1/audit/verify')
  }
  return (
    <section className="card" aria-live="polite">
      <Shown query={run} rows={4}>
        {(data) => (
          <>
            <div className="card-head">
              <h2>{words.verify}</h2>
              <span className={TONE[data.state]}>{words[data.state]}</span>
            </div>
            {data.state === 'running' && (
              <>
                <Progress percent={data.total > 0 ? Math.floor((data.checked / data.total) * 100) : 0} />
                <p className="muted num">{words.checked(count(data.checked, to), count(data.total, to))}</p>
              </>
            )}
            {data.error && <div className="note note-danger">{data.error}</div>}
            {data.report && <Report report={data.report} />}
          </>
        )}
      </Shown>
    </section>
  )
}
