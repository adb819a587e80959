import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../platform/api.ts'
import { ApiProblem, sentence } from '../platform/problem.ts'
import { changePerson } from '../platform/session.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { deviceName } from '../store/device.ts'
import { commonWords } from '../words/common.ts'
import { language, useLanguage, useWords } from '../words/language.ts'
import { staffWords } from './words.ts'

export function Login() {
  const words = useWords(staffWords)
  const common = useWords(commonWords)
  const inLanguage = useLanguage()
  const queries = useQueryClient()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [askCode, setAskCode] = useState(false)
  const [shown, setShown] = useState(false)
  const signIn = useMutation({
    mutationFn: () =>
      call('POST /api/v1/session', {
        body: { login, password, device: deviceName(), ...(code.trim() ? { code: code.trim() } : {}) },
      }),
    onSuccess: ({ token: _token, ...me }) => {
      changePerson(queries, me)
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'staff.code-required') setAskCode(true)
    },
  })
  // The first question for a code is no error.
  const failure =
    signIn.error && !(signIn.error instanceof ApiProblem && signIn.error.code === 'staff.code-required')
      ? signIn.error
      : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <main className="app">
      <form className="login" onSubmit={submit}>
        <div className="between">
          <img src="/field/icon.svg" alt="" width="56" height="56" />
          <Button kind="plain" onClick={() => language.set(inLanguage === 'zh' ? 'en' : 'zh')}>
            {inLanguage === 'zh' ? 'English' : '中文'}
          </Button>
        </div>
        <div>
          <h1 className="login-name">{common.appName}</h1>
          <p className="soft">{words.tagline}</p>
        </div>
        <TextField
          label={words.login}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="next"
          required
        />
        <TextField
          label={words.password}
          type={shown ? 'text' : 'password'}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          enterKeyHint="go"
          required
        />
        <label className="line login-show">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} /> {words.show}
        </label>
        {askCode && (
          <TextField
            label={words.code}
            hint={words.codeHint}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            autoComplete="one-time-code"
            inputMode="numeric"
            enterKeyHint="go"
            autoFocus
          />
        )}
        {failure && (
          <p className="error" role="alert">
            {sentence(failure, inLanguage)}
          </p>
        )}
        <Button kind="main" big full type="submit" busy={signIn.isPending} disabled={!login.trim() || !password}>
          {words.signIn}
        </Button>
      </form>
    </main>
  )
}
