/** What codes and names in files mean here, today; and what has ended, so that a code of last year is known as one. */
import type { DutyLookups, Meant } from '@bihuan/domain/duty-rows'
import type { City } from '../../platform/city.ts'
import { sql } from '../../platform/database.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'

class Words {
  private readonly known = new Map<string, Meant | 'many'>()
  /** Codes first: a name never hides one. */
  add(word: string, meant: Meant, isName: boolean): void {
    const key = word.trim()
    if (key === '') return
    const there = this.known.get(key)
    if (there === undefined) this.known.set(key, meant)
    else if (isName && there !== 'many' && there.id !== meant.id && there.ended === meant.ended)
      this.known.set(key, 'many')
    else if (there !== 'many' && there.ended && !meant.ended) this.known.set(key, meant)
  }
  find(word: string): Meant | 'many' | null {
    return this.known.get(word.trim()) ?? null
  }
}

const live = (id: string): Meant => ({ id, ended: false })

export async function dutyLookups(city: City): Promise<DutyLookups> {
  const regions = territory(city)
  const held = catalogue(city)
  const ended = await city.db.rows<{ id: string; code: string; name: string; what: 'region' | 'department' }>(sql`
    select id, code, name, 'region' as what from region where valid_to is not null
    union all select id, code, name, 'department' from department where valid_to is not null`)

  const items = new Words()
  for (const item of held.items()) items.add(item.code, live(item.id), false)
  for (const item of held.items()) for (const name of [item.name.zh, item.name.en]) items.add(name, live(item.id), true)
  const categories = new Words()
  for (const category of held.categories()) categories.add(category.code, live(category.id), false)
  for (const { id, name } of held.categories())
    for (const word of [name.zh, name.en]) categories.add(word, live(id), true)

  const places = new Words()
  const offices = new Words()
  for (const region of regions.regions()) places.add(region.code, live(region.id), false)
  for (const department of regions.departments()) offices.add(department.code, live(department.id), false)
  for (const { id, code, what } of ended) {
    const successor = what === 'region' ? regions.current(id) : null
    const stands = successor && successor.id !== id && successor.validTo === null ? successor : null
    const meant: Meant = { id, ended: true, successor: stands && { id: stands.id, code: stands.code } }
    ;(what === 'region' ? places : offices).add(code, meant, false)
  }
  for (const region of regions.regions()) places.add(region.name, live(region.id), true)
  for (const { id, name, nameEn } of regions.departments())
    for (const word of [name, nameEn]) offices.add(word, live(id), true)

  return {
    item(word) {
      const found = items.find(word)
      if (found !== null) return found
      const retired = held.itemByCode(word.trim())
      return retired && { id: retired.id, ended: true }
    },
    category: (word) => categories.find(word),
    region: (word) => places.find(word) ?? places.find(regionCodeIn(word) ?? ''),
    department: (word) => offices.find(word),
  }
}

/** "330703001 Duohu" → 330703001000: codes are written short, and with their names. */
function regionCodeIn(word: string): string | null {
  const digits = /(?<!\d)\d{6}(\d{3}(\d{3})?)?(?!\d)/.exec(word)?.[0]
  return digits === undefined ? null : digits.padEnd(12, '0')
}
