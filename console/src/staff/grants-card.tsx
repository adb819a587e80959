/** Roles and how far each reaches. Given by the security officer; everybody else who may see the account reads them. */
import { Button, Select } from 'antd'
import CloseOutlined from '@ant-design/icons/CloseOutlined'
import { useState } from 'react'
import { ROLES, type Role, type Scope } from '@bihuan/domain/powers'
import { call } from '../platform/call.ts'
import { exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { useMay, useMe } from '../platform/session.ts'
import { toast } from '../platform/toast.tsx'
import { DepartmentPicker, GridsPicker, RegionPicker } from '../territory/pickers.tsx'
import type { Account } from './account-page.tsx'
import { staffWords } from './locale.ts'
import { ScopeName } from './scope-name.tsx'

interface Edited {
  key: string
  role: Role
  scope: { kind: Scope['kind']; regionId?: string; departmentId?: string; gridIds?: string[] }
  validFrom?: string
  validTo?: string | null
}
const KINDS: readonly Scope['kind'][] = ['city', 'region', 'department', 'grids', 'own']

/** A scope whose place has been chosen; null while it has not. */
function whole({ kind, regionId, departmentId, gridIds }: Edited['scope']): Scope | null {
  if (kind === 'region') return regionId ? { kind, regionId } : null
  if (kind === 'department') return departmentId ? { kind, departmentId } : null
  if (kind === 'grids') return gridIds && gridIds.length > 0 ? { kind, gridIds } : null
  return { kind }
}

export function GrantsCard({ account }: { account: Account }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const may = useMay()
  const me = useMe()
  const own = account.grants.filter((grant) => grant.onBehalfOf === null)
  const [edited, setEdited] = useState<Edited[] | null>(null)
  const [busy, setBusy] = useState(false)
  const editable = may('role.grant') && me.account.id !== account.id
  const change = (key: string, next: Partial<Edited>) =>
    setEdited((all) => all?.map((one) => (one.key === key ? { ...one, ...next } : one)) ?? null)
  const begin = () =>
    setEdited(
      own.map((grant) => ({
        key: newId(),
        role: grant.role,
        scope: grant.scope,
        validFrom: grant.validFrom,
        validTo: grant.validTo,
      })),
    )
  const save = async () => {
    const grants = (edited ?? []).flatMap(({ role, scope, validFrom, validTo }) => {
      const chosen = whole(scope)
      return chosen
        ? [{ role, scope: chosen, ...(validFrom ? { validFrom } : {}), ...(validTo ? { validTo } : {}) }]
        : []
    })
    setBusy(true)
    try {
      await call('PUT /api/v1/accounts/{id}/grants', {
        params: { id: account.id },
        body: { commandId: newId(), expectedVersion: account.version, grants },
      })
      toast('good', words.grantsSaved)
      setEdited(null)
      await refresh('/api/v1/accounts')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.grants}</h2>
        {editable && !edited && <Button onClick={begin}>{words.addGrant}</Button>}
        {!may('role.grant') && <span className="muted">{words.mayNotGrant}</span>}
      </div>
      {!edited ? (
        account.grants.length === 0 ? (
          <p className="note note-warn">{words.noGrants}</p>
        ) : (
          <ul className="stack" style={{ gap: 8 }}>
            {account.grants.map((grant) => (
              <li key={JSON.stringify(grant)} className="row">
                <span className="pill pill-accent">{words.role[grant.role]}</span>
                <ScopeName scope={grant.scope} />
                {grant.onBehalfOf && <span className="pill pill-warn">{words.onBehalf}</span>}
                {grant.validTo && <span className="muted num">{words.until(exactTime(grant.validTo))}</span>}
              </li>
            ))}
          </ul>
        )
      ) : (
        <div className="stack">
          {edited.map((grant) => (
            <div key={grant.key} className="grant">
              <Select
                aria-label={words.role1}
                value={grant.role}
                onChange={(role) => change(grant.key, { role })}
                options={ROLES.map((value) => ({ value, label: words.role[value] }))}
              />
              <Select
                aria-label={words.scope1}
                value={grant.scope.kind}
                onChange={(kind) => change(grant.key, { scope: { kind } })}
                options={KINDS.map((value) => ({ value, label: words.scope[value] }))}
              />
              <div>
                {grant.scope.kind === 'region' && (
                  <RegionPicker
                    aria-label={words.region}
                    placeholder={words.chooseScope}
                    value={grant.scope.regionId}
                    onChange={(regionId) => change(grant.key, { scope: { kind: 'region', regionId } })}
                  />
                )}
                {grant.scope.kind === 'department' && (
                  <DepartmentPicker
                    aria-label={words.department}
                    placeholder={words.chooseScope}
                    value={grant.scope.departmentId}
                    onChange={(departmentId) => change(grant.key, { scope: { kind: 'department', departmentId } })}
                  />
                )}
                {grant.scope.kind === 'grids' && (
                  <GridsPicker
                    aria-label={words.grids}
                    placeholder={words.chooseScope}
                    value={grant.scope.gridIds ?? []}
                    onChange={(gridIds) => change(grant.key, { scope: { kind: 'grids', gridIds } })}
                  />
                )}
              </div>
              <Button
                type="text"
                icon={<CloseOutlined />}
                aria-label={words.removeGrant}
                onClick={() => setEdited(edited.filter((one) => one.key !== grant.key))}
              />
            </div>
          ))}
          <div className="row">
            <Button
              onClick={() => setEdited([...edited, { key: newId(), role: 'grid-worker', scope: { kind: 'region' } }])}
            >
              {words.oneMore}
            </Button>
            <Button
              type="primary"
              loading={busy}
              disabled={edited.some((one) => whole(one.scope) === null)}
              onClick={() => void save()}
            >
              {words.saveGrants}
            </Button>
            <Button onClick={() => setEdited(null)}>{words.cancelEdit}</Button>
          </div>
        </div>
      )}
    </section>
  )
}
