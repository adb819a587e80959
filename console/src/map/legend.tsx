/** Legend and filters in one: each colour of the map is a number that can be pressed to see that alone. */
import { Button, Segmented, Select } from 'antd'
import FilterOutlined from '@ant-design/icons/FilterOutlined'
import { useState } from 'react'
import { OPEN_STATES } from '@bihuan/domain/acts'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { count } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useGet } from '../platform/query.ts'
import { DepartmentPicker } from '../territory/pickers.tsx'
import { mapWords } from './locale.ts'
import { FILTERS, type MapSearch } from './search.ts'
import { STOCKS, type Stock, type Stocks } from './shapes.ts'

interface Props {
  search: MapSearch
  stocks: Stocks | undefined
  change: (next: Partial<MapSearch>) => void
}

export function Legend({ search, stocks, change }: Props) {
  const words = useWords(mapWords)
  const to = useLanguage()
  const [more, setMore] = useState(false)
  const areas = search.show === 'areas'
  const filtered = FILTERS.some((name) => search[name] !== undefined)
  const on = (stock: Stock) => (areas ? (search.by ?? 'open') === stock : stock !== 'open' && search[stock] === 'true')
  const press = (stock: Stock) => {
    if (areas) return change({ by: stock === 'open' ? undefined : stock })
    if (stock === 'open')
      return change({ overdue: undefined, danger: undefined, recurring: undefined, supervised: undefined })
    change({ [stock]: search[stock] === 'true' ? undefined : 'true' })
  }
  return (
    <search className="map-legend" aria-label={words.legend}>
      <Segmented
        aria-label={words.mode}
        value={areas ? 'areas' : 'points'}
        onChange={(value) => change({ show: value === 'areas' ? 'areas' : undefined })}
        options={[
          { value: 'points', label: words.points },
          { value: 'areas', label: words.areas },
        ]}
      />
      <div className="map-stocks" role="group" aria-label={areas ? words.measure : words.legend}>
        {STOCKS.map((stock) => (
          <button
            key={stock}
            type="button"
            className={`map-stock map-stock-${stock}`}
            aria-pressed={on(stock)}
            title={words.stockHint[stock]}
            onClick={() => press(stock)}
          >
            <span className="map-stock-dot" aria-hidden />
            {words.stock[stock]}
            <strong className="num">{stocks ? count(stocks.total[stock], to) : '–'}</strong>
          </button>
        ))}
      </div>
      <Button className="map-more" icon={<FilterOutlined />} aria-expanded={more} onClick={() => setMore(!more)}>
        {words.filters}
      </Button>
      <div className={`map-filters${more ? ' map-filters-open' : ''}`}>
        <Choices search={search} change={change} />
        {filtered && (
          <Button type="link" onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}>
            {words.reset}
          </Button>
        )}
      </div>
    </search>
  )
}

function Choices({ search, change }: Pick<Props, 'search' | 'change'>) {
  const words = useWords(mapWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const categories = useGet('GET /api/v1/categories', {}, { staleTime: 600_000 })
  return (
    <>
      <Select
        mode="multiple"
        className="map-choice"
        maxTagCount={1}
        allowClear
        placeholder={words.anyState}
        aria-label={words.state}
        value={search.state?.split(',') ?? []}
        onChange={(value: string[]) => change({ state: value.join(',') || undefined })}
        options={OPEN_STATES.map((state) => ({ value: state, label: lifecycle.state[state] }))}
      />
      <Select
        className="map-choice"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={words.category}
        aria-label={words.category}
        value={search.categoryId}
        onChange={(value: string | undefined) => change({ categoryId: value })}
        options={(categories.data?.rows ?? []).map((row) => ({ value: row.id, label: inLanguage(row.name, to) }))}
      />
      <div className="map-choice">
        <DepartmentPicker
          kind="duty"
          aria-label={words.department}
          placeholder={words.department}
          value={search.departmentId}
          onChange={(departmentId) => change({ departmentId })}
        />
      </div>
    </>
  )
}
