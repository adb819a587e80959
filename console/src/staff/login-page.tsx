import { Button, Input } from 'antd'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { call } from '../platform/call.ts'
import { Field } from '../platform/parts/field.tsx'
import { useLanguage, useWords } from '../platform/language.ts'
import { hasCode, sentenceOf } from '../platform/problem.ts'
import { keepSession } from '../platform/session.ts'
import { Gate } from './gate.tsx'
import { staffWords } from './locale.ts'

/** Login and password; the code is asked for when the server says that this account has a second factor. */
export function LoginPage() {
  const words = useWords(staffWords)
  const to = useLanguage()
  const navigate = useNavigate()
  const router = useRouter()
  const { back, ended } = useSearch({ from: '/login' })
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const me = await call('POST /api/v1/session', {
        body: { login, password, ...(code ? { code } : {}), device: deviceName() },
      })
      keepSession(me)
      if (me.must) await navigate({ to: '/first-steps' })
      else if (back) router.history.push(back)
      else await navigate({ to: '/' })
    } catch (problem) {
      if (hasCode(problem, 'staff.code-required')) setAsksCode(true)
      else setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Gate>
      <h1>{words.signInTo}</h1>
      {ended && !error && <div className="note note-warn">{words.ended}</div>}
      <form className="stack" onSubmit={(event) => void send(event)}>
        <Field label={words.login}>
          {(wiring) => (
            <Input
              {...wiring}
              size="large"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.password}>
          {(wiring) => (
            <Input.Password
              {...wiring}
              size="large"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {asksCode && (
          <Field label={words.code} hint={words.codeHint}>
            {(wiring) => (
              <Input
                {...wiring}
                size="large"
                autoComplete="one-time-code"
                inputMode="numeric"
                autoFocus
                required
                value={code}
                onChange={(event) => setCode(event.target.value.trim())}
              />
            )}
          </Field>
        )}
        {error !== null && (
          <div className="note note-danger" role="alert">
            {sentenceOf(error, to)}
          </div>
        )}
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={!login || !password}>
          {words.signIn}
        </Button>
      </form>
    </Gate>
  )
}

/** What the session list calls this browser: enough to know one's own devices apart, no fingerprint. */
function deviceName(): string {
  const agent = navigator.userAgent
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'Browser'
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Android/.test(agent)
      ? 'Android'
      : /iPhone|iPad/.test(agent)
        ? 'iOS'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : ''
  return [browser, system].filter(Boolean).join(' · ')
}
