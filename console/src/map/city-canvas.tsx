/** The drawn part of the map: what it shows comes in, what somebody presses goes out. Loaded with the page, never with the desk. */
import maplibregl, { type Map as MapOfGl, type VectorTileSource } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { useShade } from '../platform/shade.ts'
import { casesAddress, opacityOf, rampOf, styleOf } from './map-style.ts'
import { drawStocks } from './stock-layers.ts'
import type { PlaceLevel, Stock, StockRow } from './shapes.ts'
import { seenText, type View } from './search.ts'

export type Box = [west: number, south: number, east: number, north: number]
export type Pressed =
  { kind: 'case'; id: string } | { kind: 'cluster'; box: Box } | { kind: 'region' | 'grid'; id: string; name: string }

interface Props {
  label: string
  view: View | null
  /** Shown at first where the address names no view. */
  home: Box | null
  /** Filters, as the query of the tiles. */
  query: string
  areas: boolean
  stock: Stock
  rows: readonly StockRow[]
  level: PlaceLevel
  chosen: { regionId?: string | undefined; gridId?: string | undefined; caseId?: string | undefined }
  /** Looks at this box; another object looks again. */
  look: { box: Box } | null
  /** Something has happened: with another number the tiles are asked about again. */
  turn: number
  moved: (view: View, seen: string) => void
  pressed: (what: Pressed) => void
  failed: () => void
}

const CASES = ['case']
const SHADES = ['shade-grid', 'shade-community', 'shade-town', 'shade-county']

export function CityCanvas(props: Props) {
  const { label, view, home, query, areas, stock, rows, level, chosen, look, turn } = props
  const shade = useShade()
  const place = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapOfGl | null>(null)
  const [over, setOver] = useState('')
  const latest = useRef(props)
  latest.current = props
  const last = useRef<View | null>(null)
  const began = useRef(false)

  useEffect(() => {
    if (!place.current) return
    const { query: filters } = latest.current
    // Made anew with the shade, it stays where it was.
    const first = last.current ?? latest.current.view
    const made = new maplibregl.Map({
      container: place.current,
      style: styleOf(shade, filters),
      localIdeographFontFamily: "'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif",
      center: first ? [first.longitude, first.latitude] : [105, 35],
      zoom: first?.zoom ?? 3,
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 120,
    })
    made.touchZoomRotate.disableRotation()
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right')
    made.addControl(new maplibregl.ScaleControl({ maxWidth: 90 }), 'bottom-right')
    made.on('load', () => setMap(made))
    made.on('error', ({ error }) => {
      // A single tile that did not come is asked for again at the next change; a map that cannot be drawn at all is said.
      if (!made.loaded() && /webgl/i.test(String(error?.message))) latest.current.failed()
    })
    listen(made, latest, setOver)
    made.on('moveend', () => {
      const { lng, lat } = made.getCenter()
      if (began.current) last.current = { zoom: made.getZoom(), longitude: lng, latitude: lat }
    })
    return () => {
      setMap(null)
      made.remove()
    }
  }, [shade])

  useEffect(() => {
    // Once: where nobody has drawn outlines, home follows what is shown, and must not call anybody back to it.
    if (!map || began.current || !(view ?? home)) return
    began.current = true
    if (!view) map.fitBounds(home!, { padding: 28, animate: false })
  }, [map, home, view])

  useEffect(() => {
    if (map && look) map.fitBounds(look.box, { padding: 60, maxZoom: 17.4, duration: still() ? 0 : 650 })
  }, [map, look])

  const asked = useRef(query)
  useEffect(() => {
    if (!map || asked.current === query) return
    asked.current = query
    map.getSource<VectorTileSource>('cases')?.setTiles([casesAddress(query)])
  }, [map, query])

  useEffect(() => {
    if (map && turn > 0) map.refreshTiles('cases')
  }, [map, turn])

  useEffect(() => {
    if (!map) return
    for (const one of SHADES) {
      map.setLayoutProperty(one, 'visibility', one === `shade-${level}` ? 'visible' : 'none')
      map.setPaintProperty(one, 'fill-color', rampOf(shade, stock !== 'open'))
      map.setPaintProperty(one, 'fill-opacity', opacityOf(areas))
    }
    map.setFilter('place-name', ['==', ['get', 'level'], level])
    for (const one of ['case', 'case-count', 'danger-ring'])
      map.setLayoutProperty(one, 'visibility', areas ? 'none' : 'visible')
    map.setLayoutProperty('stock-number', 'visibility', areas ? 'visible' : 'none')
    // The numbers bring the names along.
    map.setLayoutProperty('place-name', 'visibility', areas ? 'none' : 'visible')
  }, [map, level, areas, stock, shade])

  useEffect(() => {
    if (map) return drawStocks(map, rows, level, stock)
  }, [map, rows, level, stock])

  useEffect(() => {
    if (!map) return
    map.setFilter('chosen-line', ['==', ['get', 'id'], chosen.regionId ?? ''])
    map.setFilter('chosen-grid', ['==', ['get', 'id'], chosen.gridId ?? ''])
    map.setFilter('case-chosen', ['==', ['get', 'id'], chosen.caseId ?? ''])
  }, [map, chosen.regionId, chosen.gridId, chosen.caseId])

  return (
    <div className="city-map" role="application" aria-label={label} data-ready={map ? 'true' : undefined}>
      <div ref={place} className="city-map-canvas" />
      {over && <span className="big-map-over">{over}</span>}
    </div>
  )

  function still(): boolean {
    return matchMedia('(prefers-reduced-motion: reduce)').matches
  }
}

function listen(map: MapOfGl, latest: { current: Props }, setOver: (name: string) => void): void {
  const report = () => {
    const { lng, lat } = map.getCenter()
    const seen = map.getBounds()
    latest.current.moved(
      { zoom: map.getZoom(), longitude: lng, latitude: lat },
      seenText(seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()),
    )
  }
  map.on('moveend', report)
  // Said to whoever looks at the page by program: nothing is on its way to the drawing any more.
  const drawn = (is: boolean) => (map.getContainer().dataset['drawn'] = String(is))
  map.on('dataloading', () => drawn(false))
  map.on('movestart', () => drawn(false))
  map.on('idle', () => drawn(true))
  let hovered: { sourceLayer: string; id: string | number } | null = null
  const hover = (next: typeof hovered) => {
    if (hovered?.id === next?.id) return
    if (hovered) map.setFeatureState({ source: 'territory', ...hovered }, { over: false })
    if (next) map.setFeatureState({ source: 'territory', ...next }, { over: true })
    hovered = next
  }
  map.on('mousemove', (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: [...CASES, ...SHADES] })[0]
    map.getCanvas().style.cursor = found ? 'pointer' : ''
    const area = found && found.source === 'territory' ? found : null
    hover(area?.id === undefined ? null : { sourceLayer: area.sourceLayer!, id: area.id })
    setOver(area ? String(area.properties['name']) : '')
  })
  map.on('mouseout', () => {
    hover(null)
    setOver('')
  })
  map.on('click', (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: [...CASES, ...SHADES] })[0]
    if (!found) return
    const { properties: p } = found
    if (found.source === 'territory') {
      const kind = found.sourceLayer === 'grids' ? 'grid' : 'region'
      latest.current.pressed({ kind, id: String(p['id']), name: String(p['name']) })
    } else if (p['count'] === 1) latest.current.pressed({ kind: 'case', id: String(p['id']) })
    else
      latest.current.pressed({
        kind: 'cluster',
        box: [Number(p['west']), Number(p['south']), Number(p['east']), Number(p['north'])],
      })
  })
}
