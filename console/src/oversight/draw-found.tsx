import { count, rate } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Table } from '../platform/parts/table.tsx'
import type { Draw } from './draw-page.tsx'
import { oversightWords } from './locale.ts'

const percent = (share: number) => `${(share * 100).toFixed(1)}%`

/** What was found, stratum by stratum, and what that says of the whole population. */
export function DrawFound({ draw }: { draw: Draw }) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const { share, margin } = draw.estimate
  const rows = draw.found.filter((row) => row.population + row.drawn > 0)
  const n = (value: number, bad = false) => (
    <span className={value === 0 ? 'muted' : bad ? 'text-danger' : ''}>{count(value, to)}</span>
  )
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.result}</h2>
        <span className="pill">
          {words.draw.progress} {count(draw.done, to)} / {count(draw.tasks, to)}
        </span>
        {draw.tasks === 0 && <span className="pill pill-warn">{words.draw.underway}</span>}
        {draw.overdue > 0 && <span className="pill pill-danger">{words.draw.overdue(count(draw.overdue, to))}</span>}
        {draw.unassigned > 0 && (
          <span className="pill pill-warn">{words.draw.unassigned(count(draw.unassigned, to))}</span>
        )}
        {draw.leftOut > 0 && <span className="pill">{words.draw.leftOut(count(draw.leftOut, to))}</span>}
      </div>
      <Table
        caption={words.result}
        rows={rows}
        rowKey={(row) => row.stratum}
        columns={[
          { key: 'stratum', title: words.draw.stratum, cell: (row) => words.draw.strata[row.stratum] },
          { key: 'lots', title: words.draw.lots, align: 'end', cell: (row) => row.lots },
          { key: 'population', title: words.draw.inPopulation, align: 'end', cell: (row) => n(row.population) },
          { key: 'drawn', title: words.draw.drawn, align: 'end', cell: (row) => n(row.drawn) },
          { key: 'checked', title: words.checked, align: 'end', cell: (row) => n(row.checked) },
          { key: 'asRecorded', title: words.asRecorded, align: 'end', cell: (row) => n(row.asRecorded) },
          { key: 'dataWrong', title: words.dataWrong, align: 'end', cell: (row) => n(row.dataWrong, true) },
          { key: 'notPutRight', title: words.notPutRight, align: 'end', cell: (row) => n(row.notPutRight, true) },
          {
            key: 'rate',
            title: words.quality,
            align: 'end',
            cell: (row) => <strong>{rate(row.asRecorded, row.checked)}</strong>,
          },
        ]}
      />
      <p style={{ marginTop: 10 }}>
        <strong>{words.draw.estimate}</strong>{' '}
        {share === null
          ? words.draw.estimateNone
          : words.draw.estimateText(percent(share), margin === null ? '' : percent(margin))}
      </p>
    </section>
  )
}
