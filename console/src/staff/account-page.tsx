/** One account: what it may do and where, where it belongs, where it is signed in. Each part is whose it is to change. */
import { Button, Popconfirm } from 'antd'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Answered } from '../platform/call.ts'
import { exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { useMay, useMe } from '../platform/session.ts'
import { toast } from '../platform/toast.tsx'
import { GrantsCard } from './grants-card.tsx'
import { staffWords } from './locale.ts'
import { MembershipCard } from './membership-card.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { SessionsCard } from './sessions-card.tsx'

export type Account = Answered<'GET /api/v1/accounts/{id}'>

export function AccountPage() {
  const { id } = useParams({ from: '/inside/accounts/$id' })
  const account = useGet('GET /api/v1/accounts/{id}', { params: { id } })
  const may = useMay()
  return (
    <div className="sheet sheet-narrow">
      <Shown query={account} rows={8}>
        {(data) => (
          <>
            <Head account={data} />
            <GrantsCard key={`g${data.version}`} account={data} />
            <MembershipCard key={`m${data.version}`} account={data} />
            {may('session.revoke') && <SessionsCard accountId={data.id} />}
          </>
        )}
      </Shown>
    </div>
  )
}

function Head({ account }: { account: Account }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const may = useMay()
  const me = useMe()
  const [oneTime, setOneTime] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const own = me.account.id === account.id
  const attempt = async (work: () => Promise<string | void>) => {
    setBusy(true)
    try {
      toast('good', (await work()) ?? words.saved)
      await refresh('/api/v1/accounts', '/api/v1/sessions')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  const params = { id: account.id }
  const envelope = () => ({ commandId: newId(), expectedVersion: account.version })
  const ask = (title: string, description: string, run: () => Promise<string | void>, danger = false) => (
    <Popconfirm title={title} description={description} onConfirm={() => attempt(run)}>
      <Button danger={danger} disabled={busy}>
        {title}
      </Button>
    </Popconfirm>
  )
  return (
    <>
      <p style={{ marginBottom: 8 }}>
        <Link to="/accounts">← {words.accounts}</Link>
      </p>
      <section className="card">
        <div className="card-head">
          <h1>{account.name}</h1>
          <span className={account.status === 'active' ? 'pill pill-good' : 'pill'}>{words[account.status]}</span>
          {account.locked && <span className="pill pill-danger">{words.locked}</span>}
          {account.mustChangePassword && <span className="pill pill-warn">{words.mustChange}</span>}
        </div>
        <dl className="facts">
          <dt>{words.login}</dt>
          <dd>{account.login}</dd>
          <dt>{words.secondFactor}</dt>
          <dd>{account.secondFactor ? words.secondFactorOn : words.secondFactorOff}</dd>
          <dt>{words.createdAt}</dt>
          <dd className="num">{exactTime(account.createdAt)}</dd>
        </dl>
        {!own && (
          <div className="row" style={{ marginTop: 14 }}>
            {may('account.manage') && (
              <>
                {ask(words.resetPassword, words.resetPasswordHint, async () => {
                  const answer = await call('PATCH /api/v1/accounts/{id}', {
                    params,
                    body: { ...envelope(), resetPassword: true },
                  })
                  setOneTime(answer.oneTimePassword)
                })}
                {account.status === 'active'
                  ? ask(
                      words.disable,
                      words.disableHint,
                      async () =>
                        void (await call('PATCH /api/v1/accounts/{id}', {
                          params,
                          body: { ...envelope(), status: 'disabled' },
                        })),
                      true,
                    )
                  : ask(
                      words.enable,
                      '',
                      async () =>
                        void (await call('PATCH /api/v1/accounts/{id}', {
                          params,
                          body: { ...envelope(), status: 'active' },
                        })),
                    )}
              </>
            )}
            {may('role.grant') &&
              account.secondFactor &&
              ask(
                words.resetFactor,
                words.resetFactorHint,
                async () =>
                  void (await call('POST /api/v1/accounts/{id}/totp/reset', { params, body: { commandId: newId() } })),
                true,
              )}
            {may('session.revoke') &&
              ask(words.endSessions, '', async () => {
                const { ended } = await call('POST /api/v1/accounts/{id}/sessions/revoke', {
                  params,
                  body: { commandId: newId() },
                })
                return words.sessionsEnded(String(ended))
              })}
          </div>
        )}
        {oneTime && (
          <div style={{ marginTop: 14 }}>
            <OneTimePassword password={oneTime} login={account.login} />
          </div>
        )}
      </section>
    </>
  )
}
