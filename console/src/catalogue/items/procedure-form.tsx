import { Button, Input } from 'antd'
import { useState } from 'react'
import { STEPS, type Limit, type Step } from '@bihuan/domain/item'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { Field } from '../../platform/parts/field.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { LimitField } from './limit-field.tsx'
import type { Procedure } from './procedures-tab.tsx'
import { useStart } from './use-start.ts'
import { SaidField } from './words-fields.tsx'
import { itemWords } from './words.ts'

const NO_LIMITS = Object.fromEntries(STEPS.map((step) => [step, null])) as Record<Step, Limit | null>

/** The limits of a procedure; sent, they are its next version. */
export function ProcedureForm({ procedure }: { procedure: Procedure | null }) {
  const words = useWords(itemWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const [id, setId] = useState(procedure?.id ?? '')
  const [name, setName] = useState(procedure?.name ?? { zh: '', en: '' })
  const [limits, setLimits] = useState({ ...NO_LIMITS, ...procedure?.limits })
  const [whole, setWhole] = useState(procedure?.whole ?? null)
  const { start, busy, error } = useStart()
  const usable = /^[a-z0-9][a-z0-9-]{0,59}$/.test(id) && name.zh.trim() !== ''
  const sources = procedure?.sources
  const send = () =>
    start({
      title: `${words.procedure} ${name.zh}`,
      source: {
        type: 'edit',
        edits: [
          {
            what: 'procedure',
            procedure: {
              id,
              version: procedure?.version ?? null,
              name,
              limits,
              whole,
              ...(sources ? { sources } : {}),
            },
          },
        ],
      },
    })
  return (
    <div className="stack">
      {!procedure && (
        <Field label={words.procedureId} required hint={words.procedureIdHint}>
          {(wiring) => (
            <Input {...wiring} maxLength={60} value={id} onChange={(event) => setId(event.target.value.trim())} />
          )}
        </Field>
      )}
      <SaidField label={words.name} required max={200} value={name} onChange={setName} />
      {STEPS.map((step) => (
        <div key={step} className="procedure-step">
          <span>{lifecycle.step[step]}</span>
          <LimitField
            label={lifecycle.step[step]}
            value={limits[step]}
            onChange={(limit) => setLimits((before) => ({ ...before, [step]: limit }))}
          />
          {sources?.[step] && <span className="muted">{inLanguage(sources[step], to)}</span>}
        </div>
      ))}
      <div className="procedure-step">
        <span>{words.whole}</span>
        <LimitField label={words.whole} value={whole} onChange={setWhole} />
      </div>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button type="primary" loading={busy} disabled={!usable} onClick={() => void send()}>
          {words.rehearse}
        </Button>
        <span className="muted">{words.proceduresHint}</span>
      </div>
    </div>
  )
}
