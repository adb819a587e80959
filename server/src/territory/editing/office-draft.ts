/** Departments, teams and sectors as they would be: edits are made one after the other, and what differs in the end is the plan. */
import type { OfficeEdit } from '@bihuan/contract/territory-edit'
import type { Department, Sector } from '@bihuan/domain/place'
import type { NewFinding } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import type { TeamRecord } from '../views.ts'

type Of<K extends OfficeEdit['kind']> = Extract<OfficeEdit, { kind: K }>
type Put = Exclude<OfficeEdit, { kind: 'end' }>

export interface PlannedOffice {
  what: 'department' | 'team' | 'sector'
  action: 'create' | 'change' | 'end'
  id: string
  label: string
  body: Record<string, unknown>
  before: Record<string, unknown> | null
}

/** Where in a list an edit came from. */
export interface Placed {
  edit: OfficeEdit
  row?: number
}

const departmentBody = ({ code, kind, name, nameEn, regionId, parentId }: Omit<Department, 'level' | 'id'>) => ({
  code,
  kind,
  name,
  nameEn,
  regionId,
  parentId,
})
const teamBody = (team: Omit<TeamRecord, 'id' | 'validTo'>) => {
  const { code, kind, name, nameEn, departmentId, regionId, sectorId, gridIds } = team
  return { code, kind, name, nameEn, departmentId, regionId, sectorId, gridIds: gridIds.toSorted() }
}
const sectorBody = ({ code, name, nameEn, regionId, regionIds, gridIds }: Omit<Sector, 'id'>) => ({
  code,
  name,
  nameEn,
  regionId,
  regionIds: regionIds.toSorted(),
  gridIds: gridIds.toSorted(),
})

export class OfficeDraft {
  private readonly bodies = {
    department: new Map<string, ReturnType<typeof departmentBody>>(),
    team: new Map<string, ReturnType<typeof teamBody>>(),
    sector: new Map<string, ReturnType<typeof sectorBody>>(),
  }
  private readonly before = {
    department: new Map<string, ReturnType<typeof departmentBody>>(),
    team: new Map<string, ReturnType<typeof teamBody>>(),
    sector: new Map<string, ReturnType<typeof sectorBody>>(),
  }

  constructor(
    private readonly held: Territory,
    private readonly tell: (finding: NewFinding) => void,
  ) {
    for (const one of held.departments()) this.bodies.department.set(one.id, departmentBody(one))
    for (const one of held.teams()) this.bodies.team.set(one.id, teamBody(one))
    for (const one of held.sectors()) this.bodies.sector.set(one.id, sectorBody(one))
    for (const what of ['department', 'team', 'sector'] as const)
      for (const [id, body] of this.bodies[what]) this.before[what].set(id, body as never)
  }

  make({ edit, row }: Placed): void {
    const wrong = (code: string, params: Record<string, unknown> = {}, field: string | null = null) =>
      this.tell({
        severity: 'error',
        code,
        row: row ?? null,
        field,
        subject: 'code' in edit ? edit.code : null,
        params: { name: 'name' in edit ? edit.name : '', ...params },
      })
    if (edit.kind === 'end') return this.end(edit, wrong)
    if (!this.fits(edit, wrong)) return
    if (edit.kind === 'department') {
      const { departmentKind: kind, ...rest } = edit
      this.bodies.department.set(edit.id, departmentBody({ ...rest, kind }))
    } else if (edit.kind === 'team') {
      const { teamKind: kind, ...rest } = edit
      this.bodies.team.set(edit.id, teamBody({ ...rest, kind }))
    } else this.bodies.sector.set(edit.id, sectorBody(edit))
  }

  private fits(edit: Put, wrong: (code: string, params?: Record<string, unknown>, field?: string) => void): boolean {
    const no = (code: string, params: Record<string, unknown> = {}, field?: string): false => {
      wrong(code, params, field)
      return false
    }
    const present = this.bodies[edit.kind].get(edit.id)
    const same = [...this.bodies[edit.kind]].find(([id, body]) => body.code === edit.code && id !== edit.id)
    if (same) return no('office.code-taken', { code: edit.code, other: same[1].name }, 'code')
    if (!present && edit.kind === 'team' && this.held.team(edit.id)) return no('office.ended')
    if (present && present.code !== edit.code) return no('office.code-fixed', { code: present.code }, 'code')
    if (this.held.region(edit.regionId)?.validTo !== null)
      return no('office.region-unknown', { region: edit.regionId }, 'region')
    if (edit.kind === 'department') return this.departmentFits(edit, no)
    const lost = edit.gridIds.find((id) => this.held.grid(id)?.validTo !== null)
    if (lost) return no('office.grid-unknown', { grid: this.held.grid(lost)?.code ?? lost }, 'grids')
    if (edit.kind === 'sector') {
      const gone = edit.regionIds.find((id) => this.held.region(id)?.validTo !== null)
      if (gone) return no('office.region-unknown', { region: gone }, 'region')
      return edit.regionIds.length + edit.gridIds.length > 0 || no('office.sector-empty')
    }
    if (!this.bodies.department.has(edit.departmentId))
      return no('office.department-unknown', { department: edit.departmentId }, 'department')
    return edit.sectorId === null || this.bodies.sector.has(edit.sectorId) || no('office.sector-unknown')
  }

  private departmentFits(
    { id, parentId, departmentKind }: Of<'department'>,
    no: (code: string, params?: Record<string, unknown>, field?: string) => false,
  ): boolean {
    const present = this.bodies.department.get(id)
    if (present && present.kind !== departmentKind) return no('office.kind-fixed', {}, 'kind')
    if (parentId !== null && !this.bodies.department.has(parentId))
      return no('office.parent-unknown', { parent: parentId }, 'parent')
    for (let at = parentId; at !== null; at = this.bodies.department.get(at)?.parentId ?? null)
      if (at === id) return no('office.parent-below', {}, 'parent')
    return true
  }

  private end({ what, id }: Of<'end'>, wrong: (code: string, params?: Record<string, unknown>) => void): void {
    const body = this.bodies[what].get(id)
    if (!body) return wrong('office.unknown')
    const named = { name: body.name }
    if (what === 'department') {
      const child = [...this.bodies.department.values()].find((other) => other.parentId === id)
      if (child) return wrong('office.has-children', { ...named, child: child.name })
      const team = [...this.bodies.team.values()].find((other) => other.departmentId === id)
      if (team) return wrong('office.has-teams', { ...named, team: team.name })
    }
    if (what === 'sector') {
      const team = [...this.bodies.team.values()].find((other) => other.sectorId === id)
      if (team) return wrong('office.has-teams', { ...named, team: team.name })
    }
    this.bodies[what].delete(id)
  }

  /** Ends first (a code has one holder at a time), then departments above before those below, sectors before teams. */
  plan(today: string): PlannedOffice[] {
    const planned: PlannedOffice[] = []
    for (const what of ['team', 'sector', 'department'] as const)
      for (const [id, body] of this.before[what])
        if (!this.bodies[what].has(id))
          planned.push({
            what,
            action: 'end',
            id,
            label: body.name,
            body: { validTo: today },
            before: { validTo: null },
          })
    for (const what of ['department', 'sector', 'team'] as const)
      for (const [id, body] of this.inOrder(what)) {
        const before = this.before[what].get(id)
        if (!before)
          planned.push({
            what,
            action: 'create',
            id,
            label: body.name,
            body: { ...body, validFrom: today },
            before: null,
          })
        else if (JSON.stringify(before) !== JSON.stringify(body))
          planned.push({ what, action: 'change', id, label: body.name, body: { ...body }, before: { ...before } })
      }
    return planned
  }

  private inOrder(what: 'department' | 'team' | 'sector'): [string, { name: string }][] {
    if (what !== 'department') return [...this.bodies[what]]
    const depth = (id: string): number => {
      const parentId = this.bodies.department.get(id)?.parentId ?? null
      return parentId === null ? 0 : depth(parentId) + 1
    }
    return [...this.bodies.department].toSorted(([a], [b]) => depth(a) - depth(b))
  }
}
