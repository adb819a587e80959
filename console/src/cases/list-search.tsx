/**
 * One field to look by: a number, the name of an item (and the words that people use for it), the name of a region. What is typed shows what it
 * may mean; choosing sets the filter of that name. Addresses and descriptions are kept encrypted and cannot be searched: the field says so.
 */
import { AutoComplete, Input, type InputRef } from 'antd'
import SearchOutlined from '@ant-design/icons/SearchOutlined'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useItems } from '../catalogue/item-picker.tsx'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useRegions } from '../territory/pickers.tsx'
import { caseWords } from './locale.ts'
import { meanings } from './search-meanings.ts'

interface Props {
  id: string
  filter: Record<string, string>
  change: (next: Record<string, string | undefined>) => void
}

export function ListSearch({ id, filter, change }: Props) {
  const words = useWords(caseWords).list
  const to = useLanguage()
  const [typed, setTyped] = useState(filter['number'] ?? '')
  const field = useRef<InputRef>(null)
  const items = useItems()
  const regions = useRegions()
  useEffect(() => setTyped(filter['number'] ?? ''), [filter])
  const found = useMemo(
    () => meanings(typed, items.data?.rows ?? [], regions.data?.rows ?? []),
    [typed, items.data, regions.data],
  )
  const option = (value: string, label: string, hint?: string) => ({
    value,
    label: (
      <span className="row" style={{ justifyContent: 'space-between' }}>
        <span>{label}</span>
        {hint && <span className="muted">{hint}</span>}
      </span>
    ),
  })
  const groups = [
    ...(found.number ? [{ label: words.number, options: [option(`number ${found.number}`, words.beginsWith(found.number))] }] : []),
    ...(found.items.length > 0
      ? [{ label: words.item, options: found.items.map((item) => option(`itemId ${item.id}`, inLanguage(item.name, to))) }]
      : []),
    ...(found.regions.length > 0
      ? [{ label: words.region, options: found.regions.map(({ id: region, name, above }) => option(`regionId ${region}`, name, above)) }]
      : []),
  ] // prettier-ignore
  const choose = (value: string) => {
    const [name = '', wanted = ''] = value.split(' ')
    setTyped(name === 'number' ? wanted : '')
    change({ [name]: wanted })
  }
  return (
    <AutoComplete
      id={id}
      style={{ width: 260 }}
      popupMatchSelectWidth={320}
      value={typed}
      options={groups}
      defaultActiveFirstOption
      notFoundContent={typed.trim() ? <span className="muted">{words.searchNothing}</span> : null}
      onSearch={setTyped}
      onSelect={choose}
      onClear={() => change({ number: undefined })}
    >
      <Input
        ref={field}
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        placeholder={words.search}
        aria-label={words.search}
        title={words.searchHint}
        enterKeyHint="search"
        onChange={(event) => event.target.value === '' && filter['number'] && change({ number: undefined })}
      />
    </AutoComplete>
  )
}
