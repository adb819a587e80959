import type { Role } from '@bihuan/domain/powers'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { useMe } from '../platform/session.ts'
import { useSetting } from '../platform/setting.ts'
import { theme } from '../platform/theme.ts'
import { Loading } from '../parts/blank.tsx'
import { Segments } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { counts } from '../store/outbox-state.ts'
import { language, useWords } from '../words/language.ts'
import { commonWords } from '../words/common.ts'
import { SignOut } from './sign-out.tsx'
import { staffWords } from './words.ts'

const Absence = lazy(() => import('./absence.tsx').then((module) => ({ default: module.Absence })))
const Sessions = lazy(() => import('./sessions.tsx').then((module) => ({ default: module.Sessions })))

export function MePage() {
  const me = useMe()
  const words = useWords(staffWords)
  const common = useWords(commonWords)
  const spoken = useSetting(language)
  const queue = useSetting(counts)
  const roles = [...new Map(me.grants.map((grant) => [`${grant.role}${grant.onBehalfOf !== null}`, grant])).values()]
  const count = queue.waiting + queue.refused
  return (
    <Page title={common.me} tabs>
      <div className="card stack-tight">
        <h2>{me.account.name}</h2>
        <p className="soft small">
          {me.city.name} · {me.account.login}
        </p>
        <p className="line wrap">
          {roles.map((grant) => (
            <span className="chip accent" key={`${grant.role}${grant.onBehalfOf}`}>
              {words.roles[grant.role as Role]}
              {grant.onBehalfOf && (spoken === 'zh' ? `（${words.onBehalf}）` : ` (${words.onBehalf})`)}
            </span>
          ))}
        </p>
      </div>
      <div className="card flush">
        <Link href="/me/outbox" className="row">
          <Icon name="outbox" />
          <span className="grow strong">{words.outbox}</span>
          {count > 0 ? (
            <span className={queue.refused > 0 ? 'count' : 'count calm'}>{count}</span>
          ) : (
            <span className="soft small">{words.outboxEmpty}</span>
          )}
          <Icon name="next" />
        </Link>
      </div>
      <div className="card stack">
        <div className="field">
          <span className="label">{words.language}</span>
          <Segments
            label={words.language}
            value={spoken}
            onChange={(next) => language.set(next)}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className="field">
          <span className="label">{words.theme}</span>
          <Segments
            label={words.theme}
            value={useSetting(theme)}
            onChange={(next) => theme.set(next)}
            options={[
              { value: 'system', label: words.system },
              { value: 'light', label: words.light },
              { value: 'dark', label: words.dark },
            ]}
          />
        </div>
      </div>
      <Suspense fallback={<Loading rows={2} />}>
        {me.abilities.includes('absence.declare') && <Absence />}
        <Sessions />
      </Suspense>
      <SignOut />
    </Page>
  )
}
