/** Rehearses grids from GeoJSON: each with its community, general ones without gap or overlap, dedicated ones on top of them. */
import { businessDate } from '@bihuan/domain/calendar'
import type { GridKind } from '@bihuan/domain/place'
import type { SourceOf } from '@bihuan/contract/territory-import'
import { newId } from '../../platform/id.ts'
import type { Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import { finder, type LayerOutline, type Outline } from '../polygons/overlay.ts'
import { fromGeometry, insidePoint, toGeometry, type Shape } from '../polygons/shape.ts'
import type { GridBody } from '../store-revisions.ts'
import type { GridRecord, RegionRecord } from '../views.ts'
import { openCasesInGrids } from '../views-use.ts'
import { boxOfShape, isSurveyed, knownBox, knownOutline } from './known-outlines.ts'
import { checkLayer, mendedShape } from './layer-findings.ts'
import { judgeDetail } from './detail.ts'
import { fills, judgeDatum } from './misfit.ts'
import { readOutlines, type FileOutline } from './outline-reading.ts'
import { RegionFinder, textOf } from './properties.ts'
import { cornersOf, rimOf } from './rim.ts'
import { nameSuccessors } from './successors.ts'
import {
  CODE_PROPERTIES,
  COMMUNITY_PROPERTIES,
  DEDICATED_WORDS,
  GENERAL_WORDS,
  KIND_PROPERTIES,
  NAME_PROPERTIES,
} from './words.ts'

type Source = SourceOf<'grids'>

interface Drawn extends FileOutline {
  /** Of the grid that it draws anew, else its own. */
  key: string
  code: string
  name: string
  kind: GridKind
  community: RegionRecord
  known: GridRecord | null
}

export async function rehearseGrids(rehearsal: Rehearsal, held: Territory): Promise<void> {
  const source = rehearsal.revision.source as Source
  const drawn = await readAll(rehearsal, held, source)
  if (drawn.length === 0 || !(await datumHolds(rehearsal, held, source, drawn))) return
  const fits = await judgeDetail(
    rehearsal,
    drawn.map(({ shape }) => shape),
  )
  const gone = source.complete && fits ? await leave(rehearsal, held, source, drawn) : []
  const leaving = new Set(gone.map(({ id }) => id))
  for (const kind of ['general', 'dedicated'] as const) {
    const layer = drawn.filter((one) => one.kind === kind)
    const taken = layer.length > 0 ? await takeLayer(rehearsal, held, source, { layer, leaving, fits }) : []
    const ended = gone.filter((grid) => grid.kind === kind)
    const standing = ended.map(({ id, name, geometry }) => ({ key: id, name, shape: fromGeometry(geometry) }))
    await nameSuccessors(rehearsal, standing, taken)
  }
}

async function readAll(rehearsal: Rehearsal, held: Territory, source: Source): Promise<Drawn[]> {
  const communities = new RegionFinder(held, 'community')
  const outlines: Outline[] = held
    .regions()
    .filter(({ level }) => level === 'community')
    .flatMap(({ id }) => knownOutline(held, id) ?? [])
  const lies = finder(outlines)
  const known = new Map(held.gridRecords().map((grid) => [grid.code, grid]))
  const taken = new Map<string, number>()
  const numbers = new Map<string, number>()
  const drawn: Drawn[] = []
  const options = {
    datum: source.datum!,
    snapBelow: source.snapBelow,
    known: knownBox(held),
    nameOf: (properties: Record<string, unknown>, id: string | null) =>
      textOf(properties, source.nameProperty, NAME_PROPERTIES) ||
      textOf(properties, source.codeProperty, CODE_PROPERTIES) ||
      (id ?? ''),
  }
  for await (const outline of readOutlines(rehearsal, options)) {
    const { feature, properties, id, shape } = outline
    const given = options.nameOf(properties, id)
    const say = (severity: 'error' | 'note', code: string, params: object) =>
      rehearsal.finding({
        severity,
        code,
        row: feature,
        subject: given,
        params: { name: given, ...params },
        geometry: toGeometry(shape),
      })
    const kind = kindOf(textOf(properties, source.kindProperty, KIND_PROPERTIES), source)
    if (kind === null) {
      await say('error', 'grid-kind-unknown', { value: textOf(properties, source.kindProperty, KIND_PROPERTIES) })
      continue
    }
    const written = textOf(properties, source.communityProperty, COMMUNITY_PROPERTIES)
    let community: RegionRecord
    if (written === '') {
      const inside = insidePoint(shape.map(([outer]) => outer!))
      const at = inside ? lies(...inside)[0] : undefined
      if (!at) {
        await say('error', 'community-not-found-by-place', {})
        continue
      }
      community = held.region(at.key)!
      await say('note', 'community-by-place', { community: community.name })
    } else {
      const isCode = /^\d/.test(written)
      const found = communities.find(isCode ? written : '', isCode ? '' : written)
      if ('problem' in found) {
        await say('error', 'community-unknown', { value: written })
        continue
      }
      community = found.region
    }
    let code = textOf(properties, source.codeProperty, CODE_PROPERTIES) || (id ?? '')
    if (code === '') {
      const next = (numbers.get(community.id) ?? 0) + 1
      code = community.code + String(next).padStart(2, '0')
      numbers.set(community.id, next)
      await say('note', 'grid-code-made', { code })
    }
    const first = taken.get(code)
    if (first !== undefined) {
      await say('error', 'feature-duplicate', { first })
      continue
    }
    taken.set(code, feature)
    const before = known.get(code) ?? null
    drawn.push({
      ...outline,
      key: before?.id ?? newId(),
      code,
      name: given === '' ? code : given,
      kind,
      community,
      known: before,
    })
  }
  return drawn
}

function kindOf(written: string, source: Source): GridKind | null {
  if (source.kind) return source.kind
  if (written === '' || GENERAL_WORDS.includes(written)) return 'general'
  if (DEDICATED_WORDS.includes(written)) return 'dedicated'
  // Any property may be called “type”: only one that was named has to make sense.
  return source.kindProperty === undefined ? 'general' : null
}

async function datumHolds(
  rehearsal: Rehearsal,
  held: Territory,
  source: Source,
  drawn: readonly Drawn[],
): Promise<boolean> {
  const again = drawn.filter(({ known }) => known && !known.synthetic)
  if (again.length > 0) {
    const before = again.map(({ known }) => fromGeometry(known!.geometry))
    return judgeDatum(rehearsal, source.datum!, cornersOf(again.map(({ shape }) => shape)), before)
  }
  // Where they fill what is above them, the rim of all of them runs along its outlines.
  const own = drawn.filter(({ kind }) => kind === 'general').map(({ shape }) => shape)
  for (let step = 0; step < 3 && own.length > 0; step++) {
    const ids = new Set(drawn.flatMap(({ community }) => held.chain(community.id)[step]?.id ?? []))
    const above = [...ids].flatMap((id) => (isSurveyed(held, id) ? [knownOutline(held, id)!.shape] : []))
    if (above.length > 0 && fills(own, above)) return judgeDatum(rehearsal, source.datum!, rimOf(own), above)
  }
  return judgeDatum(rehearsal, source.datum!, [], [])
}

/** Grids of the file's communities that the file does not have. */
async function leave(
  rehearsal: Rehearsal,
  held: Territory,
  source: Source,
  drawn: readonly Drawn[],
): Promise<GridRecord[]> {
  const kinds = new Set(drawn.map(({ kind }) => kind))
  const stay = new Set(drawn.map(({ key }) => key))
  const communities = new Set(drawn.map(({ community }) => community.id))
  const gone = held
    .gridRecords()
    .filter((grid) => communities.has(grid.communityId) && kinds.has(grid.kind) && !stay.has(grid.id))
  const open = await openCasesInGrids(
    rehearsal.city.db,
    gone.map(({ id }) => id),
  )
  const today = businessDate(rehearsal.now.getTime())
  for (const { id, code, name, geometry, validFrom } of gone) {
    const params = { code, name, cases: open.get(id) ?? 0 }
    await rehearsal.finding({ severity: 'warning', code: 'grid-vanished', subject: code, params, geometry })
    rehearsal.count('grids-ended')
    const day = source.validFrom ?? today
    const body = { validTo: validFrom > day ? validFrom : day }
    await rehearsal.change({ what: 'grid', action: 'end', record: id, label: name, body, before: { validTo: null } })
  }
  return gone
}

async function takeLayer(
  rehearsal: Rehearsal,
  held: Territory,
  source: Source,
  { layer, leaving, fits }: { layer: readonly Drawn[]; leaving: ReadonlySet<string>; fits: boolean },
): Promise<Drawn[]> {
  const { kind } = layer[0]!
  const parents = new Map<string, Outline>()
  const parentOf = (communityId: string): string | null => {
    if (parents.has(communityId)) return communityId
    // What was made up says nothing against what was drawn.
    const outline = held.region(communityId)?.synthetic === false ? knownOutline(held, communityId) : null
    if (outline) parents.set(communityId, outline)
    return outline && communityId
  }
  const own = new Map(layer.map((one) => [one.key, one]))
  const box = (shape: Shape) => boxOfShape(shape)
  const outlines = layer.map(({ key, shape, community }): LayerOutline => ({
    key,
    shape,
    box: box(shape),
    parent: parentOf(community.id),
  }))
  const concerned = new Set(layer.map(({ community }) => community.id))
  for (const grid of held.gridRecords()) {
    if (grid.kind !== kind || own.has(grid.id) || leaving.has(grid.id)) continue
    const shape = fromGeometry(grid.geometry)
    // Beside the communities of the file only neighbours that could overlap matter; their parents are not judged here.
    outlines.push({
      key: grid.id,
      shape,
      box: box(shape),
      parent: concerned.has(grid.communityId) ? parentOf(grid.communityId) : null,
    })
  }
  const nameOf = (key: string) => own.get(key)?.name ?? held.grid(key)?.name ?? held.region(key)?.name ?? key
  // A dedicated grid covers no community: what it leaves free is no gap.
  const above = kind === 'general' ? [...parents.values()] : []
  const checked = await checkLayer(
    rehearsal,
    { outlines, parents: above, nameOf, isNew: (key) => own.has(key) },
    source.snapBelow,
  )
  // Only looked at, not taken.
  if (!fits) return []
  const taken = layer.filter((one) => !one.bad && !checked.refused.has(one.key))
  for (const one of taken) {
    await rehearsal.progress('grids', 0, 0)
    const mend = checked.mends.get(one.key)
    await change(rehearsal, source, one, mend ? await mendedShape(one.shape, mend) : one.shape)
  }
  return taken
}

async function change(rehearsal: Rehearsal, source: Source, one: Drawn, shape: Shape): Promise<void> {
  const { key, code, name, kind, community, known } = one
  const geometry = toGeometry(shape)
  const wanted = { name, kind, communityId: community.id, geometry, synthetic: false }
  if (!known) {
    rehearsal.count('grids-created')
    const body: GridBody = { code, ...wanted, validFrom: source.validFrom ?? businessDate(rehearsal.now.getTime()) }
    return rehearsal.change({ what: 'grid', action: 'create', record: key, label: name, body })
  }
  const before = {
    name: known.name,
    kind: known.kind,
    communityId: known.communityId,
    geometry: known.geometry,
    synthetic: known.synthetic,
  }
  if (JSON.stringify(before) === JSON.stringify(wanted)) return rehearsal.count('grids-unchanged')
  const redrawn = JSON.stringify(known.geometry) !== JSON.stringify(geometry)
  rehearsal.count(redrawn ? 'grids-redrawn' : 'grids-changed')
  if (redrawn)
    await rehearsal.finding({ severity: 'note', code: 'grid-redrawn', subject: code, params: { code, name }, geometry })
  await rehearsal.change({ what: 'grid', action: 'change', record: key, label: name, body: wanted, before })
}
