import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { call } from '../platform/call.ts'
import { useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { keepSession, sessionQuery, signOut } from '../platform/session.ts'
import { Gate } from './gate.tsx'
import { staffWords } from './locale.ts'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'

/** What must be done before anything else works: an own password, a second factor. One after the other, as the server says. */
export function FirstStepsPage() {
  const words = useWords(staffWords)
  const shell = useWords(platformWords)
  const navigate = useNavigate()
  const { data: me } = useQuery(sessionQuery)
  const goOn = async () => {
    const next = await call('GET /api/v1/session')
    keepSession(next)
    if (!next.must) await navigate({ to: '/' })
  }
  const leave = async () => {
    await signOut()
    await navigate({ to: '/login' })
  }
  return (
    <Gate wide>
      {me?.must === 'change-password' && (
        <>
          <h1>{words.firstPassword}</h1>
          <p className="muted">{words.firstPasswordHint}</p>
          <PasswordForm done={() => void goOn()} />
        </>
      )}
      {me?.must === 'enrol-second-factor' && (
        <>
          <h1>{words.firstFactor}</h1>
          <p className="muted">{words.firstFactorHint}</p>
          <SecondFactorForm replaces={me.secondFactor} done={() => void goOn()} />
        </>
      )}
      <div>
        <Button type="link" style={{ paddingInline: 0 }} onClick={() => void leave()}>
          {shell.signOut}
        </Button>
      </div>
    </Gate>
  )
}
