/** The rehearsal of edits of departments, teams and sectors: by hand, or read from a list. */
import { officeEdit } from '@bihuan/contract/territory-edit'
import { businessDate } from '@bihuan/domain/calendar'
import { sql, type Queryable } from '../../platform/database.ts'
import type { NewFinding, Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import { OfficeDraft, type Placed, type PlannedOffice } from './office-draft.ts'
import { readDepartments, readTeams } from './office-list.ts'

const RECORDS = { department: 'departments', team: 'teams', sector: 'sectors' } as const
const DONE = { create: 'created', change: 'changed', end: 'ended' } as const

type Read = (rehearsal: Rehearsal, held: Territory, tell: (finding: NewFinding) => void) => Promise<Placed[]>

const byHand: Read = async (rehearsal) =>
  officeEdit
    .array()
    .parse(rehearsal.revision.source['edits'])
    .map((edit) => ({ edit }))

const rehearse = (read: Read) => async (rehearsal: Rehearsal, held: Territory) => {
  const findings: NewFinding[] = []
  const tell = (finding: NewFinding) => void findings.push(finding)
  const placed = await read(rehearsal, held, tell)
  const draft = new OfficeDraft(held, tell)
  for (const one of placed) draft.make(one)
  const planned = draft.plan(businessDate(rehearsal.now.getTime()))
  for (const one of planned) if (one.action === 'end') findings.push(...(await inUse(rehearsal.city.db, one)))
  for (const finding of findings) await rehearsal.finding(finding)
  for (const { what, action, id, label, body, before } of planned) {
    await rehearsal.change({ what, action, record: id, label, body, before })
    rehearsal.count(`${RECORDS[what]}-${DONE[action]}`)
  }
}

/** What still hangs on an office that would end. Open cases must have somebody who answers for them. */
async function inUse(db: Queryable, { what, id, label }: PlannedOffice): Promise<NewFinding[]> {
  if (what === 'sector') return []
  const holds = await db.maybe<{ n: number }>(
    what === 'department'
      ? sql`select count(*) as n from cases where holder_id is not null
          and (holder_id = ${id} or lead_department_id = ${id} or office_id = ${id})`
      : sql`select count(*) as n from cases where holder_id = ${id}`,
  )
  const members = await db.maybe<{ n: number }>(
    sql`select count(*) as n from membership where (department_id = ${id} or team_id = ${id}) and valid_to is null`,
  )
  const params = { name: label }
  return [
    ...(holds!.n > 0
      ? [{ severity: 'error' as const, code: 'office.has-cases', params: { ...params, count: holds!.n } }]
      : []),
    ...(members!.n > 0
      ? [{ severity: 'warning' as const, code: 'office.has-members', params: { ...params, count: members!.n } }]
      : []),
  ]
}

export const rehearseOfficeEdits = rehearse(byHand)
export const rehearseDepartmentList = rehearse(readDepartments)
export const rehearseTeamList = rehearse(readTeams)
