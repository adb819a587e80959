/** The findings of a revision where they lie: the chosen one is flown to, and a shape that is pressed is chosen. */
import { lazy, Suspense, useMemo } from 'react'
import { useWords } from '../platform/language.ts'
import { Failed, Loading } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { keysOf, type Revision, type RevisionFinding } from '../revisions/rooms.ts'
import type { Shape } from './ground-map.tsx'
import { territoryWords } from './locale.ts'
import { bboxText, type Box, type Geometry } from './projection.ts'

const GroundMap = lazy(() => import('./ground-map.tsx').then((module) => ({ default: module.GroundMap })))
/** Drawn first are errors, then warnings; notes lie beneath. */
const WEIGHT: Record<RevisionFinding['severity'], number> = { note: 0, repaired: 1, warning: 2, error: 3 }

export function FindingsMap({
  revision,
  chosen,
  choose,
}: {
  revision: Revision
  chosen: RevisionFinding | null
  choose: (finding: RevisionFinding) => void
}) {
  const words = useWords(territoryWords)
  const placed = useGet(keysOf('territory').findings, {
    params: { id: revision.id },
    query: { placed: 'true', limit: 200 },
  })
  const rows = useMemo(() => {
    const found = placed.data?.rows ?? []
    // One from further down the list is drawn as well.
    const more = chosen?.geometry && !found.some((one) => one.number === chosen.number) ? [chosen] : []
    return [...found, ...more].toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
  }, [placed.data, chosen])
  const box = useMemo(() => boxOfAll(rows), [rows])
  const grids = useGet(
    'GET /api/v1/grids',
    { query: box ? { bbox: bboxText(box), limit: 1500 } : {} },
    { enabled: box !== null, staleTime: 60_000 },
  )
  const look = useMemo(() => {
    const target = chosen?.geometry ? boxOfAll([chosen]) : box
    return target ? { box: target } : null
  }, [chosen, box])
  const ground = useMemo(
    (): Shape[] =>
      (grids.data?.features ?? []).map(({ id, geometry, properties }) => ({
        id,
        geometry,
        name: properties.name,
        kind: properties.kind,
      })),
    [grids.data],
  )
  const marks = useMemo(
    (): Shape[] =>
      rows.map((row) => ({
        id: String(row.number),
        geometry: row.geometry!,
        name: '',
        tone: row.severity,
      })),
    [rows],
  )
  if (placed.error) return <Failed error={placed.error} again={() => void placed.refetch()} />
  if (placed.isPending) return <Loading rows={4} />
  if (rows.length === 0) return null
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.findingsMap}</h2>
        <span className="muted">{chosen && !chosen.geometry ? words.notPlaced : words.findingsMapHint}</span>
      </div>
      <Suspense fallback={<Loading rows={6} />}>
        <GroundMap
          label={words.findingsMap}
          ground={ground}
          marks={marks}
          chosenMark={chosen ? String(chosen.number) : null}
          look={look}
          press={(_at, { mark }) => {
            const row = rows.find((one) => String(one.number) === mark)
            if (row) choose(row)
          }}
        />
      </Suspense>
    </section>
  )
}

/** Around every position of the geometries, with some ground beside them. */
function boxOfAll(rows: readonly RevisionFinding[]): Box | null {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  const take = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return
    if (typeof coordinates[0] === 'number') {
      const [x, y] = coordinates as [number, number]
      box.west = Math.min(box.west, x)
      box.east = Math.max(box.east, x)
      box.south = Math.min(box.south, y)
      box.north = Math.max(box.north, y)
    } else for (const part of coordinates) take(part)
  }
  for (const row of rows) take((row.geometry as Geometry | null)?.coordinates)
  if (box.west > box.east) return null
  const room = Math.max(0.0015, (box.east - box.west) * 0.15, (box.north - box.south) * 0.15)
  return { west: box.west - room, south: box.south - room, east: box.east + room, north: box.north + room }
}
