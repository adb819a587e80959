/** What the address of the territory holds, so that a place, a roster or a revision can be sent to somebody as a link. */
export const TERRITORY_TABS = ['regions', 'grids', 'import', 'offices', 'roster', 'history'] as const
export type TerritoryTab = (typeof TERRITORY_TABS)[number]

export interface TerritorySearch {
  tab?: TerritoryTab
  region?: string
  /** Chosen in the editor when it is opened. */
  grid?: string
  team?: string
  revision?: string
  /** Of the import page: what to begin with. */
  source?: string
}

export function territorySearch(search: Record<string, unknown>): TerritorySearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined)
  const tab = TERRITORY_TABS.find((one) => one === search['tab'])
  const names = ['region', 'grid', 'team', 'revision', 'source'] as const
  const found = Object.fromEntries(names.map((name) => [name, text(name)]))
  return {
    ...(tab ? { tab } : {}),
    ...(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as TerritorySearch),
  }
}
