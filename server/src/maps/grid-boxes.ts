/** Which grids a box touches, those that hold no longer included: cases keep the grid of their filing. From memory. */
import Flatbush from 'flatbush'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { territory } from '../territory/answers.ts'

interface Boxes {
  version: number
  touched(box: readonly [number, number, number, number]): string[]
}

const held = new WeakMap<object, Boxes>()

export async function gridBoxes(city: City, db: Queryable): Promise<Boxes> {
  const { version } = territory(city)
  const known = held.get(city.db)
  if (known?.version === version) return known
  const rows = await db.rows<{ id: string; west: number; south: number; east: number; north: number }>(
    sql`select id, west, south, east, north from grid`,
  )
  const boxes = { version, touched: searchOf(rows) }
  held.set(city.db, boxes)
  return boxes
}

function searchOf(
  rows: readonly { id: string; west: number; south: number; east: number; north: number }[],
): Boxes['touched'] {
  if (rows.length === 0) return () => []
  const index = new Flatbush(rows.length)
  for (const { west, south, east, north } of rows) index.add(west, south, east, north)
  index.finish()
  return (box) => index.search(...(box as [number, number, number, number])).map((at) => rows[at]!.id)
}
