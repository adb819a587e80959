import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { call } from '../platform/call.ts'
import { Field } from '../platform/parts/field.tsx'
import { useLanguage, useWords } from '../platform/language.ts'
import { hasCode, sentenceOf } from '../platform/problem.ts'
import { staffWords } from './locale.ts'

/** Changes one's own password. What makes a password good is the server's to say; only the repetition is compared here. */
export function PasswordForm({ done }: { done: () => void }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const differ = again !== '' && next !== again

  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (next !== again) return
    setBusy(true)
    setError(null)
    try {
      await call('POST /api/v1/password', { body: { current, next } })
      setCurrent('')
      setNext('')
      setAgain('')
      done()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const aboutCurrent = hasCode(error, 'staff.password-wrong')
  return (
    <form className="stack" onSubmit={(event) => void send(event)}>
      <Field label={words.current} error={aboutCurrent ? sentenceOf(error, to) : undefined}>
        {(wiring) => (
          <Input.Password
            {...wiring}
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={words.next}
        hint={words.nextHint}
        error={error !== null && !aboutCurrent ? sentenceOf(error, to) : undefined}
      >
        {(wiring) => (
          <Input.Password
            {...wiring}
            autoComplete="new-password"
            required
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.nextAgain} error={differ ? words.differ : undefined}>
        {(wiring) => (
          <Input.Password
            {...wiring}
            autoComplete="new-password"
            required
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!current || !next || next !== again}>
          {words.setPassword}
        </Button>
      </div>
    </form>
  )
}
