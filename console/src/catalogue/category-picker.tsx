import { Select } from 'antd'
import type { Wiring } from '../platform/parts/field.tsx'
import { inLanguage, useLanguage } from '../platform/language.ts'
import { useGet } from '../platform/query.ts'

interface Props extends Partial<Wiring> {
  value: string | undefined
  onChange: (value: string | undefined) => void
  placeholder?: string
}

export function useCategories() {
  return useGet('GET /api/v1/categories', {}, { staleTime: 600_000 })
}

export function CategoryPicker({ onChange, ...rest }: Props) {
  const to = useLanguage()
  const categories = useCategories()
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={categories.isPending}
      options={(categories.data?.rows ?? []).map((row) => ({
        value: row.id,
        label: `${row.code} ${inLanguage(row.name, to)}`,
      }))}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}
