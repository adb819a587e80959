/**
 * The map on which territory is shown and edited: grids and outlines below, shapes to point at above, and corners that can be dragged
 * or moved by the arrow keys. What is done on it is told; it decides nothing. Loaded only where it is opened.
 */
import maplibregl, { type GeoJSONSource, type Map as MapOfGl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { useShade } from '../platform/shade.ts'
import { groundStyle } from './ground-style.ts'
import { drawHandles, type Handle } from './handles.ts'
import { METRES_PER_DEGREE, type Box } from './projection.ts'

export type Position = [number, number]
export interface Shape {
  id: string
  geometry: { type: string; coordinates: unknown }
  name: string
  /** Of a finding: its severity; `draft` for what is being drawn. */
  tone?: 'error' | 'warning' | 'repaired' | 'note' | 'draft'
  kind?: string
}

interface Props {
  label: string
  /** Shown beneath: grids or outlines, with names. */
  ground: readonly Shape[]
  /** Ids of the ground that are chosen. */
  chosen?: readonly string[]
  /** On top. */
  marks?: readonly Shape[]
  chosenMark?: string | null
  handles?: readonly Handle[]
  /** Looks at this box; another object looks again. */
  look: { box: Box } | null
  /** With it the cross is shown: a press, or Enter at the cross, gives a position, what lies there, and the metres that a pixel is there. */
  press?: (at: Position, under: { ground: string | null; mark: string | null }, pixel: number) => void
  drawing?: boolean
  /** Backspace on the map. */
  back?: () => void
  high?: boolean
}

const data = (shapes: readonly Shape[]) =>
  ({
    type: 'FeatureCollection',
    features: shapes.map(({ id, geometry, name, tone, kind }) => ({
      type: 'Feature',
      id,
      geometry,
      properties: { id, name, tone: tone ?? '', kind: kind ?? '' },
    })),
  }) as never

export function GroundMap(props: Props) {
  const { label, ground, chosen = [], marks = [], chosenMark, handles = [], look, drawing, high } = props
  const shade = useShade()
  const place = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapOfGl | null>(null)
  const [over, setOver] = useState('')
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    if (!place.current) return
    const { box } = latest.current.look ?? { box: null }
    const made = new maplibregl.Map({
      container: place.current,
      style: groundStyle(shade),
      localIdeographFontFamily: "'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif",
      ...(box
        ? { bounds: [box.west, box.south, box.east, box.north], fitBoundsOptions: { padding: 32 } }
        : { center: [105, 35] as [number, number], zoom: 3 }),
      maxZoom: 20,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      doubleClickZoom: false,
      fadeDuration: 0,
    })
    made.touchZoomRotate.disableRotation()
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right')
    made.addControl(new maplibregl.ScaleControl({ maxWidth: 100 }), 'bottom-right')
    made.on('load', () => setMap(made))
    const under = (point: maplibregl.PointLike) => {
      const found = made.queryRenderedFeatures(point, {
        layers: ['mark-fill', 'mark-line', 'mark-point', 'ground-fill'],
      })
      const first = (source: string) => {
        const feature = found.find((one) => one.source === source)
        return feature ? String(feature.properties['id']) : null
      }
      return { ground: first('ground'), mark: first('marks') }
    }
    made.on('click', (event) =>
      latest.current.press?.(
        [round(event.lngLat.lng), round(event.lngLat.lat)],
        under(event.point),
        pixelAt(event.lngLat.lat, made.getZoom()),
      ),
    )
    made.on('mousemove', (event) => {
      const found = made.queryRenderedFeatures(event.point, { layers: ['ground-fill'] })[0]
      setOver(found ? String(found.properties['name']) : '')
    })
    made.on('mouseout', () => setOver(''))
    const onKey = (event: KeyboardEvent) => {
      if (event.target !== made.getCanvas()) return
      if (event.key === 'Enter' && latest.current.press) {
        event.preventDefault()
        const at = made.getCenter()
        latest.current.press([round(at.lng), round(at.lat)], under(made.project(at)), pixelAt(at.lat, made.getZoom()))
      }
      if (event.key === 'Backspace' && latest.current.back) {
        event.preventDefault()
        latest.current.back()
      }
    }
    const holder = place.current
    holder.addEventListener('keydown', onKey)
    return () => {
      holder.removeEventListener('keydown', onKey)
      setMap(null)
      made.remove()
    }
  }, [shade])

  useEffect(() => void map?.getSource<GeoJSONSource>('ground')?.setData(data(ground)), [map, ground])
  useEffect(() => void map?.getSource<GeoJSONSource>('marks')?.setData(data(marks)), [map, marks])
  const ids = chosen.join(' ')
  useEffect(() => {
    if (!map) return
    for (const layer of ['ground-chosen', 'ground-chosen-line'])
      map.setFilter(layer, ['in', ['get', 'id'], ['literal', ids.split(' ')]])
  }, [map, ids])
  useEffect(() => {
    map?.setFilter('mark-chosen', ['==', ['get', 'id'], chosenMark ?? ''])
  }, [map, chosenMark])
  useEffect(() => {
    if (!map || !look) return
    const { west, south, east, north } = look.box
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    map.fitBounds([west, south, east, north], { padding: 40, maxZoom: 17.5, duration: still ? 0 : 600 })
  }, [map, look])
  useEffect(() => (map ? drawHandles(map, handles) : undefined), [map, handles])

  return (
    <div
      className={`ground-map${high ? ' ground-map-high' : ''}${drawing ? ' ground-map-drawing' : ''}`}
      role="application"
      aria-label={label}
      data-ready={map ? 'true' : undefined}
    >
      <div ref={place} className="ground-map-canvas" />
      {drawing && <span className="big-map-cross" aria-hidden />}
      {over && <span className="big-map-over">{over}</span>}
    </div>
  )
}

/** Metres of a pixel: the world is 512 of them wide at zoom 0, and twice as many at each further one. */
const pixelAt = (latitude: number, zoom: number) =>
  (Math.cos((latitude * Math.PI) / 180) * 360 * METRES_PER_DEGREE) / (512 * 2 ** zoom)

/** About a centimetre. */
const round = (value: number) => Math.round(value * 1e7) / 1e7
