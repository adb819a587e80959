/** What each unit word was chosen to stand for, and the departments that have to be made for it. Pure. */
import { newId } from '../platform/id.ts'

export const EACH_LEVELS = ['county', 'town', 'community'] as const
export type EachLevel = (typeof EACH_LEVELS)[number]

export type Choice =
  | { is: 'department'; id: string }
  /** Made under this name, unless there is one already. */
  | { is: 'new'; name: string }
  /** One in each region of a level, named after it. */
  | { is: 'each'; name: string; level: EachLevel }
export type Choices = Readonly<Record<string, Choice>>

interface Region {
  id: string
  name: string
  level: string
  code: string
}
interface Department {
  id: string
  name: string
  regionId: string
  code: string
}

export const madeFor = (choices: Choices, word: string): boolean =>
  choices[word] !== undefined && choices[word].is !== 'department'

const nameIn = (region: Region, name: string) => `${region.name}${name}`

function wanted(choice: Choice, regions: readonly Region[], regionId: string): { name: string; regionId: string }[] {
  if (choice.is === 'department') return []
  if (choice.is === 'new') return [{ name: choice.name, regionId }]
  return regions
    .filter((region) => region.level === choice.level)
    .map((region) => ({ name: nameIn(region, choice.name), regionId: region.id }))
}

/** Word → ids of the departments that are there. */
export function resolve(
  choices: Choices,
  departments: readonly Department[],
  regions: readonly Region[],
): Record<string, string[]> {
  const known = new Map(departments.map((row) => [row.id, row]))
  const byName = new Map(departments.map((row) => [`${row.name} ${row.regionId}`, row.id]))
  const named = new Map(departments.map((row) => [row.name, row.id]))
  return Object.fromEntries(
    Object.entries(choices).map(([word, choice]) => {
      if (choice.is === 'department') return [word, known.has(choice.id) ? [choice.id] : []]
      const ids = wanted(choice, regions, '').flatMap(({ name, regionId }) => {
        const id = choice.is === 'new' ? named.get(name) : byName.get(`${name} ${regionId}`)
        return id ? [id] : []
      })
      return [word, ids]
    }),
  )
}

export interface DepartmentEdit {
  kind: 'department'
  id: string
  code: string
  departmentKind: 'duty'
  name: string
  nameEn: string
  regionId: string
  parentId: null
}

const made = new Map<string, string>()
/** The same id as long as the page lives: a second press makes no second department. */
function idFor(key: string): string {
  let id = made.get(key)
  if (!id) made.set(key, (id = newId()))
  return id
}

/** Those that are chosen to be made and are not there yet, each once, with codes that nobody has. */
export function newDepartments(
  choices: Choices,
  departments: readonly Department[],
  regions: readonly Region[],
  regionId: string,
): DepartmentEdit[] {
  const there = new Set(departments.flatMap((row) => [row.name, `${row.name} ${row.regionId}`]))
  const codes = new Set(departments.map((row) => row.code))
  const edits = new Map<string, DepartmentEdit>()
  let number = 0
  for (const choice of Object.values(choices))
    for (const one of wanted(choice, regions, regionId)) {
      const key = choice.is === 'new' ? one.name : `${one.name} ${one.regionId}`
      if (there.has(key) || edits.has(key)) continue
      do number++
      while (codes.has(codeOf(number)))
      edits.set(key, {
        kind: 'department',
        id: idFor(key),
        code: codeOf(number),
        departmentKind: 'duty',
        name: one.name,
        nameEn: one.name,
        regionId: one.regionId,
        parentId: null,
      })
    }
  return [...edits.values()]
}

const codeOf = (number: number) => `U${String(number).padStart(3, '0')}`
