/** A labelled control: label, hint and error are tied to it for those who hear the page. */
import { useId, type ReactNode } from 'react'
import { useLanguage } from '../language.ts'
import { ApiProblem } from '../problem.ts'

export interface Wiring {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
  'aria-required'?: boolean
  /** In a group, for a single control that stands for it: no label is tied to its id. */
  'aria-label'?: string
}

interface Props {
  label: string
  hint?: ReactNode
  error?: string | undefined
  required?: boolean
  /** For controls that are a group (radios, checkboxes): label by `aria-labelledby`, no `for`. */
  group?: boolean
  children: (wiring: Wiring) => ReactNode
}

export function Field({ label, hint, error, required, group, children }: Props) {
  const id = useId()
  const notes = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const wiring: Wiring = {
    id,
    ...(notes ? { 'aria-describedby': notes } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
    ...(required ? { 'aria-required': true } : {}),
    ...(group ? { 'aria-label': label } : {}),
  }
  const title = (
    <>
      {label}
      {required && (
        <span className="field-required" aria-hidden>
          *
        </span>
      )}
    </>
  )
  const notesShown = (
    <>
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <div className="field-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
    </>
  )
  if (group) {
    return (
      <fieldset className="field" {...(notes ? { 'aria-describedby': notes } : {})}>
        <legend className="field-label">{title}</legend>
        {children(wiring)}
        {notesShown}
      </fieldset>
    )
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {title}
      </label>
      {children(wiring)}
      {notesShown}
    </div>
  )
}

/** The server's sentence for one field of a refused body; `body.` in front of its name is the edge's. */
export function useFieldErrors(error: unknown): (field: string) => string | undefined {
  const to = useLanguage()
  return (field) => {
    if (!(error instanceof ApiProblem)) return undefined
    const found = error.errors.find((one) => one.field.replace(/^\/?body[./]/, '').replaceAll('/', '.') === field)
    return found ? found[to] || found.zh : undefined
  }
}
