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
import { type Sending, useSendReport } from './send.ts'
import { reportWords } from './words.ts'

/** Opens the draft from the phone. When it is gone (sent or thrown away, here or in another tab) it says so. */
export function ReportPage({ id }: { id: string }) {
  const words = useWords(reportWords)
  const draft = useLive(async () => draftOf(id), id)
  const [, go] = useLocation()
  const sending = useSendReport(id)
  // While it is being sent the draft is already an act; the form stays, because a refusal brings the draft back into it.
  const [last, setLast] = useState<Draft | null>(null)
  useEffect(() => {
    if (draft) setLast(draft)
  }, [draft])
  const shown = draft ?? (sending.busy ? last : null)
  if (draft === undefined && !shown) {
    return (
      <main className="page">
        <Loading />
      </main>
    )
  }
  if (!shown) {
    return (
      <Page title={words.title} back={() => go('/')}>
        <Blank icon="check" title={words.gone}>
          <ButtonLink to="/">{words.toToday}</ButtonLink>
        </Blank>
      </Page>
    )
  }
  return <Open draft={shown} sending={sending} />
}

function Open({ draft, sending }: { draft: Draft; sending: Sending }) {
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
  return <ReportForm draftId={draft.id} content={content} onChange={change} sending={sending} />
}
