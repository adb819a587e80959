/** One region by hand: how an empty city gets its root. */
import { businessDate } from '@bihuan/domain/calendar'
import type { SourceOf } from '@bihuan/contract/territory-import'
import { newId } from '../../platform/id.ts'
import type { Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import { codesAbove, levelOf, paddedCode } from './region-codes.ts'
import type { RegionBody } from '../store-revisions.ts'

export async function rehearseRegion(rehearsal: Rehearsal, held: Territory): Promise<void> {
  const source = rehearsal.revision.source as SourceOf<'region'>
  const code = paddedCode(source.code)!
  const level = levelOf(code)
  const known = held.regionByCode(code)
  if (known)
    return rehearsal.finding({
      severity: 'error',
      code: 'code-duplicate',
      params: { code, first: 0, name: known.name },
      subject: code,
    })
  const root = held.children(null)[0]
  if (level === 'city' && root)
    return rehearsal.finding({ severity: 'error', code: 'another-city', params: { name: root.name, code: root.code } })
  const parent = codesAbove(code).flatMap((above) => held.regionByCode(above) ?? [])[0]
  if (level !== 'city' && !parent)
    return rehearsal.finding({
      severity: 'error',
      code: 'parent-unknown',
      params: { code, name: source.name, parent: codesAbove(code)[0] },
      subject: code,
    })
  const body: RegionBody = {
    code,
    level,
    name: source.name,
    parentId: parent?.id ?? null,
    validFrom: source.validFrom ?? businessDate(rehearsal.now.getTime()),
  }
  rehearsal.count('regions-created')
  await rehearsal.change({ what: 'region', action: 'create', record: newId(), label: source.name, body })
}
