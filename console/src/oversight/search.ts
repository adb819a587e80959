/** What the address of oversight holds: which of its pages, and for the tasks which of them. */
const KEYS = ['tab', 'show', 'result', 'regionId', 'departmentId', 'from', 'to'] as const
export type OversightSearch = Partial<Record<(typeof KEYS)[number], string>>

export function oversightSearch(search: Record<string, unknown>): OversightSearch {
  return Object.fromEntries(KEYS.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : [])))
}
