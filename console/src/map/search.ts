/** What the address of the map holds: where one looks, what is filtered, what is chosen. A view can be sent to somebody as a link. */
export interface MapSearch {
  /** zoom/latitude/longitude */
  at?: string
  show?: 'areas'
  /** Number of the areas. */
  by?: string
  tab?: string
  state?: string
  overdue?: string
  danger?: string
  recurring?: string
  supervised?: string
  categoryId?: string
  departmentId?: string
  /** What was pressed: a region, a grid, or a box. */
  regionId?: string
  gridId?: string
  bbox?: string
  case?: string
}

export const FILTERS = ['state', 'overdue', 'danger', 'recurring', 'supervised', 'categoryId', 'departmentId'] as const
export const AREA = ['regionId', 'gridId', 'bbox'] as const
const NAMES = [...FILTERS, ...AREA, 'at', 'show', 'by', 'tab', 'case'] as const

export function mapSearch(search: Record<string, unknown>): MapSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = search[name]
      return ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? [[name, String(value)]] : []
    }),
  )
}

export function pick<N extends keyof MapSearch>(search: MapSearch, names: readonly N[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return value === undefined ? [] : [[name, value as string]]
    }),
  )
}

export interface View {
  zoom: number
  latitude: number
  longitude: number
}

/** west,south,east,north, a little wider than what is seen and on a raster: small moves ask for the same. */
export function seenText(west: number, south: number, east: number, north: number): string {
  const step = 2 ** Math.ceil(Math.log2(Math.max(east - west, 1e-4) / 2))
  const down = (value: number) => Math.floor(value / step) * step
  const up = (value: number) => Math.ceil(value / step) * step
  return [down(west), down(south), up(east), up(north)].map((value) => Number(value.toFixed(6))).join(',')
}

export function readView(text: string | undefined): View | null {
  const [zoom, latitude, longitude, ...rest] = (text ?? '').split('/').map(Number)
  if (rest.length > 0 || ![zoom, latitude, longitude].every((part) => part !== undefined && Number.isFinite(part)))
    return null
  if (zoom! < 0 || zoom! > 22 || Math.abs(latitude!) > 85 || Math.abs(longitude!) > 180) return null
  return { zoom: zoom!, latitude: latitude!, longitude: longitude! }
}

export function viewText({ zoom, latitude, longitude }: View): string {
  return `${zoom.toFixed(2)}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`
}
