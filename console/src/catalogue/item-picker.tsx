/** Choosing an item by typing, and its condition. Items lie in their categories' order; the words that people use for them are searched too. */
import { Radio, Select } from 'antd'
import { useMemo } from 'react'
import type { Answered } from '../platform/call.ts'
import type { Wiring } from '../platform/parts/field.tsx'
import { inLanguage, useLanguage } from '../platform/language.ts'
import { useGet } from '../platform/query.ts'

export type ItemBrief = Answered<'GET /api/v1/items'>['rows'][number]
const RARELY = 600_000
/** So many conditions are shown at once, to be chosen with one press. */
const FEW = 6

export function useItems(enabled = true) {
  return useGet('GET /api/v1/items', { query: {} }, { staleTime: RARELY, enabled })
}
export function useItem(id: string | null | undefined): ItemBrief | null {
  return useItems().data?.rows.find((item) => item.id === id) ?? null
}

interface Props extends Partial<Wiring> {
  value: string | undefined
  onChange: (value: string | undefined) => void
  placeholder?: string
}

export function ItemPicker({ onChange, ...rest }: Props) {
  const to = useLanguage()
  const items = useItems()
  const categories = useGet('GET /api/v1/categories', {}, { staleTime: RARELY })
  const options = useMemo(() => {
    const groups = (categories.data?.rows ?? []).map((category) => ({
      id: category.id,
      label: inLanguage(category.name, to),
      options: [] as { value: string; label: string; search: string }[],
    }))
    const loose = { id: '', label: '…', options: [] as { value: string; label: string; search: string }[] }
    for (const item of items.data?.rows ?? []) {
      const group = groups.find((one) => one.id === item.categoryId) ?? loose
      group.options.push({
        value: item.id,
        label: inLanguage(item.name, to),
        search: `${item.name.zh} ${item.name.en} ${item.code} ${item.keywords.join(' ')}`.toLowerCase(),
      })
    }
    return [...groups, loose]
      .filter((group) => group.options.length > 0)
      .map(({ label, options: of }) => ({ label, title: label, options: of }))
  }, [items.data, categories.data, to])
  return (
    <Select
      {...rest}
      allowClear
      loading={items.isPending}
      options={options}
      showSearch={{
        filterOption: (typed, option) =>
          String((option as { search?: string } | undefined)?.search ?? '').includes(typed.trim().toLowerCase()),
      }}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

/** The conditions of one item, with what each asks for and its limit. */
export function ConditionPicker({
  item,
  onChange,
  limitText,
  ...rest
}: Props & { item: ItemBrief | null; limitText: (limit: ItemBrief['conditions'][number]['limit']) => string }) {
  const to = useLanguage()
  const options = (item?.conditions ?? []).map((condition) => {
    const limit = limitText(condition.limit)
    return { value: condition.id, label: `${inLanguage(condition.filing, to)}${limit ? ` · ${limit}` : ''}` }
  })
  if (item && options.length <= FEW) {
    return (
      <Radio.Group
        vertical
        name="condition"
        value={rest.value}
        options={options}
        onChange={(event) => onChange(event.target.value as string)}
      />
    )
  }
  return (
    <Select {...rest} disabled={!item} options={options} onChange={(value: string | undefined) => onChange(value)} />
  )
}
