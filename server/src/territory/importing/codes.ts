/** Rehearses a list of region codes against the regions of today. Ends come first, then what is new, then who succeeds whom. */
import { businessDate } from '@bihuan/domain/calendar'
import { LEVELS } from '@bihuan/domain/place'
import type { SourceOf } from '@bihuan/contract/territory-import'
import { newId } from '../../platform/id.ts'
import type { NewChange, Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import type { RegionBody } from '../store-revisions.ts'
import type { RegionRecord } from '../views.ts'
import { openCasesIn } from '../views-use.ts'
import { matchCodes, type Matching } from './code-matching.ts'
import { cityOf, readCodeRows, type CodeRow } from './code-rows.ts'
import { codesAbove, significant } from './region-codes.ts'

interface Plan {
  ends: NewChange[]
  creates: NewChange[]
  successions: NewChange[]
  changes: NewChange[]
}

export async function rehearseCodes(rehearsal: Rehearsal, held: Territory): Promise<void> {
  const source = rehearsal.revision.source as SourceOf<'codes'>
  const today = businessDate(rehearsal.now.getTime())
  const validFrom = source.validFrom ?? today
  const root = held.children(null)[0] ?? null
  const cityCode = cityOf(source.prefix)
  if (root && root.code !== cityCode)
    return rehearsal.finding({ severity: 'error', code: 'another-city', params: { name: root.name, code: root.code } })
  const rows = await readCodeRows(rehearsal, source.prefix)
  if (rows.size === 0) return
  if (!root && !rows.has(cityCode)) {
    if (!source.cityName)
      return rehearsal.finding({ severity: 'error', code: 'city-missing', params: { code: cityCode } })
    rows.set(cityCode, { row: -1, code: cityCode, level: 'city', name: source.cityName, former: [], validFrom: null })
  }
  const known = held
    .regions()
    .filter((region) => region.code.startsWith(significant(source.prefix.padEnd(12, '0'))) || region.level === 'city')
  const matching = matchCodes(rows, known)
  for (const { row, former } of matching.unknownFormer)
    await rehearsal.finding({
      severity: 'warning',
      code: 'former-unknown',
      row: row.row,
      subject: row.code,
      params: { code: row.code, former },
    })

  const plan: Plan = { ends: [], creates: [], successions: [], changes: [] }
  const leaving = source.complete ? await leave(rehearsal, held, matching, plan, validFrom) : new Set<string>()
  await place(rehearsal, held, { rows, matching, plan, validFrom, leaving })
  for (const changes of [plan.ends, plan.creates, plan.successions, plan.changes])
    for (const change of changes) await rehearsal.change(change)
}

const later = (one: string, other: string) => (one > other ? one : other)

function end(plan: Plan, region: { id: string; name: string; validFrom: string }, day: string): void {
  plan.ends.push({
    what: 'region',
    action: 'end',
    record: region.id,
    label: region.name,
    body: { validTo: later(region.validFrom, day) },
    before: { validTo: null },
  })
}

/** What the list no longer has. In use and without a successor it stays, as an error. */
async function leave(
  rehearsal: Rehearsal,
  held: Territory,
  matching: Matching,
  plan: Plan,
  day: string,
): Promise<Set<string>> {
  const left = matching.left.filter((region) => region.level !== 'city')
  const leaving = new Set(left.map(({ id }) => id))
  const open = await openCasesIn(rehearsal.city.db, [...leaving])
  const offices = held.departments()
  // From below: a region whose children stay must stay as well.
  for (const level of [...LEVELS].reverse())
    for (const region of left.filter((one) => one.level === level)) {
      const { code, name, id } = region
      const say = (severity: 'error' | 'warning', finding: string, params: Record<string, unknown>) =>
        rehearsal.finding({
          severity,
          code: finding,
          subject: code,
          params: { code, name, ...params },
          geometry: held.outline(id),
        })
      const candidates = matching.ambiguous.get(id)
      if (candidates) await say('warning', 'successor-ambiguous', { candidates: candidates.join('、') })
      const use = {
        regions: held.children(id).filter((child) => !leaving.has(child.id)).length,
        grids: held.gridsOf(id).length,
        departments: offices.filter((office) => office.regionId === id).length,
        cases: open.get(id) ?? 0,
      }
      if (Object.values(use).some((count) => count > 0)) {
        leaving.delete(id)
        rehearsal.count('regions-kept')
        await say('error', 'vanished-in-use', use)
        continue
      }
      await say('warning', 'region-vanished', {})
      rehearsal.count('regions-ended')
      end(plan, held.region(id)!, day)
    }
  return leaving
}

interface Placing {
  rows: ReadonlyMap<string, CodeRow>
  matching: Matching
  plan: Plan
  validFrom: string
  leaving: ReadonlySet<string>
}

/** The rows of the list, from the city down: gone on with, or made. */
async function place(
  rehearsal: Rehearsal,
  held: Territory,
  { rows, matching, plan, validFrom, leaving }: Placing,
): Promise<void> {
  /** Code → id after the revision. */
  const ids = new Map<string, string>()
  const merged = new Set([...matching.mergedInto.values()].flat().map(({ id }) => id))
  const moved = new Set([...matching.goesOn].flatMap(([code, region]) => (code === region.code ? [] : [region.id])))
  for (const region of held.regions())
    if (!leaving.has(region.id) && !merged.has(region.id) && !moved.has(region.id)) ids.set(region.code, region.id)
  const ordered = [...rows.values()].sort(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.code < b.code ? -1 : 1),
  )
  for (const row of ordered) {
    await rehearsal.progress('regions', ids.size, rows.size)
    const above = codesAbove(row.code)[0]
    const parentId = above === undefined ? null : (ids.get(above) ?? null)
    if (above !== undefined && parentId === null) {
      const params = { code: row.code, name: row.name, parent: above }
      await rehearsal.finding({ severity: 'error', code: 'parent-unknown', row: row.row, subject: row.code, params })
      ids.delete(row.code)
      continue
    }
    const before = matching.goesOn.get(row.code)
    const old = before ? held.region(before.id)! : null
    const day = row.validFrom ?? validFrom
    const id = old?.code === row.code ? old.id : newId()
    ids.set(row.code, id)
    if (old?.code === row.code) await goOn(rehearsal, plan, row, old, parentId)
    else await make(rehearsal, held, { row, old, id, parentId, day, plan })
    for (const other of matching.mergedInto.get(row.code) ?? []) {
      end(plan, held.region(other.id)!, day)
      succeed(plan, held.region(other.id)!, id)
      rehearsal.count('regions-merged')
    }
  }
}

async function goOn(
  rehearsal: Rehearsal,
  plan: Plan,
  row: CodeRow,
  old: RegionRecord,
  parentId: string | null,
): Promise<void> {
  const body: Partial<RegionBody> = {}
  if (old.name !== row.name) body.name = row.name
  if (old.parentId !== parentId) body.parentId = parentId
  if (Object.keys(body).length === 0) return rehearsal.count('regions-unchanged')
  if (body.name !== undefined) {
    rehearsal.count('regions-renamed')
    const params = { code: row.code, before: old.name, name: row.name }
    await rehearsal.finding({ severity: 'note', code: 'name-differs', row: row.row, subject: row.code, params })
  }
  const before = Object.fromEntries(Object.keys(body).map((key) => [key, old[key as 'name' | 'parentId']]))
  plan.changes.push({ what: 'region', action: 'change', record: old.id, label: row.name, body, before })
}

function succeed(plan: Plan, old: RegionRecord, successorId: string): void {
  plan.successions.push({
    what: 'region',
    action: 'succeed',
    record: old.id,
    label: old.name,
    body: { successorId },
    before: { successorId: null },
  })
}

interface Making {
  row: CodeRow
  old: RegionRecord | null
  id: string
  parentId: string | null
  day: string
  plan: Plan
}

async function make(
  rehearsal: Rehearsal,
  held: Territory,
  { row, old, id, parentId, day, plan }: Making,
): Promise<void> {
  const outline = old ? held.outline(old.id) : null
  const body: RegionBody = {
    code: row.code,
    level: row.level,
    name: row.name,
    parentId,
    validFrom: day,
    ...(outline ? { geometry: outline, synthetic: old!.synthetic } : {}),
  }
  const before = old ? { replaced: old.id } : null
  plan.creates.push({ what: 'region', action: 'create', record: id, label: row.name, body, before })
  if (!old) return rehearsal.count('regions-created')
  end(plan, old, day)
  succeed(plan, old, id)
  // Whether it went over to another parent, or its parent bears another code as well.
  const parentBefore = old.parentId === null ? null : held.region(old.parentId)
  const goesWith = parentId !== null && parentBefore !== null && sameParent(plan, parentBefore.id, parentId)
  rehearsal.count(goesWith ? 'regions-recoded' : 'regions-moved')
  const params = {
    code: row.code,
    name: row.name,
    ...(goesWith
      ? { before: old.code }
      : { beforeCode: old.code, before: parentBefore?.name ?? '', parent: parentName(plan, held, parentId) }),
  }
  await rehearsal.finding({
    severity: goesWith ? 'note' : 'warning',
    code: goesWith ? 'code-changed' : 'parent-changed',
    row: row.row,
    subject: row.code,
    params,
    geometry: outline,
  })
}

const sameParent = (plan: Plan, before: string, now: string) =>
  before === now ||
  plan.successions.some(
    ({ record, body }) => record === before && (body as { successorId: string }).successorId === now,
  )

function parentName(plan: Plan, held: Territory, id: string | null): string {
  if (id === null) return ''
  return held.region(id)?.name ?? plan.creates.find(({ record }) => record === id)?.label ?? ''
}
