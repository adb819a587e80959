/** The form of one act on one case: its fields, its draft, and what happens when somebody else was faster. */
import { Button } from 'antd'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useItems } from '../catalogue/item-picker.tsx'
import { useDraft } from '../platform/draft.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { ApiProblem, hasCode, sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { useUploads } from '../platform/upload.ts'
import { ActFields } from './act-form-fields.tsx'
import { ACT_FIELDS, purposeOf } from './act-fields.ts'
import { bodyOf, initialValues, missing, type ActValues } from './act-values.ts'
import { Conflict } from './conflict.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { announce, sendAct } from './send-act.ts'
import type { Acted, CasePage, SentAct } from './shapes.ts'

interface Props {
  page: CasePage
  act: SentAct
  done: (acted: Acted) => void
  cancel: () => void
}

export function ActForm({ page, act, done, cancel }: Props) {
  const words = useWords(caseWords).form
  const shell = useWords(platformWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const initial = initialValues(act, page)
  const { value: values, set, clear, restored } = useDraft<ActValues>(`act.${page.id}.${act}`, initial)
  const uploads = useUploads()
  const [purposes, setPurposes] = useState<Record<string, string>>({})
  const [commandId, setCommandId] = useState(newId)
  // What the reader saw when the form was opened: the server is told, so that nobody decides on what he has not seen.
  const [basis, setBasis] = useState(page.version)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const ready = useItems(ACT_FIELDS[act].includes('item')).isFetched || !ACT_FIELDS[act].includes('item')
  useEffect(() => {
    if (!ready) return
    // What is filled in already is passed over: the item stands, its condition is to be chosen.
    const place = form.current
    const first =
      place?.querySelector<HTMLElement>('input[name="condition"]') ??
      place?.querySelector<HTMLElement>('textarea, input:not([type=file]), [role="combobox"], button')
    first?.focus()
  }, [ready])

  const gaps = missing(act, values)
  const conflict = hasCode(error, 'command.version-conflict')
  const send = async (event?: FormEvent, version = basis) => {
    event?.preventDefault()
    setTried(true)
    if (gaps.length > 0 || uploads.busy || busy) return
    setBusy(true)
    setError(null)
    try {
      const files = uploads.items.flatMap((item) =>
        item.uploadId ? [{ uploadId: item.uploadId, purpose: purposes[item.key] ?? purposeOf(act) }] : [],
      )
      const acted = await sendAct(page.id, {
        commandId,
        act,
        body: bodyOf(act, values, files),
        expectedVersion: version,
      })
      clear()
      void announce(act, acted)
      done(acted)
    } catch (problem) {
      setError(problem)
      // The answer to an id is kept, also a refusal: the next try is another command. A broken line is no answer.
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500) setCommandId(newId())
      if (hasCode(problem, 'command.version-conflict')) await refresh(`/api/v1/cases/{id}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      ref={form}
      className="act-form"
      aria-label={lifecycle.act[act]}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        if (event.key === 'Escape' && !event.defaultPrevented) cancel()
      }}
    >
      <div className="act-form-head">
        <h3>{lifecycle.act[act]}</h3>
        {restored && (
          <span className="muted">
            {shell.draftRestored}{' '}
            <Button
              size="small"
              type="link"
              onClick={() => {
                clear()
                set(initial)
              }}
            >
              {shell.discardDraft}
            </Button>
          </span>
        )}
      </div>
      <ActFields
        act={act}
        page={page}
        values={values}
        change={(next) => set((before) => ({ ...before, ...next }))}
        gaps={tried ? gaps : []}
        error={error}
        uploads={uploads}
        purposes={purposes}
        setPurpose={(key, purpose) => setPurposes((before) => ({ ...before, [key]: purpose }))}
      />
      {conflict && (
        <Conflict
          page={page}
          since={basis}
          act={act}
          busy={busy}
          again={() => {
            setBasis(page.version)
            void send(undefined, page.version)
          }}
        />
      )}
      {error !== null && !conflict && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={uploads.busy || conflict}
          danger={DANGEROUS.includes(act)}
        >
          {ACT_FIELDS[act].length === 0 ? lifecycle.act[act] : `${words.send} · ${lifecycle.act[act]}`}
        </Button>
        <Button onClick={cancel}>{shell.cancel}</Button>
        {uploads.busy && <span className="muted">{words.waitForFiles}</span>}
      </div>
    </form>
  )
}

const DANGEROUS: readonly SentAct[] = ['void', 'decline', 'merge']
