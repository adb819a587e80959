/** Grids edited on the map: split by a line, merged, borders moved, dedicated ones drawn. Nothing changes before the rehearsal was applied. */
import { useMemo, useState } from 'react'
import { lazy, Suspense } from 'react'
import { useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { EditorPanel } from './editor-panel.tsx'
import type { Shape } from './ground-map.tsx'
import type { Handle } from './handles.ts'
import { territoryWords } from './locale.ts'
import { RegionPicker, useRegions } from './pickers.tsx'
import { boxOf, type Geometry } from './projection.ts'
import { cornersOf, drawn, middle, type Position } from './strokes.ts'
import { lineOf, useGridDraft, type GridEdit } from './use-grid-draft.ts'
import { useStart } from './use-start.ts'

const GroundMap = lazy(() => import('./ground-map.tsx').then((module) => ({ default: module.GroundMap })))
/** Corners shown at once; an outline with more is edited by its file. */
const MOST_CORNERS = 400
/** Grids shown without a place having been chosen. */
const MOST_GRIDS = 600

export interface GridOnMap {
  id: string
  code: string
  name: string
  kind: 'general' | 'dedicated'
  communityId: string
  geometry: Geometry
}

export function GridEditor({
  regionId,
  gridId,
  choose,
  opened,
}: {
  regionId: string | undefined
  /** Chosen when the editor opens. */
  gridId: string | undefined
  choose: (regionId: string | undefined) => void
  /** A rehearsal was started; with the grid that was chosen for it. */
  opened: (revisionId: string, gridId: string | undefined) => void
}) {
  const words = useWords(territoryWords)
  const { root } = useStart()
  const regions = useRegions()
  const whole = regions.data?.rows.find((row) => row.id === root)
  // A small place is shown at once; in a large city one says where first.
  const region = regionId ?? (whole && whole.grids <= MOST_GRIDS ? root : undefined)
  const grids = useGet('GET /api/v1/grids', { query: { region } }, { enabled: region !== undefined, staleTime: 5_000 })
  const drafting = useGridDraft(gridId)
  const { draft, point, stroke, choose: pick, undo } = drafting
  const [kept, setKept] = useState<GridEdit[]>([])
  const rows = useMemo(
    (): GridOnMap[] =>
      (grids.data?.features ?? []).map(({ properties, geometry }) => ({
        ...properties,
        geometry: geometry as Geometry,
      })),
    [grids.data],
  )
  const look = useMemo(() => {
    const box = boxOf(rows.map((grid) => grid.geometry))
    return box ? { box } : null
  }, [rows])
  const ground = useMemo(
    () =>
      // General ones first, so that dedicated ones lie on top.
      rows
        .toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'general' ? -1 : 1))
        .map((grid) => shapeOf(grid, draft.strokes)),
    [rows, draft.strokes],
  )
  const chosen = rows.find((grid) => grid.id === draft.chosen[0])
  const drawing = draft.mode === 'dedicated' || (draft.mode === 'split' && chosen !== undefined)
  const handles = useMemo((): Handle[] => {
    if (draft.mode !== 'redraw' || !chosen) return []
    return handlesOf(drawn(chosen.geometry, draft.strokes), stroke, words)
    // The functions of the draft are new at every turn and always the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft.mode, chosen, draft.strokes, words])
  const { line, mode } = draft
  const cut = useMemo(() => lineOf(draft, chosen?.geometry), [draft, chosen])
  const marks = useMemo(() => draftMarks(line, cut, mode === 'dedicated'), [line, cut, mode])

  return (
    <div className="editor">
      <div className="editor-map">
        {region === undefined && regions.data ? (
          <Nothing title={words.place} hint={words.placeHint} />
        ) : grids.error ? (
          <Failed error={grids.error} again={() => void grids.refetch()} />
        ) : grids.isPending ? (
          <Loading rows={10} />
        ) : rows.length === 0 ? (
          <Nothing title={words.noGrids} hint={words.noGridsHint} />
        ) : (
          <Suspense fallback={<Loading rows={10} />}>
            <GroundMap
              high
              label={words.mapOf}
              ground={ground}
              chosen={draft.chosen}
              marks={marks}
              handles={handles}
              look={look}
              drawing={drawing}
              back={undo}
              press={(at, under, pixel) => {
                if (drawing) point(at, pixel)
                else if (under.ground) pick(under.ground)
              }}
            />
          </Suspense>
        )}
      </div>
      <div className="editor-side">
        <label className="field-label" htmlFor="editor-region">
          {words.place}
        </label>
        <RegionPicker
          id="editor-region"
          value={regionId}
          placeholder={words.chooseRegion}
          onChange={(next) => {
            drafting.clear()
            choose(next)
          }}
        />
        <EditorPanel
          grids={rows}
          drafting={drafting}
          kept={kept}
          keep={setKept}
          opened={(revision) => opened(revision, draft.chosen[0])}
        />
      </div>
    </div>
  )
}

const shapeOf = (grid: GridOnMap, strokes: Parameters<typeof drawn>[1]): Shape => ({
  id: grid.id,
  name: grid.name,
  kind: grid.kind,
  geometry: strokes.length > 0 ? drawn(grid.geometry, strokes) : grid.geometry,
})

/** The points as they were set; between them the line as it will cut. */
function draftMarks(line: readonly Position[], cut: readonly Position[], closes: boolean): Shape[] {
  const points = line.map((at, index): Shape => ({
    id: `point-${index}`,
    name: '',
    tone: 'draft',
    geometry: { type: 'Point', coordinates: at },
  }))
  if (line.length < 2) return points
  const geometry =
    closes && line.length > 2
      ? { type: 'Polygon', coordinates: [[...line, line[0]!]] }
      : { type: 'LineString', coordinates: [...cut] }
  return [{ id: 'line', name: '', tone: 'draft', geometry }, ...points]
}

function handlesOf(
  geometry: Geometry,
  stroke: ReturnType<typeof useGridDraft>['stroke'],
  words: (typeof territoryWords)['zh'],
): Handle[] {
  const rings = cornersOf(geometry)
  const name = (r: number, i: number) => (rings.length > 1 ? `${r + 1}.${i + 1}` : String(i + 1))
  if (rings.reduce((sum, ring) => sum + ring.length, 0) > MOST_CORNERS) return []
  return rings.flatMap((ring, r) =>
    ring.flatMap((at, i): Handle[] => {
      const next = ring[(i + 1) % ring.length]!
      return [
        {
          key: `${r}-${i}`,
          at,
          label: words.corner(name(r, i)),
          moved: (to) => stroke({ kind: 'move', from: at, to }),
          removed: () => stroke({ kind: 'remove', at }),
        },
        {
          key: `${r}-${i}-m`,
          at: middle(at, next),
          label: words.cornerAfter(name(r, i)),
          small: true,
          becomes: `${r}-${i + 1}`,
          moved: (to) => stroke({ kind: 'insert', between: [at, next], at: to }),
        },
      ]
    }),
  )
}
