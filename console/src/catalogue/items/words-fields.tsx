/** Texts in both languages: one, and a list of them. */
import { Button, Input } from 'antd'
import CloseOutlined from '@ant-design/icons/CloseOutlined'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Field } from '../../platform/parts/field.tsx'
import { useWords } from '../../platform/language.ts'
import { itemWords } from './words.ts'

export interface Said {
  zh: string
  en: string
}

export function SaidField({
  label,
  value,
  onChange,
  required,
  error,
  max,
  long,
}: {
  label: string
  value: Said
  onChange: (value: Said) => void
  required?: boolean
  error?: string | undefined
  max: number
  long?: boolean
}) {
  const words = useWords(itemWords)
  const Box = long ? Input.TextArea : Input
  return (
    <div className="pair">
      <Field label={`${label} · ${words.inChinese}`} {...(required ? { required } : {})} error={error}>
        {(wiring) => (
          <Box
            {...wiring}
            maxLength={max}
            value={value.zh}
            onChange={(event) => onChange({ ...value, zh: event.target.value })}
            {...(long ? { autoSize: { minRows: 1, maxRows: 6 } } : {})}
          />
        )}
      </Field>
      <Field label={`${label} · ${words.inEnglish}`}>
        {(wiring) => (
          <Box
            {...wiring}
            maxLength={max}
            value={value.en}
            onChange={(event) => onChange({ ...value, en: event.target.value })}
            {...(long ? { autoSize: { minRows: 1, maxRows: 6 } } : {})}
          />
        )}
      </Field>
    </div>
  )
}

export function SaidList({
  label,
  value,
  onChange,
}: {
  label: string
  value: readonly Said[]
  onChange: (value: Said[]) => void
}) {
  const words = useWords(itemWords)
  const put = (at: number, next: Said) => onChange(value.map((one, index) => (index === at ? next : one)))
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      {value.map((line, at) => (
        // Lines have no identity but their place; they are few and edited one at a time.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="said-line">
          <Input
            aria-label={`${label} ${at + 1} · ${words.inChinese}`}
            maxLength={1000}
            value={line.zh}
            onChange={(event) => put(at, { ...line, zh: event.target.value })}
          />
          <Input
            aria-label={`${label} ${at + 1} · ${words.inEnglish}`}
            maxLength={1000}
            value={line.en}
            onChange={(event) => put(at, { ...line, en: event.target.value })}
          />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={`${words.remove} ${label} ${at + 1}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...value, { zh: '', en: '' }])}>
        {words.add}
      </Button>
    </fieldset>
  )
}
