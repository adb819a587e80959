/**
 * The features of a GeoJSON file one by one, as they come from the disk: memory holds one feature, whatever the file weighs, and one that is
 * broken is named and passed over, with those behind it read as if nothing had been.
 */
import { Problem } from '../../platform/problem.ts'

export interface ReadFeature {
  /** Counts from 1. */
  feature: number
  /** Where it could not be read. */
  broken?: string
  value?: unknown
}

/** A single outline larger than this is none (bytes). */
const MOST_BYTES = 64 * 1024 * 1024
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, QUOTE, BACKSLASH] = [0x7b, 0x7d, 0x5b, 0x5d, 0x22, 0x5c]

/** Where the list of features begins: behind `"features": [`, or at the start of a file that is a list or a single feature. */
function beginning(head: Buffer): { at: number; single: boolean } | null {
  const text = head.toString('latin1')
  const found = /"features"\s*:\s*\[/.exec(text)
  if (found) return { at: found.index + found[0].length, single: false }
  const start = /^(\u00ef\u00bb\u00bf)?\s*/.exec(text)![0].length
  if (text[start] === '[') return { at: start + 1, single: false }
  if (text[start] === '{') return { at: start, single: true }
  return null
}

/** No text of a feature can hold this: its quotation marks would be escaped. So wherever it stands, a feature begins. */
const FEATURE = /^\{\s*"type"\s*:\s*"Feature"/
const LOOK_AHEAD = 64

export async function* readFeatures(chunks: AsyncIterable<Buffer>): AsyncGenerator<ReadFeature> {
  let head: Buffer | null = Buffer.alloc(0)
  let tail: Buffer = Buffer.alloc(0)
  let pieces: Buffer[] = []
  let size = 0
  let depth = 0
  let quoted = false
  let escaped = false
  let feature = 0
  let ended = false

  const finish = (last: Buffer): ReadFeature => {
    const text = Buffer.concat([...pieces, last]).toString('utf8')
    pieces = []
    size = 0
    depth = 0
    quoted = false
    escaped = false
    feature += 1
    return attempt(text, feature)
  }

  function* scan(chunk: Buffer, until: number): Generator<ReadFeature> {
    let start = depth > 0 ? 0 : -1
    for (let at = 0; at < until && !ended; at++) {
      const byte = chunk[at]!
      // A mark or bracket is missing in the one before: that one is broken, and this one is read.
      if (byte === OPEN && depth > 0 && FEATURE.test(chunk.toString('latin1', at, at + LOOK_AHEAD))) {
        yield finish(chunk.subarray(Math.max(0, start), at))
        start = -1
      }
      if (quoted) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) quoted = false
        continue
      }
      if (byte === QUOTE) quoted = depth > 0
      else if (byte === OPEN || byte === OPEN_LIST) {
        if (depth === 0) start = at
        depth += 1
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (depth === 0) ended = true
        else if (--depth === 0) {
          yield finish(chunk.subarray(start, at + 1))
          start = -1
        }
      }
    }
    if (depth > 0 && start >= 0) {
      pieces.push(Buffer.from(chunk.subarray(start, until)))
      size += until - start
      if (size > MOST_BYTES)
        throw new Problem('territory.file-unreadable', {
          feature: feature + 1,
          reason: `> ${MOST_BYTES / 1024 / 1024} MB`,
        })
    }
  }

  /** The end of each piece waits for the next one, so that what begins there can be seen whole. */
  function* scanPiece(piece: Buffer): Generator<ReadFeature> {
    const chunk = Buffer.concat([tail, piece])
    const until = Math.max(0, chunk.length - LOOK_AHEAD)
    yield* scan(chunk, until)
    tail = Buffer.from(chunk.subarray(until))
  }

  for await (const chunk of chunks) {
    if (ended) return
    if (head === null) {
      yield* scanPiece(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    const begins = beginning(head)
    if (begins?.single && head.length < 65_536 && !isWhole(head)) continue
    if (!begins && head.length < 1_048_576) continue
    if (!begins) throw new Problem('territory.file-unreadable', { feature: 1, reason: '"features"' })
    const rest = head.subarray(begins.at)
    head = null
    yield* scanPiece(rest)
  }
  if (head) {
    const begins = beginning(head)
    if (!begins) throw new Problem('territory.file-unreadable', { feature: 1, reason: '"features"' })
    tail = head.subarray(begins.at)
  }
  yield* scan(tail, tail.length)
  // Broken off in the middle of one.
  if (depth > 0) yield finish(Buffer.alloc(0))
}

function isWhole(head: Buffer): boolean {
  try {
    JSON.parse(head.toString('utf8').replace(/^\ufeff/, ''))
    return true
  } catch {
    // Not all of it is here yet.
    return false
  }
}

function attempt(text: string, feature: number): ReadFeature {
  try {
    return { feature, value: JSON.parse(text) as unknown }
  } catch (error) {
    return { feature, broken: error instanceof Error ? error.message.slice(0, 120) : 'JSON' }
  }
}
