/** The rehearsal of edits on the map: made on a draft one after the other, checked, and told with what they would bring about. */
import { gridEdit } from '@bihuan/contract/territory-edit'
import { businessDate } from '@bihuan/domain/calendar'
import type { Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import { gaps, outsideOf, overlaps } from './checks.ts'
import { casesThatMove, teamsThatChange } from './consequences.ts'
import { Draft } from './draft.ts'
import { areaText, makeEdit } from './grid-edits.ts'
import { areaOf } from './plane.ts'

export async function rehearseGridEdits(rehearsal: Rehearsal, held: Territory): Promise<void> {
  const edits = gridEdit.array().parse(rehearsal.revision.source['edits'])
  const draft = new Draft(held)
  let errors = 0
  for (const edit of edits) {
    const told: Parameters<Rehearsal['finding']>[0][] = []
    makeEdit(draft, edit, (finding) => told.push(finding))
    for (const finding of told) await rehearsal.finding(finding)
    errors += told.filter(({ severity }) => severity === 'error').length
  }
  for (const finding of [...overlaps(draft), ...gaps(draft), ...outsideOf(draft)]) {
    await rehearsal.finding(finding)
    if (finding.severity === 'error') errors += 1
  }
  // An edit is one thing: half of it is another.
  if (errors > 0) return
  await tell(rehearsal, draft)
  await plan(rehearsal, draft)
}

async function tell(rehearsal: Rehearsal, draft: Draft): Promise<void> {
  for (const grid of draft.ended())
    await rehearsal.finding({
      severity: 'note',
      code: 'edit.grid-ends',
      subject: grid.code,
      area: areaOf(grid.geometry),
      geometry: grid.geometry,
      params: { name: grid.name, code: grid.code, area: areaText(areaOf(grid.geometry)) },
    })
  for (const grid of draft.created())
    await rehearsal.finding({
      severity: 'note',
      code: 'edit.grid-new',
      subject: grid.code,
      area: areaOf(grid.geometry),
      geometry: grid.geometry,
      params: { name: grid.name, code: grid.code, area: areaText(areaOf(grid.geometry)) },
    })
  for (const grid of draft.reshaped()) {
    const [was, is] = [areaOf(grid.original!.geometry), areaOf(grid.geometry)]
    await rehearsal.finding({
      severity: 'note',
      code: 'edit.grid-bent',
      subject: grid.code,
      area: is,
      geometry: grid.geometry,
      params: { name: grid.name, code: grid.code, before: areaText(was), after: areaText(is) },
    })
  }
  const cases = await casesThatMove(rehearsal.city.db, draft)
  for (const { name, code, count, points } of cases.to) {
    await rehearsal.finding({
      severity: 'note',
      code: 'edit.cases-move',
      subject: code,
      geometry: { type: 'MultiPoint', coordinates: points },
      params: { name, count },
    })
    rehearsal.count('cases-move', count)
  }
  if (cases.nowhere.count > 0) {
    await rehearsal.finding({
      severity: 'warning',
      code: 'edit.cases-nowhere',
      geometry: { type: 'MultiPoint', coordinates: cases.nowhere.points },
      params: { count: cases.nowhere.count },
    })
    rehearsal.count('cases-nowhere', cases.nowhere.count)
  }
  for (const team of teamsThatChange(draft)) {
    if (team.gains > 1)
      await rehearsal.finding({
        severity: 'note',
        code: 'edit.team-gains',
        area: team.gains,
        params: { name: team.name, area: areaText(team.gains) },
      })
    if (team.loses > 1)
      await rehearsal.finding({
        severity: 'note',
        code: 'edit.team-loses',
        area: team.loses,
        params: { name: team.name, area: areaText(team.loses) },
      })
  }
}

/** Ends first: a code has one holder at a time, going forward and going back. */
async function plan(rehearsal: Rehearsal, draft: Draft): Promise<void> {
  const today = businessDate(rehearsal.now.getTime())
  const what = 'grid'
  for (const { id, name } of draft.ended()) {
    const body = { validTo: today }
    await rehearsal.change({ what, action: 'end', record: id, label: name, body, before: { validTo: null } })
    rehearsal.count('grids-ended')
  }
  for (const { id, name, geometry, original } of draft.reshaped()) {
    const before = { geometry: original!.geometry }
    await rehearsal.change({ what, action: 'change', record: id, label: name, body: { geometry }, before })
    await rehearsal.change({ what: 'former-outline', action: 'create', record: id, label: name, body: before })
    rehearsal.count('grids-bent')
  }
  for (const { id, name, original } of draft.renamed()) {
    const before = { name: original!.name }
    await rehearsal.change({ what, action: 'change', record: id, label: name, body: { name }, before })
    rehearsal.count('grids-renamed')
  }
  for (const { id, name, code, kind, communityId, geometry, synthetic } of draft.created()) {
    const body = { code, kind, name, communityId, geometry, synthetic, validFrom: today }
    await rehearsal.change({ what, action: 'create', record: id, label: name, body })
    rehearsal.count('grids-created')
  }
  for (const { oldId, newId } of draft.successions()) {
    const label = `${draft.held.grid(oldId)!.name} → ${draft.grid(newId)!.name}`
    const body = { oldId, newId }
    await rehearsal.change({ what: 'grid-successor', action: 'create', record: newId, label, body })
  }
}
