/** A working copy of the grids in force: edits are made on it one after the other, and what differs in the end is the plan. */
import type { Geometry, GridKind } from '@bihuan/domain/place'
import { newId } from '../../platform/id.ts'
import type { Territory } from '../answers.ts'
import { boundingBox, type GridShape } from '../locator.ts'
import type { GridRecord } from '../views.ts'

export interface DraftGrid extends GridShape {
  /** null: it is new. */
  original: GridRecord | null
}

/** Grids from which a new one came, within one draft. */
export interface Succession {
  oldId: string
  newId: string
}

export class Draft {
  private readonly present = new Map<string, DraftGrid>()
  private readonly codes = new Set<string>()
  private readonly came: Succession[] = []

  constructor(readonly held: Territory) {
    for (const { id } of held.grids()) {
      const grid = held.grid(id)!
      this.present.set(id, { ...grid, original: grid })
      this.codes.add(grid.code)
    }
  }

  grid(id: string): DraftGrid | null {
    return this.present.get(id) ?? null
  }

  grids(): DraftGrid[] {
    return [...this.present.values()]
  }

  /** Whose box touches the box of the outline, but for those left out. */
  near(geometry: Geometry, kind: GridKind, but: ReadonlySet<string> = new Set()): DraftGrid[] {
    const [west, south, east, north] = boundingBox(geometry)
    return this.grids().filter(
      ({ id, kind: own, bbox }) =>
        own === kind && !but.has(id) && bbox[0] <= east && bbox[2] >= west && bbox[1] <= north && bbox[3] >= south,
    )
  }

  codeTaken(code: string): boolean {
    return this.codes.has(code)
  }

  /** The next number of the community that no grid has. */
  freeCode(communityId: string): string {
    const prefix = this.held.region(communityId)!.code
    for (let number = 1; ; number++) {
      const code = `${prefix}${String(number).padStart(2, '0')}`
      if (!this.codes.has(code)) return code
    }
  }

  end(id: string): void {
    const grid = this.present.get(id)!
    this.present.delete(id)
    this.codes.delete(grid.code)
  }

  create(
    given: { code: string; name: string; kind: GridKind; communityId: string; geometry: Geometry; synthetic: boolean },
    cameOf: readonly string[],
  ): DraftGrid {
    const grid: DraftGrid = { ...given, id: newId(), bbox: boundingBox(given.geometry), original: null }
    this.present.set(grid.id, grid)
    this.codes.add(grid.code)
    for (const oldId of cameOf) this.came.push({ oldId, newId: grid.id })
    return grid
  }

  reshape(id: string, geometry: Geometry): void {
    this.present.set(id, { ...this.present.get(id)!, geometry, bbox: boundingBox(geometry) })
  }

  rename(id: string, name: string): void {
    this.present.set(id, { ...this.present.get(id)!, name })
  }

  /** In force before, and no more. */
  ended(): GridRecord[] {
    return this.held
      .grids()
      .filter(({ id }) => !this.present.has(id))
      .map(({ id }) => this.held.grid(id)!)
  }
  created(): DraftGrid[] {
    return this.grids().filter(({ original }) => original === null)
  }
  reshaped(): DraftGrid[] {
    return this.grids().filter(({ original, geometry }) => original !== null && original.geometry !== geometry)
  }
  renamed(): DraftGrid[] {
    return this.grids().filter(({ original, name }) => original !== null && original.name !== name)
  }

  /** From grids that were there before to those that are there in the end, steps between left out. */
  successions(): Succession[] {
    const found: Succession[] = []
    for (const { id: oldId } of this.ended()) {
      const reached = [oldId]
      for (const at of reached)
        for (const step of this.came) if (step.oldId === at && !reached.includes(step.newId)) reached.push(step.newId)
      for (const id of reached) if (this.present.has(id)) found.push({ oldId, newId: id })
    }
    return found
  }
}
