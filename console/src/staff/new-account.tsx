import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { call, type Answered } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { ApiProblem, hasCode, sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { DepartmentsPicker, TeamsPicker } from '../territory/pickers.tsx'
import { staffWords } from './locale.ts'
import { OneTimePassword } from './one-time-password.tsx'

/** Makes an account; its password is shown once, its roles are given afterwards by the security officer. */
export function NewAccount({ close }: { close: () => void }) {
  const words = useWords(staffWords)
  const shell = useWords(platformWords)
  const to = useLanguage()
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [departmentIds, setDepartments] = useState<string[]>([])
  const [teamIds, setTeams] = useState<string[]>([])
  const [commandId, setCommandId] = useState(newId)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Answered<'POST /api/v1/accounts'> | null>(null)
  const said = useFieldErrors(error)
  const taken = hasCode(error, 'staff.login-taken')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      setMade(await call('POST /api/v1/accounts', { body: { commandId, login, name, departmentIds, teamIds } }))
      await refresh('/api/v1/accounts')
    } catch (problem) {
      setError(problem)
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500) setCommandId(newId())
    } finally {
      setBusy(false)
    }
  }
  if (made) {
    return (
      <section className="card stack" style={{ marginBottom: 14 }}>
        {made.oneTimePassword && <OneTimePassword password={made.oneTimePassword} login={made.account.login} />}
        <div className="row">
          <Link to="/accounts/$id" params={{ id: made.account.id }}>
            {made.account.name}
          </Link>
          <Button onClick={close}>{shell.close}</Button>
        </div>
      </section>
    )
  }
  return (
    <form className="card stack" style={{ marginBottom: 14, maxWidth: 760 }} onSubmit={(event) => void send(event)}>
      <h2>{words.newAccount}</h2>
      <div className="pair">
        <Field
          label={words.login}
          required
          hint={words.loginHint}
          error={taken ? sentenceOf(error, to) : said('login')}
        >
          {(wiring) => (
            <Input
              {...wiring}
              autoFocus
              autoComplete="off"
              autoCapitalize="none"
              maxLength={40}
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.name} required error={said('name')}>
          {(wiring) => (
            <Input
              {...wiring}
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.departments} error={said('departmentIds')}>
          {(wiring) => <DepartmentsPicker {...wiring} value={departmentIds} onChange={setDepartments} />}
        </Field>
        <Field label={words.teams} error={said('teamIds')}>
          {(wiring) => <TeamsPicker {...wiring} value={teamIds} onChange={setTeams} />}
        </Field>
      </div>
      {error !== null && !taken && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!login.trim() || !name.trim()}>
          {words.create}
        </Button>
        <Button onClick={close}>{shell.cancel}</Button>
      </div>
    </form>
  )
}
