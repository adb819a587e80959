/** Item, condition and rectification of an assessment or a reclassification. */
import { Select } from 'antd'
import { useEffect } from 'react'
import { ConditionPicker, ItemPicker, useItem, type ItemBrief } from '../catalogue/item-picker.tsx'
import { Field } from '../platform/parts/field.tsx'
import { useLanguage, useWords } from '../platform/language.ts'
import type { ActValues } from './act-values.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { limitText } from './limit.ts'
import { caseWords } from './locale.ts'

interface Props {
  values: ActValues
  change: (next: Partial<ActValues>) => void
  errorOf: (name: keyof ActValues) => string | undefined
}

export function ItemFields({ values, change, errorOf }: Props) {
  const words = useWords(caseWords).form
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const item = useItem(values.itemId)
  const rectifications = Object.entries(lifecycle.rectification).map(([value, label]) => ({ value, label }))
  return (
    <>
      <OnlyCondition item={item} chosen={values.conditionId} choose={(conditionId) => change({ conditionId })} />
      <Field label={words.item} required error={errorOf('itemId')}>
        {(wiring) => (
          <ItemPicker
            {...wiring}
            value={values.itemId}
            onChange={(itemId) => change({ itemId, conditionId: undefined })}
          />
        )}
      </Field>
      <Field label={words.condition} required group error={errorOf('conditionId')}>
        {(wiring) => (
          <ConditionPicker
            {...wiring}
            item={item}
            value={values.conditionId}
            limitText={(limit) => limitText(limit, to)}
            onChange={(conditionId) => change({ conditionId })}
          />
        )}
      </Field>
      <Field label={words.rectification}>
        {(wiring) => (
          <Select
            {...wiring}
            allowClear
            placeholder={words.unset}
            value={values.rectification}
            onChange={(rectification: string | undefined) => change({ rectification })}
            options={rectifications}
          />
        )}
      </Field>
    </>
  )
}

/** An item with a single condition leaves nothing to choose. */
function OnlyCondition({
  item,
  chosen,
  choose,
}: {
  item: ItemBrief | null
  chosen: string | undefined
  choose: (id: string) => void
}) {
  const only = item?.conditions.length === 1 ? item.conditions[0]!.id : undefined
  useEffect(() => {
    if (only && !chosen) choose(only)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [only, chosen])
  return null
}
