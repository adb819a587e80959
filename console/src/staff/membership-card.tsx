import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { listed } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { toast } from '../platform/toast.tsx'
import { DepartmentsPicker, TeamsPicker, useDepartments, useTeams } from '../territory/pickers.tsx'
import type { Account } from './account-page.tsx'
import { staffWords } from './locale.ts'

/** Where an account belongs: its departments and teams. */
export function MembershipCard({ account }: { account: Account }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const may = useMay()
  const [departmentIds, setDepartments] = useState(account.departmentIds)
  const [teamIds, setTeams] = useState(account.teamIds)
  const [busy, setBusy] = useState(false)
  const departments = useDepartments()
  const teams = useTeams()
  const changed = String(departmentIds) !== String(account.departmentIds) || String(teamIds) !== String(account.teamIds)
  const save = async () => {
    setBusy(true)
    try {
      await call('PUT /api/v1/accounts/{id}/memberships', {
        params: { id: account.id },
        body: { commandId: newId(), expectedVersion: account.version, departmentIds, teamIds },
      })
      toast('good', words.membershipSaved)
      await refresh('/api/v1/accounts')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  const names = (ids: string[], rows: { id: string; name: string; nameEn: string }[] | undefined) =>
    listed(
      ids
        .map((id) => rows?.find((row) => row.id === id))
        .map((row) => (row ? (to === 'en' && row.nameEn) || row.name : '')),
      to,
    ) || '–'
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.belongs}</h2>
      </div>
      {may('account.manage') ? (
        <div className="stack">
          <Field label={words.departments}>
            {(wiring) => <DepartmentsPicker {...wiring} value={departmentIds} onChange={setDepartments} />}
          </Field>
          <Field label={words.teams}>
            {(wiring) => <TeamsPicker {...wiring} value={teamIds} onChange={setTeams} />}
          </Field>
          {changed && (
            <div>
              <Button type="primary" loading={busy} onClick={() => void save()}>
                {words.saveMembership}
              </Button>
            </div>
          )}
        </div>
      ) : (
        <dl className="facts">
          <dt>{words.departments}</dt>
          <dd>{names(account.departmentIds, departments.data?.rows)}</dd>
          <dt>{words.teams}</dt>
          <dd>{names(account.teamIds, teams.data?.rows)}</dd>
        </dl>
      )}
    </section>
  )
}
