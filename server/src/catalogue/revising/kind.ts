/**
 * Revisions of kind `catalogue`: a standard from a file, edits, a profile. Taking back writes what stood there before as a further version, so
 * that cases made meanwhile keep the one they have; an item that the revision made retires.
 */
import { businessDate } from '@bihuan/domain/calendar'
import type { Item, Procedure, StageProfile } from '@bihuan/domain/item'
import { differences } from '@bihuan/domain/item-diff'
import { catalogueFindings } from '@bihuan/contract/catalogue-findings'
import type { CatalogueSource } from '@bihuan/contract/catalogue-edit'
import { sheetFindings } from '@bihuan/contract/sheets'
import { sql, type Queryable } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import {
  registerRevisionKind,
  type Applying,
  type Change,
  type Rehearsal,
  type RevisionKind,
} from '../../platform/revision.ts'
import { loadCatalogue } from '../answers.ts'
import { readStandard } from '../importing/read-standard.ts'
import { bumpCatalogue } from '../store.ts'
import * as store from '../store-revisions.ts'
import { openCasesUnder } from '../views-open-cases.ts'
import { readCatalogue } from '../views.ts'
import { planEdits } from './edits.ts'
import { merge } from './merge.ts'
import { Plan, type CategoryBody, type ItemBody } from './plan.ts'
import { presentOf } from './present.ts'
import { profileNamed, standardProcedures, standardStages } from './profiles.ts'

async function rehearse(rehearsal: Rehearsal): Promise<void> {
  const source = rehearsal.revision.source as unknown as CatalogueSource
  const present = presentOf(await readCatalogue(rehearsal.city.db))
  const plan = new Plan(present, rehearsal, source.allowOrphans, businessDate(rehearsal.now.getTime()))
  if (source.type === 'edit') planEdits(source.edits, present, plan)
  else if (source.type === 'profile') {
    const { retireMissing } = source
    merge(present, profileNamed(source.profile), plan, {
      procedureId: 'ordinary',
      retireMissing,
      unreadable: false,
      byName: true,
    })
  } else {
    if (!rehearsal.file) throw new Problem('revision.file-required')
    const units = { hour: source.bareHour, day: source.bareDay }
    const { wanted, unreadable } = await readStandard(rehearsal, rehearsal.file, source.format, units)
    const { procedureId, retireMissing } = source
    // An empty city has no procedure that its items could name, and no stages.
    merge(present, { ...wanted, procedures: standardProcedures(), stages: standardStages() }, plan, {
      procedureId,
      retireMissing,
      unreadable,
      byName: false,
    })
  }
  await plan.tell()
}

interface Written {
  category: CategoryBody
  procedure: Procedure
  stages: StageProfile
  'stages-in-force': { id: string | null }
  item: ItemBody
}
type What = keyof Written

async function collected(changes: AsyncIterable<Change>): Promise<Map<What, Change[]>> {
  const byWhat = new Map<What, Change[]>()
  for await (const change of changes) {
    const what = change.what as What
    const list = byWhat.get(what)
    if (list) list.push(change)
    else byWhat.set(what, [change])
  }
  return byWhat
}

const bodies = <W extends What>(found: Map<What, Change[]>, what: W) =>
  (found.get(what) ?? []).map(({ body }) => body as Written[W])

async function apply(db: Queryable, changes: AsyncIterable<Change>, { revisionId }: Applying): Promise<void> {
  const found = await collected(changes)
  await store.putCategories(db, bodies(found, 'category'))
  await store.addProcedures(db, bodies(found, 'procedure'), revisionId)
  await store.putStageProfiles(db, bodies(found, 'stages'))
  for (const { id } of bodies(found, 'stages-in-force')) await store.chooseStages(db, id)
  await store.putItems(db, bodies(found, 'item'), revisionId)
  await bumpCatalogue(db)
}

/** An item as it was; under a further number where its text changes. */
async function itemsBack(db: Queryable, changes: readonly Change[], today: string): Promise<ItemBody[]> {
  const latest = await store.latestItemVersions(
    db,
    changes.map(({ record }) => record),
  )
  const made = changes.filter(({ before }) => before === null).map(({ record }) => record)
  const open = await openCasesUnder(db, made)
  return changes.map(({ body, before }) => {
    const { item } = body as ItemBody
    const was = before as ItemBody | null
    if (!was) {
      const cases = open.of(item.id)
      if (cases > 0) throw new Problem('catalogue.item-used', { name: item.name.zh, cases })
      return { item, retiredOn: today }
    }
    const changed = differences(item, was.item).length > 0
    const version: Item['version'] = changed ? latest.get(item.id)! + 1 : item.version
    return { item: { ...was.item, version }, retiredOn: was.retiredOn }
  })
}

async function takeBack(db: Queryable, changes: AsyncIterable<Change>, { revisionId, today }: Applying): Promise<void> {
  const found = await collected(changes)
  await store.putItems(db, await itemsBack(db, found.get('item') ?? [], today), revisionId)
  const categories = (found.get('category') ?? []).map(({ body, before }) =>
    before ? (before as CategoryBody) : { ...(body as CategoryBody), retiredOn: today },
  )
  await store.putCategories(db, categories)
  // A procedure that the revision brought stays, used by nothing; one that it changed becomes what it was, as a further version.
  for (const { record, before } of found.get('procedure') ?? []) {
    if (!before) continue
    const version = (await store.latestProcedureVersion(db, record)) + 1
    await store.addProcedures(db, [{ ...(before as Procedure), version }], revisionId)
  }
  await store.putStageProfiles(
    db,
    (found.get('stages') ?? []).flatMap(({ before }) => (before ? [before as StageProfile] : [])),
  )
  for (const { before } of found.get('stages-in-force') ?? [])
    await store.chooseStages(db, (before as { id: string | null }).id)
  await bumpCatalogue(db)
}

const kind: RevisionKind = {
  kind: 'catalogue',
  async version(db, lock) {
    const statement = sql`select version from catalogue_version`
    return (await db.maybe<{ version: number }>(lock ? sql`${statement} for update` : statement))!.version
  },
  rehearse,
  apply,
  takeBack,
  changed: loadCatalogue,
  sentences: { ...sheetFindings, ...catalogueFindings },
}

export function registerCatalogueRevisions(): void {
  registerRevisionKind(kind)
}
