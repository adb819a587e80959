import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Blank, Loading } from '../parts/blank.tsx'
import { ButtonLink } from '../parts/button.tsx'
import { useLive } from '../parts/live.ts'
import { Page } from '../parts/page.tsx'
import type { Draft } from '../store/database.ts'
import { draftOf, saveDraft } from '../store/drafts.ts'
import { useWords } from '../words/language.ts'
import type { ReportContent } from './content.ts'
import { ReportForm } from './report-form.tsx'
import { reportWords } from './words.ts'

/** Opens the draft from the phone. When it is gone (sent or thrown away, here or in another tab) it says so. */
export function ReportPage({ id }: { id: string }) {
  const words = useWords(reportWords)
  const draft = useLive(async () => draftOf(id), id)
  const [, go] = useLocation()
  if (draft === undefined) {
    return (
      <main className="page">
        <Loading />
      </main>
    )
  }
  if (draft === null) {
    return (
      <Page title={words.title} back={() => go('/')}>
        <Blank icon="check" title={words.gone}>
          <ButtonLink to="/">{words.toToday}</ButtonLink>
        </Blank>
      </Page>
    )
  }
  // A draft that came back after a refusal has a new command: the form begins anew with what was kept.
  return <Open key={draft.commandId} draft={draft} />
}

function Open({ draft }: { draft: Draft }) {
  const [content, setContent] = useState(draft.content as ReportContent)
  const latest = useRef(content)
  const change = useCallback(
    (part: Partial<ReportContent>) => {
      latest.current = { ...latest.current, ...part }
      setContent(latest.current)
      void saveDraft(draft.id, latest.current)
    },
    [draft.id],
  )
  useEffect(() => {
    // The camera may kill this tab; what was typed is with the phone already, this is the last letter.
    const flush = () => void saveDraft(draft.id, latest.current)
    window.addEventListener('pagehide', flush)
    return () => window.removeEventListener('pagehide', flush)
  }, [draft.id])
  return <ReportForm draftId={draft.id} content={content} onChange={change} />
}
