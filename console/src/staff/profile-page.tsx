import { useState } from 'react'
import { Button } from 'antd'
import { useWords, useLanguage } from '../platform/language.ts'
import { exactTime } from '../platform/format.ts'
import { queryClient } from '../platform/query.ts'
import { sessionQuery, useMay, useMe } from '../platform/session.ts'
import { toast } from '../platform/toast.tsx'
import { AbsenceCard } from './absence-card.tsx'
import { staffWords } from './locale.ts'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { ScopeName } from './scope-name.tsx'

/** My account: what I may do and where, my password, second factor, sessions and absences. */
export function ProfilePage() {
  const words = useWords(staffWords)
  const me = useMe()
  const may = useMay()
  const to = useLanguage()
  const [changing, setChanging] = useState<'password' | 'factor' | null>(null)
  return (
    <div className="sheet sheet-narrow">
      <div className="sheet-head">
        <h1>{words.profile}</h1>
      </div>
      <section className="card">
        <dl className="facts">
          <dt>{words.name}</dt>
          <dd>{me.account.name}</dd>
          <dt>{words.login}</dt>
          <dd>{me.account.login}</dd>
          <dt>{words.whatIMay}</dt>
          <dd>
            {me.grants.length === 0 && <span className="note note-warn">{words.noRoleYet}</span>}
            <ul className="stack" style={{ gap: 6 }}>
              {me.grants.map((grant) => (
                <li key={`${grant.role}${JSON.stringify(grant.scope)}${grant.onBehalfOf ?? ''}`} className="row">
                  <span className="pill pill-accent">{words.role[grant.role]}</span>
                  <ScopeName scope={grant.scope} />
                  {grant.onBehalfOf && <span className="pill pill-warn">{words.onBehalf}</span>}
                  {grant.validTo && <span className="muted">{words.until(exactTime(grant.validTo))}</span>}
                </li>
              ))}
            </ul>
          </dd>
          <dt>{words.secondFactor}</dt>
          <dd>
            <span className={me.secondFactor ? 'pill pill-good' : 'pill'}>
              {me.secondFactor ? words.secondFactorOn : words.secondFactorOff}
            </span>
          </dd>
        </dl>
        <div className="row" style={{ marginTop: 14 }}>
          <Button
            aria-expanded={changing === 'password'}
            onClick={() => setChanging(changing === 'password' ? null : 'password')}
          >
            {words.changePassword}
          </Button>
          <Button
            aria-expanded={changing === 'factor'}
            onClick={() => setChanging(changing === 'factor' ? null : 'factor')}
          >
            {me.secondFactor ? words.secondFactorRenew : words.enrolStart + ' · ' + words.secondFactor}
          </Button>
        </div>
        {changing && (
          <div style={{ marginTop: 16, maxWidth: 420 }}>
            {changing === 'password' ? (
              <PasswordForm
                done={() => {
                  setChanging(null)
                  toast('good', words.passwordSet)
                  void queryClient.invalidateQueries({ queryKey: ['GET /api/v1/sessions'] })
                }}
              />
            ) : (
              <SecondFactorForm
                replaces={me.secondFactor}
                done={() => {
                  setChanging(null)
                  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
                }}
              />
            )}
          </div>
        )}
      </section>
      {may('absence.declare') && <AbsenceCard />}
      <SessionsCard key={to} />
    </div>
  )
}
