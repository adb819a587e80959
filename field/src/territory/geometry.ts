/** Drawing a few square kilometres flat: good to a metre at this size, and no library. */
export interface Point {
  longitude: number
  latitude: number
}
export interface View {
  centre: Point
  /** Metres that one unit of the drawing stands for. */
  scale: number
}

const METRES_PER_DEGREE = 111_320

/** East and south of the view's centre, in units of the drawing. */
export function place(view: View, point: Point): { x: number; y: number } {
  const x =
    ((point.longitude - view.centre.longitude) * METRES_PER_DEGREE * Math.cos((view.centre.latitude * Math.PI) / 180)) /
    view.scale
  const y = -((point.latitude - view.centre.latitude) * METRES_PER_DEGREE) / view.scale
  return { x, y }
}

export function unplace(view: View, x: number, y: number): Point {
  return {
    longitude:
      view.centre.longitude + (x * view.scale) / (METRES_PER_DEGREE * Math.cos((view.centre.latitude * Math.PI) / 180)),
    latitude: view.centre.latitude - (y * view.scale) / METRES_PER_DEGREE,
  }
}

/** Metres between two near points. */
export function apart(a: Point, b: Point): number {
  const { x, y } = place({ centre: a, scale: 1 }, b)
  return Math.hypot(x, y)
}

type Geometry = { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }

export function pathOf(view: View, geometry: Geometry): string {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons
    .flat()
    .map((ring) => {
      const points = ring.map(([longitude = 0, latitude = 0]) => {
        const { x, y } = place(view, { longitude, latitude })
        return `${x.toFixed(1)} ${y.toFixed(1)}`
      })
      return `M${points.join('L')}Z`
    })
    .join('')
}

/** Lines every hundred metres, fixed to the ground: without them an empty grid would not show that it moves. */
export function rasterOf(view: View): string {
  const step = 100 / METRES_PER_DEGREE
  const stretch = Math.cos((view.centre.latitude * Math.PI) / 180)
  const reach = Math.ceil((600 * view.scale) / 100)
  const row = Math.round(view.centre.latitude / step)
  const column = Math.round((view.centre.longitude * stretch) / step)
  const lines: string[] = []
  for (let i = -reach; i <= reach; i++) {
    const { y } = place(view, { longitude: view.centre.longitude, latitude: (row + i) * step })
    const { x } = place(view, { longitude: ((column + i) * step) / stretch, latitude: view.centre.latitude })
    lines.push(`M-600 ${y.toFixed(1)}H600M${x.toFixed(1)} -600V600`)
  }
  return lines.join('')
}

/** The box around a point that is asked of the server, on a raster of a hundredth of a degree, so that a small step asks nothing new. */
export function boxAround(point: Point): string {
  const west = Math.floor(point.longitude * 100) / 100 - 0.01
  const south = Math.floor(point.latitude * 100) / 100 - 0.01
  return [west, south, west + 0.03, south + 0.03].map((degrees) => degrees.toFixed(2)).join(',')
}
