import { count, rate, span } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { Table } from '../platform/parts/table.tsx'
import { overviewWords } from './locale.ts'
import type { Overview } from './shapes.ts'
import { Link } from '@tanstack/react-router'
import { recordsBehind } from './shapes.ts'

/** The limits of 530, 11301 and all procedures together: how many were kept and broken. */
export function ClocksCard({ data }: { data: Overview }) {
  const words = useWords(overviewWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const place = { regionId: data.region.id }
  const name = (clock: string) => (lifecycle.step as Record<string, string>)[clock] ?? lifecycle.clock[clock] ?? clock
  // All procedures first, and within each the steps in the order in which a case goes through them.
  const course = [...Object.keys(lifecycle.step), ...Object.keys(lifecycle.clock)]
  const rows = data.clocks.toSorted(
    (a, b) => (a.procedure ?? '').localeCompare(b.procedure ?? '') || course.indexOf(a.clock) - course.indexOf(b.clock),
  )
  const measure = (row: Overview['clocks'][number], outcome: 'kept' | 'broken') =>
    `${row.procedure ?? 'clock'}-${row.clock}-${outcome}`
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.clocks}</h2>
      </div>
      <Table
        caption={words.clocks}
        rows={rows}
        rowKey={(row) => `${row.procedure ?? ''}${row.clock}`}
        empty={<p className="muted">{words.none}</p>}
        columns={[
          { key: 'procedure', title: words.procedure, cell: (row) => row.procedure ?? words.anyProcedure },
          { key: 'clock', title: words.clock, cell: (row) => name(row.clock) },
          {
            key: 'kept',
            title: words.kept,
            align: 'end',
            cell: (row) => (
              <Link to="/cases" search={recordsBehind(data, measure(row, 'kept'), place)}>
                {count(row.kept, to)}
              </Link>
            ),
          },
          {
            key: 'broken',
            title: words.broken,
            align: 'end',
            cell: (row) => (
              <Link to="/cases" search={recordsBehind(data, measure(row, 'broken'), place)}>
                {count(row.broken, to)}
              </Link>
            ),
          },
          {
            key: 'rate',
            title: words.keptRate,
            align: 'end',
            cell: (row) => <strong>{rate(row.kept, row.kept + row.broken)}</strong>,
          },
        ]}
      />
    </section>
  )
}

/** How long it takes: median and 90th percentile, exact to their bucket. */
export function DurationsCard({ data }: { data: Overview }) {
  const words = useWords(overviewWords)
  const to = useLanguage()
  const text = (bucket: { from: number; to: number | null } | null) => {
    if (!bucket) return '–'
    const minutes = (value: number) => span(value * 60_000, to)
    if (bucket.to === null) return words.beyond(minutes(bucket.from))
    return bucket.from === 0 ? words.upTo(minutes(bucket.to)) : words.between(minutes(bucket.from), minutes(bucket.to))
  }
  const rows = [
    { key: 'response', name: words.responseTime, of: data.responseTime },
    { key: 'closing', name: words.closingTime, of: data.closingTime },
  ]
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {words.responseTime} · {words.closingTime}
        </h2>
      </div>
      <Table
        caption={words.closingTime}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'name', title: words.name, cell: (row) => row.name },
          { key: 'median', title: words.median, align: 'end', cell: (row) => <strong>{text(row.of.median)}</strong> },
          { key: 'ninetieth', title: words.ninetieth, align: 'end', cell: (row) => text(row.of.ninetieth) },
          {
            key: 'count',
            title: '',
            align: 'end',
            cell: (row) => <span className="muted">{words.measured(count(row.of.count, to))}</span>,
          },
        ]}
      />
    </section>
  )
}
