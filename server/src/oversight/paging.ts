/** The cursor of this room's pages: a time and an id (or a number), read by nobody but the next page. */
import { z } from 'zod'
import { Problem } from '../platform/problem.ts'

const shape = z.object({ at: z.iso.datetime(), id: z.uuid(), n: z.number().int().default(0) })
export type Key = z.output<typeof shape>

export function encodeKey(at: string, id: string, n = 0): string {
  return Buffer.from(JSON.stringify({ at, id, n })).toString('base64url')
}

export function decodeKey(text: string | undefined): Key | null {
  return text === undefined ? null : decoded(text, shape)
}

const ranked = z.object({ rank: z.number().int().min(0) })

export function encodeRank(rank: number): string {
  return Buffer.from(JSON.stringify({ rank })).toString('base64url')
}

export function decodeRank(text: string | undefined): number {
  return text === undefined ? 0 : decoded(text, ranked).rank
}

function decoded<T>(text: string, as: z.ZodType<T>): T {
  try {
    const sent = as.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (sent.success) return sent.data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Problem('platform.cursor-invalid')
}
