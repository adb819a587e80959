/** Each edit of grids, made on a draft; what is wrong with it is told, and then nothing of it is made. */
import type { GridEdit } from '@bihuan/contract/territory-edit'
import type { Geometry } from '@bihuan/domain/place'
import type { NewFinding } from '../../platform/revision.ts'
import { commonArea, joined, without } from './combine.ts'
import type { Draft, DraftGrid } from './draft.ts'
import { areaOf, geometryOf, keyOf, polygonsOf, rounded, selfCrossing, type Position, type Ring } from './plane.ts'
import { redrawOutline } from './redraw.ts'
import { splitOutline } from './split.ts'

/** A grid smaller than this is a slip of the pen (square metres). */
const SMALLEST = 25

export type Tell = (finding: NewFinding) => void
type Of<K extends GridEdit['kind']> = Extract<GridEdit, { kind: K }>

export function makeEdit(draft: Draft, edit: GridEdit, tell: Tell): void {
  switch (edit.kind) {
    case 'split':
      return split(draft, edit, tell)
    case 'merge':
      return merge(draft, edit, tell)
    case 'redraw':
      return redraw(draft, edit, tell)
    case 'dedicated':
      return dedicated(draft, edit, tell)
    case 'rename': {
      const grid = known(draft, edit.gridId, tell)
      if (grid) draft.rename(grid.id, edit.name)
      return
    }
    case 'retire': {
      const grid = known(draft, edit.gridId, tell)
      if (!grid) return
      if (grid.kind !== 'dedicated') wrong(tell, 'edit.not-dedicated', grid)
      else draft.end(grid.id)
    }
  }
}

export const areaText = (squareMetres: number) => Math.round(squareMetres)

function wrong(tell: Tell, code: string, grid: DraftGrid | null, more: Partial<NewFinding> = {}): void {
  const { params, ...rest } = more
  tell({
    severity: 'error',
    code,
    subject: grid?.code ?? null,
    geometry: grid?.geometry ?? null,
    ...rest,
    params: { ...(grid ? { name: grid.name } : {}), ...params },
  })
}

function known(draft: Draft, gridId: string, tell: Tell): DraftGrid | null {
  const grid = draft.grid(gridId)
  if (!grid) wrong(tell, 'edit.grid-unknown', null, { params: { id: draft.held.grid(gridId)?.name ?? gridId } })
  return grid
}

function codeFor(draft: Draft, wanted: string | undefined, communityId: string, tell: Tell): string | null {
  if (wanted === undefined) return draft.freeCode(communityId)
  if (!draft.codeTaken(wanted)) return wanted
  wrong(tell, 'edit.code-taken', null, { params: { code: wanted }, field: 'code' })
  return null
}

function split(draft: Draft, edit: Of<'split'>, tell: Tell): void {
  const grid = known(draft, edit.gridId, tell)
  if (!grid) return
  const line = edit.line as readonly Position[]
  const parts = splitOutline(grid.geometry, line)
  const drawn = { type: 'LineString', coordinates: edit.line }
  if (parts.length < 2) return wrong(tell, 'edit.line-does-not-cross', grid, { geometry: drawn })
  const small = parts.find((part) => areaOf(part) < SMALLEST)
  if (small)
    return wrong(tell, 'edit.part-too-small', grid, {
      geometry: small,
      area: areaOf(small),
      params: { area: areaText(areaOf(small)) },
    })
  draft.end(grid.id)
  for (const [index, geometry] of parts.entries()) {
    const given = edit.parts[index] ?? {}
    // The code of what was split is free again; its parts get new ones, so that the old one means the old grid for good.
    const code =
      given.code === undefined || given.code === grid.code
        ? freshCode(draft, grid)
        : codeFor(draft, given.code, grid.communityId, tell)
    if (code === null) return
    const { kind, communityId, synthetic } = grid
    const name = given.name ?? `${grid.name}-${index + 1}`
    draft.create({ code, name, kind, communityId, geometry, synthetic }, [grid.id])
  }
}

/** Not the code that the grid itself had. */
function freshCode(draft: Draft, grid: DraftGrid): string {
  const code = draft.freeCode(grid.communityId)
  if (code !== grid.code) return code
  for (let number = 2; ; number++) {
    const next = `${code.slice(0, 12)}${String(number).padStart(2, '0')}`
    if (next !== grid.code && !draft.codeTaken(next)) return next
  }
}

function merge(draft: Draft, edit: Of<'merge'>, tell: Tell): void {
  const grids = [...new Set(edit.gridIds)].map((gridId) => known(draft, gridId, tell))
  if (grids.some((grid) => !grid)) return
  const list = (grids as DraftGrid[]).toSorted((a, b) => areaOf(b.geometry) - areaOf(a.geometry))
  const first = list[0]!
  const names = list.map((grid) => grid.name).join(', ')
  if (list.length < 2) return wrong(tell, 'edit.nothing-changed', first)
  const other = list.find((grid) => grid.communityId !== first.communityId || grid.kind !== first.kind)
  if (other) return wrong(tell, 'edit.not-one-community', other, { params: { names } })
  const geometry = joined(list.map((grid) => grid.geometry))
  const pieces = list.reduce((sum, grid) => sum + polygonsOf(grid.geometry).length, 0)
  if (polygonsOf(geometry).length > Math.max(1, pieces - list.length + 1))
    return wrong(tell, 'edit.not-adjacent', first, { geometry, params: { names } })
  for (const grid of list) draft.end(grid.id)
  const code = edit.code === undefined ? first.code : codeFor(draft, edit.code, first.communityId, tell)
  if (code === null) return
  const { kind, communityId } = first
  const synthetic = list.some((grid) => grid.synthetic)
  const name = edit.name ?? first.name
  draft.create(
    { code, name, kind, communityId, geometry, synthetic },
    list.map((grid) => grid.id),
  )
}

function redraw(draft: Draft, edit: Of<'redraw'>, tell: Tell): void {
  const grid = known(draft, edit.gridId, tell)
  if (!grid) return
  const followers = edit.follow
    ? draft.near(grid.geometry, grid.kind, new Set([grid.id])).filter((other) => other.communityId === grid.communityId)
    : []
  const bent = [grid, ...followers].map((one) => ({ one, ...redrawOutline(one.geometry, edit.strokes) }))
  if (!bent[0]!.changed) return wrong(tell, 'edit.nothing-changed', grid)
  const changed = bent.filter((one) => one.changed)
  for (const { one, geometry } of changed) {
    const at = polygonsOf(geometry)
      .flat()
      .map((ring) => selfCrossing(ring))
      .find((crossing) => crossing !== null)
    if (at) return wrong(tell, 'edit.crosses-itself', one, { geometry: { type: 'Point', coordinates: [...at] } })
    if (areaOf(geometry) < SMALLEST)
      return wrong(tell, 'edit.part-too-small', one, { params: { area: areaText(areaOf(geometry)) } })
  }
  for (const { one, geometry } of changed) draft.reshape(one.id, geometry)
}

function dedicated(draft: Draft, edit: Of<'dedicated'>, tell: Tell): void {
  const ring = edit.ring.map((corner) => rounded(corner)) as Ring
  const closed = keyOf(ring[0]!) === keyOf(ring.at(-1)!) ? ring : [...ring, ring[0]!]
  const geometry: Geometry = geometryOf([[closed]])
  const crossing = closed.length < 4 ? closed[0]! : selfCrossing(closed)
  const subject = { params: { name: edit.name } }
  if (crossing)
    return wrong(tell, 'edit.crosses-itself', null, {
      ...subject,
      geometry: { type: 'Point', coordinates: [...crossing] },
    })
  const area = areaOf(geometry)
  if (area < SMALLEST)
    return wrong(tell, 'edit.part-too-small', null, {
      geometry,
      area,
      params: { name: edit.name, area: areaText(area) },
    })
  const beneath = draft
    .near(geometry, 'general')
    .map((grid) => ({ grid, shared: commonArea(grid.geometry, geometry) }))
    .filter(({ shared }) => shared > 1)
  if (beneath.length === 0) return wrong(tell, 'edit.outside', null, { ...subject, geometry })
  const byCommunity = new Map<string, number>()
  for (const { grid, shared } of beneath)
    byCommunity.set(grid.communityId, (byCommunity.get(grid.communityId) ?? 0) + shared)
  const [[communityId]] = [...byCommunity].toSorted((a, b) => b[1] - a[1]) as [[string, number]]
  if (byCommunity.size > 1)
    tell({
      severity: 'warning',
      code: 'edit.across-communities',
      geometry,
      params: {
        name: edit.name,
        community: draft.held.region(communityId)!.name,
        others: [...byCommunity.keys()]
          .slice(1)
          .map((id) => draft.held.region(id)!.name)
          .join(', '),
      },
    })
  const uncovered = without(
    geometry,
    beneath.map(({ grid }) => grid.geometry),
  )
  if (uncovered)
    tell({
      severity: 'warning',
      code: 'edit.partly-outside',
      geometry: uncovered,
      area: areaOf(uncovered),
      params: { name: edit.name, area: areaText(areaOf(uncovered)) },
    })
  const code = codeFor(draft, edit.code, communityId, tell)
  if (code === null) return
  const synthetic = false
  draft.create({ code, name: edit.name, kind: 'dedicated', communityId, geometry, synthetic }, [])
}
