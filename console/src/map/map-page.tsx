/** 全量图: where everything lies now, and what burns; from the city to one case in two moves, and live. */
import { Tabs } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { clockTime, count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useLive } from '../platform/live.ts'
import { Failed } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { useRegions } from '../territory/pickers.tsx'
import { CaseCard } from './case-card.tsx'
import { CaseList } from './case-list.tsx'
import { CityCanvas, type Box, type Pressed } from './city-canvas.tsx'
import { Legend } from './legend.tsx'
import { mapWords } from './locale.ts'
import './map.css'
import { Places } from './places.tsx'
import { AREA, FILTERS, pick, readView, viewText, type MapSearch, type View } from './search.ts'
import { levelAt, STOCKS, type MapLine, type Stock, type StockRow } from './shapes.ts'
import { useHome } from './use-home.ts'
import { useTurns } from './use-turns.ts'
import { Warnings } from './warnings.tsx'

/** Around a single case: some streets. */
const STREETS = 0.0022
const NOWHERE = Object.fromEntries(AREA.map((name) => [name, undefined])) as Partial<MapSearch>
/** Warnings narrow the map, not the list of warnings. */
const LASTING = ['state', 'categoryId', 'departmentId'] as const

export function MapPage() {
  const words = useWords(mapWords)
  const to = useLanguage()
  const live = useLive()
  const search = useSearch({ from: '/inside/map' })
  const navigate = useNavigate({ from: '/map' })
  const turn = useTurns()
  const [zoom, setZoom] = useState(() => readView(search.at)?.zoom ?? 10)
  const [seen, setSeen] = useState<string>()
  const [look, setLook] = useState<{ box: Box } | null>(null)
  const [broken, setBroken] = useState(false)
  const first = useRef(readView(search.at))

  const change = (next: Partial<MapSearch>, replace = false) =>
    void navigate({
      replace,
      search: (before: MapSearch) =>
        Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => Boolean(value))) as MapSearch,
    })

  const regions = useRegions()
  const levels = useMemo(() => {
    const seen = new Map<string, number>()
    for (const { level } of regions.data?.rows ?? []) seen.set(level, (seen.get(level) ?? 0) + 1)
    // A level with a single region says nothing that the total does not.
    return new Set([...seen].filter(([, many]) => many > 1).map(([level]) => level))
  }, [regions.data])
  const level = levelAt(zoom, levels)
  const filter = pick(search, FILTERS)
  const tiles = new URLSearchParams(filter).toString()
  const areas = search.show === 'areas'
  const stock: Stock = areas ? (STOCKS.find((one) => one === search.by) ?? 'open') : 'open'
  const stocks = useGet(
    'GET /api/v1/map/stocks',
    // Of thousands of grids only those in view.
    { query: { level, ...filter, ...(FINE.has(level) && seen ? { view: seen } : {}) } as never },
    { placeholderData: (before) => before },
  )
  // The numbers of the legend stay what they are while one of them is shown alone.
  const totals = useGet(
    'GET /api/v1/map/stocks',
    { query: { level: 'county', ...pick(search, LASTING) } as never },
    { placeholderData: (before) => before },
  )
  const rows = stocks.data?.rows ?? NO_ROWS
  const home = useHome(rows)
  const area = pick(search, AREA)
  const here = Object.keys(area).length > 0

  const goTo = (box: Box | null) => box && setLook({ box })
  const openPlace = (row: Pick<StockRow, 'id' | 'box'>, kind: 'region' | 'grid') => {
    change({ ...NOWHERE, [kind === 'grid' ? 'gridId' : 'regionId']: row.id, tab: 'list', case: undefined })
    goTo(row.box)
  }
  const openCase = (row: MapLine) => {
    change({ case: row.id })
    if (row.position) goTo(around(row.position))
  }
  const pressed = (what: Pressed) => {
    if (what.kind === 'case') return change({ case: what.id })
    if (what.kind === 'cluster') {
      change({ ...NOWHERE, bbox: what.box.join(','), tab: 'list', case: undefined })
      return goTo(what.box)
    }
    openPlace(rows.find((row) => row.id === what.id) ?? { id: what.id, box: null }, what.kind)
  }
  const whole = () => {
    change({ ...NOWHERE, case: undefined })
    goTo(home)
  }
  const moved = (view: View, inView: string) => {
    setZoom(view.zoom)
    setSeen(inView)
    change({ at: viewText(view) }, true)
  }

  // Without the power to list cases there is no map; any other failure leaves what was drawn.
  if (stocks.error && !stocks.data)
    return (
      <div className="sheet">
        <Failed error={stocks.error} again={() => void stocks.refetch()} />
      </div>
    )
  const tab = search.tab ?? 'warnings'
  const placeLevelOf = level === 'grid' ? 'grid' : 'region'
  return (
    <div className="map-page">
      <h1 className="unseen">{words.title}</h1>
      <p className="unseen">{words.keyboardHint}</p>
      <Legend search={search} stocks={totals.data} change={change} />
      <div className="map-place">
        {broken ? (
          <Failed error={new Error(words.failed)} />
        ) : (
          <CityCanvas
            label={words.label}
            view={first.current}
            home={home}
            query={tiles}
            areas={areas}
            stock={stock}
            rows={rows}
            level={level}
            chosen={{ regionId: search.regionId, gridId: search.gridId, caseId: search.case }}
            look={look}
            turn={turn}
            moved={moved}
            pressed={pressed}
            failed={() => setBroken(true)}
          />
        )}
        <p className="map-foot" role="status">
          {live === 'away' ? words.away : stocks.data && words.updated(clockTime(stocks.data.at, true))}
          {stocks.data && stocks.data.undrawn > 0 && ` · ${words.undrawn(count(stocks.data.undrawn, to))}`}
        </p>
      </div>
      <aside className="map-side" aria-label={words.tabs.list}>
        {search.case && <CaseCard id={search.case} close={() => change({ case: undefined })} />}
        <Tabs
          size="small"
          activeKey={tab}
          onChange={(next) => change({ tab: next === 'warnings' ? undefined : next })}
          items={[
            {
              key: 'warnings',
              label: words.tabs.warnings,
              children: (
                <Warnings
                  query={{ ...pick(search, LASTING), ...area }}
                  chosen={search.case}
                  choose={openCase}
                  all={(narrowed) => change({ ...narrowed, tab: 'list' })}
                />
              ),
            },
            {
              key: 'list',
              label: words.tabs.list,
              children: (
                <CaseList
                  query={{ ...filter, ...area }}
                  here={here}
                  chosen={search.case}
                  choose={openCase}
                  whole={whole}
                />
              ),
            },
            {
              key: 'places',
              label: words.tabs.places,
              children: (
                <Places
                  rows={rows}
                  level={level}
                  chosen={search.regionId ?? search.gridId}
                  choose={(row) => openPlace(row, placeLevelOf)}
                />
              ),
            },
          ]}
        />
      </aside>
    </div>
  )
}

const FINE: ReadonlySet<string> = new Set(['community', 'grid'])
const NO_ROWS: StockRow[] = []

function around({ longitude, latitude }: { longitude: number; latitude: number }): Box {
  return [longitude - STREETS, latitude - STREETS, longitude + STREETS, latitude + STREETS]
}
