/** What may be done with a revision now; the server says what. Errors ask for a choice before anything can be applied. */
import { Button, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { count } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { revisionWords } from './locale.ts'
import { keysOf, ROOM_ADDRESS, type Revision } from './rooms.ts'

type Act = Revision['may'][number]

export function RevisionActs({
  revision,
  changed,
}: {
  revision: Revision
  /** After an act was taken: what hangs on the data is asked again. */
  changed?: ((act: Act) => unknown) | undefined
}) {
  const words = useWords(revisionWords)
  const to = useLanguage()
  const [keepGood, setKeepGood] = useState(revision.keepGood)
  const [busy, setBusy] = useState<Act | null>(null)
  const [error, setError] = useState<unknown>(null)
  // One id for each act and each choice: a press that is sent twice has one effect.
  const [ids, setIds] = useState<Record<string, string>>({})

  const act = async (what: Act) => {
    const slot = `${what} ${keepGood}`
    const commandId = ids[slot] ?? newId()
    setIds((before) => ({ ...before, [slot]: commandId }))
    setBusy(what)
    setError(null)
    try {
      await call(keysOf(revision.kind).acts, {
        params: { id: revision.id },
        body: { commandId, act: what, ...(what === 'apply' ? { keepGood } : {}) },
      })
      toast('good', words.done[what])
      setIds({})
      await changed?.(what)
    } catch (problem) {
      setError(problem)
      // Refused: trying again is a new command. On a broken line the same one is sent again.
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500) setIds({})
    } finally {
      setBusy(null)
      await refresh(ROOM_ADDRESS[revision.kind])
    }
  }

  const may = (what: Act) => revision.may.includes(what)
  const asks = may('apply') && revision.errors > 0
  const changes = count(revision.changes, to)
  if (revision.may.length === 0 && error === null) return null
  return (
    <div className="stack revision-acts">
      {asks && (
        <fieldset className="field">
          <legend className="field-label">{words.choice}</legend>
          <Radio.Group
            vertical
            name="keep-good"
            value={keepGood}
            onChange={(event) => setKeepGood(event.target.value as boolean)}
            options={[
              { value: false, label: words.refuseAll },
              { value: true, label: words.keepGood },
            ]}
          />
        </fieldset>
      )}
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        {may('apply') && (
          <Popconfirm
            title={asks ? words.applyGoodSure(changes, count(revision.errors, to)) : words.applySure(changes)}
            onConfirm={() => act('apply')}
          >
            <Button type="primary" loading={busy === 'apply'} disabled={asks && !keepGood}>
              {words.apply}
            </Button>
          </Popconfirm>
        )}
        {may('take-back') && (
          <Popconfirm title={words.takeBackSure} onConfirm={() => act('take-back')}>
            <Button danger loading={busy === 'take-back'}>
              {words.takeBack}
            </Button>
          </Popconfirm>
        )}
        {may('rehearse-again') && (
          <Button
            {...(revision.stale ? { type: 'primary' as const } : {})}
            loading={busy === 'rehearse-again'}
            onClick={() => void act('rehearse-again')}
          >
            {words.again}
          </Button>
        )}
        {may('discard') && (
          <Popconfirm title={words.discardSure} onConfirm={() => act('discard')}>
            <Button loading={busy === 'discard'}>{words.discard}</Button>
          </Popconfirm>
        )}
      </div>
    </div>
  )
}
