/** A plain projection for small drawings: degrees to pixels, east-west shrunk by the latitude. Right to a metre over a few kilometres. */
export interface LngLat {
  longitude: number
  latitude: number
}
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

export const METRES_PER_DEGREE = 111_320

export function boxAround(at: LngLat, metres: number): Box {
  const dy = metres / METRES_PER_DEGREE
  const dx = dy / Math.cos((at.latitude * Math.PI) / 180)
  return { west: at.longitude - dx, south: at.latitude - dy, east: at.longitude + dx, north: at.latitude + dy }
}

/** `west,south,east,north` on a raster of about 100 m, so that neighbours ask for the same answer. */
export function bboxText(box: Box): string {
  const down = (value: number) => (Math.floor(value * 1000) / 1000).toFixed(3)
  const up = (value: number) => (Math.ceil(value * 1000) / 1000).toFixed(3)
  return [down(box.west), down(box.south), up(box.east), up(box.north)].join(',')
}

export type Geometry =
  { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }

export function ringsOf(geometry: Geometry): number[][][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}

export function projector(box: Box, width: number, height: number): (point: readonly number[]) => [number, number] {
  const shrink = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180)
  const scale = Math.min(width / ((box.east - box.west) * shrink), height / (box.north - box.south))
  const left = (width - (box.east - box.west) * shrink * scale) / 2
  const top = (height - (box.north - box.south) * scale) / 2
  return ([longitude = 0, latitude = 0]) => [
    left + (longitude - box.west) * shrink * scale,
    top + (box.north - latitude) * scale,
  ]
}

export function pathOf(geometry: Geometry, project: (point: readonly number[]) => [number, number]): string {
  return ringsOf(geometry)
    .map(
      (ring) =>
        `M${ring
          .map((point) =>
            project(point)
              .map((value) => value.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('')
}

export function boxOf(geometries: readonly Geometry[]): Box | null {
  const points = geometries.flatMap((geometry) => ringsOf(geometry).flat())
  if (points.length === 0) return null
  const xs = points.map((point) => point[0]!)
  const ys = points.map((point) => point[1]!)
  return { west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) }
}
