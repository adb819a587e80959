/** All items, searched and by category; retired ones where asked for. */
import { Button, Checkbox, Modal, Select } from 'antd'
import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { useMemo, useState } from 'react'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { count } from '../../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { SearchInput } from '../../platform/parts/search-input.tsx'
import { Nothing, Shown } from '../../platform/parts/states.tsx'
import { Table } from '../../platform/parts/table.tsx'
import { useGet } from '../../platform/query.ts'
import { useMay } from '../../platform/session.ts'
import { useCategories } from '../category-picker.tsx'
import { CategoryForm } from './category-form.tsx'
import type { CatalogueSearch } from './search.ts'
import { itemWords } from './words.ts'

/** So many rows are drawn at a time. */
const DRAWN = 200

export function ItemsTab({ search, go }: { search: CatalogueSearch; go: (next: CatalogueSearch) => void }) {
  const words = useWords(itemWords)
  const manages = useMay()('catalogue.manage')
  const items = useGet('GET /api/v1/catalogue/items', {})
  return (
    <Shown query={items} rows={10}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Nothing title={words.empty} hint={manages ? words.emptyHint : ''}>
            {manages && (
              <div className="row">
                <Button type="primary" onClick={() => go({ tab: 'import' })}>
                  {words.toImport}
                </Button>
                <Button onClick={() => go({ tab: 'profiles' })}>{words.toProfiles}</Button>
                <Button onClick={() => go({ edit: 'new' })}>{words.newItem}</Button>
              </div>
            )}
          </Nothing>
        ) : (
          <Items rows={rows} search={search} go={go} manages={manages} />
        )
      }
    </Shown>
  )
}

type Row = {
  id: string
  code: string
  name: { zh: string; en: string }
  category: { id: string; code: string; name: { zh: string; en: string } }
  version: number
  severity: string
  procedureId: string
  conditions: number
  keywords: string[]
  retiredOn: string | null
}

function Items({
  rows,
  search,
  go,
  manages,
}: {
  rows: Row[]
  search: CatalogueSearch
  go: (next: CatalogueSearch) => void
  manages: boolean
}) {
  const words = useWords(itemWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const categories = useCategories()
  const procedures = useGet('GET /api/v1/procedures', {}, { staleTime: 60_000 })
  const [category, setCategory] = useState<string | null>(null)
  const [drawn, setDrawn] = useState(DRAWN)
  const found = useMemo(() => {
    const typed = search.text?.trim().toLowerCase()
    return rows.filter(
      (row) =>
        (search.retired || row.retiredOn === null) &&
        (!search.category || row.category.id === search.category) &&
        (!typed || `${row.code} ${row.name.zh} ${row.name.en} ${row.keywords.join(' ')}`.toLowerCase().includes(typed)),
    )
  }, [rows, search])
  const change = (next: CatalogueSearch) => go({ ...search, tab: 'items', ...next })
  const procedureName = (id: string) => {
    const known = procedures.data?.rows.find((row) => row.id === id)
    return known ? inLanguage(known.name, to) : id
  }
  const chosen = categories.data?.rows.find((row) => row.id === search.category)
  const open = (row: Row) => go({ item: row.id })
  return (
    <>
      <search className="filters">
        <div className="row">
          <SearchInput label={words.search} value={search.text} search={(text) => change({ text })} width={260} />
          <Select
            style={{ width: 220 }}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={words.category}
            placeholder={words.anyCategory}
            value={search.category}
            onChange={(value: string | undefined) => change({ category: value })}
            options={(categories.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: `${row.code} ${inLanguage(row.name, to)}`,
            }))}
          />
          <Checkbox
            checked={search.retired === true}
            onChange={(event) => change({ retired: event.target.checked || undefined })}
          >
            {words.withRetired}
          </Checkbox>
          <span className="muted catalogue-count">
            {words.numbers(count(found.length, to), count(new Set(found.map((row) => row.category.id)).size, to))}
          </span>
        </div>
        {manages && (
          <div className="row">
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => go({ edit: 'new', ...(search.category ? { category: search.category } : {}) })}
            >
              {words.newItem}
            </Button>
            <Button onClick={() => setCategory(chosen ? chosen.id : 'new')}>
              {chosen ? words.editCategory : words.newCategory}
            </Button>
            <Button href="/api/v1/catalogue/export?format=xlsx">{words.exportXlsx}</Button>
            <Button href="/api/v1/catalogue/export?format=csv">{words.exportCsv}</Button>
          </div>
        )}
      </search>
      <Table
        caption={words.title}
        rows={found.slice(0, drawn)}
        more={{
          hasNextPage: found.length > drawn,
          isFetchingNextPage: false,
          fetchNextPage: () => setDrawn((before) => before + DRAWN),
        }}
        rowKey={(row) => row.id}
        open={open}
        cards
        empty={<Nothing title={words.nothing} />}
        columns={[
          { key: 'code', title: words.code, width: 100, cell: (row) => <span className="num">{row.code}</span> },
          {
            key: 'name',
            title: words.name,
            cell: (row) => (
              <>
                <Button type="link" size="small" className="catalogue-link" onClick={() => open(row)}>
                  {inLanguage(row.name, to)}
                </Button>
                {row.retiredOn && <span className="pill">{words.retired}</span>}
              </>
            ),
          },
          { key: 'category', title: words.category, cell: (row) => inLanguage(row.category.name, to) },
          {
            key: 'severity',
            title: words.severity,
            width: 110,
            cell: (row) => (lifecycle.severity as Record<string, string>)[row.severity],
            wideOnly: true,
          },
          {
            key: 'procedure',
            title: words.procedure,
            width: 150,
            cell: (row) => procedureName(row.procedureId),
            wideOnly: true,
          },
          {
            key: 'conditions',
            title: words.conditions,
            align: 'end',
            width: 100,
            cell: (row) => row.conditions,
            wideOnly: true,
          },
          { key: 'version', title: words.version, align: 'end', width: 80, cell: (row) => row.version, wideOnly: true },
        ]}
      />
      <Modal
        open={category !== null}
        onCancel={() => setCategory(null)}
        footer={null}
        title={category === 'new' ? words.newCategory : words.editCategory}
        destroyOnHidden
      >
        {category !== null && (
          <CategoryForm
            category={category === 'new' ? null : (chosen ?? null)}
            next={(categories.data?.rows.length ?? 0) + 1}
          />
        )}
      </Modal>
    </>
  )
}
