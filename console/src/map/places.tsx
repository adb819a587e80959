/** The places of the level that the map shows, with their stocks: each opens as a press on the map does. */
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Table } from '../platform/parts/table.tsx'
import { mapWords } from './locale.ts'
import type { PlaceLevel, StockRow } from './shapes.ts'

interface Props {
  rows: readonly StockRow[]
  level: PlaceLevel
  chosen: string | undefined
  choose: (row: StockRow) => void
}

/** More rows than anybody reads: the map narrows them. */
const MOST = 200

export function Places({ rows, level, chosen, choose }: Props) {
  const words = useWords(mapWords)
  const to = useLanguage()
  const shown = rows.toSorted((a, b) => b.open - a.open).slice(0, MOST)
  const column = (stock: 'open' | 'overdue' | 'danger' | 'recurring') => ({
    key: stock,
    title: words.stock[stock],
    align: 'end' as const,
    cell: (row: StockRow) => (
      <span className={`num${stock !== 'open' && row[stock] > 0 ? ` map-number-${stock}` : ''}`}>
        {count(row[stock], to)}
      </span>
    ),
  })
  return (
    <Table
      caption={words.level[level]}
      rows={shown}
      rowKey={(row) => row.id}
      current={chosen}
      open={choose}
      empty={<p className="muted map-none">{words.noPlaces}</p>}
      columns={[
        {
          key: 'name',
          title: words.level[level],
          cell: (row) => (
            <button type="button" className="link-button" onClick={() => choose(row)}>
              {row.name || '–'}
            </button>
          ),
        },
        column('open'),
        column('overdue'),
        column('danger'),
        column('recurring'),
      ]}
    />
  )
}
