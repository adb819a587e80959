import { Button, Radio } from 'antd'
import DeleteOutlined from '@ant-design/icons/DeleteOutlined'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { Field } from '../../platform/parts/field.tsx'
import { colon } from '../../platform/format.ts'
import { useLanguage, useWords } from '../../platform/language.ts'
import type { Draft } from './item-draft.ts'
import { LimitField } from './limit-field.tsx'
import { SaidField } from './words-fields.tsx'
import { itemWords } from './words.ts'

type Condition = Draft['conditions'][number]
const NEW: Condition = {
  id: null,
  filing: { zh: '', en: '' },
  closing: { zh: '', en: '' },
  limit: { amount: 1, unit: 'working-day' },
  limitMeans: 'handle',
}

/** Filing and closing condition with their limit; at least one. */
export function ConditionFields({
  value,
  onChange,
  missing,
}: {
  value: readonly Condition[]
  onChange: (value: Condition[]) => void
  missing: string | undefined
}) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const put = (at: number, next: Partial<Condition>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...next } : one)))
  return (
    <div className="stack">
      {value.map((condition, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <section
          key={condition.id ?? `new-${at}`}
          className="condition"
          aria-label={words.conditionNumber(String(at + 1))}
        >
          <div className="card-head">
            <h3>
              {words.conditionNumber(String(at + 1))} {condition.id && <span className="muted">{condition.id}</span>}
            </h3>
            {value.length > 1 && (
              <Button
                size="small"
                danger
                icon={<DeleteOutlined />}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              >
                {words.removeCondition}
              </Button>
            )}
          </div>
          <SaidField
            long
            required
            label={words.filing}
            max={2000}
            value={condition.filing}
            error={condition.filing.zh.trim() === '' ? missing : undefined}
            onChange={(filing) => put(at, { filing })}
          />
          <SaidField
            long
            required
            label={words.closing}
            max={2000}
            value={condition.closing}
            error={condition.closing.zh.trim() === '' ? missing : undefined}
            onChange={(closing) => put(at, { closing })}
          />
          <div className="pair">
            <Field label={words.limit} group>
              {() => (
                <LimitField label={words.limit} value={condition.limit} onChange={(limit) => put(at, { limit })} />
              )}
            </Field>
            <Field label={words.limitMeans} group>
              {() => (
                <Radio.Group
                  name={`means-${at}`}
                  value={condition.limitMeans}
                  onChange={(event) => put(at, { limitMeans: event.target.value as Condition['limitMeans'] })}
                  options={(['handle', 'stop'] as const).map((means) => ({ value: means, label: words.means[means] }))}
                />
              )}
            </Field>
          </div>
          {condition.imported && (
            <p className="muted">
              {[
                [words.spelling, condition.imported.limit],
                [words.handling, condition.imported.handling || '–'],
                [words.supervising, condition.imported.supervising || '–'],
              ]
                .map((pair) => pair.join(colon(to)))
                .join(' · ')}
            </p>
          )}
        </section>
      ))}
      <div>
        <Button icon={<PlusOutlined />} onClick={() => onChange([...value, NEW])}>
          {words.addCondition}
        </Button>
      </div>
    </div>
  )
}
