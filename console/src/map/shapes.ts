import type { Answered } from '../platform/call.ts'

export type Stocks = Answered<'GET /api/v1/map/stocks'>
export type StockRow = Stocks['rows'][number]
export type MapLine = Answered<'GET /api/v1/map/cases'>['rows'][number]

/** Whose stocks the map shows as numbers. */
export const STOCKS = ['open', 'overdue', 'danger', 'recurring', 'supervised'] as const
export type Stock = (typeof STOCKS)[number]
export type PlaceLevel = 'county' | 'town' | 'community' | 'grid'

/** Which places are counted at this zoom; a city without counties begins at its towns. */
export function levelAt(zoom: number, levels: ReadonlySet<string>): PlaceLevel {
  const wanted: PlaceLevel = zoom < 9.5 ? 'county' : zoom < 12 ? 'town' : zoom < 13.8 ? 'community' : 'grid'
  const finer: PlaceLevel[] = ['county', 'town', 'community', 'grid']
  return finer.slice(finer.indexOf(wanted)).find((level) => level === 'grid' || levels.has(level)) ?? 'grid'
}
