/** What a feature says about itself, whatever its properties are called. */
import type { RegionRecord } from '../views.ts'
import type { Territory } from '../answers.ts'
import { paddedCode } from './region-codes.ts'
import { nameKey } from './words.ts'

export type Properties = Record<string, unknown>

/** The named property, or the first of the usual ones that has something. */
export function textOf(properties: Properties, chosen: string | undefined, usual: readonly string[]): string {
  for (const key of chosen === undefined ? usual : [chosen]) {
    const value = properties[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 100)
    if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  }
  return ''
}

export type Found =
  | { region: RegionRecord; by: 'code' | 'name' }
  | { problem: 'code-unknown' | 'name-unknown' | 'name-ambiguous'; candidates: RegionRecord[] }

/** Regions by code and by name, of one level or of all. */
export class RegionFinder {
  private readonly byName = new Map<string, RegionRecord[]>()
  constructor(
    private readonly held: Territory,
    private readonly level: string | undefined,
  ) {
    for (const region of held.regions()) {
      if (level !== undefined && region.level !== level) continue
      const key = nameKey(region.name)
      this.byName.set(key, [...(this.byName.get(key) ?? []), region])
    }
  }

  find(code: string, name: string): Found {
    const padded = code === '' ? null : paddedCode(code)
    if (padded !== null) {
      const region = this.held.regionByCode(padded)
      if (region && (this.level === undefined || region.level === this.level)) return { region, by: 'code' }
    }
    const candidates = name === '' ? [] : (this.byName.get(nameKey(name)) ?? [])
    // A code that is none here is an error, not a reason to guess; a number that is no code at all says nothing.
    if (padded !== null && (candidates.length !== 1 || padded.slice(0, 4) !== this.root()))
      return { problem: 'code-unknown', candidates }
    if (candidates.length === 1) return { region: candidates[0]!, by: 'name' }
    return { problem: candidates.length === 0 ? 'name-unknown' : 'name-ambiguous', candidates }
  }

  private root(): string {
    return this.held.children(null)[0]?.code.slice(0, 4) ?? ''
  }
}
