/** Rehearses a cut: outlines and grids for ground that nobody has surveyed, so that a city can begin. All of it is marked as made up. */
import { businessDate } from '@bihuan/domain/calendar'
import type { SourceOf } from '@bihuan/contract/territory-import'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import type { Rehearsal } from '../../platform/revision.ts'
import type { Territory } from '../answers.ts'
import { cutGround, type Nest, type Part } from '../cutting/ground.ts'
import { facesOf } from '../polygons/faces.ts'
import { EdgeSet, noded } from '../polygons/nodes.ts'
import { addShape } from '../polygons/overlay.ts'
import { retrace } from '../polygons/retrace.ts'
import { fromGeometry, shapeArea, toGeometry, type Shape } from '../polygons/shape.ts'
import type { GridBody, RegionBody } from '../store-revisions.ts'
import type { RegionRecord } from '../views.ts'
import { madeCommunityName, madeGridName } from './words.ts'

type Source = SourceOf<'cut'>

export async function rehearseCut(rehearsal: Rehearsal, held: Territory): Promise<void> {
  const source = rehearsal.revision.source as Source
  const region = held.region(source.regionId)
  if (!region || region.validTo !== null) throw new Problem('platform.not-found')
  if (region.level === 'city') throw new Problem('territory.not-cut', { name: region.name })
  const geometry = held.outline(region.id)
  if (!geometry) throw new Problem('territory.no-outline', { name: region.name })
  const grids = held.gridsOf(region.id).length
  if (grids > 0) throw new Problem('territory.has-grids', { name: region.name, count: grids })
  const cutter = new Cutter(rehearsal, held, source)
  await cutter.cut(region, fromGeometry(geometry))
  const made = { name: region.name, count: cutter.made, seed: source.seed }
  await rehearsal.finding({ severity: 'note', code: 'made-up', subject: region.code, params: made })
}

/** What is to be cut: a region that there is, or a community that has yet to be made. */
interface Piece {
  id: string
  code: string
  name: string
  level: RegionRecord['level']
  /** Null where it has yet to be made. */
  known: RegionRecord | null
  below: Piece[]
}

class Cutter {
  made = 0
  private readonly validFrom: string
  private readonly codes: Set<string>

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly held: Territory,
    private readonly source: Source,
  ) {
    this.validFrom = source.validFrom ?? businessDate(rehearsal.now.getTime())
    this.codes = new Set(held.grids().map(({ code }) => code))
  }

  /** What has an outline below is cut within it; what has none gets its share of the ground that is left. */
  async cut(region: RegionRecord, ground: Shape): Promise<void> {
    const piece = await this.pieceOf(region)
    const drawn = piece.below.filter(({ known }) => known && this.held.outline(known.id))
    const bare = piece.below.filter((one) => !drawn.includes(one))
    for (const { known } of drawn) await this.cut(known!, fromGeometry(this.held.outline(known!.id)!))
    if (drawn.length > 0 && bare.length === 0) return
    const left = drawn.length === 0 ? ground : await this.without(ground, drawn)
    if (shapeArea(left) < 1) return
    const wanted = drawn.length === 0 ? piece : { ...piece, below: bare }
    const part = await cutGround(left, this.nestOf(wanted), this.source.seed + Number(region.code.slice(-9)), () =>
      this.rehearsal.progress('cut', this.made, 0),
    )
    await this.record(wanted, part, false)
  }

  private async pieceOf(region: RegionRecord): Promise<Piece> {
    const { id, code, name, level } = region
    const children = this.held.children(id)
    const below: Piece[] = []
    for (const child of children) below.push(await this.pieceOf(child))
    if (below.length === 0 && level === 'town') below.push(...(await this.madeUp(region)))
    if (below.length === 0 && level === 'county') throw new Problem('territory.not-cut', { name })
    return { id, code, name, level, known: region, below }
  }

  /** A town of which not even the communities are known. */
  private async madeUp(town: RegionRecord): Promise<Piece[]> {
    const count = this.source.communities ?? 5
    const made = Array.from({ length: count }, (_, at): Piece => {
      const code = `${town.code.slice(0, 9)}${String(800 + at).padStart(3, '0')}`
      return {
        id: newId(),
        code,
        name: madeCommunityName(town.name, at + 1),
        level: 'community',
        known: null,
        below: [],
      }
    })
    const params = { name: town.name, count, code: made[0]!.code }
    await this.rehearsal.finding({ severity: 'warning', code: 'community-made-up', subject: town.code, params })
    return made
  }

  private nestOf(piece: Piece): Nest {
    if (piece.level === 'community') return this.source.gridsPerCommunity
    return piece.below.map((one) => this.nestOf(one))
  }

  private async without(ground: Shape, drawn: readonly Piece[]): Promise<Shape> {
    const edges = new EdgeSet(1)
    addShape(edges, ground, [1])
    for (const { id } of drawn) addShape(edges, fromGeometry(this.held.outline(id)!), [-1])
    const residue = await noded(edges)
    // Hairs along borders that were drawn twice are no ground.
    return retrace(residue, facesOf(residue), ({ cover, area }) => cover[0]! > 0 && area > 100)
  }

  private async record(piece: Piece, part: Part, own: boolean): Promise<void> {
    if (own) await this.outline(piece, part.shape)
    if (piece.level === 'community') {
      const cells = part.parts.length > 0 ? part.parts : [part]
      for (const [at, cell] of cells.entries()) await this.grid(piece, at + 1, cell.shape)
      return
    }
    for (const [at, one] of piece.below.entries()) await this.record(one, part.parts[at]!, true)
  }

  private async outline({ id, code, name, level, known }: Piece, shape: Shape): Promise<void> {
    if (shape.length === 0) return
    this.made += 1
    const geometry = toGeometry(shape)
    if (known) {
      this.rehearsal.count('outlines-drawn')
      const before = { geometry: this.held.outline(id), synthetic: known.synthetic }
      return this.rehearsal.change({
        what: 'region',
        action: 'change',
        record: id,
        label: name,
        body: { geometry, synthetic: true },
        before,
      })
    }
    this.rehearsal.count('regions-created')
    const parentId = this.held.regionByCode(`${code.slice(0, 9)}000`)!.id
    const body: RegionBody = { code, level, name, parentId, geometry, synthetic: true, validFrom: this.validFrom }
    await this.rehearsal.change({ what: 'region', action: 'create', record: id, label: name, body })
  }

  private async grid(community: Piece, number: number, shape: Shape): Promise<void> {
    if (shape.length === 0) return
    let at = number
    const codeAt = () => community.code + String(at).padStart(2, '0')
    while (this.codes.has(codeAt())) at += 1
    const code = codeAt()
    this.codes.add(code)
    this.made += 1
    this.rehearsal.count('grids-created')
    const name = madeGridName(community.name, at)
    const { validFrom } = this
    const body: GridBody = {
      code,
      kind: 'general',
      name,
      communityId: community.id,
      geometry: toGeometry(shape),
      synthetic: true,
      validFrom,
    }
    await this.rehearsal.change({ what: 'grid', action: 'create', record: newId(), label: name, body })
  }
}
