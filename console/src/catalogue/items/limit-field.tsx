import { InputNumber, Select } from 'antd'
import type { Limit, Unit } from '@bihuan/domain/item'
import { UNITS } from '@bihuan/domain/item'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { useWords } from '../../platform/language.ts'
import { itemWords } from './words.ts'

/** A time limit, or none: the unit says which. */
export function LimitField({
  value,
  onChange,
  label,
}: {
  value: Limit | null
  onChange: (limit: Limit | null) => void
  label: string
}) {
  const words = useWords(itemWords)
  const lifecycle = useWords(lifecycleWords)
  return (
    <span className="limit-field">
      <InputNumber
        aria-label={`${label} · ${words.amount}`}
        min={0}
        max={100_000}
        disabled={value === null}
        value={value?.amount ?? null}
        onChange={(amount) => value && amount !== null && onChange({ ...value, amount })}
      />
      <Select
        aria-label={`${label} · ${words.unit}`}
        value={value?.unit ?? 'none'}
        onChange={(unit: Unit | 'none') => onChange(unit === 'none' ? null : { amount: value?.amount ?? 1, unit })}
        options={[
          { value: 'none', label: words.noLimit },
          ...UNITS.map((unit) => ({ value: unit, label: lifecycle.unit[unit] })),
        ]}
      />
    </span>
  )
}
