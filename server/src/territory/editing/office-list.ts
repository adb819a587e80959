/** A list of departments or of teams, row by row, as edits. What a row lacks is told with the row; the others go on. */
import type { OfficeEdit } from '@bihuan/contract/territory-edit'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import type { NewFinding, Rehearsal } from '../../platform/revision.ts'
import type { Column } from '../../platform/sheets/headers.ts'
import type { SheetFormat } from '../../platform/sheets/sheet.ts'
import { readTable, type TableRow } from '../../platform/sheets/table.ts'
import type { Territory } from '../answers.ts'
import type { RegionRecord } from '../views.ts'
import type { Placed } from './office-draft.ts'
import {
  BETWEEN,
  DEPARTMENT_COLUMNS,
  departmentKindOf,
  TEAM_COLUMNS,
  teamKindOf,
  type DepartmentField,
  type TeamField,
} from './words.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** More departments than any city has. */
const MOST = 20_000

function formatOf(mediaType: string): SheetFormat {
  if (mediaType === 'text/csv') return 'csv'
  if (mediaType === XLSX) return 'xlsx'
  throw new Problem('territory.file-kind', { wanted: 'CSV / XLSX' })
}

async function rowsOf<F extends string>(rehearsal: Rehearsal, columns: readonly Column<F>[]): Promise<TableRow<F>[]> {
  const file = rehearsal.file!
  const rows: TableRow<F>[] = []
  for await (const entry of readTable(file, formatOf(file.mediaType), columns)) {
    if (entry.kind === 'finding') await rehearsal.finding(entry.finding)
    if (entry.kind === 'row') rows.push(entry)
    if (rows.length > MOST) throw new Problem('sheet.too-many-rows', { rows: rows.length, limit: MOST })
    await rehearsal.progress('rows', rows.length, 0)
  }
  return rows
}

/** What the names and codes of a list mean here. */
class Reader<F extends string> {
  constructor(
    private readonly held: Territory,
    private readonly tell: (finding: NewFinding) => void,
  ) {}

  say(
    row: TableRow<F>,
    severity: NewFinding['severity'],
    code: string,
    field: F,
    params: Record<string, unknown> = {},
  ): null {
    const written = row.cells[field].text.slice(0, 60)
    const finding = { row: row.row, field: row.nameOf(field), params: { value: written, ...params } }
    this.tell({ severity, code, ...finding, subject: written })
    return null
  }

  /** By code, or by a name that only one region has; the whole city where nothing is said. */
  region(row: TableRow<F>, field: F): string | null {
    const written = row.cells[field].text
    const root = this.held.children(null)[0]
    if (written === '') return root?.id ?? this.say(row, 'error', 'office.row-region-unknown', field)
    const named = /^\d{4,12}$/.test(written)
      ? [this.held.regionByCode(written.padEnd(12, '0'))].filter((one): one is RegionRecord => one !== null)
      : this.held.regions().filter((region) => region.name === written)
    if (named.length === 1) return named[0]!.id
    return named.length === 0
      ? this.say(row, 'error', 'office.row-region-unknown', field)
      : this.say(row, 'error', 'office.row-region-several', field, { count: named.length })
  }

  code(row: TableRow<F>, field: F, name: string): string {
    return row.cells[field].text || name
  }
}

export async function readDepartments(
  rehearsal: Rehearsal,
  held: Territory,
  tell: (finding: NewFinding) => void,
): Promise<Placed[]> {
  const rows = await rowsOf<DepartmentField>(rehearsal, DEPARTMENT_COLUMNS)
  const reader = new Reader<DepartmentField>(held, tell)
  const known = new Map(held.departments().map((one) => [one.code, one]))
  const byName = new Map(held.departments().map((one) => [one.name, one.id]))
  const ids = new Map<string, string>()
  const first = new Map<string, number>()
  const good: { row: TableRow<DepartmentField>; id: string; code: string; name: string }[] = []
  for (const row of rows) {
    const name = row.cells.name.text
    if (name === '') {
      reader.say(row, 'error', 'office.row-name-missing', 'name')
      continue
    }
    const code = reader.code(row, 'code', name)
    const earlier = first.get(code)
    if (earlier !== undefined) {
      reader.say(row, 'error', 'office.row-twice', 'code', { code, first: earlier })
      continue
    }
    first.set(code, row.row)
    const id = known.get(code)?.id ?? newId()
    ids.set(code, id)
    if (!byName.has(name)) byName.set(name, id)
    good.push({ row, id, code, name })
  }
  const edits = good.flatMap(({ row, id, code, name }): Placed[] => {
    const regionId = reader.region(row, 'region')
    const kind = row.cells.kind.text === '' ? (known.get(code)?.kind ?? 'duty') : departmentKindOf(row.cells.kind.text)
    if (kind === null) reader.say(row, 'error', 'office.row-kind-unknown', 'kind')
    const above = row.cells.parent.text
    const parentId = above === '' ? null : (ids.get(above) ?? known.get(above)?.id ?? byName.get(above) ?? undefined)
    if (parentId === undefined) reader.say(row, 'error', 'office.row-parent-unknown', 'parent')
    if (regionId === null || kind === null || parentId === undefined) return []
    const nameEn = row.cells.nameEn.text || known.get(code)?.nameEn || name
    const edit: OfficeEdit = { kind: 'department', id, code, departmentKind: kind, name, nameEn, regionId, parentId }
    return [{ edit, row: row.row }]
  })
  return parentsFirst(edits)
}

/** A list names what stands above whatever its order. */
function parentsFirst(edits: Placed[]): Placed[] {
  const byId = new Map(edits.map((placed) => [(placed.edit as { id: string }).id, placed]))
  const out = new Set<Placed>()
  const visit = (placed: Placed, below: ReadonlySet<Placed>) => {
    if (out.has(placed) || below.has(placed)) return
    const { edit } = placed
    const above = edit.kind === 'department' && edit.parentId !== null ? byId.get(edit.parentId) : undefined
    if (above) visit(above, new Set([...below, placed]))
    out.add(placed)
  }
  for (const placed of edits) visit(placed, new Set())
  return [...out]
}

export async function readTeams(
  rehearsal: Rehearsal,
  held: Territory,
  tell: (finding: NewFinding) => void,
): Promise<Placed[]> {
  const rows = await rowsOf<TeamField>(rehearsal, TEAM_COLUMNS)
  const reader = new Reader<TeamField>(held, tell)
  const known = new Map(held.teams().map((one) => [one.code, one]))
  const departments = new Map(held.departments().flatMap((one) => [[one.code, one] as const, [one.name, one] as const]))
  const gridByCode = new Map(held.grids().map((grid) => [grid.code, grid.id]))
  const first = new Map<string, number>()
  return rows.flatMap((row): Placed[] => {
    const name = row.cells.name.text
    if (name === '') return reader.say(row, 'error', 'office.row-name-missing', 'name') ?? []
    const code = reader.code(row, 'code', name)
    const earlier = first.get(code)
    if (earlier !== undefined)
      return reader.say(row, 'error', 'office.row-twice', 'code', { code, first: earlier }) ?? []
    first.set(code, row.row)
    const before = known.get(code)
    const department = departments.get(row.cells.department.text)
    if (!department) return reader.say(row, 'error', 'office.row-department-unknown', 'department') ?? []
    const teamKind = row.cells.kind.text === '' ? (before?.kind ?? 'squad') : teamKindOf(row.cells.kind.text)
    if (teamKind === null) return reader.say(row, 'error', 'office.row-kind-unknown', 'kind') ?? []
    const regionId = row.cells.region.text === '' ? department.regionId : reader.region(row, 'region')
    if (regionId === null) return []
    const codes = row.cells.grids.text.split(BETWEEN).filter(Boolean)
    const unknown = codes.filter((one) => !gridByCode.has(one))
    if (unknown.length > 0)
      return (
        reader.say(row, 'error', 'office.row-grids-unknown', 'grids', { grids: unknown.slice(0, 10).join(', ') }) ?? []
      )
    const edit: OfficeEdit = {
      kind: 'team',
      id: before?.id ?? newId(),
      code,
      teamKind,
      name,
      nameEn: row.cells.nameEn.text || before?.nameEn || name,
      departmentId: department.id,
      regionId,
      sectorId: before?.sectorId ?? null,
      gridIds: codes.map((one) => gridByCode.get(one)!),
    }
    return [{ edit, row: row.row }]
  })
}
