import type { Scope } from '@bihuan/domain/powers'
import { useLanguage, useWords } from '../platform/language.ts'
import { useDepartments, useRegions } from '../territory/pickers.tsx'
import { staffWords } from './locale.ts'

/** A scope in words: which region, which department, how many grids. */
export function ScopeName({ scope }: { scope: Scope }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const regions = useRegions()
  const departments = useDepartments()
  const named = () => {
    if (scope.kind === 'region') return regions.data?.rows.find((row) => row.id === scope.regionId)?.name
    if (scope.kind === 'department') {
      const found = departments.data?.rows.find((row) => row.id === scope.departmentId)
      return found && ((to === 'en' && found.nameEn) || found.name)
    }
    return scope.kind === 'grids' ? String(scope.gridIds.length) : undefined
  }
  const name = named()
  return (
    <span>
      {words.scope[scope.kind]}
      {name && <strong> {name}</strong>}
    </span>
  )
}
