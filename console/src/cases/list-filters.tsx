/** The filters of the list. Each is one query parameter of the server's list, by the same name. */
import { Button, Checkbox, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { STATES } from '@bihuan/domain/acts'
import { ItemPicker } from '../catalogue/item-picker.tsx'
import { useWords } from '../platform/language.ts'
import { DepartmentPicker, RegionPicker } from '../territory/pickers.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { ListSearch } from './list-search.tsx'
import { caseWords } from './locale.ts'

interface Props {
  filter: Record<string, string>
  change: (next: Record<string, string | undefined>) => void
  reset: () => void
}

export function ListFilters({ filter, change, reset }: Props) {
  const words = useWords(caseWords).list
  const lifecycle = useWords(lifecycleWords)
  const [more, setMore] = useState(
    ['source', 'departmentId', 'reportedFrom', 'reportedTo', 'following', 'finder'].some((name) => filter[name]),
  )
  const flag = (name: string, on: string, label: string) => (
    <Checkbox
      checked={filter[name] === on}
      onChange={(event) => change({ [name]: event.target.checked ? on : undefined })}
    >
      {label}
    </Checkbox>
  )
  const states = filter['state']?.split(',') ?? []
  const day = (name: string, label: string) => (
    <DatePicker
      aria-label={label}
      placeholder={label}
      value={filter[name] ? dayjs(filter[name]) : null}
      onChange={(value) => change({ [name]: value?.format('YYYY-MM-DD') })}
    />
  )
  return (
    <search className="filters">
      <div className="row">
        <ListSearch id="filter-number" filter={filter} change={change} />
        <Select
          mode="multiple"
          style={{ minWidth: 190 }}
          maxTagCount={2}
          allowClear
          placeholder={words.anyState}
          aria-label={words.state}
          value={states}
          onChange={(value: string[]) =>
            change({
              state: value.at(-1) === 'open' ? 'open' : value.filter((one) => one !== 'open').join(',') || undefined,
            })
          }
          options={[
            { value: 'open', label: words.open },
            ...STATES.map((state) => ({ value: state, label: lifecycle.state[state] })),
          ]}
        />
        <div style={{ width: 210 }}>
          <ItemPicker
            aria-label={words.item}
            placeholder={words.item}
            value={filter['itemId']}
            onChange={(itemId) => change({ itemId })}
          />
        </div>
        <div style={{ width: 210 }}>
          <RegionPicker
            aria-label={words.region}
            placeholder={words.region}
            value={filter['regionId']}
            onChange={(regionId) => change({ regionId })}
          />
        </div>
        {flag('overdue', 'any', words.overdue)}
        {flag('danger', 'true', words.danger)}
        {flag('suspended', 'true', words.suspended)}
        <Button type="link" aria-expanded={more} onClick={() => setMore(!more)}>
          {words.more}
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button type="link" onClick={reset}>
            {words.reset}
          </Button>
        )}
      </div>
      {more && (
        <div className="row">
          <div style={{ width: 210 }}>
            <DepartmentPicker
              aria-label={words.department}
              placeholder={words.department}
              value={filter['departmentId']}
              onChange={(departmentId) =>
                change({ departmentId, ...(departmentId ? {} : { departmentAlone: undefined }) })
              }
            />
          </div>
          {filter['departmentId'] && flag('departmentAlone', 'true', words.departmentAlone)}
          <Select
            style={{ width: 140 }}
            allowClear
            placeholder={words.source}
            aria-label={words.source}
            value={filter['source']}
            onChange={(source: string | undefined) => change({ source })}
            options={Object.entries(lifecycle.source).map(([value, label]) => ({ value, label }))}
          />
          {day('reportedFrom', words.reportedFrom)}
          {day('reportedTo', words.reportedTo)}
          {flag('following', 'true', words.following)}
          {flag('finder', 'me', words.mine)}
          <Select
            style={{ width: 130 }}
            aria-label={words.sort}
            value={filter['sort'] ?? 'newest'}
            onChange={(sort: string) => change({ sort: sort === 'newest' ? undefined : sort })}
            options={[
              { value: 'newest', label: words.newest },
              { value: 'due', label: words.byDue },
            ]}
          />
        </div>
      )}
    </search>
  )
}
