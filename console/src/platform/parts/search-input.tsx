import { Input } from 'antd'
import SearchOutlined from '@ant-design/icons/SearchOutlined'
import { useEffect, useState } from 'react'

interface Props {
  id?: string
  label: string
  value: string | undefined
  search: (value: string | undefined) => void
  width?: number
}

/** A field that searches on Enter, and at once when it is emptied. */
export function SearchInput({ id, label, value, search, width = 210 }: Props) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  return (
    <Input
      {...(id ? { id } : {})}
      style={{ width }}
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      placeholder={label}
      aria-label={label}
      enterKeyHint="search"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        if (event.target.value === '') search(undefined)
      }}
      onPressEnter={() => search(typed.trim() || undefined)}
    />
  )
}
