/** The same figures row by row: child regions, departments, items. Every number opens its records. */
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { RATES, rateOf, type RateId } from '@bihuan/domain/cases/rates'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Table } from '../platform/parts/table.tsx'
import { overviewWords } from './locale.ts'
import { percentText } from './rate-card.tsx'
import { recordsBehind, type Overview, type Row } from './shapes.ts'

interface Props {
  title: string
  rows: Row[]
  data: Overview
  parameter: 'regionId' | 'departmentId' | 'itemId'
  into?: (regionId: string) => void
}
const SHOWN: readonly RateId[] = ['handling', 'on-time', 'verification-pass', 'return', 'rework', 'local-resolution']

export function RowsTable({ title, rows, data, parameter, into }: Props) {
  const words = useWords(overviewWords)
  const to = useLanguage()
  if (rows.length === 0) return null
  const narrowed = (row: Row): Record<string, string> => ({
    regionId: data.region.id,
    ...(row.id ? { [parameter]: row.id } : {}),
    // A row counts what the department leads itself: those below it have rows of their own.
    ...(parameter === 'departmentId' ? { departmentAlone: 'true' } : {}),
  })
  const number = (row: Row, value: number, search: Record<string, string>) =>
    row.id ? (
      <Link to="/cases" search={search}>
        {count(value, to)}
      </Link>
    ) : (
      count(value, to)
    )
  return (
    <section className="card">
      <div className="card-head">
        <h2>{title}</h2>
      </div>
      <Table
        caption={title}
        rows={rows}
        rowKey={(row) => row.id ?? '-'}
        columns={[
          {
            key: 'name',
            title: words.name,
            cell: (row) => {
              const name = (to === 'en' && row.nameEn) || row.name || words.unassigned
              return into && row.id ? (
                <Button
                  type="link"
                  size="small"
                  style={{ padding: 0 }}
                  title={words.into}
                  onClick={() => into(row.id!)}
                >
                  {name}
                </Button>
              ) : (
                name
              )
            },
          },
          {
            key: 'reported',
            title: words.flow.reported,
            align: 'end',
            cell: (row) => number(row, row.counts['reported'] ?? 0, recordsBehind(data, 'reported', narrowed(row))),
          },
          {
            key: 'closed',
            title: words.flow.closed,
            align: 'end',
            cell: (row) => number(row, row.counts['closed'] ?? 0, recordsBehind(data, 'closed', narrowed(row))),
          },
          {
            key: 'open',
            title: words.open,
            align: 'end',
            cell: (row) => number(row, row.open, { ...narrowed(row), state: 'open' }),
          },
          {
            key: 'overdue',
            title: words.overdue,
            align: 'end',
            cell: (row) => (
              <span className={row.overdue > 0 ? 'overdue' : ''}>
                {number(row, row.overdue, { ...narrowed(row), state: 'open', overdue: 'whole' })}
              </span>
            ),
          },
          ...SHOWN.map((id) => ({
            key: id,
            title: words.rate[id],
            align: 'end' as const,
            wideOnly: true,
            cell: (row: Row) => {
              const rate = rateOf(id, row.counts, row.overdue)
              return (
                <span title={words.rateHint[id]}>
                  <strong>{percentText(rate)}</strong>{' '}
                  <span className="muted">
                    {number(row, rate.numerator, recordsBehind(data, RATES[id].numerator, narrowed(row)))}/
                    {number(
                      row,
                      rate.denominator - rate.openPastDue,
                      recordsBehind(data, RATES[id].denominator, narrowed(row)),
                    )}
                    {rate.openPastDue > 0 && (
                      <>+{number(row, rate.openPastDue, { ...narrowed(row), state: 'open', overdue: 'whole' })}</>
                    )}
                  </span>
                </span>
              )
            },
          })),
        ]}
      />
    </section>
  )
}
