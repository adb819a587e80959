/** The name of a department by its id, in the reader's language. */
import { useMemo } from 'react'
import { useLanguage } from '../platform/language.ts'
import { useDepartments } from '../territory/pickers.tsx'

export function useDepartmentNames(): (id: string) => string {
  const to = useLanguage()
  const { data } = useDepartments()
  return useMemo(() => {
    const names = new Map((data?.rows ?? []).map((row) => [row.id, (to === 'en' && row.nameEn) || row.name]))
    return (id) => names.get(id) ?? ''
  }, [data, to])
}
