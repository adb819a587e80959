/** Erasing the personal data of a record (PIPL art. 47). For the security officer, who does not read cases: the record is named to him. */
import { Button, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { call, type Answered } from '../platform/call.ts'
import { exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { eraseWords } from './locale.ts'

const GROUNDS = ['request', 'retention-ended', 'unlawful', 'order'] as const

export function ErasePage() {
  const words = useWords(eraseWords)
  const to = useLanguage()
  const [typed, setTyped] = useState('')
  const [ground, setGround] = useState<(typeof GROUNDS)[number]>()
  const [commandId, setCommandId] = useState(newId)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<Answered<'POST /api/v1/records/{recordId}/erase'> | null>(null)
  const recordId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(typed)?.[0]
  const erase = async () => {
    if (!recordId || !ground) return
    setBusy(true)
    setError(null)
    setDone(null)
    try {
      setDone(
        await call('POST /api/v1/records/{recordId}/erase', { params: { recordId }, body: { commandId, ground } }),
      )
      setTyped('')
      setCommandId(newId())
    } catch (problem) {
      setError(problem)
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500) setCommandId(newId())
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="sheet sheet-narrow">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <section className="card stack">
        <p>{words.hint}</p>
        <Field
          label={words.record}
          required
          hint={words.recordHint}
          error={typed.trim() && !recordId ? words.noId : undefined}
        >
          {(wiring) => <Input {...wiring} value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
        <Field label={words.ground} required>
          {(wiring) => (
            <Select
              {...wiring}
              value={ground}
              onChange={setGround}
              options={GROUNDS.map((value) => ({ value, label: words.grounds[value] }))}
            />
          )}
        </Field>
        {error !== null && (
          <div className="note note-danger" role="alert">
            {sentenceOf(error, to)}
          </div>
        )}
        {done && (
          <div className="note note-good" role="status">
            {words.done(String(done.texts), String(done.files), exactTime(done.erasedAt))}
          </div>
        )}
        <div>
          <Popconfirm title={words.sure} onConfirm={() => erase()}>
            <Button danger type="primary" loading={busy} disabled={!recordId || !ground}>
              {words.erase}
            </Button>
          </Popconfirm>
        </div>
      </section>
    </div>
  )
}
