/** Writes the stocks onto the map: a shade for each place, and its number in the middle. */
import type { GeoJSONSource, Map as MapOfGl } from 'maplibre-gl'
import type { PlaceLevel, Stock, StockRow } from './shapes.ts'

/** Gives what takes the shades off again. */
export function drawStocks(map: MapOfGl, rows: readonly StockRow[], level: PlaceLevel, stock: Stock): () => void {
  const sourceLayer = level === 'grid' ? 'grids' : 'regions'
  const top = Math.max(1, ...rows.map((row) => row[stock]))
  for (const row of rows) {
    // By its root: one place with a thousand would else leave all the others white.
    map.setFeatureState({ source: 'territory', sourceLayer, id: row.id }, { share: Math.sqrt(row[stock] / top) })
  }
  map.getSource<GeoJSONSource>('stocks')?.setData({
    type: 'FeatureCollection',
    features: rows.flatMap((row) =>
      row.middle
        ? [
            {
              type: 'Feature' as const,
              geometry: { type: 'Point' as const, coordinates: row.middle },
              properties: { id: row.id, value: row[stock], text: `${row.name}\n${row[stock]}` },
            },
          ]
        : [],
    ),
  })
  return () => {
    // The map itself may be gone already.
    if (map.style)
      for (const row of rows) map.removeFeatureState({ source: 'territory', sourceLayer, id: row.id }, 'share')
  }
}
