/** Whom a case is sent to: the duty table's answer on top, with its reasons; another lead by hand. */
import { DepartmentPicker, DepartmentsPicker, TeamPicker } from '../territory/pickers.tsx'
import { Field } from '../platform/parts/field.tsx'
import { colon, inBrackets } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import type { ActValues } from './act-values.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import type { CasePage } from './shapes.ts'

interface Props {
  page: CasePage
  values: ActValues
  change: (next: Partial<ActValues>) => void
  required: boolean
  errorOf: (name: keyof ActValues) => string | undefined
}

export function LeadFields({ page, values, change, required, errorOf }: Props) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const { suggestion } = page
  const offered = suggestion
    ? [
        ...(suggestion.lead ? [suggestion.lead] : []),
        ...suggestion.candidates.filter((one) => one.id !== suggestion.lead?.id),
      ]
    : []
  const hint = suggestion && !required && (
    <>
      {suggestion.lead ? `${words.page.suggestion}${colon(to)}${nameIn(suggestion.lead, to)}` : words.page.noSuggestion}
      {suggestion.why[0] && inBrackets(suggestion.why[0][to].replace(/[。.]$/, ''), to)}
    </>
  )
  return (
    <>
      <Field
        label={words.form.lead}
        required={required || (suggestion !== null && !suggestion.lead)}
        hint={hint || undefined}
        error={errorOf('lead')}
      >
        {(wiring) => (
          <DepartmentPicker
            {...wiring}
            first={offered}
            placeholder={suggestion && !suggestion.lead ? words.page.candidates : words.form.leadByDuty}
            value={values.lead}
            onChange={(lead) => change({ lead, teamId: undefined })}
          />
        )}
      </Field>
      <div className="pair">
        <Field label={words.form.assisting} error={errorOf('assisting')}>
          {(wiring) => (
            <DepartmentsPicker
              {...wiring}
              value={values.assisting ?? []}
              onChange={(assisting) => change({ assisting })}
            />
          )}
        </Field>
        <Field label={words.form.team} error={errorOf('teamId')}>
          {(wiring) => (
            <TeamPicker
              {...wiring}
              departmentId={values.lead}
              placeholder={words.form.noTeam}
              value={values.teamId}
              onChange={(teamId) => change({ teamId })}
            />
          )}
        </Field>
      </div>
    </>
  )
}
