/** 数据质量: of what was checked again, how much was as recorded; by region and by department, each number opening its checks. */
import { Link } from '@tanstack/react-router'
import type { Answered } from '../platform/call.ts'
import { businessDate, count, rate } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet } from '../platform/query.ts'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { oversightWords } from './locale.ts'
import type { OversightSearch } from './search.ts'

type Quality = Answered<'GET /api/v1/check-tasks/figures'>
type Row = Quality['total']
const DAYS = 90
const COLUMNS = [
  ['checked', undefined],
  ['asRecorded', 'as-recorded'],
  ['dataWrong', 'data-wrong'],
  ['notPutRight', 'not-put-right'],
] as const

export function QualityCard() {
  const words = useWords(oversightWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const today = businessDate(cityNow())
  const from = businessDate(cityNow().getTime() - (DAYS - 1) * 86_400_000)
  const quality = useGet('GET /api/v1/check-tasks/figures', { query: { from, to: today } }, { every: 60_000 })
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.quality}</h2>
        <span className="muted">{words.qualityHint}</span>
      </div>
      <Shown query={quality} rows={3}>
        {(data) =>
          data.total.checked === 0 ? (
            <Nothing title={words.noQuality} hint={words.noQualityHint} />
          ) : (
            <>
              <div className="row" style={{ marginBottom: 10 }}>
                <strong className="figure-value num">{rate(data.total.asRecorded, data.total.checked)}</strong>
                <span className="num">
                  {count(data.total.asRecorded, to)} / {count(data.total.checked, to)}
                </span>
                {Object.entries(data.total.wrong)
                  .filter(([, n]) => n > 0)
                  .map(([fault, n]) => (
                    <span key={fault} className="pill pill-warn">
                      {words.wrongOf(lifecycle.fault[fault as keyof typeof lifecycle.fault], count(n, to))}
                    </span>
                  ))}
              </div>
              <div className="stack">
                <Rows title={words.byRegion} data={data} rows={data.byRegion} filter="regionId" />
                <Rows title={words.byDepartment} data={data} rows={data.byDepartment} filter="departmentId" />
              </div>
            </>
          )
        }
      </Shown>
    </section>
  )
}

interface Props {
  title: string
  data: Quality
  rows: Row[]
  filter: 'regionId' | 'departmentId'
}

function Rows({ title, data, rows, filter }: Props) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const behind = (row: Row, result: string | undefined): OversightSearch => ({
    ...{ tab: 'tasks', show: 'done', from: data.from, to: data.to, [filter]: row.id ?? 'none' },
    ...(result ? { result } : {}),
  })
  return (
    <Table
      caption={title}
      rows={rows}
      rowKey={(row) => row.id ?? 'none'}
      columns={[
        {
          key: 'name',
          title,
          cell: (row) => (
            <span className="name-cell">{(to === 'en' && row.nameEn) || row.name || words.draw.strata['fixed']}</span>
          ),
        },
        {
          key: 'rate',
          title: words.quality,
          align: 'end',
          cell: (row) => <strong>{rate(row.asRecorded, row.checked)}</strong>,
        },
        ...COLUMNS.map(([word, result]) => ({
          key: word,
          title: words[word],
          align: 'end' as const,
          cell: (row: Row) =>
            row[word] > 0 ? (
              <Link to="/oversight" search={behind(row, result)}>
                {count(row[word], to)}
              </Link>
            ) : (
              <span className="muted">0</span>
            ),
        })),
      ]}
    />
  )
}
