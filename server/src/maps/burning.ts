/** What burns first among many: danger to life, then by due time; a page of it without putting all the others in order. */
import { z } from 'zod'
import { Problem } from '../platform/problem.ts'
import { DANGER, type OpenCases } from './open-cases.ts'

const cursorShape = z.object({ danger: z.boolean(), due: z.number().nullable(), id: z.uuid() })
export type Place = z.output<typeof cursorShape>

export function placeOf(cases: OpenCases, slot: number): Place {
  const due = cases.due[slot]!
  return {
    danger: (cases.flags[slot]! & DANGER) !== 0,
    due: Number.isFinite(due) ? due : null,
    id: cases.records[slot]!.id,
  }
}

export function compare(a: Place, b: Place): number {
  if (a.danger !== b.danger) return a.danger ? -1 : 1
  if (a.due !== b.due) return (a.due ?? Infinity) - (b.due ?? Infinity)
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Made here, but anybody may send one. */
export function readCursor(text: string | undefined): Place | null {
  if (text === undefined) return null
  try {
    const sent = cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (sent.success) return sent.data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Problem('platform.cursor-invalid')
}

/** The first `most` behind `after`, in order; and how many there are in all. */
export function firstOf(
  cases: OpenCases,
  slots: Iterable<number>,
  after: Place | null,
  most: number,
): { places: Place[]; total: number } {
  const places: Place[] = []
  let total = 0
  for (const slot of slots) {
    total += 1
    const place = placeOf(cases, slot)
    if (after && compare(place, after) <= 0) continue
    if (places.length === most && compare(place, places.at(-1)!) >= 0) continue
    let low = 0
    for (let high = places.length; low < high;) {
      const middle = (low + high) >> 1
      if (compare(places[middle]!, place) < 0) low = middle + 1
      else high = middle
    }
    places.splice(low, 0, place)
    if (places.length > most) places.pop()
  }
  return { places, total }
}
