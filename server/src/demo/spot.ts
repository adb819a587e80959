/** Where the demo's people find something. */

/** A point near the middle of the grid's outline. */
export function within(
  grid: { geometry: { type: string; coordinates: unknown } },
  random: () => number,
): { longitude: number; latitude: number } {
  const ring = (
    grid.geometry.type === 'Polygon' ? grid.geometry.coordinates : (grid.geometry.coordinates as unknown[])[0]
  ) as [number, number][][]
  const outline = ring[0]!
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const share = () => 0.35 + 0.3 * random()
  return {
    longitude: Number((west + (east - west) * share()).toFixed(6)),
    latitude: Number((south + (north - south) * share()).toFixed(6)),
  }
}
