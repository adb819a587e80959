/** Departments, teams and sectors: found, and changed by an administrator. A change is rehearsed like every other revision. */
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../platform/language.ts'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { Table, type Column } from '../platform/parts/table.tsx'
import { useGet } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { OfficeForm, type Office, type What } from './office-form.tsx'
import { officeWords } from './office-locale.ts'
import { useDepartments, useRegions, useTeams } from './pickers.tsx'

const WHATS = ['department', 'team', 'sector'] as const

export function OfficesTab({
  opened,
  roster,
}: {
  opened: (revisionId: string) => void
  roster: (teamId: string) => void
}) {
  const words = useWords(officeWords)
  const to = useLanguage()
  const manages = useMay()('territory.manage')
  const [what, setWhat] = useState<What>('department')
  const [text, setText] = useState('')
  const [edited, setEdited] = useState<Office | 'new' | null>(null)
  const departments = useDepartments()
  const teams = useTeams()
  const sectors = useGet('GET /api/v1/sectors', { query: {} })
  const regions = useRegions()
  // Each is a list of offices, with the columns of its own.
  const query = { department: departments, team: teams, sector: sectors }[what] as {
    data: { rows: Office[] } | undefined
    error: unknown
    isPending: boolean
    refetch: () => unknown
  }
  const named = (one: { name: string; nameEn: string } | undefined) =>
    one ? (to === 'en' && one.nameEn) || one.name : '–'
  const regionOf = (id: string) => regions.data?.rows.find((row) => row.id === id)?.name ?? ''
  const departmentOf = (id: string | null) => named(departments.data?.rows.find((row) => row.id === id))
  const columns: Column<Office>[] = [
    {
      key: 'name',
      title: words.name,
      cell: (row) =>
        manages ? (
          <button type="button" className="link" onClick={() => setEdited(row)}>
            {named(row)}
          </button>
        ) : (
          <strong>{named(row)}</strong>
        ),
    },
    { key: 'code', title: words.code, cell: (row) => <span className="num">{row.code}</span>, wideOnly: true },
    ...(what === 'sector'
      ? []
      : [
          {
            key: 'kind',
            title: words.kind,
            width: 120,
            cell: (row: Office) =>
              what === 'department' ? words.departmentKind[row.kind as 'duty'] : words.teamKind[row.kind as 'grid'],
          },
        ]),
    { key: 'region', title: words.region, cell: (row) => regionOf(row.regionId), wideOnly: true },
    ...(what === 'sector'
      ? [
          {
            key: 'of',
            title: words.regionsOf,
            cell: (row: Office) =>
              [
                row.regionIds?.length ? words.nRegions(String(row.regionIds.length)) : '',
                row.gridIds?.length ? words.nGrids(String(row.gridIds.length)) : '',
              ]
                .filter(Boolean)
                .join(' · '),
          },
        ]
      : [
          {
            key: 'above',
            title: what === 'team' ? words.department : words.parent,
            cell: (row: Office) => departmentOf((what === 'team' ? row.departmentId : row.parentId) ?? null),
          },
        ]),
    ...(what === 'team'
      ? [
          {
            key: 'grids',
            title: words.gridsOf,
            wideOnly: true,
            cell: (row: Office) => (row.gridIds?.length ? words.nGrids(String(row.gridIds.length)) : words.wholeRegion),
          },
          {
            key: 'roster',
            title: words.roster,
            width: 100,
            cell: (row: Office) => (
              <Button size="small" onClick={() => roster(row.id)}>
                {words.roster}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <div className="stack">
      <div className="row">
        <Segmented<What>
          aria-label={words.kind}
          value={what}
          onChange={(next) => {
            setWhat(next)
            setEdited(null)
          }}
          options={WHATS.map((value) => ({ value, label: words.what[value] }))}
        />
        <Input
          style={{ width: 240 }}
          allowClear
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {manages ? (
          <Button type="primary" onClick={() => setEdited('new')}>
            {words.make[what]}
          </Button>
        ) : (
          <span className="muted">{words.readOnly}</span>
        )}
      </div>
      {edited !== null && (
        <OfficeForm
          key={edited === 'new' ? what : edited.id}
          what={what}
          office={edited === 'new' ? null : edited}
          close={() => setEdited(null)}
          opened={opened}
        />
      )}
      <Shown query={query} rows={8}>
        {(data) => {
          const rows = data.rows.filter(
            (row) => !text || `${row.name} ${row.nameEn} ${row.code}`.toLowerCase().includes(text.toLowerCase()),
          )
          return (
            <Table
              caption={words.what[what]}
              rows={rows}
              rowKey={(row) => row.id}
              columns={columns}
              {...(manages ? { open: setEdited } : {})}
              current={edited !== null && edited !== 'new' ? edited.id : undefined}
              empty={
                <Nothing title={text ? words.noneFound : words.none} {...(text ? {} : { hint: words.noneHint })} />
              }
            />
          )
        }}
      </Shown>
    </div>
  )
}
