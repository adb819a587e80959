/** How are we doing: figures of a region over a period, each with its numerator and denominator and the records behind it. */
import { DatePicker, Segmented, Tooltip } from 'antd'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { StateMark } from '../cases/state-mark.tsx'
import { businessDate, count, exactTime } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { RegionPicker } from '../territory/pickers.tsx'
import { ClocksCard, DurationsCard } from './clocks-card.tsx'
import { CourseChart } from './course-chart.tsx'
import { overviewWords } from './locale.ts'
import { periodOf, PERIODS, type PeriodName } from './period.ts'
import { RateCard } from './rate-card.tsx'
import { RowsTable } from './rows-table.tsx'
import { recordsBehind, type Overview } from './shapes.ts'
import type { State } from '@bihuan/domain/acts'

export function OverviewPage() {
  const words = useWords(overviewWords)
  const to = useLanguage()
  const search = useSearch({ from: '/inside/overview' })
  const navigate = useNavigate({ from: '/overview' })
  const today = businessDate(cityNow())
  const named = (PERIODS as readonly string[]).includes(search['period'] ?? '')
    ? (search['period'] as PeriodName)
    : null
  const custom = search['from'] && search['to'] ? { from: search['from'], to: search['to'] } : null
  const period = custom ?? periodOf(named ?? 'days30', today)
  const regionId = search['region']
  const overview = useGet(
    'GET /api/v1/overview',
    { query: { ...period, ...(regionId ? { regionId } : {}) } },
    { placeholderData: (before) => before, every: 120_000 },
  )
  const change = (next: Record<string, string | undefined>) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...next }).filter((entry): entry is [string, string] => Boolean(entry[1])),
        ),
    })
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>
          {words.title}
          {overview.data && <span className="overview-region"> · {overview.data.region.name}</span>}
        </h1>
        {overview.data && (
          <span className="muted num" role="status">
            {words.asOf(
              count(overview.data.asOf.position, to),
              overview.data.asOf.at ? exactTime(overview.data.asOf.at) : '–',
            )}
          </span>
        )}
      </div>
      <div className="row overview-choice">
        <Segmented
          aria-label={words.period}
          value={custom ? 'custom' : (named ?? 'days30')}
          onChange={(next) => next !== 'custom' && change({ period: next, from: undefined, to: undefined })}
          options={[
            ...PERIODS.map((value) => ({ value, label: words[value] })),
            ...(custom ? [{ value: 'custom', label: words.custom }] : []),
          ]}
        />
        <DatePicker.RangePicker
          aria-label={words.period}
          allowClear={false}
          value={[dayjs(period.from), dayjs(period.to)]}
          maxDate={dayjs(today)}
          onChange={(range) =>
            range?.[0] &&
            range[1] &&
            change({ period: undefined, from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
          }
        />
        <div style={{ width: 240 }}>
          <RegionPicker
            aria-label={words.region}
            placeholder={overview.data?.region.name ?? words.up}
            value={regionId}
            onChange={(region) => change({ region })}
          />
        </div>
      </div>
      <Shown query={overview} rows={10}>
        {(data) => <Figures data={data} into={(region) => change({ region })} />}
      </Shown>
    </div>
  )
}

const FLOW = ['reported', 'handled', 'closed', 'closed-late', 'fixed-on-the-spot', 'void', 'merged'] as const

function Figures({ data, into }: { data: Overview; into: (regionId: string) => void }) {
  const words = useWords(overviewWords)
  const to = useLanguage()
  const { stocks } = data
  const place = { regionId: data.region.id }
  const stock = (name: keyof typeof words.stocks, value: number, search: Record<string, string>) => (
    <Link
      key={name}
      to="/cases"
      search={{ ...place, ...search }}
      className={`figure${value > 0 && ['stepOverdue', 'wholeOverdue', 'danger'].includes(name) ? ' figure-bad' : ''}`}
    >
      <span className="figure-name">{words.stocks[name]}</span>
      <strong className="figure-value num">{count(value, to)}</strong>
    </Link>
  )
  return (
    <div className="stack">
      <div className="figures">
        {stock('open', stocks.open, { state: 'open' })}
        {stock('danger', stocks.danger, { state: 'open', danger: 'true' })}
        {stock('stepOverdue', stocks.stepOverdue, { state: 'open', overdue: 'step', sort: 'due' })}
        {stock('wholeOverdue', stocks.wholeOverdue, { state: 'open', overdue: 'whole', sort: 'due' })}
        {stock('suspended', stocks.suspended, { state: 'open', suspended: 'true' })}
        <span className="figure-gap" aria-hidden />
        {FLOW.map((measure) => (
          <Link key={measure} to="/cases" search={recordsBehind(data, measure, place)} className="figure">
            <span className="figure-name">{words.flow[measure]}</span>
            <strong className="figure-value num">{count(data.counts[measure] ?? 0, to)}</strong>
          </Link>
        ))}
      </div>
      <section aria-label={words.rates}>
        <div className="rates">
          {data.rates.map((rate) => (
            <RateCard key={rate.id} rate={rate} data={data} />
          ))}
        </div>
      </section>
      <div className="overview-pair">
        <section className="card">
          <div className="card-head">
            <h2>{words.course[data.course.step]}</h2>
          </div>
          <CourseChart course={data.course} />
        </section>
        <section className="card">
          <div className="card-head">
            <h2>{words.state}</h2>
          </div>
          <ul className="stack" style={{ gap: 8 }}>
            {Object.entries(stocks.byState).map(([state, value]) => (
              <li key={state} className="state-line">
                <StateMark state={state as State} />
                <Tooltip title={words.openRecords}>
                  <Link to="/cases" search={{ ...place, state }} className="num">
                    {count(value, to)}
                  </Link>
                </Tooltip>
                <span
                  className="state-bar"
                  aria-hidden
                  style={{ width: `${(value / Math.max(1, stocks.open)) * 100}%` }}
                />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="overview-pair">
        <ClocksCard data={data} />
        <DurationsCard data={data} />
      </div>
      <RowsTable title={words.byRegion} rows={data.byRegion} data={data} parameter="regionId" into={into} />
      <RowsTable title={words.byDepartment} rows={data.byDepartment} data={data} parameter="departmentId" />
      <RowsTable title={words.byItem} rows={data.byItem} data={data} parameter="itemId" />
    </div>
  )
}
