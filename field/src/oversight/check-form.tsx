import { useState } from 'react'
import { FAULTS, RESULTS, type CheckResult, type Fault } from '@bihuan/domain/oversight/words'
import { PhotoStrip, usePhotos } from '../files/photo-strip.tsx'
import { Button } from '../parts/button.tsx'
import { Choices, TextArea } from '../parts/field.tsx'
import type { Draft } from '../store/database.ts'
import type { Sent } from '../store/drafts.ts'
import { failureWords } from '../words/failures.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import type { CheckView } from './check-page.tsx'
import { checkWords } from './words.ts'

export interface Found {
  result: CheckResult | null
  wrong: Fault[]
  text: string
}
export const nothingFound: Found = { result: null, wrong: [], text: '' }

/** What is filled in lies on the phone at once. */
export function CheckForm({
  view,
  draft,
  onSent,
}: {
  view: CheckView
  draft: Draft
  onSent: (sent: Sent | null) => void
}) {
  const words = useWords(checkWords)
  const failures = useWords(failureWords)
  const language = useLanguage()
  const photos = usePhotos(draft.id) ?? []
  const [found, setFound] = useState<Found>({ ...nothingFound, ...(draft.content as Partial<Found>) })
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { result, wrong, text } = found
  const change = (part: Partial<Found>) => {
    const next = { ...found, ...part }
    setFound(next)
    void import('../store/drafts.ts').then((drafts) => drafts.saveDraft(draft.id, next))
  }
  const toggle = (fault: Fault) =>
    change({ wrong: wrong.includes(fault) ? wrong.filter((one) => one !== fault) : [...wrong, fault] })
  const wanting =
    result === null ||
    (result !== 'as-recorded' && text.trim() === '') ||
    (result === 'data-wrong' && wrong.length === 0) ||
    (result === 'not-put-right' && photos.length === 0)
  const send = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const drafts = await import('../store/drafts.ts')
      const sent = await drafts.sendDraft(draft.id, {
        endpoint: 'POST /api/v1/check-tasks/{id}/acts',
        params: { id: view.id },
        act: 'check',
        subject: view.id,
        title: inLanguage(view.item, language),
        body: {
          result,
          wrong: result === 'data-wrong' ? wrong : [],
          ...(text.trim() ? { text: text.trim() } : {}),
          ...(photos.length > 0
            ? { files: photos.map((photo) => ({ uploadId: photo.id, purpose: photo.purpose })) }
            : {}),
        },
        photoIds: photos.map((photo) => photo.id),
      })
      if (sent?.outcome === 'refused') setFailure(sent.record.failure?.detail?.[language] ?? failures.unexpected(''))
      else onSent(sent)
    } catch (error) {
      console.error(error)
      setFailure(failures.unexpected(error instanceof Error ? error.message : String(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="card stack" aria-label={words.result}>
      <Choices
        label={words.result}
        options={RESULTS.map((value) => ({ value, label: words.results[value] }))}
        value={result}
        onChange={(next) => change({ result: next })}
      />
      {result && <p className="small soft">{words.hints[result]}</p>}
      {result === 'data-wrong' && (
        <div className="field" role="group" aria-label={words.wrong}>
          <span className="label">{words.wrong}</span>
          <div className="choices">
            {FAULTS.map((fault) => (
              <button
                key={fault}
                type="button"
                className="choice"
                aria-pressed={wrong.includes(fault)}
                onClick={() => toggle(fault)}
              >
                {words.faults[fault]}
              </button>
            ))}
          </div>
        </div>
      )}
      {result && (
        <>
          <div className="field">
            <span className="label">{words.photo}</span>
            <PhotoStrip
              ownerId={draft.id}
              purposes={['evidence']}
              {...(result === 'not-put-right' ? { wanted: 'evidence' as const } : {})}
            />
          </div>
          <TextArea
            label={words.seen}
            maxLength={4000}
            rows={3}
            value={text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </>
      )}
      {failure && (
        <p className="error" role="alert">
          {failure}
        </p>
      )}
      <Button
        kind={result === 'not-put-right' ? 'danger main' : 'main'}
        big
        full
        busy={busy}
        disabled={wanting}
        onClick={() => void send()}
      >
        {words.send}
      </Button>
    </section>
  )
}
