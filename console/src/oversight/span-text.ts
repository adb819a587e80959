import { span } from '../platform/format.ts'
import type { Language } from '../platform/language.ts'
import { oversightWords } from './locale.ts'

interface Bucket {
  from: number
  to: number | null
}

/** The bucket that holds a percentile, in words: its upper edge, or beyond the last. Minutes. */
export function bucketText(bucket: Bucket | null, to: Language): string {
  const words = oversightWords[to].span
  if (!bucket) return words.none
  return bucket.to === null ? words.beyond(span(bucket.from * 60_000, to)) : words.upTo(span(bucket.to * 60_000, to))
}

export function percentilesText(
  time: { count: number; median: Bucket | null; ninetieth: Bucket | null },
  to: Language,
) {
  return time.count === 0 ? '–' : `${bucketText(time.median, to)} / ${bucketText(time.ninetieth, to)}`
}
