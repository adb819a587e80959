/** What burns first in the chosen place, page after page: the map's own content for whoever does not use a pointer. */
import { Button } from 'antd'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useList } from '../platform/query.ts'
import { CaseRow } from './case-row.tsx'
import { mapWords } from './locale.ts'
import type { MapLine } from './shapes.ts'

interface Props {
  query: Record<string, string>
  /** Named where only a part of the map is listed. */
  here: boolean
  chosen: string | undefined
  choose: (row: MapLine) => void
  whole: () => void
}

export function CaseList({ query, here, chosen, choose, whole }: Props) {
  const words = useWords(mapWords)
  const to = useLanguage()
  const list = useList('GET /api/v1/map/cases', { query })
  const rows = list.rows as MapLine[]
  const total = (list.first as { total?: number } | undefined)?.total ?? 0
  return (
    <div className="map-list">
      <div className="map-list-head">
        <strong role="status">
          {list.isPending ? '' : here ? words.here(count(total, to)) : words.inScope(count(total, to))}
        </strong>
        {here && (
          <Button size="small" onClick={whole}>
            {words.wholeCity}
          </Button>
        )}
      </div>
      {list.error && rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : rows.length === 0 ? (
        <Nothing title={words.nothingHere} hint={words.nothingHint} />
      ) : (
        <ul>
          {rows.map((row) => (
            <CaseRow key={row.id} row={row} chosen={row.id === chosen} choose={choose} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  )
}
