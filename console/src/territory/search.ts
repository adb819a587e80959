/** What the address of the territory holds, so that a place, a roster or a revision can be sent to somebody as a link. */
export const TERRITORY_TABS = ['regions', 'grids', 'import', 'offices', 'roster', 'history'] as const
export type TerritoryTab = (typeof TERRITORY_TABS)[number]

export interface TerritorySearch {
  tab?: TerritoryTab
  region?: string
  team?: string
  revision?: string
  /** Of the import page: what to begin with. */
  source?: string
}

export function territorySearch(search: Record<string, unknown>): TerritorySearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined)
  const tab = TERRITORY_TABS.find((one) => one === search['tab'])
  const found = { region: text('region'), team: text('team'), revision: text('revision'), source: text('source') }
  return {
    ...(tab ? { tab } : {}),
    ...(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as TerritorySearch),
  }
}
