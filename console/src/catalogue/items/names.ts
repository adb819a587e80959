/** Names of categories and procedures by their ids, for what is told of a change. */
import { inLanguage, useLanguage } from '../../platform/language.ts'
import { useGet } from '../../platform/query.ts'
import { useCategories } from '../category-picker.tsx'

export function useProcedures() {
  return useGet('GET /api/v1/procedures', {}, { staleTime: 60_000 })
}

export function useNames(): (id: string) => string {
  const to = useLanguage()
  const categories = useCategories()
  const procedures = useProcedures()
  const names = new Map<string, string>()
  for (const { id, name } of categories.data?.rows ?? []) names.set(id, inLanguage(name, to))
  for (const { id, name } of procedures.data?.rows ?? []) names.set(id, inLanguage(name, to))
  return (id) => names.get(id) ?? id
}
