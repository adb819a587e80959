import type { Act } from '@bihuan/domain/acts'
import { useEffect, useState } from 'react'
import { PhotoStrip, usePhotos } from '../files/photo-strip.tsx'
import { useMe } from '../platform/session.ts'
import { Loading } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { TextArea, TextField } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import type { Draft } from '../store/database.ts'
import type { Sent } from '../store/drafts.ts'
import { failureWords } from '../words/failures.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { type CaseView, latest } from './case-query.ts'
import { actBody, type Filled, type Form, FORMS, incomplete, nothingFilled } from './forms.ts'
import { caseWords } from './words.ts'

/** The form of one act. What is filled in lies on the phone at once, and is found again after the camera has killed the tab. */
export function ActSheet({
  act,
  view,
  onClose,
  onSent,
}: {
  act: Act
  view: CaseView
  onClose: () => void
  onSent: (sent: Sent | null) => void
}) {
  const me = useMe()
  const acts = useWords(lifecycleWords).acts
  const draftId = `act:${view.id}:${act}`
  const [draft, setDraft] = useState<Draft | null>(null)
  useEffect(() => {
    let left = false
    void import('../store/drafts.ts')
      .then((drafts) => drafts.actDraft(draftId, me.account.id, nothingFilled))
      .then((found) => {
        if (!left) setDraft(found)
      })
    return () => {
      left = true
    }
  }, [draftId, me.account.id])
  if (!draft) {
    return (
      <Sheet title={acts[act]} onClose={onClose}>
        <Loading rows={2} />
      </Sheet>
    )
  }
  return <Filling act={act} form={FORMS[act]!} view={view} draft={draft} onClose={onClose} onSent={onSent} />
}

function Filling({
  act,
  form,
  view,
  draft,
  onClose,
  onSent,
}: {
  act: Act
  form: Form
  view: CaseView
  draft: Draft
  onClose: () => void
  onSent: (sent: Sent | null) => void
}) {
  const words = useWords(caseWords)
  const acts = useWords(lifecycleWords).acts
  const failures = useWords(failureWords)
  const language = useLanguage()
  const photos = usePhotos(draft.id) ?? []
  const [filled, setFilled] = useState<Filled>({ ...nothingFilled, ...(draft.content as Partial<Filled>) })
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ text: string; photos: string } | null>(null)
  // What the server found missing may be there by now: another photo, or other words, and its sentence no longer holds.
  const taken = photos.map((photo) => photo.id).join()
  const handleLimit = latest(view.clocks, (clock) => clock.kind === 'handle')?.limit ?? null
  const order = (form.order === 'call' ? view.calls : view.supervises).find((one) => one.settledAt === null)
  const change = (part: Partial<Filled>) => {
    const next = { ...filled, ...part }
    setFilled(next)
    setFailure(null)
    void import('../store/drafts.ts').then((drafts) => drafts.saveDraft(draft.id, next))
  }
  const failed = (text: string) => setFailure({ text, photos: taken })
  const send = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const drafts = await import('../store/drafts.ts')
      const sent = await drafts.sendDraft(draft.id, {
        endpoint: 'POST /api/v1/cases/{id}/acts',
        params: { id: view.id },
        act,
        subject: view.id,
        title: inLanguage(view.item.name, language),
        expectedVersion: view.version,
        body: actBody(form, filled, { photos, handleLimit, position: null, orderId: order?.id ?? null }),
        photoIds: form.photo ? photos.map((photo) => photo.id) : [],
      })
      if (sent?.outcome === 'refused') failed(sent.record.failure?.detail?.[language] ?? failures.unexpected(''))
      else onSent(sent)
    } catch (error) {
      console.error(error)
      failed(failures.unexpected(error instanceof Error ? error.message : String(error)))
    } finally {
      setBusy(false)
    }
  }
  const phrases = words.phrases[act] ?? []
  const hard = act === 'return' || act === 'verify-fail' || act === 'send-back' || act === 'withdraw'
  return (
    <Sheet
      title={acts[act]}
      onClose={onClose}
      foot={
        <Button
          kind={hard ? 'danger main' : 'main'}
          big
          full
          busy={busy}
          disabled={incomplete(form, filled)}
          onClick={() => void send()}
        >
          {acts[act]}
        </Button>
      }
    >
      {form.photo && (
        <PhotoStrip ownerId={draft.id} purposes={[form.photo]} {...(form.photoFirst ? { wanted: form.photo } : {})} />
      )}
      {form.limit && handleLimit && (
        <Amount
          most={handleLimit.amount}
          unit={words.units[handleLimit.unit]}
          value={filled.amount}
          onChange={(amount) => change({ amount })}
        />
      )}
      {form.terms && (
        <>
          <TextField
            label={words.until}
            type="datetime-local"
            value={filled.until}
            onChange={(event) => change({ until: event.target.value })}
          />
          <TextField
            label={words.orCondition}
            placeholder={words.conditionHint}
            maxLength={500}
            value={filled.condition}
            onChange={(event) => change({ condition: event.target.value })}
          />
        </>
      )}
      {form.text !== 'none' && (
        <>
          {phrases.length > 0 && (
            <div className="choices">
              {phrases.map((phrase) => (
                <button
                  key={phrase}
                  type="button"
                  className="choice"
                  onClick={() =>
                    change({
                      text: filled.text.trim()
                        ? `${filled.text.trim()}${language === 'zh' ? '；' : '; '}${phrase}`
                        : phrase,
                    })
                  }
                >
                  {phrase}
                </button>
              ))}
            </div>
          )}
          <TextArea
            label={form.text === 'required' ? words.textNeeded : words.text}
            maxLength={4000}
            rows={3}
            value={filled.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </>
      )}
      {form.basis && (
        <TextField
          label={words.basis}
          placeholder={words.basisHint}
          maxLength={500}
          value={filled.basis}
          onChange={(event) => change({ basis: event.target.value })}
        />
      )}
      {failure?.photos === taken && (
        <p className="error" role="alert">
          {failure.text}
        </p>
      )}
    </Sheet>
  )
}

function Amount({
  most,
  unit,
  value,
  onChange,
}: {
  most: number
  unit: string
  value: number | null
  onChange: (amount: number) => void
}) {
  const words = useWords(caseWords)
  const now = value ?? 0
  const step = most > 60 ? Math.ceil(most / 12) : 1
  return (
    <div className="field">
      <span className="label">{words.amount(unit, most)}</span>
      <div className="line">
        <Button
          kind="plain"
          big
          aria-label={words.less}
          disabled={now <= 0}
          onClick={() => onChange(Math.max(0, now - step))}
        >
          －
        </Button>
        <output className="grow strong figures" style={{ textAlign: 'center', fontSize: 24 }}>
          {now}
        </output>
        <Button
          kind="plain"
          big
          aria-label={words.moreAmount}
          disabled={now >= most}
          onClick={() => onChange(Math.min(most, now + step))}
        >
          ＋
        </Button>
      </div>
    </div>
  )
}
