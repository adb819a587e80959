/** Categories and items down, a region and the regions in it across: who leads in each cell, and where that was said. */
import { Button } from 'antd'
import { Fragment, useState } from 'react'
import type { Answered } from '../platform/call.ts'
import { count } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { MatrixCells } from './duty-matrix-cells.tsx'
import { dutyWords } from './duty-words.ts'

export type Matrix = Answered<'GET /api/v1/duties/matrix'>

export function DutyMatrix() {
  const words = useWords(dutyWords)
  const regions = useGet('GET /api/v1/regions', { query: { depth: 1 } })
  const categories = useGet('GET /api/v1/categories', {})
  const [region, setRegion] = useState<string>()
  const [category, setCategory] = useState<string>()
  const empty = regions.data?.rows.length === 0 || categories.data?.rows.length === 0
  const matrix = useGet(
    'GET /api/v1/duties/matrix',
    { query: { region, category } },
    { placeholderData: (before) => before, enabled: regions.data !== undefined && !empty },
  )
  if (regions.data?.rows.length === 0) return <Nothing title={words.noTerritory} />
  if (categories.data?.rows.length === 0) return <Nothing title={words.noCatalogue} hint={words.noCatalogueHint} />
  return (
    <Shown query={matrix} rows={12}>
      {(data) => <Sheet matrix={data} category={category} setCategory={setCategory} setRegion={setRegion} />}
    </Shown>
  )
}

interface Props {
  matrix: Matrix
  category: string | undefined
  setCategory: (id: string | undefined) => void
  setRegion: (id: string) => void
}

function Sheet({ matrix, category, setCategory, setRegion }: Props) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const edits = useMay()('duty.manage')
  return (
    <div className="stack">
      <p className="muted">
        {words.matrixHint} {edits && words.matrixKeys}
      </p>
      <nav className="row" aria-label={words.region}>
        {matrix.above.map((region) => (
          <Fragment key={region.id}>
            <Button type="link" size="small" onClick={() => setRegion(region.id)}>
              {region.name}
            </Button>
            <span aria-hidden>/</span>
          </Fragment>
        ))}
        <strong>{matrix.region.name}</strong>
      </nav>
      <div className="table-scroll matrix-scroll">
        <table className="matrix" role="grid" aria-label={words.tabs.matrix} aria-readonly={!edits}>
          <thead>
            <tr>
              <th scope="col" className="matrix-head">
                {words.subject}
              </th>
              {matrix.columns.map((column, at) => (
                <th key={column.id} scope="col" className={at === 0 ? 'matrix-own' : ''}>
                  {at > 0 && column.below > 0 ? (
                    <Button type="link" size="small" onClick={() => setRegion(column.id)}>
                      {column.name}
                    </Button>
                  ) : (
                    column.name
                  )}
                  {at > 0 && column.below > 0 && (
                    <span className="matrix-inside">{words.inside(count(column.below, to))}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((row) => {
              const open = row.item === null && row.category.id === category
              return (
                <tr key={row.item?.id ?? row.category.id} className={row.item ? 'matrix-item' : 'matrix-category'}>
                  <th scope="row" className="matrix-head">
                    {row.item ? (
                      <>
                        <span className="muted num">{row.item.code}</span> {inLanguage(row.item.name, to)}
                      </>
                    ) : (
                      <button
                        type="button"
                        className="matrix-fold"
                        aria-expanded={open}
                        aria-label={`${open ? words.close : words.open} ${inLanguage(row.category.name, to)}`}
                        onClick={() => setCategory(open ? undefined : row.category.id)}
                      >
                        <span aria-hidden>{open ? '▾' : '▸'}</span> {inLanguage(row.category.name, to)}{' '}
                        <span className="muted">{words.itemsOf(count(row.items, to))}</span>
                      </button>
                    )}
                  </th>
                  <MatrixCells matrix={matrix} row={row} edits={edits} />
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}
