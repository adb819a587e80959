/**
 * Units as a standard spells them, several in one cell, become departments: the words are counted, each is given the department
 * whose name is most like it as a proposal, and with what an administrator has chosen, the items become duties.
 */
import type { DutyRowFinding } from './duty-rows.ts'
import type { DutyChange } from './duty-change.ts'
import { GENERIC_UNIT, LOCAL_UNIT, OFFICE_ENDS, PLACE_BEFORE, UNITS_BETWEEN, UNIT_BEFORE } from './duty-words.ts'
import type { Item } from './item.ts'

export function unitsIn(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .split(UNITS_BETWEEN)
    .map((word) => word.replace(/\s+/g, '').replace(UNIT_BEFORE, ''))
    .filter((word) => word !== '')
  return [...new Set(words)]
}

export interface UnitWord {
  word: string
  /** Conditions that name it as handling, at the first place among several, and as supervising. */
  handling: number
  first: number
  supervising: number
  /** Items that name it. */
  items: number
  /** A kind of office and not one: "each owner", "the local enforcement". */
  generic: boolean
  /** One in each place below. */
  local: boolean
}

type Spelled = Pick<Item, 'id' | 'conditions'>

/** Every unit that the items' conditions name, the most frequent first. */
export function unitWords(items: Iterable<Spelled>): UnitWord[] {
  const found = new Map<string, UnitWord & { of: Set<string> }>()
  const at = (word: string) => {
    let known = found.get(word)
    if (!known) {
      const generic = GENERIC_UNIT.test(word)
      known = {
        word,
        handling: 0,
        first: 0,
        supervising: 0,
        items: 0,
        generic,
        local: LOCAL_UNIT.test(word),
        of: new Set(),
      }
      found.set(word, known)
    }
    return known
  }
  for (const item of items)
    for (const { imported } of item.conditions) {
      if (!imported) continue
      unitsIn(imported.handling).forEach((word, index) => {
        const unit = at(word)
        unit.handling++
        if (index === 0) unit.first++
        unit.of.add(item.id)
      })
      for (const word of unitsIn(imported.supervising)) {
        const unit = at(word)
        unit.supervising++
        unit.of.add(item.id)
      }
    }
  return [...found.values()]
    .map(({ of, ...unit }) => ({ ...unit, items: of.size }))
    .sort(
      (one, other) =>
        other.handling + other.supervising - one.handling - one.supervising || (one.word < other.word ? -1 : 1),
    )
}

/** What of a name tells offices apart: without the place and without what all offices are called. */
function coreOf(name: string): string {
  const plain = name.normalize('NFKC').replace(/\s+/g, '')
  return plain.replace(PLACE_BEFORE, '').replace(OFFICE_ENDS, '')
}

function pairsOf(text: string): Set<string> {
  const signs = [...text]
  return new Set(signs.length < 2 ? signs : signs.slice(1).map((sign, at) => signs[at]! + sign))
}

/** The short form of a name keeps its first and its last sign, and the others in their order. */
function shortens(one: string, other: string): boolean {
  const [short, long] = [...one].length < [...other].length ? [[...one], [...other]] : [[...other], [...one]]
  if (short.length < 3 || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false
  let at = 0
  for (const sign of long) if (sign === short[at]) at++
  return at === short.length
}

/** Likeness of two names, 0 to 1: pairs of signs in common, of the names and of what is left without the usual words. */
export function likeness(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => name.normalize('NFKC').replace(/\s+/g, '')) as [string, string]
  if (a === b) return 1
  const share = (left: string, right: string) => {
    const [x, y] = [pairsOf(left), pairsOf(right)]
    const common = [...x].filter((pair) => y.has(pair)).length
    return x.size + y.size === 0 ? 0 : (2 * common) / (x.size + y.size)
  }
  const [coreA, coreB] = [coreOf(a), coreOf(b)]
  if (coreA !== '' && coreA === coreB) return 0.9
  if (shortens(a.replace(PLACE_BEFORE, ''), b.replace(PLACE_BEFORE, ''))) return 0.7
  return Math.min(0.89, 0.4 * share(a, b) + 0.6 * share(coreA, coreB))
}

const LIKE_ENOUGH = 0.45

/** The department whose name is most like the word, if one is. */
export function likest<D extends { name: string }>(
  word: string,
  departments: readonly D[],
): { department: D; likeness: number } | null {
  let best: { department: D; likeness: number } | null = null
  for (const department of departments) {
    const found = likeness(word, department.name)
    if (found >= LIKE_ENOUGH && (best === null || found > best.likeness)) best = { department, likeness: found }
  }
  return best
}

/** Words that are likely spellings of one office, the most frequent first in each group. */
export function spellings(words: readonly UnitWord[]): UnitWord[][] {
  const groups: UnitWord[][] = []
  for (const unit of words) {
    const group = unit.generic
      ? undefined
      : groups.find(([head]) => !head!.generic && likeness(head!.word, unit.word) >= 0.9)
    if (group) group.push(unit)
    else groups.push([unit])
  }
  return groups
}

export interface UnitMapping {
  /** Word → departments: one, or one for each region in which it exists. Absent or empty: left out. */
  departmentsOf: (word: string) => readonly { id: string; regionId: string }[]
  /** Where the duties of a department without a place of its own are given. */
  regionId: string
  /** Supervising units assist where they are no lead. */
  superviseAssists: boolean
  from: string
  basis: string
}

export interface UnitsDerived {
  changes: DutyChange[]
  findings: Omit<DutyRowFinding, 'row'>[]
}

/**
 * One duty for each item and region: the first handling unit that stands for a department leads, the others assist. A unit that
 * exists once in each region ("the local office") gives a duty in each of them, where the wider ones assist.
 */
export function dutiesOfUnits(
  items: Iterable<Spelled & Pick<Item, 'code' | 'name'>>,
  mapping: UnitMapping,
): UnitsDerived {
  const changes: DutyChange[] = []
  const findings: UnitsDerived['findings'] = []
  for (const item of items) {
    const spelled = item.conditions.flatMap((condition) => (condition.imported ? [condition.imported] : []))
    if (spelled.length === 0) continue
    const handling = [...new Set(spelled.flatMap((one) => unitsIn(one.handling)))]
    const supervising = mapping.superviseAssists ? [...new Set(spelled.flatMap((one) => unitsIn(one.supervising)))] : []
    const first = new Set(spelled.map((one) => leadOf(unitsIn(one.handling), mapping)).filter((word) => word !== null))
    if (first.size === 0) {
      findings.push({
        severity: 'warning',
        code: 'duty.no-unit',
        params: { item: item.code, name: item.name.zh, units: handling.join('、') },
        field: 'handling',
      })
      continue
    }
    if (first.size > 1)
      findings.push({
        severity: 'note',
        code: 'duty.conditions-differ',
        params: { item: item.code, name: item.name.zh, units: [...first].join('、') },
        field: 'handling',
      })
    const word = [...first][0]!
    const others = [...handling, ...supervising].filter((other) => other !== word)
    for (const lead of mapping.departmentsOf(word)) {
      const regionId = mapping.departmentsOf(word).length > 1 ? lead.regionId : mapping.regionId
      // Of a unit with an office in each region only the one of this region assists.
      const assisting = others.flatMap((other) => {
        const offices = mapping.departmentsOf(other)
        return offices.length > 1 ? offices.filter((one) => one.regionId === regionId) : offices
      })
      changes.push({
        change: 'set',
        itemId: item.id,
        categoryId: null,
        regionId,
        from: mapping.from,
        drafts: [
          {
            leadDepartmentId: lead.id,
            assistingDepartmentIds: [...new Set(assisting.map((one) => one.id))].filter((id) => id !== lead.id),
            basis: mapping.basis,
          },
        ],
      })
    }
  }
  return { changes, findings }
}

/** The first unit that stands for a department. */
function leadOf(words: readonly string[], mapping: UnitMapping): string | null {
  return words.find((word) => mapping.departmentsOf(word).length > 0) ?? null
}
