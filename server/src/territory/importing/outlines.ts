/** Rehearses outlines of regions from GeoJSON: matched to the codes, cleaned, compared with each other, with what is above and with what is known. */
import { LEVELS, type Level } from '@bihuan/domain/place'
import type { SourceOf } from '@bihuan/contract/territory-import'
import type { Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import type { LayerOutline, Outline } from '../polygons/overlay.ts'
import { fromGeometry, toGeometry, type Shape } from '../polygons/shape.ts'
import type { RegionRecord } from '../views.ts'
import { asLayer, boxOfShape, isSurveyed, knownBox, knownOutline } from './known-outlines.ts'
import { checkLayer, mendedShape } from './layer-findings.ts'
import { judgeDetail } from './detail.ts'
import { fills, judgeDatum } from './misfit.ts'
import { readOutlines, type FileOutline } from './outline-reading.ts'
import { RegionFinder, textOf, type Properties } from './properties.ts'
import { cornersOf, rimOf } from './rim.ts'
import { CODE_PROPERTIES, LEVEL_WORDS, NAME_PROPERTIES } from './words.ts'

interface Drawn extends FileOutline {
  region: RegionRecord
}

export async function rehearseOutlines(rehearsal: Rehearsal, held: Territory): Promise<void> {
  const source = rehearsal.revision.source as SourceOf<'outlines'>
  const drawn = await readAll(rehearsal, held, source)
  if (drawn.length === 0) return
  if (!(await datumHolds(rehearsal, held, source, drawn))) return
  const fits = await judgeDetail(
    rehearsal,
    drawn.map(({ shape }) => shape),
  )
  const byRegion = new Map(drawn.map((one) => [one.region.id, one]))
  for (const level of LEVELS) {
    const layer = drawn.filter(({ region }) => region.level === level)
    if (layer.length > 0) await takeLayer(rehearsal, held, source, { level, layer, byRegion, fits })
  }
}

async function readAll(rehearsal: Rehearsal, held: Territory, source: SourceOf<'outlines'>): Promise<Drawn[]> {
  const finder = new RegionFinder(held, source.level)
  const codeOf = (properties: Properties, id: string | null) =>
    textOf(properties, source.codeProperty, CODE_PROPERTIES) || (id ?? '')
  const nameOf = (properties: Properties, id: string | null) =>
    textOf(properties, source.nameProperty, NAME_PROPERTIES) || codeOf(properties, id)
  const { zh, en } = LEVEL_WORDS[source.level ?? 'any']
  const levelWords = { levelZh: zh, levelEn: en }
  const drawn = new Map<string, Drawn>()
  const options = { datum: source.datum!, snapBelow: source.snapBelow, known: knownBox(held), nameOf }
  for await (const outline of readOutlines(rehearsal, options)) {
    const { feature, properties, id } = outline
    const [code, name] = [codeOf(properties, id), nameOf(properties, id)]
    const say = (severity: 'error' | 'warning' | 'note', finding: string, params: object) =>
      rehearsal.finding({
        severity,
        code: finding,
        row: feature,
        subject: name,
        params: { code, name, ...params },
        geometry: toGeometry(outline.shape),
      })
    const found = finder.find(code, name === code ? '' : name)
    if ('problem' in found) {
      const candidates = found.candidates.map((one) => one.code).join('、')
      await say('error', found.problem, { ...levelWords, candidates })
      continue
    }
    const { region, by } = found
    if (by === 'name') await say('note', 'matched-by-name', { code: region.code })
    else if (name !== code && !name.includes(region.name) && !region.name.includes(name))
      await say('warning', 'name-of-code-differs', { known: region.name })
    const first = drawn.get(region.id)
    if (first) await say('error', 'feature-duplicate', { first: first.feature })
    else drawn.set(region.id, { ...outline, region })
  }
  return [...drawn.values()]
}

/** Against their own former outlines, else against what is below or above them. */
async function datumHolds(
  rehearsal: Rehearsal,
  held: Territory,
  source: SourceOf<'outlines'>,
  drawn: readonly Drawn[],
): Promise<boolean> {
  const shapesOf = (ids: readonly string[]) =>
    ids.filter((id) => isSurveyed(held, id)).map((id) => knownOutline(held, id)!.shape)
  const again = drawn.filter(({ region }) => isSurveyed(held, region.id))
  if (again.length > 0) {
    const corners = cornersOf(again.map(({ shape }) => shape))
    return judgeDatum(rehearsal, source.datum!, corners, shapesOf(again.map(({ region }) => region.id)))
  }
  const own = new Set(drawn.map(({ region }) => region.id))
  const below = drawn.flatMap(({ region }) => held.children(region.id).map(({ id }) => id)).filter((id) => !own.has(id))
  const grids: Shape[] = drawn.flatMap(({ region }) =>
    below.length > 0
      ? []
      : held.gridsOf(region.id).flatMap((grid) => (grid.synthetic ? [] : [fromGeometry(grid.geometry)])),
  )
  const inner = [...shapesOf(below), ...grids]
  if (inner.length > 0) return judgeDatum(rehearsal, source.datum!, cornersOf(drawn.map(({ shape }) => shape)), inner)
  // Where they fill what is above them, what lies around the whole file lies on its border.
  const shapes = drawn.map(({ shape }) => shape)
  const parents = [...new Set(drawn.flatMap(({ region }) => region.parentId ?? []))].filter((id) => !own.has(id))
  const above = shapesOf(parents)
  const full = above.length > 0 && fills(shapes, above)
  return judgeDatum(rehearsal, source.datum!, full ? rimOf(shapes) : [], full ? above : [])
}

interface Layered {
  level: Level
  layer: readonly Drawn[]
  byRegion: ReadonlyMap<string, Drawn>
  /** Only looked at, not taken. */
  fits: boolean
}

async function takeLayer(
  rehearsal: Rehearsal,
  held: Territory,
  source: SourceOf<'outlines'>,
  { level, layer, byRegion, fits }: Layered,
): Promise<void> {
  const parents = new Map<string, Outline>()
  const parentOf = (region: RegionRecord): string | null => {
    const id = region.parentId
    if (id === null) return null
    if (parents.has(id)) return id
    const inFile = byRegion.get(id)
    const outline = inFile ? { key: id, shape: inFile.shape, box: boxOfShape(inFile.shape) } : knownOutline(held, id)
    if (!outline) return null
    parents.set(id, outline)
    return id
  }
  const own = layer.map(({ region, shape }): LayerOutline =>
    asLayer({ key: region.id, shape, box: boxOfShape(shape) }, parentOf(region)),
  )
  const missing: RegionRecord[] = []
  const beside: LayerOutline[] = []
  const concerned = new Set(layer.map(({ region }) => region.parentId))
  for (const region of held.regions()) {
    if (region.level !== level || byRegion.has(region.id) || !concerned.has(region.parentId)) continue
    const outline = knownOutline(held, region.id)
    if (outline) beside.push(asLayer(outline, parentOf(region)))
    else missing.push(region)
  }
  const checked = await checkLayer(
    rehearsal,
    {
      outlines: [...own, ...beside],
      parents: [...parents.values()],
      nameOf: (key) => held.region(key)?.name ?? key,
      isNew: (key) => byRegion.has(key),
    },
    source.snapBelow,
  )
  for (const { name, code } of missing)
    await rehearsal.finding({ severity: 'note', code: 'outline-missing', subject: code, params: { name, code } })
  if (!fits) return
  for (const { region, shape, bad } of layer) {
    await rehearsal.progress('outlines', 0, 0)
    if (bad || checked.refused.has(region.id)) continue
    const mend = checked.mends.get(region.id)
    await change(rehearsal, held, region, mend ? await mendedShape(shape, mend) : shape)
  }
}

async function change(rehearsal: Rehearsal, held: Territory, region: RegionRecord, shape: Shape): Promise<void> {
  const geometry = toGeometry(shape)
  const before = held.outline(region.id)
  if (!region.synthetic && before && JSON.stringify(before) === JSON.stringify(geometry))
    return rehearsal.count('outlines-unchanged')
  rehearsal.count(before ? 'outlines-redrawn' : 'outlines-drawn')
  await rehearsal.change({
    what: 'region',
    action: 'change',
    record: region.id,
    label: region.name,
    body: { geometry, synthetic: false },
    before: { geometry: before, synthetic: region.synthetic },
  })
}
