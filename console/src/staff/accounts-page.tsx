/** Who works here: accounts within my scope, by name; new ones are made here. */
import { Button, Select } from 'antd'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ROLES, type Role } from '@bihuan/domain/powers'
import { listed } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { SearchInput } from '../platform/parts/search-input.tsx'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { DepartmentPicker, useDepartments } from '../territory/pickers.tsx'
import { staffWords } from './locale.ts'
import { NewAccount } from './new-account.tsx'

export function AccountsPage() {
  const words = useWords(staffWords)
  const to = useLanguage()
  const may = useMay()
  const navigate = useNavigate()
  const [filter, setFilter] = useState<{
    q?: string
    role?: Role
    status?: 'active' | 'disabled'
    departmentId?: string
  }>({})
  const [making, setMaking] = useState(false)
  const list = useList('GET /api/v1/accounts', { query: filter })
  const departments = useDepartments()
  const nameOf = (id: string) => {
    const found = departments.data?.rows.find((row) => row.id === id)
    return found ? (to === 'en' && found.nameEn) || found.name : ''
  }
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.accounts}</h1>
        {may('account.manage') && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {words.newAccount}
          </Button>
        )}
      </div>
      {making && <NewAccount close={() => setMaking(false)} />}
      <search className="filters">
        <div className="row">
          <SearchInput label={words.searchAccounts} value={filter.q} search={(q) => setFilter({ ...filter, q })} />
          <Select
            style={{ width: 160 }}
            allowClear
            aria-label={words.role1}
            placeholder={words.anyRole}
            value={filter.role}
            onChange={(role: Role | undefined) => setFilter({ ...filter, role })}
            options={ROLES.map((value) => ({ value, label: words.role[value] }))}
          />
          <div style={{ width: 220 }}>
            <DepartmentPicker
              aria-label={words.department}
              placeholder={words.department}
              value={filter.departmentId}
              onChange={(departmentId) => setFilter({ ...filter, departmentId })}
            />
          </div>
          <Select
            style={{ width: 130 }}
            allowClear
            aria-label={words.status}
            placeholder={words.anyStatus}
            value={filter.status}
            onChange={(status: 'active' | 'disabled' | undefined) => setFilter({ ...filter, status })}
            options={(['active', 'disabled'] as const).map((value) => ({ value, label: words[value] }))}
          />
        </div>
      </search>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={8} />
      ) : (
        <Table
          caption={words.accounts}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => void navigate({ to: '/accounts/$id', params: { id: row.id } })}
          more={list}
          empty={<Nothing title={words.noAccounts} hint={words.noAccountsHint} />}
          columns={[
            {
              key: 'name',
              title: words.name,
              cell: (row) => (
                <Link to="/accounts/$id" params={{ id: row.id }}>
                  {row.name}
                </Link>
              ),
            },
            { key: 'login', title: words.login, cell: (row) => row.login },
            {
              key: 'roles',
              title: words.roles,
              cell: (row) => (
                <span className="row" style={{ gap: 4 }}>
                  {row.roles.map((role) => (
                    <span key={role} className="pill pill-accent">
                      {words.role[role]}
                    </span>
                  ))}
                </span>
              ),
            },
            {
              key: 'belongs',
              title: words.departments,
              cell: (row) => listed(row.departmentIds.map(nameOf), to) || '–',
              wideOnly: true,
            },
            {
              key: 'factor',
              title: words.secondFactor,
              cell: (row) => (row.secondFactor ? words.secondFactorOn : '–'),
              wideOnly: true,
            },
            {
              key: 'status',
              title: words.status,
              cell: (row) => (
                <>
                  <span className={row.status === 'active' ? 'pill pill-good' : 'pill'}>{words[row.status]}</span>{' '}
                  {row.locked && <span className="pill pill-danger">{words.locked}</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </div>
  )
}
