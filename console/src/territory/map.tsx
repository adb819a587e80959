/**
 * The big map: the city's own grids and outlines are the map, no service from outside. Loaded only when somebody opens it.
 * Names are drawn with the reader's own fonts; no glyphs come from a server.
 */
import maplibregl, { type GeoJSONSource, type Map as MapOfGl, type StyleSpecification } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { call } from '../platform/call.ts'
import { palette } from '../platform/palette.ts'
import { useShade } from '../platform/shade.ts'
import { useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { boxOf, type LngLat } from './projection.ts'
import { useStart } from './use-start.ts'

interface Props {
  point: LngLat | null
  others?: (LngLat & { name: string })[]
  /** With it the map is for choosing: a click, or Enter on the crosshair in its middle, gives the position. */
  pick?: (point: LngLat) => void
  label: string
}
const EMPTY = { type: 'FeatureCollection' as const, features: [] }
const GRIDS_FROM_ZOOM = 10.5

function styleOf(shade: 'light' | 'dark'): StyleSpecification {
  const p = palette(shade)
  return {
    version: 8,
    sources: { outlines: { type: 'geojson', data: EMPTY }, grids: { type: 'geojson', data: EMPTY, promoteId: 'id' } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p.sunken } },
      { id: 'land', type: 'fill', source: 'outlines', paint: { 'fill-color': p.surface } },
      {
        id: 'grid',
        type: 'fill',
        source: 'grids',
        minzoom: GRIDS_FROM_ZOOM,
        paint: {
          'fill-color': p['accent-soft'],
          'fill-opacity': ['case', ['boolean', ['feature-state', 'over'], false], 1, 0.35],
        },
      },
      {
        id: 'grid-line',
        type: 'line',
        source: 'grids',
        minzoom: GRIDS_FROM_ZOOM,
        paint: { 'line-color': p['line-strong'], 'line-width': 1 },
      },
      { id: 'outline', type: 'line', source: 'outlines', paint: { 'line-color': p['text-3'], 'line-width': 1.6 } },
      {
        id: 'name',
        type: 'symbol',
        source: 'outlines',
        layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-font': ['sans-serif'] },
        paint: { 'text-color': p['text-2'], 'text-halo-color': p.surface, 'text-halo-width': 1.5 },
      },
    ],
  }
}

export function CityMap({ point, others = [], pick, label }: Props) {
  const shade = useShade()
  const place = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapOfGl | null>(null)
  const [over, setOver] = useState('')
  const picking = useRef(pick)
  picking.current = pick
  const { root, home } = useStart()
  const outlines = useGet(
    'GET /api/v1/regions/{id}/outlines',
    { params: { id: root ?? '' } },
    { enabled: root !== undefined, staleTime: 600_000 },
  )
  // A city of which nobody has drawn the outlines still has its grids.
  const drawn = (outlines.data?.features.length ?? 1) > 0
  const allGrids = useGet(
    'GET /api/v1/grids',
    { query: { region: root } },
    { staleTime: 600_000, enabled: root !== undefined && !drawn },
  )

  useEffect(() => {
    if (!place.current) return
    const made = new maplibregl.Map({
      container: place.current,
      style: styleOf(shade),
      localIdeographFontFamily: "'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif",
      center: point ? [point.longitude, point.latitude] : [0, 0],
      zoom: point ? 14 : 1,
      attributionControl: false,
      cooperativeGestures: false,
      dragRotate: false,
      pitchWithRotate: false,
    })
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right')
    made.on('load', () => setMap(made))
    return () => {
      setMap(null)
      made.remove()
    }
    // The map is made anew with the shade; its centre is only where it begins.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shade])

  useEffect(() => {
    if (!map || !outlines.data) return
    // The whole lies under its parts: its name would stand on top of theirs.
    const parts =
      outlines.data.features.length > 1
        ? outlines.data.features.filter((feature) => feature.id !== root)
        : outlines.data.features
    map.getSource<GeoJSONSource>('outlines')?.setData({ type: 'FeatureCollection', features: parts } as never)
    const own = outlines.data.features.filter((feature) => feature.id === home)
    const box = boxOf(
      (own.length > 0
        ? own
        : outlines.data.features.length > 0
          ? outlines.data.features
          : (allGrids.data?.features ?? [])
      ).map((feature) => feature.geometry),
    )
    if (box && !point) map.fitBounds([box.west, box.south, box.east, box.north], { padding: 24, animate: false })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, outlines.data, allGrids.data, home])

  useEffect(() => {
    if (!map) return
    let hovered: string | null = null
    const load = async () => {
      if (map.getZoom() < GRIDS_FROM_ZOOM) return
      const bounds = map.getBounds()
      try {
        const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
          .map((value) => value.toFixed(4))
          .join(',')
        const grids = await call('GET /api/v1/grids', { query: { bbox } })
        map.getSource<GeoJSONSource>('grids')?.setData(grids as never)
      } catch (problem) {
        toast('danger', sentenceOf(problem))
      }
    }
    const mark = (id: string | null) => {
      if (hovered) map.setFeatureState({ source: 'grids', id: hovered }, { over: false })
      if (id) map.setFeatureState({ source: 'grids', id }, { over: true })
      hovered = id
    }
    map.on('moveend', () => void load())
    map.on('mousemove', 'grid', (event) => {
      const found = event.features?.[0]
      mark(found ? String(found.properties['id']) : null)
      setOver(found ? String(found.properties['name']) : '')
    })
    map.on('mouseleave', 'grid', () => {
      mark(null)
      setOver('')
    })
    map.on('click', (event) =>
      picking.current?.({ longitude: round(event.lngLat.lng), latitude: round(event.lngLat.lat) }),
    )
    void load()
  }, [map])

  useEffect(() => {
    if (!map) return
    const p = palette(shade)
    const markers = others.map((one) =>
      new maplibregl.Marker({ color: p['warn-mark'], scale: 0.7 })
        .setLngLat([one.longitude, one.latitude])
        .setPopup(new maplibregl.Popup({ closeButton: false }).setText(one.name))
        .addTo(map),
    )
    if (point)
      markers.push(new maplibregl.Marker({ color: p.danger }).setLngLat([point.longitude, point.latitude]).addTo(map))
    return () => markers.forEach((marker) => marker.remove())
  }, [map, point, others, shade])

  const centre = () => {
    const at = map?.getCenter()
    if (at) pick?.({ longitude: round(at.lng), latitude: round(at.lat) })
  }
  return (
    <div
      className={`big-map${pick ? ' big-map-pick' : ''}`}
      role="application"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !pick) return
        event.preventDefault()
        centre()
      }}
    >
      <div ref={place} className="big-map-canvas" />
      {pick && <span className="big-map-cross" aria-hidden />}
      {over && <span className="big-map-over">{over}</span>}
    </div>
  )
}

/** About 10 cm. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
