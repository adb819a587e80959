import { useState } from 'react'
import { count, inBrackets, listed } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet } from '../platform/query.ts'
import { catalogueWords } from './locale.ts'

const KINDS = ['gaps', 'overlaps', 'unreachable', 'orphaned'] as const

/** What is wrong with the duties, by kind; the counts are complete, the lists hold the first of them. */
export function DutyReport() {
  const words = useWords(catalogueWords)
  const to = useLanguage()
  const [kind, setKind] = useState<(typeof KINDS)[number] | null>(null)
  const report = useGet('GET /api/v1/duties/report', {})
  return (
    <Shown query={report} rows={8}>
      {(data) => {
        const shown = kind ?? KINDS.find((one) => data.counts[one] > 0) ?? null
        const name = (one: { name: { zh: string; en: string } }) => inLanguage(one.name, to)
        const subject = (duty: (typeof data.orphaned)[number]['duty']) =>
          duty.item ? name(duty.item) : duty.category ? `${words.category} ${name(duty.category)}` : '–'
        return (
          <div className="stack">
            <p className="muted">
              {words.reportHint} {words.on(data.on)}
            </p>
            <div className="figures">
              {(['items', 'duties'] as const).map((one) => (
                <div key={one} className="figure">
                  <span className="figure-name">{words.counts[one]}</span>
                  <strong className="figure-value num">{count(data.counts[one], to)}</strong>
                </div>
              ))}
              {KINDS.map((one) => (
                <button
                  key={one}
                  type="button"
                  className={`figure figure-button${data.counts[one] > 0 ? ' figure-bad' : ''}`}
                  aria-pressed={one === shown}
                  onClick={() => setKind(one)}
                >
                  <span className="figure-name">{words.counts[one]}</span>
                  <strong className="figure-value num">{count(data.counts[one], to)}</strong>
                </button>
              ))}
            </div>
            {shown === null && <Nothing title={words.fine} hint={words.fineHint} />}
            {shown === 'gaps' && (
              <Table
                caption={words.counts.gaps}
                rows={data.gaps}
                rowKey={(row) => `${row.item.id}${row.region.id}`}
                empty={<Nothing title={words.fine} />}
                columns={[
                  { key: 'item', title: words.item, cell: (row) => <strong>{name(row.item)}</strong> },
                  { key: 'region', title: words.region, cell: (row) => row.region.name },
                ]}
              />
            )}
            {shown === 'overlaps' && (
              <Table
                caption={words.counts.overlaps}
                rows={data.overlaps}
                rowKey={(row) => `${row.item.id}${row.region.id}`}
                empty={<Nothing title={words.fine} />}
                columns={[
                  { key: 'item', title: words.item, cell: (row) => <strong>{name(row.item)}</strong> },
                  { key: 'region', title: words.region, cell: (row) => row.region.name },
                  {
                    key: 'sides',
                    title: words.sides,
                    cell: (row) =>
                      listed(
                        row.sides.map((side) => name(side.lead) + inBrackets(side.basis, to)),
                        to,
                      ),
                  },
                ]}
              />
            )}
            {shown === 'unreachable' && (
              <Table
                caption={words.counts.unreachable}
                rows={data.unreachable}
                rowKey={(row) => row.duty.id}
                empty={<Nothing title={words.fine} />}
                columns={[
                  { key: 'item', title: words.item, cell: (row) => <strong>{subject(row.duty)}</strong> },
                  { key: 'region', title: words.region, cell: (row) => row.duty.region.name },
                  { key: 'lead', title: words.lead, cell: (row) => name(row.duty.lead) },
                  {
                    key: 'by',
                    title: words.shadowedBy,
                    cell: (row) =>
                      listed(
                        row.shadowedBy.map((duty) => `${duty.region.name} ${name(duty.lead)}`),
                        to,
                      ),
                  },
                ]}
              />
            )}
            {shown === 'orphaned' && (
              <Table
                caption={words.counts.orphaned}
                rows={data.orphaned}
                rowKey={(row) => row.duty.id}
                empty={<Nothing title={words.fine} />}
                columns={[
                  { key: 'item', title: words.item, cell: (row) => <strong>{subject(row.duty)}</strong> },
                  { key: 'region', title: words.region, cell: (row) => row.duty.region.name },
                  { key: 'lead', title: words.lead, cell: (row) => name(row.duty.lead) },
                  {
                    key: 'gone',
                    title: words.gone,
                    cell: (row) =>
                      listed(
                        row.gone.map((one) => words.goneKinds[one]),
                        to,
                      ),
                  },
                ]}
              />
            )}
          </div>
        )
      }}
    </Shown>
  )
}
