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

export async function* readFeatures(chunks: AsyncIterable<Buffer>): AsyncGenerator<ReadFeature> {
  let head: Buffer | null = Buffer.alloc(0)
  let pieces: Buffer[] = []
  let size = 0
  let depth = 0
  let quoted = false
  let escaped = false
  let feature = 0
  let ended = false

  function* scan(chunk: Buffer): Generator<ReadFeature> {
    let start = depth > 0 ? 0 : -1
    for (let at = 0; at < chunk.length && !ended; at++) {
      const byte = chunk[at]!
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
          pieces.push(chunk.subarray(start, at + 1))
          const read = parsed(Buffer.concat(pieces), feature)
          feature += read.length
          pieces = []
          size = 0
          start = -1
          yield* read
        }
      }
    }
    if (depth > 0 && start >= 0) {
      pieces.push(Buffer.from(chunk.subarray(start)))
      size += chunk.length - start
      if (size > MOST_BYTES)
        throw new Problem('territory.file-unreadable', {
          feature: feature + 1,
          reason: `> ${MOST_BYTES / 1024 / 1024} MB`,
        })
    }
  }

  for await (const chunk of chunks) {
    if (ended) return
    if (head === null) {
      yield* scan(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    const begins = beginning(head)
    if (begins?.single && head.length < 65_536 && !whole(head)) continue
    if (!begins && head.length < 1_048_576) continue
    if (!begins) throw new Problem('territory.file-unreadable', { feature: 1, reason: '"features"' })
    const rest = head.subarray(begins.at)
    head = null
    yield* scan(rest)
  }
  if (head) {
    const begins = beginning(head)
    if (!begins) throw new Problem('territory.file-unreadable', { feature: 1, reason: '"features"' })
    yield* scan(head.subarray(begins.at))
  }
  // Broken off, or a bracket is missing somewhere: what can be told apart is.
  if (depth > 0) yield* parsed(Buffer.concat(pieces), feature)
}

const whole = (head: Buffer) => {
  try {
    JSON.parse(head.toString('utf8').replace(/^\ufeff/, ''))
    return true
  } catch {
    // Not all of it is here yet.
    return false
  }
}

/** One feature, or several where a missing bracket made them one. */
function parsed(bytes: Buffer, before: number): ReadFeature[] {
  const text = bytes.toString('utf8')
  const one = attempt(text, before + 1)
  if (!one.broken) return [one]
  const starts = [...text.matchAll(/\{\s*"type"\s*:\s*"Feature"/g)].map(({ index }) => index)
  if (starts.length < 2) return [one]
  return starts.map((from, at) => {
    const piece = text
      .slice(from, starts[at + 1])
      .trimEnd()
      .replace(/,$/, '')
    const tried = attempt(piece, before + at + 1)
    // The last one may have the end of the file behind it.
    return tried.broken && at === starts.length - 1
      ? attempt(piece.replace(/[\s\]}]*$/, '') + closing(piece), before + at + 1)
      : tried
  })
}

/** The brackets that a text cut off before its closing ones still needs. */
function closing(piece: string): string {
  const open: string[] = []
  for (const [mark] of piece.replace(/[\s\]}]*$/, '').matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === '{') open.push('}')
    else if (mark === '[') open.push(']')
    else if (mark === '}' || mark === ']') open.pop()
  }
  return open.reverse().join('')
}

function attempt(text: string, feature: number): ReadFeature {
  try {
    return { feature, value: JSON.parse(text) as unknown }
  } catch (error) {
    return { feature, broken: error instanceof Error ? error.message.slice(0, 120) : 'JSON' }
  }
}
