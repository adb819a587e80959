/** One region: its code and what became of codes, what lies above, its command office, its map. */
import { Button } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { useLanguage, useWords } from '../platform/language.ts'
import { Loading, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet } from '../platform/query.ts'
import type { Shape } from './ground-map.tsx'
import { territoryWords } from './locale.ts'
import { useDepartments } from './pickers.tsx'
import { boxOf, type Geometry } from './projection.ts'

const GroundMap = lazy(() => import('./ground-map.tsx').then((module) => ({ default: module.GroundMap })))

interface Props {
  id: string
  choose: (id: string) => void
  editGrids: ((id: string) => void) | undefined
  cut: ((id: string) => void) | undefined
}

export function RegionCard({ id, choose, editGrids, cut }: Props) {
  const words = useWords(territoryWords)
  const to = useLanguage()
  const region = useGet('GET /api/v1/regions/{id}', { params: { id } })
  const history = useGet('GET /api/v1/regions/{id}/history', { params: { id } })
  const departments = useDepartments()
  const office = departments.data?.rows.find((row) => row.id === region.data?.commandOfficeId)
  return (
    <Shown query={region} rows={8}>
      {(one) => (
        <div className="stack">
          <section className="card">
            <div className="card-head">
              <h2>
                {one.name} <span className="muted">{words.level[one.level]}</span>
              </h2>
              {one.validTo !== null && (
                <span className="pill pill-warn">
                  {words.validTo} {one.validTo}
                </span>
              )}
            </div>
            <dl className="facts">
              <div>
                <dt>{words.code}</dt>
                <dd className="num">{one.code}</dd>
              </div>
              <div>
                <dt>{words.validFrom}</dt>
                <dd className="num">{one.validFrom}</dd>
              </div>
              <div>
                <dt>{words.office}</dt>
                <dd>{office ? (to === 'en' && office.nameEn) || office.name : words.noOffice}</dd>
              </div>
            </dl>
            <p className="row region-chain">
              {one.chain.toReversed().map((above) => (
                <Button key={above.id} size="small" type="link" onClick={() => choose(above.id)}>
                  {above.name}
                </Button>
              ))}
            </p>
            {one.synthetic && <p className="note note-warn">{words.synthetic}</p>}
            <div className="row">
              {editGrids && <Button onClick={() => editGrids(id)}>{words.editGrids}</Button>}
              {cut && one.level !== 'city' && <Button onClick={() => cut(id)}>{words.cutHere}</Button>}
            </div>
          </section>
          <RegionMap id={id} level={one.level} choose={choose} />
          <section className="card">
            <div className="card-head">
              <h2>{words.history}</h2>
            </div>
            <Shown query={history} rows={2}>
              {({ rows }) => (
                <Table
                  caption={words.history}
                  rows={rows}
                  rowKey={(row) => row.id}
                  current={id}
                  open={(row) => choose(row.id)}
                  columns={[
                    { key: 'code', title: words.code, cell: (row) => <span className="num">{row.code}</span> },
                    { key: 'name', title: words.name, cell: (row) => row.name },
                    {
                      key: 'from',
                      title: words.validFrom,
                      cell: (row) => <span className="num">{row.validFrom}</span>,
                    },
                    {
                      key: 'to',
                      title: words.validTo,
                      cell: (row) =>
                        row.validTo === null ? (
                          <span className="pill pill-good">{words.inForce}</span>
                        ) : (
                          <span className="num">{row.validTo}</span>
                        ),
                    },
                  ]}
                />
              )}
            </Shown>
          </section>
        </div>
      )}
    </Shown>
  )
}

/** A town and below: its grids. Above: the outlines of what lies in it. */
function RegionMap({ id, level, choose }: { id: string; level: string; choose: (id: string) => void }) {
  const words = useWords(territoryWords)
  const low = level === 'town' || level === 'community'
  const outlines = useGet('GET /api/v1/regions/{id}/outlines', { params: { id } }, { staleTime: 5_000 })
  const grids = useGet('GET /api/v1/grids', { query: { region: id } }, { staleTime: 5_000, enabled: low })
  const shapes = useMemo((): Shape[] => {
    const regions = (outlines.data?.features ?? []).filter(
      (one) => one.id !== id || outlines.data!.features.length === 1,
    )
    const all = low && (grids.data?.features.length ?? 0) > 0 ? grids.data!.features : regions
    return all.map((one) => ({ id: one.id, geometry: one.geometry, name: one.properties.name }))
  }, [outlines.data, grids.data, low, id])
  const look = useMemo(() => {
    const box = boxOf(shapes.map((shape) => shape.geometry as Geometry))
    return box ? { box } : null
  }, [shapes])
  if (outlines.isPending || (low && grids.isPending)) return <Loading rows={5} />
  if (shapes.length === 0) return <p className="note">{words.noOutline}</p>
  return (
    <section className="card" aria-label={words.mapOf}>
      <Suspense fallback={<Loading rows={6} />}>
        <GroundMap
          label={words.mapOf}
          ground={shapes}
          look={look}
          press={(_at, { ground }) => {
            if (ground && outlines.data?.features.some((one) => one.id === ground)) choose(ground)
          }}
        />
      </Suspense>
    </section>
  )
}
