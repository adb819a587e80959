import { memo, type PointerEvent, useMemo, useRef, useState } from 'react'
import { useWords } from '../words/language.ts'
import { pathOf, place, type Point, rasterOf, unplace, type View } from './geometry.ts'
import { useGridsAround } from './grids.ts'
import { placeWords } from './words.ts'

const WIDTH = 360
const SCALES = [0.5, 1, 2, 4, 8]

export interface Mark {
  point: Point
  /** Metres, drawn as a circle. */
  accuracy?: number | null
  kind: 'case' | 'me'
}

/** The city's own grids are the map: no picture from outside is needed, and none is asked for. */
export function GridMap({
  centre,
  scale = 2,
  height = 200,
  marks,
  label,
}: {
  centre: Point
  scale?: number
  height?: number
  marks: Mark[]
  label: string
}) {
  const view = useMemo(() => ({ centre, scale }), [centre, scale])
  return (
    <svg className="map" viewBox={`${-WIDTH / 2} ${-height / 2} ${WIDTH} ${height}`} role="img" aria-label={label}>
      <Ground view={view} asked={centre} />
      <Marks view={view} marks={marks} />
    </svg>
  )
}

/** The map is drawn under a fixed cross: one thumb pushes it, and no finger hides the place. */
export function PointPicker({ start, marks, onMove }: { start: Point; marks: Mark[]; onMove: (point: Point) => void }) {
  const words = useWords(placeWords)
  const [view, setView] = useState<View>({ centre: start, scale: 2 })
  const [drag, setDrag] = useState<{ x: number; y: number } | null>(null)
  const from = useRef<{ x: number; y: number; unit: number } | null>(null)
  const height = 300
  const move = (next: View) => {
    setView(next)
    onMove(next.centre)
  }
  const down = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, y: event.clientY, unit: WIDTH / event.currentTarget.clientWidth }
  }
  const shift = (event: PointerEvent) =>
    from.current && {
      x: (event.clientX - from.current.x) * from.current.unit,
      y: (event.clientY - from.current.y) * from.current.unit,
    }
  const up = (event: PointerEvent) => {
    const by = shift(event)
    from.current = null
    setDrag(null)
    if (by) move({ ...view, centre: unplace(view, -by.x, -by.y) })
  }
  const zoom = (by: number) => {
    const at = SCALES.indexOf(view.scale) + by
    const scale = SCALES[Math.min(SCALES.length - 1, Math.max(0, at))]!
    setView({ ...view, scale })
  }
  const nudge = (x: number, y: number) => move({ ...view, centre: unplace(view, x, y) })
  return (
    <div className="picker">
      <svg
        className="map steer"
        viewBox={`${-WIDTH / 2} ${-height / 2} ${WIDTH} ${height}`}
        role="application"
        aria-label={words.correctTitle}
        tabIndex={0}
        onPointerDown={down}
        onPointerMove={(event) => setDrag(shift(event))}
        onPointerUp={up}
        onPointerCancel={() => {
          from.current = null
          setDrag(null)
        }}
        onKeyDown={(event) => {
          const step = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] }[event.key]
          if (!step) return
          event.preventDefault()
          nudge(step[0]!, step[1]!)
        }}
      >
        <g transform={drag ? `translate(${drag.x} ${drag.y})` : undefined}>
          <Ground view={view} asked={view.centre} />
          <Marks view={view} marks={marks} />
        </g>
        <path className="map-cross" d="M-26 0H-6M6 0H26M0 -26V-6M0 6V26" />
        <circle className="map-cross" r="3" />
      </svg>
      <div className="picker-zoom">
        <button type="button" className="icon-button" aria-label={words.zoomIn} onClick={() => zoom(-1)}>
          ＋
        </button>
        <button type="button" className="icon-button" aria-label={words.zoomOut} onClick={() => zoom(1)}>
          －
        </button>
      </div>
    </div>
  )
}

const Ground = memo(function Ground({ view, asked }: { view: View; asked: Point }) {
  const grids = useGridsAround(asked)
  const drawn = useMemo(
    () =>
      (grids.data?.features ?? []).map((grid) => {
        const ring =
          (grid.geometry.type === 'Polygon' ? grid.geometry.coordinates[0] : grid.geometry.coordinates[0]?.[0]) ?? []
        const middle = ring.reduce(
          (sum, [longitude = 0, latitude = 0]) => ({
            longitude: sum.longitude + longitude / ring.length,
            latitude: sum.latitude + latitude / ring.length,
          }),
          { longitude: 0, latitude: 0 },
        )
        return {
          id: grid.id,
          path: pathOf(view, grid.geometry),
          name: grid.properties.name,
          dedicated: grid.properties.kind === 'dedicated',
          at: place(view, middle),
        }
      }),
    [grids.data, view],
  )
  const raster = useMemo(() => rasterOf(view), [view])
  return (
    <g>
      {drawn.map((grid) => (
        <path key={grid.id} className={grid.dedicated ? 'map-grid dedicated' : 'map-grid'} d={grid.path} />
      ))}
      <path className="map-raster" d={raster} />
      {drawn.map((grid) => (
        <text key={grid.id} className="map-name" x={grid.at.x} y={grid.at.y}>
          {grid.name}
        </text>
      ))}
    </g>
  )
})

function Marks({ view, marks }: { view: View; marks: Mark[] }) {
  return (
    <g>
      {marks.map((mark, index) => {
        const { x, y } = place(view, mark.point)
        return (
          <g key={index} transform={`translate(${x} ${y})`}>
            {mark.accuracy ? <circle className="map-around" r={mark.accuracy / view.scale} /> : null}
            {mark.kind === 'case' ? (
              <path className="map-pin" d="M0 0C-3 -8 -12 -13 -12 -21A12 12 0 0 1 12 -21C12 -13 3 -8 0 0Z" />
            ) : (
              <circle className="map-me" r="8" />
            )}
          </g>
        )
      })}
    </g>
  )
}

/** The phone's own map application. */
export function navigateLink(point: Point, label: string): string {
  const at = `${point.latitude.toFixed(6)},${point.longitude.toFixed(6)}`
  // iOS knows no geo: scheme.
  if (/iPhone|iPad/.test(navigator.userAgent)) return `maps:?q=${encodeURIComponent(label)}&ll=${at}`
  return `geo:${at}?q=${at}(${encodeURIComponent(label)})`
}
