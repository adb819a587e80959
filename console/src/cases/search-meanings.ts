/** What a typed word may mean: the beginning of a number, items, regions. */

interface Item {
  id: string
  name: { zh: string; en: string }
  keywords?: readonly string[]
}
interface Region {
  id: string
  code: string
  name: string
  parentId: string | null
}
export interface Meanings<I extends Item> {
  /** As numbers are written; null where it can be none. */
  number: string | null
  items: I[]
  regions: { id: string; name: string; above: string }[]
}

const MOST = 8

export function meanings<I extends Item>(typed: string, items: readonly I[], regions: readonly Region[]): Meanings<I> {
  const word = typed.trim().toLowerCase()
  if (word === '') return { number: null, items: [], regions: [] }
  const holds = (text: string) => text.toLowerCase().includes(word)
  const begins = (text: string) => text.toLowerCase().startsWith(word)
  const firstFirst = <T>(rows: T[], name: (row: T) => string) =>
    rows.toSorted((a, b) => Number(begins(name(b))) - Number(begins(name(a)))).slice(0, MOST)
  const byId = new Map(regions.map((region) => [region.id, region]))
  return {
    number: /^[0-9][0-9-]*$/.test(word) ? word : null,
    items: firstFirst(
      items.filter(({ name, keywords = [] }) => holds(name.zh) || holds(name.en) || keywords.some(holds)),
      ({ name }) => (holds(name.zh) ? name.zh : name.en),
    ),
    regions: firstFirst(
      regions.filter(({ name, code }) => holds(name) || (/^\d{6,}$/.test(word) && code.startsWith(word))),
      ({ name }) => name,
    ).map(({ id, name, parentId }) => ({ id, name, above: (parentId && byId.get(parentId)?.name) || '' })),
  }
}
