/** Sealed texts of a case. Contacts are masked; showing one needs a purpose, and is an act that leaves its entry. */
import { Button, Input } from 'antd'
import LockOutlined from '@ant-design/icons/LockOutlined'
import { useState, type FormEvent } from 'react'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { caseWords } from './locale.ts'
import { sendAct } from './send-act.ts'
import type { CasePage } from './shapes.ts'

export function Contacts({ page }: { page: CasePage }) {
  const words = useWords(caseWords)
  const contacts = page.texts.filter((text) => text.masked || text.kind === 'contact')
  if (contacts.length === 0) return null
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.page.people}</h2>
      </div>
      <div className="stack">
        {contacts.map((text) => (
          <Contact key={text.textId} page={page} text={text} />
        ))}
      </div>
    </section>
  )
}

function Contact({ page, text }: { page: CasePage; text: CasePage['texts'][number] }) {
  const words = useWords(caseWords)
  const shell = useWords(platformWords)
  const to = useLanguage()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [clear, setClear] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const said = useFieldErrors(error)
  const ability = page.abilities.find((one) => one.act === 'unmask')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      const acted = await sendAct(page.id, { commandId: newId(), act: 'unmask', body: { textId: text.textId, reason } })
      setClear(acted.text ?? '')
      setAsking(false)
    } catch (problem) {
      setError(problem)
    }
  }
  if (text.erased) return <p className="muted">{words.erased}</p>
  return (
    <div>
      <div className="row">
        <span className="muted">{words.page.kind[text.kind] ?? text.kind}</span>
        <strong className="num">{clear ?? text.value ?? '••••••'}</strong>
        {clear !== null ? (
          <span className="pill pill-warn">{words.page.unmasked}</span>
        ) : (
          text.masked && (
            <span className="pill">
              <LockOutlined /> {words.page.masked}
            </span>
          )
        )}
        {clear === null && text.masked && ability?.allowed && !asking && (
          <Button size="small" onClick={() => setAsking(true)}>
            {words.page.unmask}
          </Button>
        )}
      </div>
      {asking && (
        <form className="stack" style={{ marginTop: 10 }} onSubmit={(event) => void send(event)}>
          <Field
            label={words.page.unmaskTitle}
            hint={words.page.unmaskHint}
            required
            error={said('reason') ?? (error === null ? undefined : sentenceOf(error, to))}
          >
            {(wiring) => (
              <Input
                {...wiring}
                autoFocus
                maxLength={300}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="row">
            <Button type="primary" size="small" htmlType="submit" disabled={reason.trim().length < 4}>
              {words.page.unmask}
            </Button>
            <Button size="small" onClick={() => setAsking(false)}>
              {shell.cancel}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
