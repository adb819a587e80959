/** Where it is: a small drawing at once, the map on request; open cases of the same kind nearby; parent and children. */
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Loading } from '../platform/parts/states.tsx'
import { MiniMap } from '../territory/mini-map.tsx'
import { DueMark } from './due-mark.tsx'
import { caseWords } from './locale.ts'
import type { CasePage } from './shapes.ts'
import { StateMark } from './state-mark.tsx'
import { useNearby } from './use-nearby.ts'

const CityMap = lazy(() => import('../territory/map.tsx').then((module) => ({ default: module.CityMap })))

export function PlaceCard({ page }: { page: CasePage }) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const [open, setOpen] = useState(false)
  const nearby = useNearby(page)
  const rows = nearby.data?.rows ?? []
  const others = rows.flatMap((row) => (row.position ? [{ ...row.position, name: row.number }] : []))
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.page.map}</h2>
        {page.position ? (
          <>
            <span className="muted num">
              {page.position.longitude.toFixed(5)}, {page.position.latitude.toFixed(5)}
            </span>
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? words.page.closeMap : words.page.openMap}
            </Button>
          </>
        ) : (
          <span className="pill pill-warn">{words.unknownPlace}</span>
        )}
      </div>
      {open ? (
        <Suspense fallback={<Loading rows={4} />}>
          <CityMap point={page.position} others={others} label={words.page.map} />
        </Suspense>
      ) : (
        <MiniMap
          at={page.position}
          gridId={page.grid?.id ?? null}
          regionId={page.region?.id ?? null}
          others={others}
          label={words.page.map}
        />
      )}
      {page.position && (
        <div style={{ marginTop: 12 }}>
          <h3>{words.page.nearby}</h3>
          {rows.length === 0 ? (
            <p className="muted">{nearby.isPending ? '…' : words.page.noNearby}</p>
          ) : (
            <ul className="nearby">
              {rows.map((row) => (
                <li key={row.id} className="row">
                  <Link to="/cases/$id" params={{ id: row.id }} className="number">
                    {row.number}
                  </Link>
                  <span className="num">{words.page.metres(String(Math.round(row.distance)))}</span>
                  {!row.sameItem && <span className="muted">{inLanguage(row.item.name, to)}</span>}
                  <StateMark state={row.state} />
                  <DueMark of={row} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  )
}

export function FamilyCard({ page }: { page: CasePage }) {
  const words = useWords(caseWords).page
  if (!page.parent && page.children.length === 0) return null
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.family}</h2>
      </div>
      <dl className="facts">
        {page.parent && (
          <>
            <dt>{words.parent}</dt>
            <dd>
              <Link to="/cases/$id" params={{ id: page.parent.id }} className="number">
                {page.parent.number}
              </Link>
            </dd>
          </>
        )}
        {page.children.length > 0 && (
          <>
            <dt>{words.children}</dt>
            <dd className="row">
              {page.children.map((child) => (
                <span key={child.id}>
                  <Link to="/cases/$id" params={{ id: child.id }} className="number">
                    {child.number}
                  </Link>{' '}
                  <StateMark state={child.state} />
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
