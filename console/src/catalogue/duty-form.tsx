/** Lead, assisting departments, basis and day of one duty, in a row or over a cell. Enter notes it, Esc leaves it. */
import { Button, Input } from 'antd'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { cityNow } from '../platform/now.ts'
import { businessDate } from '../platform/format.ts'
import { useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { DepartmentPicker, DepartmentsPicker } from '../territory/pickers.tsx'
import { dutyWords } from './duty-words.ts'

export interface DutyValues {
  lead: string | undefined
  assisting: string[]
  basis: string
  from: string
}

/** Under the hand when the form opens. */
const AT_ONCE: object = { autoFocus: true }

interface Props {
  initial: Partial<DutyValues>
  /** What else is asked before (item and region of a new one) and whether it is complete. */
  before?: ReactNode
  complete?: boolean
  save: (values: DutyValues & { lead: string }) => void
  cancel: () => void
  more?: ReactNode
}

export function DutyForm({ initial, before, complete = true, save, cancel, more }: Props) {
  const words = useWords(dutyWords)
  const today = businessDate(cityNow())
  const [values, setValues] = useState<DutyValues>({
    lead: initial.lead,
    assisting: initial.assisting ?? [],
    basis: initial.basis ?? '',
    from: initial.from ?? today,
  })
  const [tried, setTried] = useState(false)
  const set = (part: Partial<DutyValues>) => setValues((before) => ({ ...before, ...part }))
  const submit = () => {
    setTried(true)
    const { lead } = values
    if (lead === undefined || !complete || values.from === '') return
    save({ ...values, lead, assisting: values.assisting.filter((id) => id !== lead) })
  }
  const keys = (event: KeyboardEvent) => {
    // A list that is open has its own Enter and Esc.
    const inList = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true'
    if (inList || event.nativeEvent.isComposing) return
    event.stopPropagation()
    if (event.key === 'Escape') cancel()
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault()
      submit()
    }
  }
  return (
    <div className="duty-form" onKeyDown={keys}>
      {before}
      <Field label={words.lead} required>
        {(wiring) => (
          <DepartmentPicker {...wiring} {...AT_ONCE} value={values.lead} onChange={(lead) => set({ lead })} />
        )}
      </Field>
      <Field label={words.assisting}>
        {(wiring) => (
          <DepartmentsPicker {...wiring} value={values.assisting} onChange={(assisting) => set({ assisting })} />
        )}
      </Field>
      <Field label={words.basis}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={500}
            value={values.basis}
            onChange={(event) => set({ basis: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.from}>
        {(wiring) => (
          <Input
            {...wiring}
            type="date"
            min={today}
            value={values.from}
            onChange={(event) => set({ from: event.target.value })}
          />
        )}
      </Field>
      {tried && (values.lead === undefined || !complete) && (
        <div className="field-error" role="alert">
          {words.required}
        </div>
      )}
      <div className="row duty-form-acts">
        <Button type="primary" onClick={submit}>
          {words.save}
        </Button>
        <Button onClick={cancel}>{words.cancel}</Button>
        {more}
      </div>
    </div>
  )
}
