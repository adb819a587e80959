import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../platform/api.ts'
import { useMe } from '../platform/session.ts'
import { Read } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Sheet } from '../parts/sheet.tsx'
import type { Where } from '../report/content.ts'
import { useLanguage, useWords } from '../words/language.ts'
import { metres } from '../words/time.ts'
import type { Point } from './geometry.ts'
import { useLocated } from './grids.ts'
import { PointPicker } from './map.tsx'
import type { Locating } from './position.ts'
import { placeWords } from './words.ts'

/** Where it is: taken by itself, shown in one line, and put right by hand when it is wrong. */
export function PlaceField({
  where,
  locating,
  onChange,
}: {
  where: Where
  locating: Locating
  onChange: (where: Where) => void
}) {
  const words = useWords(placeWords)
  const language = useLanguage()
  const [open, setOpen] = useState<'map' | 'region' | null>(null)
  const located = useLocated(where.point)
  const region = useRegion(where.point ? null : where.regionId)
  const grid = located.data?.grid?.name
  const how =
    where.from === 'phone'
      ? words.found(metres(where.accuracy ?? 0, language))
      : where.from === 'hand'
        ? words.byHand
        : where.regionId
          ? words.unknownIn(region.data?.name ?? '…')
          : locating.state === 'finding'
            ? words.finding
            : locating.state === 'denied'
              ? words.denied
              : words.failed
  const certain = where.point !== null || where.regionId !== null
  const rough = where.from === 'phone' && (where.accuracy ?? 0) > 100
  return (
    <>
      <button
        type="button"
        className="card line place-field"
        onClick={() => setOpen(where.point || locating.fix ? 'map' : 'region')}
      >
        {!certain && locating.state === 'finding' ? (
          <span className="spinner" aria-hidden="true" />
        ) : (
          <Icon name="pin" />
        )}
        <span className="grow" style={{ textAlign: 'start' }}>
          <span className={certain ? 'strong clip' : 'error clip'}>
            {where.point && located.data ? (grid ?? words.outside) : how}
          </span>
          {where.point && <span className={rough ? 'small text-soon' : 'small soft'}>{how}</span>}
        </span>
        <span className="change">{words.correct}</span>
      </button>
      {open === 'map' && (
        <Correct
          start={where.point ?? locating.fix ?? { longitude: 0, latitude: 0 }}
          fix={locating.fix}
          onClose={() => setOpen(null)}
          onUnknown={() => setOpen('region')}
          onChoose={(point) => {
            onChange({ from: 'hand', point, accuracy: null, regionId: null })
            setOpen(null)
          }}
        />
      )}
      {open === 'region' && (
        <RegionSheet
          onClose={() => setOpen(null)}
          onChoose={(regionId) => {
            onChange({ from: 'unknown', point: null, accuracy: null, regionId })
            setOpen(null)
          }}
        />
      )}
    </>
  )
}

function Correct({
  start,
  fix,
  onClose,
  onUnknown,
  onChoose,
}: {
  start: Point
  fix: Locating['fix']
  onClose: () => void
  onUnknown: () => void
  onChoose: (point: Point) => void
}) {
  const words = useWords(placeWords)
  const [point, setPoint] = useState(start)
  const located = useLocated(point)
  return (
    <Sheet
      title={words.correctTitle}
      onClose={onClose}
      foot={
        <Button kind="main" big full onClick={() => onChoose(point)}>
          {words.useThis}
        </Button>
      }
    >
      <PointPicker
        start={start}
        marks={fix ? [{ point: fix, accuracy: fix.accuracy, kind: 'me' }] : []}
        onMove={setPoint}
      />
      <p className="strong">{located.data?.grid?.name ?? words.outside}</p>
      <Button kind="plain" full onClick={onUnknown}>
        {words.sayUnknown}
      </Button>
    </Sheet>
  )
}

function useRegion(id: string | null) {
  return useQuery({
    queryKey: ['region', id],
    enabled: id !== null,
    queryFn: ({ signal }) => call('GET /api/v1/regions/{id}', { params: { id: id! }, signal }),
    staleTime: Infinity,
  })
}

/** Offered first: what lies under the regions that the person serves. */
function RegionSheet({ onClose, onChoose }: { onClose: () => void; onChoose: (regionId: string) => void }) {
  const words = useWords(placeWords)
  const me = useMe()
  const [search, setSearch] = useState('')
  const grid = me.grants.flatMap((grant) => (grant.scope.kind === 'grids' ? grant.scope.gridIds : []))[0]
  const own = me.grants.flatMap((grant) => (grant.scope.kind === 'region' ? [grant.scope.regionId] : []))[0]
  const regions = useQuery({
    queryKey: ['region-choice', search, grid, own],
    queryFn: async ({ signal }) => {
      if (search.trim()) return (await call('GET /api/v1/regions', { query: { text: search.trim() }, signal })).rows
      if (grid) return (await call('GET /api/v1/grids/{id}', { params: { id: grid }, signal })).chain
      return (await call('GET /api/v1/regions', { query: own ? { parent: own, depth: 2 } : { depth: 3 }, signal })).rows
    },
    placeholderData: (before) => before,
  })
  return (
    <Sheet title={words.regionTitle} onClose={onClose}>
      <TextField
        label={words.findRegion}
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Read query={regions} rows={4}>
        {(rows) => (
          <div className="card flush rows">
            {rows.slice(0, 40).map((region) => (
              <button key={region.id} type="button" className="row" onClick={() => onChoose(region.id)}>
                <span className="grow strong">{region.name}</span>
                <Icon name="next" />
              </button>
            ))}
          </div>
        )}
      </Read>
    </Sheet>
  )
}
