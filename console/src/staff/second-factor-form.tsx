import { Button, Input, Typography } from 'antd'
import { useState, type FormEvent } from 'react'
import { call, type Answered } from '../platform/call.ts'
import { Field } from '../platform/parts/field.tsx'
import { useLanguage, useWords } from '../platform/language.ts'
import { sentenceOf } from '../platform/problem.ts'
import { staffWords } from './locale.ts'

interface Props {
  /** One is in use already: its present code is asked for before it is replaced. */
  replaces: boolean
  done: () => void
}

/** Enrols a second factor in three steps: password, scan and first code, recovery codes. */
export function SecondFactorForm({ replaces, done }: Props) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const [password, setPassword] = useState('')
  const [present, setPresent] = useState('')
  const [enrolment, setEnrolment] = useState<Answered<'POST /api/v1/totp/enrol'> | null>(null)
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState<string[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  const attempt = (work: () => Promise<void>) => async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const enrol = attempt(async () =>
    setEnrolment(await call('POST /api/v1/totp/enrol', { body: { password, ...(present ? { code: present } : {}) } })),
  )
  const confirm = attempt(async () =>
    setRecovery((await call('POST /api/v1/totp/confirm', { body: { code } })).recoveryCodes),
  )
  const failed = error === null ? undefined : sentenceOf(error, to)

  if (recovery) {
    return (
      <div className="stack">
        <h2>{words.recovery}</h2>
        <p className="muted">{words.recoveryHint}</p>
        <Typography.Paragraph
          copyable={{ text: recovery.join('\n'), tooltips: [words.copy, words.copied] }}
          className="recovery"
        >
          {recovery.map((one) => (
            <code key={one}>{one}</code>
          ))}
        </Typography.Paragraph>
        <Button type="primary" onClick={done}>
          {words.recoverySaved}
        </Button>
      </div>
    )
  }
  if (!enrolment) {
    return (
      <form className="stack" onSubmit={(event) => void enrol(event)}>
        <Field label={words.current} error={replaces ? undefined : failed}>
          {(wiring) => (
            <Input.Password
              {...wiring}
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {replaces && (
          <Field label={words.code} hint={words.codeHint} error={failed}>
            {(wiring) => (
              <Input
                {...wiring}
                autoComplete="one-time-code"
                required
                value={present}
                onChange={(event) => setPresent(event.target.value.trim())}
              />
            )}
          </Field>
        )}
        <div>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!password}>
            {words.enrolStart}
          </Button>
        </div>
      </form>
    )
  }
  return (
    <form className="stack" onSubmit={(event) => void confirm(event)}>
      <p>{words.enrolScan}</p>
      <img
        className="qr"
        src={enrolment.qr.startsWith('<') ? `data:image/svg+xml,${encodeURIComponent(enrolment.qr)}` : enrolment.qr}
        alt={words.enrolScan}
        width="200"
        height="200"
      />
      <p className="muted">
        {words.enrolManual}{' '}
        <Typography.Text copyable={{ tooltips: [words.copy, words.copied] }} code>
          {enrolment.secret}
        </Typography.Text>
      </p>
      <Field label={words.enrolCode} error={failed}>
        {(wiring) => (
          <Input
            {...wiring}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            required
            maxLength={8}
            value={code}
            onChange={(event) => setCode(event.target.value.trim())}
          />
        )}
      </Field>
      <div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={code.length < 6}>
          {words.enrolConfirm}
        </Button>
      </div>
    </form>
  )
}
