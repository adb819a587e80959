/** The table of duties: filtered, and edited row by row with the keyboard. What is changed is noted, and rehearsed together. */
import { Button, Segmented } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { count } from '../platform/format.ts'
import { useKeys } from '../platform/keys.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { DepartmentPicker, RegionPicker } from '../territory/pickers.tsx'
import { CategoryPicker } from './category-picker.tsx'
import { DutyAdd } from './duty-add.tsx'
import type { DutiesSearch } from './duty-search.ts'
import { DutyTableRow } from './duty-table-row.tsx'
import { dutyWords } from './duty-words.ts'
import { ItemPicker } from './item-picker.tsx'

const STATES = ['in-force', 'coming', 'ended', 'all'] as const
type State = (typeof STATES)[number]

export function DutyTable() {
  const words = useWords(dutyWords)
  const platform = useWords(platformWords)
  const to = useLanguage()
  const edits = useMay()('duty.manage')
  const search = useSearch({ from: '/inside/duties' })
  const navigate = useNavigate({ from: '/duties' })
  const filter = (part: DutiesSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const { item, category, region, department } = search
  const state = STATES.find((one) => one === search.state) ?? 'in-force'
  const list = useList('GET /api/v1/duties/table', { query: { limit: 100, item, category, region, department, state } })
  const [adding, setAdding] = useState(false)
  const filtered = [item, category, region, department].some(Boolean)
  useKeys({ n: () => edits && setAdding(true) })
  return (
    <div className="stack">
      <div className="filters">
        <div className="row duty-filters">
          <div>
            <CategoryPicker
              placeholder={words.category}
              value={category}
              onChange={(value) => filter({ category: value })}
            />
          </div>
          <div>
            <ItemPicker placeholder={words.item} value={item} onChange={(value) => filter({ item: value })} />
          </div>
          <div>
            <RegionPicker placeholder={words.region} value={region} onChange={(value) => filter({ region: value })} />
          </div>
          <div>
            <DepartmentPicker
              placeholder={words.department}
              value={department}
              onChange={(value) => filter({ department: value })}
            />
          </div>
          <Segmented<State>
            aria-label={words.state}
            value={state}
            onChange={(value) => filter({ state: value })}
            options={STATES.map((value) => ({ value, label: words.states[value] }))}
          />
          <span className="muted num">{list.first && words.total(count(list.first.total, to))}</span>
          {edits && (
            <Button type="primary" onClick={() => setAdding(true)} style={{ marginInlineStart: 'auto' }}>
              {words.add}
            </Button>
          )}
        </div>
      </div>
      {adding && <DutyAdd initial={{ item, region }} close={() => setAdding(false)} />}
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={10} />
      ) : list.rows.length === 0 ? (
        <Nothing
          title={filtered || state !== 'in-force' ? words.noRows : words.noDuties}
          hint={filtered || state !== 'in-force' ? words.noRowsHint : words.noDutiesHint}
        />
      ) : (
        <>
          {edits && <p className="muted duty-keys">{words.tableKeys}</p>}
          <div className="table-scroll" role="region" aria-label={words.tabs.table}>
            <table className="table duty-table">
              <caption className="unseen">{words.tabs.table}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.item}</th>
                  <th scope="col">{words.region}</th>
                  <th scope="col">{words.lead}</th>
                  <th scope="col" className="wide-only">
                    {words.assisting}
                  </th>
                  <th scope="col" className="wide-only">
                    {words.basis}
                  </th>
                  <th scope="col">{words.from}</th>
                  <th scope="col" className="wide-only">
                    {words.until}
                  </th>
                  {edits && <th scope="col" aria-label={words.edit} />}
                </tr>
              </thead>
              <tbody>
                {list.rows.map((row, at) => (
                  <DutyTableRow key={row.id} row={row} edits={edits && row.state !== 'ended'} first={at === 0} />
                ))}
              </tbody>
            </table>
            {list.hasNextPage && (
              <div className="table-more">
                <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {platform.more}
                </Button>
              </div>
            )}
          </div>
        </>
      )}
    </div>
  )
}
