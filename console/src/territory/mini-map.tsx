/** A small map without any map service: the grids around a position, drawn as they are. The big map is loaded when it is asked for. */
import { useGet } from '../platform/query.ts'
import { bboxText, boxAround, boxOf, pathOf, projector, type LngLat } from './projection.ts'

interface Props {
  at: LngLat | null
  gridId: string | null
  /** Where the position is unknown, the outline of this region. */
  regionId: string | null
  others?: LngLat[]
  label: string
}
const WIDTH = 360
const HEIGHT = 200

export function MiniMap({ at, gridId, regionId, others = [], label }: Props) {
  const box = at ? boxAround(at, 650) : null
  const grids = useGet(
    'GET /api/v1/grids',
    { query: box ? { bbox: bboxText(box) } : {} },
    { enabled: box !== null, staleTime: 600_000 },
  )
  const outlines = useGet(
    'GET /api/v1/regions/{id}/outlines',
    { params: { id: regionId ?? '' } },
    { enabled: box === null && regionId !== null, staleTime: 600_000 },
  )
  const features = (box ? grids.data?.features : outlines.data?.features) ?? []
  const drawn = box ? { ...box } : boxOf(features.map((feature) => feature.geometry))
  if (!drawn) return <div className="mini-map" role="img" aria-label={label} />
  const project = projector(drawn, WIDTH, HEIGHT)
  const point = at ? project([at.longitude, at.latitude]) : null
  return (
    <svg
      className="mini-map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="xMidYMid slice"
    >
      {features.map((feature) => (
        <path
          key={feature.id}
          d={pathOf(feature.geometry, project)}
          className={feature.id === gridId || feature.id === regionId ? 'grid-here' : 'grid'}
        >
          <title>{feature.properties.name}</title>
        </path>
      ))}
      {others.map((one) => {
        const [x, y] = project([one.longitude, one.latitude])
        return <circle key={`${x},${y}`} cx={x} cy={y} r="4" className="map-other" />
      })}
      {point && (
        <g transform={`translate(${point[0]},${point[1]})`}>
          <path d="M0 0 C-10 -12 -9 -24 0 -24 S10 -12 0 0Z" className="map-pin" />
          <circle cy="-15" r="3.4" fill="#fff" />
        </g>
      )}
    </svg>
  )
}
