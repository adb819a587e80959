import { Link } from '@tanstack/react-router'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { overviewWords } from './locale.ts'
import { recordsBehind, type Overview, type Rate } from './shapes.ts'

/** A rate with what it is made of; both numbers open the records that they count. */
export function RateCard({ rate, data }: { rate: Rate; data: Overview }) {
  const words = useWords(overviewWords)
  const to = useLanguage()
  const place = { regionId: data.region.id }
  // Open cases past their limit count as broken without being closed: they are records of their own, opened by themselves.
  const denominator = rate.denominator - rate.openPastDue
  return (
    <div className="rate">
      <span className="figure-name">{words.rate[rate.id]}</span>
      <strong className="figure-value num">{percentText(rate)}</strong>
      <span className="rate-parts num">
        <Link
          to="/cases"
          search={recordsBehind(data, rate.numeratorMeasure, place)}
          aria-label={`${words.numerator} ${rate.numerator}`}
        >
          {count(rate.numerator, to)}
        </Link>
        {' / '}
        <Link
          to="/cases"
          search={recordsBehind(data, rate.denominatorMeasure, place)}
          aria-label={`${words.denominator} ${denominator}`}
        >
          {count(denominator, to)}
        </Link>
        {rate.openPastDue > 0 && (
          <>
            {' + '}
            <Link
              to="/cases"
              search={{ ...place, state: 'open', overdue: 'whole' }}
              aria-label={words.openPastDue(count(rate.openPastDue, to))}
            >
              {count(rate.openPastDue, to)}
            </Link>
          </>
        )}
      </span>
      <span className="rate-hint">
        {words.rateHint[rate.id]}
        {rate.openPastDue > 0 && ` · ${words.openPastDue(count(rate.openPastDue, to))}`}
      </span>
    </div>
  )
}

/** The server works the rate out; over nothing it is a dash. */
export function percentText(rate: Pick<Rate, 'percent'>): string {
  return rate.percent === null ? '–' : `${rate.percent.toFixed(1)}%`
}
