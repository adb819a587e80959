import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { rememberUse } from '../catalogue/item-choice.tsx'
import { toast } from '../parts/toast.tsx'
import type { Photo } from '../store/database.ts'
import { sendAct, sendDraft } from '../store/drafts.ts'
import { discard, type Intent } from '../store/outbox.ts'
import type { Outgoing } from '../store/outgoing.ts'
import { commonWords } from '../words/common.ts'
import { failureWords } from '../words/failures.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { type Acted, reportIntent, type ReportContent } from './content.ts'
import { reportWords } from './words.ts'

const UNDO_MS = 10_000

export interface Sending {
  send: (content: ReportContent, photos: readonly Photo[]) => void
  busy: boolean
  failure: string | null
}

/** Sends the draft, tells how it went, and lets the person take it back for ten seconds. */
export function useSendReport(draftId: string): Sending {
  const words = useWords(reportWords)
  const common = useWords(commonWords)
  const failures = useWords(failureWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const takeBack = async (record: Outgoing, done: boolean) => {
    // Not sent yet: it never leaves the phone. Sent: withdrawing it is an act of its own, kept for good like any other.
    if (done) {
      const withdrawn = await sendAct(actIntent(record.subject, 'withdraw', record.title, { after: record.commandId }))
      if (withdrawn?.outcome === 'refused')
        return toast({ text: withdrawn.record.failure?.detail?.[language] ?? '', kind: 'bad' })
    } else await discard(record.commandId)
    toast({ text: words.withdrawn })
    void queries.invalidateQueries({ queryKey: ['cases'] })
  }

  const send = async (content: ReportContent, photos: readonly Photo[]) => {
    setBusy(true)
    setFailure(null)
    try {
      const named = photos.flatMap(({ id, purpose, uploadedAt }) =>
        purpose === 'evidence' ? [] : [{ id, purpose, up: uploadedAt !== null }],
      )
      // A danger waits for no photo: those that are not with the server yet follow as a note.
      const first = content.danger ? named.filter((photo) => photo.up) : named
      const later = named.filter((photo) => !first.includes(photo))
      const title = content.itemName ? inLanguage(content.itemName, language) : ''
      const sent = await sendDraft(
        draftId,
        reportIntent(draftId, content, first, title),
        later.length > 0 ? noteOf(draftId, later, title, words.photosLater) : null,
      )
      if (!sent) return go('/')
      if (sent.outcome === 'refused')
        return setFailure(
          sent.record.failure?.detail?.[language] ?? failures.unexpected(sent.record.failure?.kind ?? ''),
        )
      if (content.itemId) rememberUse(content.itemId, content.where.point)
      void queries.invalidateQueries({ queryKey: ['cases'] })
      void queries.invalidateQueries({ queryKey: ['desk'] })
      const done = sent.outcome === 'done'
      const undoable = !done || sent.record.act === 'report'
      toast({
        text: !done
          ? words.kept
          : sent.record.act === 'report'
            ? words.sentNumber((sent.record.answer as Acted).number)
            : words.sentFixed,
        stays: UNDO_MS,
        ...(undoable ? { action: { label: common.undo, run: () => void takeBack(sent.record, done) } } : {}),
      })
      go('/')
    } catch (error) {
      console.error(error)
      setFailure(failures.unexpected(error instanceof Error ? error.message : String(error)))
    } finally {
      setBusy(false)
    }
  }
  return { send: (content: ReportContent, photos: readonly Photo[]) => void send(content, photos), busy, failure }
}

function noteOf(caseId: string, photos: readonly { id: string }[], title: string, text: string): Intent {
  const files = photos.map((photo) => ({ uploadId: photo.id, purpose: 'evidence' }))
  return { ...actIntent(caseId, 'note', title, {}), body: { text, files }, photoIds: photos.map((photo) => photo.id) }
}

function actIntent(caseId: string, act: string, title: string, over: { after?: string }): Intent {
  return {
    endpoint: 'POST /api/v1/cases/{id}/acts',
    params: { id: caseId },
    act,
    subject: caseId,
    title,
    body: {},
    ...over,
  }
}
