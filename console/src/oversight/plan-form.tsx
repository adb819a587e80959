/** Planning a draw: what is drawn from, how much, by whom it is checked, and where the seed will come from. */
import { Button, DatePicker, Input, InputNumber, Radio } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { businessDate } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { RegionPicker } from '../territory/pickers.tsx'
import { oversightWords } from './locale.ts'

const DAY = 86_400_000

export function PlanForm({ planned }: { planned: (id: string) => void }) {
  const words = useWords(oversightWords).draw
  const general = useWords(oversightWords)
  const to = useLanguage()
  const yesterday = businessDate(cityNow().getTime() - DAY)
  const month = businessDate(cityNow().getTime() - 30 * DAY)
  // The widest region of this person: what the figures open with.
  const own = useGet('GET /api/v1/overview', { query: { from: yesterday, to: yesterday } }, { staleTime: 600_000 })
  const [region, setRegion] = useState<string>()
  const [period, setPeriod] = useState({ from: month, to: yesterday })
  const [size, setSize] = useState(20)
  const [extra, setExtra] = useState({ fixed: 2, gap: 2 })
  const [checkers, setCheckers] = useState<'verifier' | 'grid-worker'>('verifier')
  const [dueDays, setDueDays] = useState(5)
  const [seedFrom, setSeedFrom] = useState<'log' | 'number'>('log')
  const [numberOf, setNumberOf] = useState('')
  const [ids] = useState(() => ({ commandId: newId(), id: newId() }))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const errorOf = useFieldErrors(error)
  const regionId = region ?? own.data?.region.id
  const wanting = !regionId || (seedFrom === 'number' && numberOf.trim().length < 4)

  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      const seed = seedFrom === 'number' ? { seedFrom, numberOf: numberOf.trim() } : { seedFrom }
      const plan = { regionId: regionId!, ...period, size, extra, checkers, dueDays, ...seed }
      // A refused plan is a new plan when it is sent again.
      const { id } = await call('POST /api/v1/draws', { body: { ...(error ? fresh() : ids), ...plan } })
      await refresh('/api/v1/draws')
      planned(id)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Field label={general.region} required error={errorOf('regionId')}>
        {(wiring) => <RegionPicker {...wiring} value={regionId} onChange={setRegion} />}
      </Field>
      <Field label={`${words.from} … ${words.to}`} required hint={words.toHint} error={errorOf('to')}>
        {(wiring) => (
          <DatePicker.RangePicker
            {...wiring}
            allowClear={false}
            value={[dayjs(period.from), dayjs(period.to)]}
            maxDate={dayjs(yesterday)}
            onChange={(range) =>
              range?.[0] &&
              range[1] &&
              setPeriod({ from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
            }
          />
        )}
      </Field>
      <Field label={words.size} required error={errorOf('size')}>
        {(wiring) => <InputNumber {...wiring} min={1} max={2000} value={size} onChange={(n) => setSize(n ?? 1)} />}
      </Field>
      <div className="two-columns">
        <Field label={words.extraFixed} error={errorOf('extra.fixed')}>
          {(wiring) => (
            <InputNumber
              {...wiring}
              min={0}
              max={9}
              value={extra.fixed}
              onChange={(n) => setExtra({ ...extra, fixed: n ?? 0 })}
            />
          )}
        </Field>
        <Field label={words.extraGap} hint={words.extraHint} error={errorOf('extra.gap')}>
          {(wiring) => (
            <InputNumber
              {...wiring}
              min={0}
              max={9}
              value={extra.gap}
              onChange={(n) => setExtra({ ...extra, gap: n ?? 0 })}
            />
          )}
        </Field>
      </div>
      <Field label={words.checkers} group hint={words.checkersHint}>
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={checkers}
            onChange={(event) => setCheckers(event.target.value as typeof checkers)}
            options={(['verifier', 'grid-worker'] as const).map((value) => ({
              value,
              label: words.checkerOf[value],
            }))}
          />
        )}
      </Field>
      <Field label={words.dueDays} error={errorOf('dueDays')}>
        {(wiring) => <InputNumber {...wiring} min={1} max={60} value={dueDays} onChange={(n) => setDueDays(n ?? 1)} />}
      </Field>
      <Field label={words.seedFrom} group {...(seedFrom === 'log' ? { hint: words.seedHint } : {})}>
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={seedFrom}
            onChange={(event) => setSeedFrom(event.target.value as typeof seedFrom)}
            options={(['log', 'number'] as const).map((value) => ({ value, label: words.seed[value] }))}
          />
        )}
      </Field>
      {seedFrom === 'number' && (
        <Field label={words.numberOf} required hint={words.numberOfHint} error={errorOf('numberOf')}>
          {(wiring) => (
            <Input {...wiring} maxLength={200} value={numberOf} onChange={(event) => setNumberOf(event.target.value)} />
          )}
        </Field>
      )}
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
      <Button type="primary" htmlType="submit" loading={busy} disabled={wanting}>
        {words.submit}
      </Button>
    </form>
  )
}

const fresh = () => ({ commandId: newId(), id: newId() })
