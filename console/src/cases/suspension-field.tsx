/** Until when a case is to be suspended: to a day within the coming year, or to a named condition. */
import { DatePicker, Input, Segmented } from 'antd'
import dayjs from 'dayjs'
import { businessDate } from '../platform/format.ts'
import { useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Field } from '../platform/parts/field.tsx'
import type { ActValues } from './act-values.ts'
import { caseWords } from './locale.ts'

interface Props {
  values: ActValues
  change: (next: Partial<ActValues>) => void
  error: string | undefined
}

export function SuspensionField({ values, change, error }: Props) {
  const words = useWords(caseWords).form
  return (
    <Field label={words.until} hint={words.conditionHint} required error={error} group>
      {() => (
        <div className="stack" style={{ gap: 8 }}>
          <Segmented
            value={values.terms ?? 'day'}
            onChange={(terms) => change({ terms: terms as 'day' | 'condition' })}
            options={[
              { value: 'day', label: words.byDate },
              { value: 'condition', label: words.byCondition },
            ]}
          />
          {values.terms === 'condition' ? (
            <Input
              aria-label={words.orCondition}
              maxLength={500}
              value={values.condition ?? ''}
              onChange={(event) => change({ condition: event.target.value })}
            />
          ) : (
            <DatePicker
              aria-label={words.until}
              value={values.until ? dayjs(businessDate(values.until)) : null}
              minDate={dayjs(businessDate(cityNow())).add(1, 'day')}
              maxDate={dayjs(businessDate(cityNow())).add(1, 'year')}
              onChange={(day) => change({ until: day ? `${day.format('YYYY-MM-DD')}T23:59:59.999+08:00` : undefined })}
            />
          )}
        </div>
      )}
    </Field>
  )
}
