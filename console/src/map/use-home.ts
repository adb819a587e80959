/** Where the map begins: the reader's own region, else the whole; where nobody has drawn outlines, wherever there are cases. */
import { useGet } from '../platform/query.ts'
import { boxOf } from '../territory/projection.ts'
import { useStart } from '../territory/use-start.ts'
import type { Box } from './city-canvas.tsx'
import type { StockRow } from './shapes.ts'

export function useHome(rows: readonly StockRow[]): Box | null {
  const { root, home } = useStart()
  const outlines = useGet(
    'GET /api/v1/regions/{id}/outlines',
    { params: { id: root ?? '' } },
    { enabled: root !== undefined, staleTime: 600_000 },
  )
  const features = outlines.data?.features ?? []
  const own = features.filter((feature) => feature.id === home)
  const drawn = boxOf((own.length > 0 ? own : features).map((feature) => feature.geometry))
  if (drawn) return [drawn.west, drawn.south, drawn.east, drawn.north]
  const boxes = outlines.isPending ? [] : rows.flatMap((row) => (row.box ? [row.box] : []))
  if (boxes.length === 0) return null
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ]
}
