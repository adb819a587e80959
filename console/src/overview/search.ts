/** What the address of the overview holds: period and place, so that a figure can be sent to somebody as a link. */
export function overviewSearch(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => typeof value === 'string' && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )
}
