/** What the address of oversight holds: which of its pages. */
export interface OversightSearch {
  tab?: string
}

export function oversightSearch(search: Record<string, unknown>): OversightSearch {
  return typeof search['tab'] === 'string' ? { tab: search['tab'] } : {}
}
