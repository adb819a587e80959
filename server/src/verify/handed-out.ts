/** A seal file that was handed out and kept elsewhere, against what the database says now. */
import { readFile } from 'node:fs/promises'
import type { Findings } from './findings.ts'
import { hashHolds, signatureHolds, type SealRecord } from './seals.ts'

export interface HandedOut {
  city: string
  seals: SealRecord[]
}

const TEXTS = ['root', 'prev', 'hash', 'signedAt', 'kind', 'alg', 'publicKey', 'signature'] as const
const NUMBERS = ['number', 'from', 'to'] as const

/** Throws, with a sentence, where the file is no seal file. */
export function parseHandedOut(text: string): HandedOut {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Error('the seal file is not JSON')
  }
  const { format, city, seals } = (parsed ?? {}) as { format?: unknown; city?: unknown; seals?: unknown }
  if (format !== 'bihuan-seals/1' || typeof city !== 'string' || !Array.isArray(seals) || seals.length === 0) {
    throw new Error('the file is not a seal file of this program (format bihuan-seals/1)')
  }
  for (const seal of seals as Record<string, unknown>[]) {
    const whole =
      TEXTS.every((name) => typeof seal[name] === 'string') && NUMBERS.every((name) => Number.isSafeInteger(seal[name]))
    if (!whole) throw new Error('a seal in the file is not complete')
  }
  return { city, seals: seals as SealRecord[] }
}

export async function readHandedOut(path: string): Promise<HandedOut> {
  return parseHandedOut(await readFile(path, 'utf8'))
}

export interface HandedOutReport {
  /** The last seal of the file. */
  number: number
  to: number
  signedAt: string
  publicKey: string
  /** Whether everything up to `to` is as it was when the file was handed out, as far as the seals can tell. */
  agrees: boolean
}

/** `intact`: the seals of the database whose root was found again in the log. */
export function checkHandedOut(
  file: HandedOut,
  city: string,
  seals: SealRecord[],
  intact: Set<number>,
  findings: Findings,
): HandedOutReport {
  const last = file.seals.at(-1)!
  const report = { number: last.number, to: last.to, signedAt: last.signedAt, publicKey: last.publicKey }
  if (file.city !== city) {
    findings.add('handed.other-city', { found: file.city, expected: city })
    return { ...report, agrees: false }
  }
  let agrees = true
  let before: SealRecord | null = null
  for (const seal of file.seals) {
    const follows =
      !before || (seal.number === before.number + 1 && seal.prev === before.hash && seal.from === before.to + 1)
    if (!follows || !hashHolds(file.city, seal) || !signatureHolds(file.city, seal)) {
      findings.add('handed.forged', { seal: seal.number })
      agrees = false
    }
    const ours = seals.find(({ number }) => number === seal.number)
    if (!ours) findings.add('handed.missing', { seal: seal.number })
    else if (ours.hash !== seal.hash || ours.signature !== seal.signature) {
      findings.add('handed.differs', { seal: seal.number, position: seal.from, until: seal.to })
    }
    if (!ours || ours.hash !== seal.hash || !intact.has(seal.number)) agrees = false
    before = seal
  }
  return { ...report, agrees: agrees && earlierHold(file, seals, intact) }
}

/** A file that does not begin with seal 1 binds our earlier ones by their hashes, one by one. */
function earlierHold(file: HandedOut, seals: SealRecord[], intact: Set<number>): boolean {
  let expected = file.seals[0]!.prev
  for (let number = file.seals[0]!.number - 1; number > 0; number--) {
    const ours = seals.find((seal) => seal.number === number)
    if (!ours || ours.hash !== expected || !hashHolds(file.city, ours) || !intact.has(number)) return false
    expected = ours.prev
  }
  return expected === ''
}
