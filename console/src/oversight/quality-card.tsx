/** 数据质量: of what was checked again, how much was as recorded; by region and by department, each number opening its cases. */
import { Link } from '@tanstack/react-router'
import { count } from '../platform/format.ts'
import { businessDate } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet } from '../platform/query.ts'
import { percentText } from '../overview/rate-card.tsx'
import { recordsBehind, type Overview } from '../overview/shapes.ts'
import { oversightWords } from './locale.ts'

type Row = Overview['byRegion'][number]
const DAYS = 90
const COLUMNS = [
  ['checked', 'checked'],
  ['asRecorded', 'checked-as-recorded'],
  ['dataWrong', 'checked-data-wrong'],
  ['notPutRight', 'checked-not-put-right'],
] as const

export function QualityCard() {
  const words = useWords(oversightWords)
  const today = businessDate(cityNow())
  const from = businessDate(cityNow().getTime() - (DAYS - 1) * 86_400_000)
  const overview = useGet('GET /api/v1/overview', { query: { from, to: today } }, { every: 120_000 })
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.quality}</h2>
        <span className="muted">{words.qualityHint}</span>
      </div>
      <Shown query={overview} rows={3}>
        {(data) =>
          (data.counts['checked'] ?? 0) === 0 ? (
            <Nothing title={words.noQuality} hint={words.noQualityHint} />
          ) : (
            <div className="two-columns">
              <Rows title={words.byRegion} data={data} rows={data.byRegion} filter="regionId" />
              <Rows title={words.byDepartment} data={data} rows={data.byDepartment} filter="departmentId" />
            </div>
          )
        }
      </Shown>
    </section>
  )
}

function Rows({
  title,
  data,
  rows,
  filter,
}: {
  title: string
  data: Overview
  rows: readonly Row[]
  filter: 'regionId' | 'departmentId'
}) {
  const words = useWords(oversightWords)
  const to = useLanguage()
  const behind = (row: Row, measure: string) => {
    const place = { regionId: data.region.id, ...(row.id ? { [filter]: row.id } : {}) }
    return recordsBehind(data, measure, place)
  }
  return (
    <Table
      caption={title}
      rows={rows.filter((row) => (row.counts['checked'] ?? 0) > 0)}
      rowKey={(row) => row.id ?? 'none'}
      columns={[
        { key: 'name', title, cell: (row) => (to === 'en' && row.nameEn) || row.name || words.draw.strata['fixed'] },
        {
          key: 'rate',
          title: words.quality,
          align: 'end',
          cell: (row) => {
            const rate = row.rates.find((one) => one.id === 'data-quality')
            return <strong>{rate ? percentText(rate) : '–'}</strong>
          },
        },
        ...COLUMNS.map(([word, measure]) => ({
          key: word,
          title: words[word],
          align: 'end' as const,
          cell: (row: Row) =>
            row.counts[measure] ? (
              <Link to="/cases" search={behind(row, measure)}>
                {count(row.counts[measure], to)}
              </Link>
            ) : (
              <span className="muted">0</span>
            ),
        })),
      ]}
    />
  )
}
