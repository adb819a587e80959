import type { Act } from '@bihuan/domain/acts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { call } from '../platform/api.ts'
import { statusOf } from '../platform/problem.ts'
import { Blank, Read } from '../parts/blank.tsx'
import { ButtonLink } from '../parts/button.tsx'
import { goBack, Page } from '../parts/page.tsx'
import { useLive } from '../parts/live.ts'
import { useNow } from '../parts/now.ts'
import { commonWords } from '../words/common.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { ActsBar } from './acts-bar.tsx'
import { Asked } from './asked.tsx'
import { CaseClocks } from './case-clocks.tsx'
import { CasePlace } from './case-place.tsx'
import { CaseFiles } from './case-files.tsx'
import { caseQuery, type CaseView } from './case-query.ts'
import { CasePlan, CaseStages, CaseWords } from './case-story.tsx'
import { Timeline } from './timeline.tsx'
import { caseWords } from './words.ts'

export function CasePage({ id }: { id: string }) {
  const common = useWords(commonWords)
  const query = useQuery(caseQuery(id))
  useRefreshWhenSent(id)
  const [done, setDone] = useState<Act | null>(null)
  if (query.data) {
    // Read before, and now not there for this person: it has left the scope, mostly by the person's own act.
    if (statusOf(query.error) === 404) return <Gone view={query.data} done={done} />
    return <Shown view={query.data} onDone={setDone} />
  }
  return (
    <Page title={common.appName} back={goBack}>
      <Read query={query} rows={4}>
        {() => null}
      </Read>
    </Page>
  )
}

/** Without buttons: there is nothing that this person may still do here, and no undoing from outside the scope. */
function Gone({ view, done }: { view: CaseView; done: Act | null }) {
  const words = useWords(caseWords)
  const language = useLanguage()
  const returned = done === 'return'
  return (
    <Page title={inLanguage(view.item.name, language)} under={words.number(view.number)} back={goBack}>
      <Blank icon={returned ? 'check' : 'empty'} title={returned ? words.returned : words.gone}>
        <p>{returned ? words.returnedMore : words.goneMore}</p>
        <ButtonLink to="/" kind="main" big>
          {words.toToday}
        </ButtonLink>
      </Blank>
    </Page>
  )
}

function Shown({ view, onDone }: { view: CaseView; onDone: (act: Act) => void }) {
  const words = useWords(caseWords)
  const life = useWords(lifecycleWords)
  const language = useLanguage()
  const now = useNow(1000)
  const others = usePresence(view.id)
  const waiting = (
    useLive(() => import('../store/outbox.ts').then((module) => module.waiting), 'waiting') ?? []
  ).filter((record) => record.subject === view.id)
  const present = others.length > 0 ? others : view.workedOnBy
  return (
    <Page
      title={inLanguage(view.item.name, language)}
      under={words.number(view.number)}
      back={goBack}
      foot={<ActsBar view={view} waiting={waiting.map((record) => record.act)} now={now} onDone={onDone} />}
    >
      <Asked view={view} />
      {waiting.map((record) => (
        <Link key={record.commandId} href="/me/outbox" className="band">
          {words.waitingHere(life.acts[record.act as keyof typeof life.acts])}
        </Link>
      ))}
      {present.length > 0 && (
        <p className="band quiet">
          {words.workedOn(present.map((one) => one.name).join(language === 'zh' ? '、' : ', '))}
        </p>
      )}
      <CaseStages view={view} />
      <CaseClocks view={view} now={now} />
      <CaseWords view={view} now={now} />
      <CaseFiles view={view} />
      <CasePlace view={view} />
      {view.plan && <CasePlan plan={view.plan} open={view.state === 'accepted'} />}
      <Timeline view={view} now={now} />
    </Page>
  )
}

/** An act of this case that was sent later, from the queue, changes what stands here. */
function useRefreshWhenSent(id: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    let stop: (() => void) | undefined
    let left = false
    void import('../store/outbox.ts').then(({ onSettled }) => {
      if (left) return
      stop = onSettled((record) => {
        if (record.subject === id) void queries.invalidateQueries({ queryKey: ['case', id] })
      })
    })
    return () => {
      left = true
      stop?.()
    }
  }, [id, queries])
}

/** Says that this case is open here, so that two people do not do the same; it holds for half a minute. */
function usePresence(id: string): { id: string; name: string }[] {
  const presence = useQuery({
    queryKey: ['presence', id],
    queryFn: ({ signal }) => call('POST /api/v1/cases/{id}/presence', { params: { id }, body: {}, signal }),
    refetchInterval: 20_000,
    retry: false,
    gcTime: 0,
  })
  useEffect(
    () => () => {
      call('POST /api/v1/cases/{id}/presence', { params: { id }, body: { leave: true } }).catch((error: unknown) =>
        console.info('presence ends by itself', error),
      )
    },
    [id],
  )
  return presence.data?.others ?? []
}
