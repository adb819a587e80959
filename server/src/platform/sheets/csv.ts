/**
 * CSV (RFC 4180) as it is met: comma, semicolon or tab; a row whose quotes do not fit is reported and the next line is read as if it had
 * never been there. That is why this is not a ready-made parser: they end, or swallow the rest of the file into one cell.
 */
import type { SheetFindingCode } from '@bihuan/contract/sheets'
import { Decoder, type Encoding } from './encoding.ts'
import type { RawRow, SheetBytes } from './sheet.ts'

const CHUNK = 256 * 1024
/** A record that is longer, or spans more lines, has an opening quote that nobody closed. */
const RECORD_LENGTH = 400_000
const RECORD_LINES = 200
const DELIMITERS = [',', ';', '\t'] as const

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

type Scan =
  | { kind: 'record'; cells: string[]; end: number; lines: number }
  | { kind: 'incomplete' }
  | { kind: 'broken'; why: SheetFindingCode }

const INCOMPLETE: Scan = { kind: 'incomplete' }

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** One record from `start`. `last`: nothing follows the text. */
function scanRecord(text: string, start: number, delimiter: number, last: boolean): Scan {
  const cells: string[] = []
  let at = start
  let lines = 0
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      let value = ''
      let from = at + 1
      for (;;) {
        const quote = text.indexOf('"', from)
        if (quote < 0) {
          const long = text.length - start > RECORD_LENGTH
          return last || long ? { kind: 'broken', why: 'sheet.quote-open' } : INCOMPLETE
        }
        value += text.slice(from, quote)
        if (quote + 1 >= text.length && !last) return INCOMPLETE
        from = quote + 1
        if (text.charCodeAt(from) !== QUOTE) break
        value += '"'
        from += 1
      }
      lines += countLines(value)
      if (lines > RECORD_LINES) return { kind: 'broken', why: 'sheet.quote-open' }
      cells.push(value)
      at = from
    } else {
      let end = at
      let code = text.charCodeAt(end)
      while (end < text.length && code !== delimiter && code !== LF && code !== CR) code = text.charCodeAt((end += 1))
      cells.push(text.slice(at, end))
      at = end
    }
    if (at >= text.length) {
      if (last) return { kind: 'record', cells, end: at, lines }
      return text.length - start > RECORD_LENGTH ? { kind: 'broken', why: 'sheet.row-too-long' } : INCOMPLETE
    }
    const code = text.charCodeAt(at)
    if (code === delimiter) {
      at += 1
      continue
    }
    if (code === LF) return { kind: 'record', cells, end: at + 1, lines }
    if (code === CR) {
      if (at + 1 >= text.length && !last) return INCOMPLETE
      return { kind: 'record', cells, end: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1, lines }
    }
    return { kind: 'broken', why: 'sheet.quote-misplaced' }
  }
}

/** The delimiter that cuts the first rows most alike, and into more than one cell. */
export function detectDelimiter(sample: string, last: boolean): string {
  const declared = /^sep=(.)\r?\n/.exec(sample)
  if (declared) return declared[1]!
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const widths = new Map<number, number>()
    let at = 0
    for (let rows = 0; rows < 50 && at < sample.length; rows += 1) {
      const scan = scanRecord(sample, at, delimiter.charCodeAt(0), last)
      if (scan.kind !== 'record') break
      at = scan.end
      if (scan.cells.length > 1) widths.set(scan.cells.length, (widths.get(scan.cells.length) ?? 0) + 1)
    }
    const score = Math.max(0, ...[...widths].map(([width, rows]) => rows * 100 + Math.min(width, 99)))
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

export interface CsvReader {
  rows: AsyncGenerator<RawRow>
  /** Of the header, once it is known: a record over several lines that has another number of cells has swallowed rows. */
  expectWidth(width: number): void
  encoding(): Encoding | null
}

export function readCsv(bytes: SheetBytes): CsvReader {
  const decoder = new Decoder()
  let width: number | null = null

  async function* rows(): AsyncGenerator<RawRow> {
    let text = ''
    let row = 0
    let delimiter = 0
    for (let offset = 0, last = false; !last;) {
      const chunk = await bytes.read(offset, CHUNK)
      offset += chunk.length
      last = chunk.length === 0 || offset >= bytes.size
      text += decoder.decode(chunk) + (last ? decoder.end() : '')
      if (delimiter === 0) {
        delimiter = detectDelimiter(text, last).charCodeAt(0)
        text = text.replace(/^sep=.\r?\n/, '')
      }
      let at = 0
      while (at < text.length) {
        const scan = scanRecord(text, at, delimiter, last)
        if (scan.kind === 'incomplete') break
        row += 1
        if (scan.kind === 'record' && (scan.lines === 0 || width === null || scan.cells.length === width)) {
          yield { row, cells: scan.cells.map((cell) => ({ text: cell })) }
          at = scan.end
          continue
        }
        // Only the line itself is lost: reading goes on behind it.
        const near = text.slice(at, at + 60)
        const newline = text.indexOf('\n', at)
        yield { row, broken: scan.kind === 'broken' ? scan.why : 'sheet.quote-open', near: near.split('\n')[0]! }
        at = newline < 0 ? text.length : newline + 1
      }
      text = text.slice(at)
    }
  }

  return {
    rows: rows(),
    expectWidth: (value) => {
      width = value
    },
    encoding: () => decoder.encoding,
  }
}
