/** Finding the case that this one is merged into: those nearby of the same kind first, any other by its number. */
import { Select } from 'antd'
import { useState } from 'react'
import type { Wiring } from '../platform/parts/field.tsx'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useGet } from '../platform/query.ts'
import { caseWords } from './locale.ts'
import type { CaseLine, CasePage } from './shapes.ts'
import { useNearby } from './use-nearby.ts'

interface Props extends Wiring {
  page: CasePage
  value: string | undefined
  onChange: (value: string | undefined) => void
}

export function ParentPicker({ page, value, onChange, ...wiring }: Props) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const [typed, setTyped] = useState('')
  const nearby = useNearby(page)
  const found = useGet(
    'GET /api/v1/cases',
    { query: { number: typed, state: 'open', limit: 10 } },
    { enabled: typed.length >= 3 },
  )
  const label = (line: CaseLine) =>
    `${line.number} · ${inLanguage(line.item.name, to)} · ${line.address ?? line.region?.name ?? ''}`
  const near = (nearby.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: `${label(row)} · ${words.page.metres(String(Math.round(row.distance)))}`,
  }))
  const others = (typed ? (found.data?.rows ?? []) : [])
    .filter((row) => row.id !== page.id && !near.some((one) => one.value === row.id))
    .map((row) => ({ value: row.id, label: label(row) }))
  return (
    <Select
      {...wiring}
      allowClear
      value={value}
      onChange={(next: string | undefined) => onChange(next)}
      showSearch={{ filterOption: false, onSearch: (next) => setTyped(next.trim()) }}
      loading={found.isLoading}
      notFoundContent={typed.length >= 3 && !found.isLoading ? words.form.noParent : null}
      options={[...near, ...others]}
    />
  )
}
