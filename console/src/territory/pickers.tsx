/** Choosing a region, a department or a team by typing a part of its name. */
import { Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Wiring } from '../platform/parts/field.tsx'
import { useLanguage } from '../platform/language.ts'
import { useGet } from '../platform/query.ts'

interface One extends Partial<Wiring> {
  value: string | undefined
  onChange: (value: string | undefined) => void
  placeholder?: string
  disabled?: boolean
}
interface Several extends Partial<Wiring> {
  value: string[]
  onChange: (value: string[]) => void
  placeholder?: string
}

const RARELY = 600_000

export function useRegions() {
  return useGet('GET /api/v1/regions', { query: { depth: 4 } }, { staleTime: RARELY })
}
export function useDepartments(kind?: 'command' | 'duty') {
  return useGet('GET /api/v1/departments', { query: kind ? { kind } : {} }, { staleTime: RARELY })
}

interface RegionRow {
  id: string
  code: string
  name: string
  parentId: string | null
}

/**
 * The tree as lines: each region with the names above it, in the order of its code. A city with more regions than one answer holds is
 * searched by the server instead, and what is chosen already is asked for by its id.
 */
function useRegionOptions(chosen: readonly string[]) {
  const [text, setText] = useState('')
  const all = useRegions()
  const large = all.data?.truncated ?? false
  const found = useGet(
    'GET /api/v1/regions',
    { query: { text } },
    { enabled: large && text !== '', staleTime: RARELY, placeholderData: (before) => before },
  )
  const rows = useMemo((): RegionRow[] => {
    const listed = all.data?.rows ?? []
    if (!large) return listed
    return [...new Map([...listed, ...(found.data?.rows ?? [])].map((row) => [row.id, row])).values()]
  }, [all.data, found.data, large])
  const lacking = large ? chosen.find((id) => !rows.some((row) => row.id === id)) : undefined
  const one = useGet(
    'GET /api/v1/regions/{id}',
    { params: { id: lacking ?? '' } },
    { enabled: lacking !== undefined, staleTime: RARELY },
  )
  const options = useMemo(() => {
    const known = one.data ? [...rows, one.data] : rows
    const byId = new Map(known.map((row) => [row.id, row]))
    const path = (id: string | null): string[] => {
      const row = id ? byId.get(id) : undefined
      return row ? [...path(row.parentId), row.name] : []
    }
    return known
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map((row) => {
        const names = path(row.id)
        return { value: row.id, label: names.slice(-2).join(' / '), search: `${names.join(' ')} ${row.code}` }
      })
  }, [rows, one.data])
  return {
    options,
    loading: all.isPending || found.isFetching,
    showSearch: { optionFilterProp: 'search', ...(large ? { onSearch: setText } : {}) },
  }
}

export function RegionPicker({ onChange, ...rest }: One) {
  const { options, loading, showSearch } = useRegionOptions(rest.value ? [rest.value] : [])
  return (
    <Select
      {...rest}
      allowClear
      showSearch={showSearch}
      loading={loading}
      options={options}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

export function RegionsPicker({ onChange, ...rest }: Several) {
  const { options, loading, showSearch } = useRegionOptions(rest.value)
  return (
    <Select
      {...rest}
      mode="multiple"
      allowClear
      showSearch={showSearch}
      loading={loading}
      options={options}
      onChange={(value: string[]) => onChange(value)}
    />
  )
}

export function SectorPicker({ onChange, ...rest }: One) {
  const to = useLanguage()
  const sectors = useGet('GET /api/v1/sectors', { query: {} }, { staleTime: RARELY })
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={sectors.isPending}
      options={(sectors.data?.rows ?? []).map((row) => ({
        value: row.id,
        label: (to === 'en' && row.nameEn) || row.name,
      }))}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

function useDepartmentOptions(kind?: 'command' | 'duty') {
  const to = useLanguage()
  const departments = useDepartments(kind)
  const options = (departments.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: (to === 'en' && row.nameEn) || row.name,
    search: `${row.name} ${row.nameEn}`,
  }))
  return { options, loading: departments.isPending }
}

/** `first`: departments to be offered on top (those that the duty table names). */
export function DepartmentPicker({
  onChange,
  kind,
  first = [],
  ...rest
}: One & { kind?: 'command' | 'duty'; first?: { id: string; name: string }[] }) {
  const { options, loading } = useDepartmentOptions(kind)
  const ids = new Set(first.map((one) => one.id))
  const ordered = [
    ...first.map(
      (one) =>
        options.find((option) => option.value === one.id) ?? { value: one.id, label: one.name, search: one.name },
    ),
    ...options.filter((option) => !ids.has(option.value)),
  ]
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      loading={loading}
      options={ordered}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

export function DepartmentsPicker({ onChange, kind, ...rest }: Several & { kind?: 'command' | 'duty' }) {
  const { options, loading } = useDepartmentOptions(kind)
  return (
    <Select
      {...rest}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      loading={loading}
      options={options}
      onChange={(value: string[]) => onChange(value)}
    />
  )
}

export function useTeams() {
  return useGet('GET /api/v1/teams', { query: {} }, { staleTime: RARELY })
}

function useTeamOptions(departmentId: string | undefined, all: boolean) {
  const to = useLanguage()
  const teams = useGet(
    'GET /api/v1/teams',
    { query: departmentId ? { department: departmentId } : {} },
    { staleTime: RARELY, enabled: all || departmentId !== undefined },
  )
  const options = (teams.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: (to === 'en' && row.nameEn) || row.name,
    search: `${row.name} ${row.nameEn}`,
  }))
  return { options, loading: teams.isLoading }
}

/** Teams of one department. */
export function TeamPicker({ departmentId, onChange, ...rest }: One & { departmentId: string | undefined }) {
  const { options, loading } = useTeamOptions(departmentId, false)
  return (
    <Select
      {...rest}
      disabled={!departmentId}
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      loading={loading}
      options={options}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

/** Any one team of the city. */
export function AnyTeamPicker({ onChange, ...rest }: One) {
  const { options, loading } = useTeamOptions(undefined, true)
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      loading={loading}
      options={options}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

export function TeamsPicker({ onChange, ...rest }: Several) {
  const { options, loading } = useTeamOptions(undefined, true)
  return (
    <Select
      {...rest}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      loading={loading}
      options={options}
      onChange={(value: string[]) => onChange(value)}
    />
  )
}

/** Grids of the city by name or code. */
export function GridsPicker({ onChange, ...rest }: Several) {
  const regions = useRegions()
  const city = regions.data?.rows.find((row) => row.level === 'city') ?? regions.data?.rows[0]
  const grids = useGet(
    'GET /api/v1/grids',
    { query: { region: city?.id } },
    { staleTime: RARELY, enabled: city !== undefined },
  )
  const options = (grids.data?.features ?? []).map((one) => ({
    value: one.id,
    label: `${one.properties.name} · ${one.properties.code}`,
  }))
  return (
    <Select
      {...rest}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={grids.isLoading}
      options={options}
      onChange={(value: string[]) => onChange(value)}
    />
  )
}
