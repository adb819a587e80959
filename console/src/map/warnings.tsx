/** The warnings beside the map: danger to life, overdue, what comes back at one place; each opens on the map. */
import { Button } from 'antd'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { CaseRow } from './case-row.tsx'
import { mapWords } from './locale.ts'
import type { MapLine } from './shapes.ts'

const KINDS = ['danger', 'overdue', 'recurring'] as const
const SHOWN = 5

/** Danger to life stands above: what else is overdue is not to be pushed out by it. */
const NARROWED: Record<(typeof KINDS)[number], Record<string, string>> = {
  danger: { danger: 'true' },
  overdue: { overdue: 'true', danger: 'false' },
  recurring: { recurring: 'true' },
}

interface Props {
  /** Filters and area, without the warnings themselves. */
  query: Record<string, string>
  chosen: string | undefined
  choose: (row: MapLine) => void
  all: (narrowed: Record<string, string>) => void
}

export function Warnings(props: Props) {
  return (
    <div className="stack">
      {KINDS.map((kind) => (
        <Kind key={kind} kind={kind} {...props} />
      ))}
    </div>
  )
}

function Kind({ kind, query, chosen, choose, all }: Props & { kind: (typeof KINDS)[number] }) {
  const words = useWords(mapWords)
  const to = useLanguage()
  const found = useGet(
    'GET /api/v1/map/cases',
    { query: { ...query, ...NARROWED[kind], limit: SHOWN } as never },
    { placeholderData: (before) => before },
  )
  return (
    <section aria-label={words.warning[kind]}>
      <div className="map-list-head">
        <h3 className={`map-kind map-kind-${kind}`}>
          {words.warning[kind]} <span className="num">{found.data ? count(found.data.total, to) : ''}</span>
        </h3>
        {found.data && found.data.total > SHOWN && (
          <Button type="link" size="small" onClick={() => all(NARROWED[kind])}>
            {words.all(count(found.data.total, to))}
          </Button>
        )}
      </div>
      <Shown query={found} rows={3}>
        {(data) =>
          data.rows.length === 0 ? (
            <p className="muted map-none">{words.noWarnings}</p>
          ) : (
            <ul>
              {data.rows.map((row) => (
                <CaseRow key={row.id} row={row} chosen={row.id === chosen} choose={choose} />
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}
