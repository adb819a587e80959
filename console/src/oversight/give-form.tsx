import { Button, Select } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { oversightWords } from './locale.ts'
import type { TaskPage } from './task-view.tsx'

/** A supervisor gives the check to somebody else; only those are offered who may. */
export function GiveForm({ task, finished }: { task: TaskPage; finished: () => void }) {
  const words = useWords(oversightWords).task
  const to = useLanguage()
  const [checkerId, setChecker] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const others = task.candidates.filter(({ id }) => id !== task.checker?.id)
  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      await call('POST /api/v1/check-tasks/{id}/acts', {
        params: { id: task.id },
        body: {
          commandId: newId(),
          act: 'give',
          occurredAt: cityNow().toISOString(),
          body: { checkerId: checkerId! },
        },
      })
      toast('good', words.given)
      await refresh('/api/v1/check-tasks', '/api/v1/draws')
      finished()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  if (others.length === 0) return <p className="muted">{words.noCandidates}</p>
  return (
    <section className="card stack">
      <h2>{words.give}</h2>
      <Field label={words.giveTo}>
        {(wiring) => (
          <Select
            {...wiring}
            showSearch={{ optionFilterProp: 'label' }}
            value={checkerId}
            onChange={setChecker}
            options={others.map(({ id, name, open }) => ({
              value: id,
              label: `${name} · ${words.giveHint(String(open))}`,
            }))}
          />
        )}
      </Field>
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
      <Button loading={busy} disabled={!checkerId} onClick={() => void send()}>
        {words.give}
      </Button>
    </section>
  )
}
