/**
 * A plain table for records: a real <table> with header cells, rows that open by click or Enter, and the foot that asks for
 * the next page. Lists are keyset-paged, so there are no page numbers.
 */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import { platformWords } from '../locale.ts'

export interface Column<Row> {
  key: string
  title: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'end'
  width?: number | string
  /** Left out below 768 px. */
  wideOnly?: boolean
}

interface Props<Row> {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  open?: (row: Row) => void
  current?: string | undefined
  more?: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  empty?: ReactNode
  /** On a phone each row becomes a card. */
  cards?: boolean
}

export function Table<Row>({ caption, columns, rows, rowKey, open, current, more, empty, cards }: Props<Row>) {
  const words = useWords(platformWords)
  const classOf = (column: Column<Row>) =>
    [column.align === 'end' ? 'end' : '', column.wideOnly ? 'wide-only' : ''].filter(Boolean).join(' ')
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className={cards ? 'table table-cards' : 'table'}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classOf(column)}
                style={column.width ? { width: column.width } : undefined}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row)
            return (
              <tr
                key={key}
                data-row={key}
                aria-current={current === key ? 'true' : undefined}
                className={open ? 'openable' : ''}
                {...(open
                  ? {
                      onClick: (event) =>
                        event.target instanceof Element && !event.target.closest('a,button,input,label') && open(row),
                    }
                  : {})}
              >
                {columns.map((column) => (
                  <td key={column.key} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {more?.hasNextPage && (
        <div className="table-more">
          <Button loading={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  )
}
