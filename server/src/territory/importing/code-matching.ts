/**
 * Which region of today is which row of the new list. Codes are issued anew every year: a place may bear another code, another name, or hang
 * under another parent; a code may go to another place. Pure.
 */
import { LEVELS, type Level } from '@bihuan/domain/place'
import type { CodeRow } from './code-rows.ts'
import { codesAbove } from './region-codes.ts'
import { nameKey } from './words.ts'

export interface Known {
  id: string
  code: string
  level: Level
  name: string
  parentId: string | null
}

export interface Matching {
  /** By the code of the row: the region that it goes on as; the others that went over into it. */
  goesOn: Map<string, Known>
  mergedInto: Map<string, Known[]>
  /** In force and in no row, of the levels that the list has. */
  left: Known[]
  /** Left, and like several rows by name: their codes. */
  ambiguous: Map<string, string[]>
  /** Rows that name a former code which nobody bears. */
  unknownFormer: { row: CodeRow; former: string }[]
}

export function matchCodes(rows: ReadonlyMap<string, CodeRow>, known: readonly Known[]): Matching {
  const byCode = new Map(known.map((region) => [region.code, region]))
  const levels = new Set([...rows.values()].map(({ level }) => level))
  const result: Matching = {
    goesOn: new Map(),
    mergedInto: new Map(),
    left: [],
    ambiguous: new Map(),
    unknownFormer: [],
  }
  const taken = new Set<string>()
  const match = (row: CodeRow, region: Known) => {
    result.goesOn.set(row.code, region)
    taken.add(region.id)
  }

  for (const level of LEVELS) {
    const own = [...rows.values()].filter((row) => row.level === level)
    const free = () => own.filter((row) => !result.goesOn.has(row.code))
    const open = () => known.filter((region) => region.level === level && !taken.has(region.id))
    // What the list says itself.
    for (const row of own)
      for (const former of row.former) {
        const region = byCode.get(former)
        if (!region || region.level !== level) result.unknownFormer.push({ row, former })
        // It is still in the list: a part was taken from it, and it goes on.
        else if (rows.has(former) || taken.has(region.id)) continue
        else if (!result.goesOn.has(row.code) && byCode.get(row.code) === undefined) match(row, region)
        else {
          result.mergedInto.set(row.code, [...(result.mergedInto.get(row.code) ?? []), region])
          taken.add(region.id)
        }
      }
    for (const row of free()) {
      const region = byCode.get(row.code)
      if (region && !taken.has(region.id) && nameKey(region.name) === nameKey(row.name)) match(row, region)
    }
    // Where the parent goes on as another region, its children are looked for under that one.
    const parentOf = (row: CodeRow) => {
      const above = codesAbove(row.code)[0]
      return above === undefined ? null : (result.goesOn.get(above)?.id ?? byCode.get(above)?.id ?? above)
    }
    pair(
      free(),
      open(),
      (row) => `${parentOf(row)} ${nameKey(row.name)}`,
      (region) => `${region.parentId} ${nameKey(region.name)}`,
      match,
    )
    for (const row of free()) {
      const region = byCode.get(row.code)
      if (region && !taken.has(region.id)) match(row, region)
    }
    const alike = pair(
      free(),
      open(),
      (row) => nameKey(row.name),
      (region) => nameKey(region.name),
      match,
    )
    for (const [region, candidates] of alike)
      result.ambiguous.set(
        region.id,
        candidates.map(({ code }) => code),
      )
    if (levels.has(level)) result.left.push(...open())
  }
  return result
}

/** Pairs what has one key on both sides and is alone with it on both; returns those that are not alone. */
function pair(
  rows: readonly CodeRow[],
  regions: readonly Known[],
  keyOfRow: (row: CodeRow) => string,
  keyOfRegion: (region: Known) => string,
  match: (row: CodeRow, region: Known) => void,
): [Known, CodeRow[]][] {
  const sides = new Map<string, { rows: CodeRow[]; regions: Known[] }>()
  const side = (key: string) => {
    const made = sides.get(key) ?? { rows: [], regions: [] }
    sides.set(key, made)
    return made
  }
  for (const row of rows) side(keyOfRow(row)).rows.push(row)
  for (const region of regions) side(keyOfRegion(region)).regions.push(region)
  const several: [Known, CodeRow[]][] = []
  for (const one of sides.values()) {
    if (one.rows.length === 1 && one.regions.length === 1) match(one.rows[0]!, one.regions[0]!)
    else if (one.rows.length > 0) for (const region of one.regions) several.push([region, one.rows])
  }
  return several
}
