/** What was noted and not rehearsed yet, at the foot of the editors: look it over, try it on past cases, rehearse it. */
import { Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { count } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { useDutyDraft } from './duty-draft.ts'
import { dutyWords } from './duty-words.ts'
import { AskWhatIf } from './duty-what-if-ask.tsx'

export function DutyDraftBar({ started, asked }: { started: (id: string) => void; asked: (id: string) => void }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const { noted, restored, undo, clear } = useDutyDraft()
  const [shown, setShown] = useState(false)
  const [title, setTitle] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [commandId, setCommandId] = useState(newId)
  if (noted.length === 0) return null
  const name = title.trim() || words.titleOf(noted[0]!.about, noted.length)
  const changes = noted.map((one) => one.change)

  const rehearse = async () => {
    setBusy(true)
    setError(null)
    try {
      const { id } = await call('POST /api/v1/duties/revisions', {
        body: { commandId, title: name, source: { type: 'edit', changes } },
      })
      clear()
      await refresh('/api/v1/duties')
      started(id)
    } catch (problem) {
      setError(problem)
      setCommandId(newId())
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="duty-draft" aria-label={words.draft(String(noted.length))}>
      {shown && (
        <ul className="duty-draft-list">
          {noted.map((one) => (
            <li key={one.key}>
              <span>
                {one.about} <strong>→ {one.becomes}</strong>
              </span>
              <Button size="small" type="link" onClick={() => undo(one.key)}>
                {words.undo}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <strong role="status">{words.draft(count(noted.length, to))}</strong>
        <span className="muted duty-draft-hint">{restored ? words.draftRestored : words.draftHint}</span>
        <Button size="small" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? words.hide : words.show}
        </Button>
        <Popconfirm title={words.clearSure} onConfirm={clear}>
          <Button size="small">{words.clear}</Button>
        </Popconfirm>
        <span className="duty-draft-go">
          <Input
            aria-label={words.title}
            placeholder={name}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <AskWhatIf title={name} source={{ changes }} asked={asked} />
          <Button type="primary" loading={busy} onClick={() => void rehearse()}>
            {words.rehearse}
          </Button>
        </span>
      </div>
    </section>
  )
}
