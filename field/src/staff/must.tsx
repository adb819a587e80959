/** What an account must do before anything else works: change a one-time password, set up the second factor. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../platform/api.ts'
import { sentence } from '../platform/problem.ts'
import type { Me } from '../platform/session.ts'
import { sessionQuery } from '../platform/session.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { toast } from '../parts/toast.tsx'
import { useLanguage, useWords } from '../words/language.ts'
import { SignOut } from './sign-out.tsx'
import { staffWords } from './words.ts'

export function Must({ what }: { what: NonNullable<Me['must']> }) {
  return (
    <main className="app">
      <div className="login">
        {what === 'change-password' ? <ChangePassword /> : <Enrol />}
        <SignOut />
      </div>
    </main>
  )
}

export function ChangePassword() {
  const words = useWords(staffWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => call('POST /api/v1/password', { body: { current, next } }),
    onSuccess: () => {
      toast({ text: words.changed })
      setCurrent('')
      setNext('')
      return queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <h1>{words.changeFirst}</h1>
      <p className="soft">{words.changeWhy}</p>
      <TextField
        label={words.currentPassword}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        required
      />
      <TextField
        label={words.nextPassword}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={(event) => setNext(event.target.value)}
        required
      />
      {change.error && (
        <p className="error" role="alert">
          {sentence(change.error, language)}
        </p>
      )}
      <Button kind="main" big full type="submit" busy={change.isPending}>
        {words.change}
      </Button>
    </form>
  )
}

function Enrol() {
  const words = useWords(staffWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const start = useMutation({ mutationFn: () => call('POST /api/v1/totp/enrol', { body: { password } }) })
  const confirm = useMutation({ mutationFn: () => call('POST /api/v1/totp/confirm', { body: { code } }) })
  if (confirm.data) {
    return (
      <div className="stack">
        <h1>{words.recovery}</h1>
        <ul className="card figures">
          {confirm.data.recoveryCodes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <Button
          kind="main"
          big
          full
          onClick={() => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })}
        >
          {words.recoveryDone}
        </Button>
      </div>
    )
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (start.data) confirm.mutate()
        else start.mutate()
      }}
    >
      <h1>{words.enrolFirst}</h1>
      <p className="soft">{words.enrolWhy}</p>
      {start.data ? (
        <>
          <p className="card breaks figures strong">{start.data.secret}</p>
          <ButtonLink to={start.data.uri}>{words.enrolOpen}</ButtonLink>
          <TextField
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            required
          />
        </>
      ) : (
        <TextField
          label={words.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
        />
      )}
      {(confirm.error ?? start.error) && (
        <p className="error" role="alert">
          {sentence(confirm.error ?? start.error, language)}
        </p>
      )}
      <Button kind="main" big full type="submit" busy={start.isPending || confirm.isPending}>
        {start.data ? words.enrolConfirm : words.enrolStart}
      </Button>
    </form>
  )
}
