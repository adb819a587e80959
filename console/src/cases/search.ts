/** What the addresses of the desk and the list hold. The list's filter is the query of the server's list, by the same names. */
export interface DeskSearch {
  tab?: string
  case?: string
}

export function deskSearch(search: Record<string, unknown>): DeskSearch {
  return {
    ...(typeof search['tab'] === 'string' ? { tab: search['tab'] } : {}),
    ...(typeof search['case'] === 'string' ? { case: search['case'] } : {}),
  }
}

export function listSearch(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )
}
