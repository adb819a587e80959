import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Failed, Loading } from '../parts/blank.tsx'
import { goBack, Page } from '../parts/page.tsx'
import { toast } from '../parts/toast.tsx'
import { type AnswerOf, call } from '../platform/api.ts'
import { useMe } from '../platform/session.ts'
import type { Draft } from '../store/database.ts'
import type { Sent } from '../store/drafts.ts'
import { CaseFiles } from '../cases/case-files.tsx'
import { inLanguage, nameIn, useLanguage, useWords } from '../words/language.ts'
import { moment } from '../words/time.ts'
import { CheckForm, nothingFound } from './check-form.tsx'
import { checkWords } from './words.ts'

export type CheckView = AnswerOf<'GET /api/v1/check-tasks/{id}'>

/** One case to look at again: what was recorded above, what is found below. Without a network the result waits on the phone. */
export function CheckPage({ id }: { id: string }) {
  const words = useWords(checkWords)
  const me = useMe()
  const [, go] = useLocation()
  const client = useQueryClient()
  const task = useQuery({
    queryKey: ['check', id],
    queryFn: ({ signal }) => call('GET /api/v1/check-tasks/{id}', { params: { id }, signal }),
  })
  const [draft, setDraft] = useState<Draft | null>(null)
  const mayRecord = task.data?.mayRecord ?? false
  useEffect(() => {
    if (!mayRecord) return
    let left = false
    // Under the same kind of id as forms of acts: forgotten like them when it is never sent.
    void import('../store/drafts.ts')
      .then((drafts) => drafts.actDraft(`act:check:${id}`, me.account.id, nothingFound))
      .then((found) => {
        if (!left) setDraft(found)
      })
    return () => {
      left = true
    }
  }, [id, me.account.id, mayRecord])
  const sent = (done: Sent | null) => {
    toast({ text: done?.outcome === 'done' ? words.done : words.kept })
    void client.invalidateQueries({ queryKey: ['checks'] })
    void client.invalidateQueries({ queryKey: ['check', id] })
    go('/checks', { replace: true })
  }
  return (
    <Page title={words.title} back={goBack}>
      {task.isPending ? (
        <Loading />
      ) : task.data ? (
        <>
          <Recorded view={task.data} />
          {task.data.mayRecord ? (
            draft ? (
              <CheckForm view={task.data} draft={draft} onSent={sent} />
            ) : (
              <Loading rows={2} />
            )
          ) : (
            <Over view={task.data} />
          )}
        </>
      ) : (
        <Failed error={task.error} onRetry={() => void task.refetch()} />
      )}
    </Page>
  )
}

function Recorded({ view }: { view: CheckView }) {
  const words = useWords(checkWords)
  const language = useLanguage()
  const place = [view.address, view.grid?.name, view.region?.name].filter(Boolean).join(' · ')
  const line = (name: string, value: string | null | undefined) =>
    value ? (
      <p className="small">
        <span className="soft">{name}</span> {value}
      </p>
    ) : null
  return (
    <>
      <p className="small soft">{words.why}</p>
      <section className="card stack" aria-label={words.recorded}>
        <p className="line wrap">
          <span className="strong">{inLanguage(view.item, language)}</span>
          {view.fixed && <span className="chip">{words.fixed}</span>}
          {view.gap && <span className="chip warn">{words.gap}</span>}
        </p>
        {view.description && <p className="breaks">{view.description}</p>}
        {place && <p className="small">{place}</p>}
        {line(words.closing, view.condition && inLanguage(view.condition, language))}
        {line(words.reported, `${moment(view.reportedAt, language)} ${view.reportedBy?.name ?? ''}`)}
        {line(words.closed, view.closedAt && moment(view.closedAt, language))}
        {line(words.lead, view.lead && nameIn(view.lead, language))}
      </section>
      <CaseFiles view={view} />
    </>
  )
}

function Over({ view }: { view: CheckView }) {
  const words = useWords(checkWords)
  return (
    <section className="card stack">
      <p className="strong">{view.result ? words.results[view.result] : words.over}</p>
      {view.text && <p className="breaks">{view.text}</p>}
    </section>
  )
}
