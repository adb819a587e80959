/** What the address of the duties holds: the tab, the revision or question that is open, and the filter of the table. */
export interface DutiesSearch {
  tab?: string
  revision?: string
  whatIf?: string
  item?: string
  category?: string
  region?: string
  department?: string
  state?: string
}
const NAMES = ['tab', 'revision', 'whatIf', 'item', 'category', 'region', 'department', 'state'] as const

export function dutiesSearch(search: Record<string, unknown>): DutiesSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [])),
  )
}
