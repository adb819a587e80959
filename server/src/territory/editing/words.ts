/** Words that lists of departments and teams use, for headers and for kinds. */
import type { DepartmentKind, TeamKind } from '@bihuan/domain/place'
import type { Column } from '../../platform/sheets/headers.ts'

export const DEPARTMENT_COLUMNS = [
  {
    field: 'code',
    aliases: ['代码', '部门代码', '单位代码', '编码', '部门编码', '机构代码', 'code', 'department code'],
  },
  {
    field: 'name',
    aliases: ['名称', '部门名称', '单位名称', '机构名称', '部门', '单位', 'name', 'department'],
    required: true,
  },
  { field: 'nameEn', aliases: ['英文名称', '英文名', 'name en', 'english name'] },
  { field: 'kind', aliases: ['类型', '部门类型', '性质', '类别', 'kind', 'type'] },
  { field: 'region', aliases: ['行政区划', '所属区划', '区划', '所属区域', '区域', '层级', 'region', 'area'] },
  { field: 'parent', aliases: ['上级部门', '上级单位', '上级', '主管部门', 'parent'] },
] as const satisfies readonly Column<string>[]
export type DepartmentField = (typeof DEPARTMENT_COLUMNS)[number]['field']

export const TEAM_COLUMNS = [
  { field: 'code', aliases: ['代码', '队伍代码', '编码', '队伍编码', 'code', 'team code'] },
  { field: 'name', aliases: ['名称', '队伍名称', '队伍', '班组', 'name', 'team'], required: true },
  { field: 'nameEn', aliases: ['英文名称', '英文名', 'name en', 'english name'] },
  { field: 'kind', aliases: ['类型', '队伍类型', '性质', 'kind', 'type'] },
  { field: 'department', aliases: ['所属部门', '部门', '所属单位', '单位', 'department'], required: true },
  { field: 'region', aliases: ['行政区划', '所属区划', '区划', '所属区域', '区域', 'region', 'area'] },
  { field: 'grids', aliases: ['网格', '负责网格', '网格代码', '所辖网格', 'grids', 'grid codes'] },
] as const satisfies readonly Column<string>[]
export type TeamField = (typeof TEAM_COLUMNS)[number]['field']

const DEPARTMENT_KIND_WORDS: Record<DepartmentKind, readonly string[]> = {
  command: ['指挥', '指挥中心', '指挥机构', '指挥室', '综治中心', 'command'],
  duty: ['职能', '职能部门', '责任', '责任部门', '专业部门', 'duty'],
}
const TEAM_KIND_WORDS: Record<TeamKind, readonly string[]> = {
  grid: ['网格', '网格队', '网格员', '网格队伍', 'grid'],
  squad: ['中队', '执法', '执法队', '专业队', '处置队', 'squad'],
  patrol: ['巡查', '巡逻', '机动', '机动队', '巡查队', 'patrol'],
}

const kindIn = <K extends string>(table: Record<K, readonly string[]>, written: string): K | null =>
  (Object.keys(table) as K[]).find((kind) => table[kind].includes(written.trim().toLowerCase())) ?? null

export const departmentKindOf = (written: string) => kindIn(DEPARTMENT_KIND_WORDS, written)
export const teamKindOf = (written: string) => kindIn(TEAM_KIND_WORDS, written)

/** Between the grids of one cell. */
export const BETWEEN = /[,，、;；\s/]+/
