/** What the address of the catalogue holds, so that an item, a version or a revision can be sent to somebody as a link. */
export const CATALOGUE_TABS = ['items', 'procedures', 'import', 'profiles', 'history'] as const
export type CatalogueTab = (typeof CATALOGUE_TABS)[number]

export interface CatalogueSearch {
  tab?: CatalogueTab
  text?: string
  category?: string
  retired?: boolean
  item?: string
  version?: number
  /** An item's id, or `new`. */
  edit?: string
  revision?: string
}

export function catalogueSearch(search: Record<string, unknown>): CatalogueSearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined)
  const version = Number(search['version'])
  const found: Record<string, unknown> = {
    tab: CATALOGUE_TABS.find((one) => one === search['tab']),
    ...Object.fromEntries(['category', 'item', 'edit', 'revision'].map((name) => [name, text(name)])),
    // A code typed as digits comes back as a number.
    text: typeof search['text'] === 'number' ? String(search['text']) : text('text'),
    retired: search['retired'] === true ? true : undefined,
    version: Number.isInteger(version) && version > 0 ? version : undefined,
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as CatalogueSearch
}
