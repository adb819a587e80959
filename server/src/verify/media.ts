/**
 * Photos, videos and documents: what the events name, what the references hold, and what the bytes on disk are.
 * The cipher is written down here again (docs/decisions/0007-personal-data.md), so that a defect in the writer's is noticed.
 */
import { createDecipheriv, createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { ChainedEvent } from './hashing.ts'
import type { Findings } from './findings.ts'
import type { Progress } from './chains.ts'
import type { Source } from './source.ts'

export interface NamedMedia {
  subject: string
  seq: number
  act: string
  sha256: string
  /** The reference, where the event names it. */
  reference: string | null
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Every `{ sha256, id? }` in an event's body, at any depth. */
export function mediaNamedBy(event: ChainedEvent): NamedMedia[] {
  if (!event.body.includes('"sha256"')) return []
  const found: NamedMedia[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (value !== null && typeof value === 'object') {
      const { sha256, id, fileId, referenceId } = value as Record<string, unknown>
      const reference =
        [referenceId, fileId, id].find((each): each is string => typeof each === 'string' && ID.test(each)) ?? null
      if (typeof sha256 === 'string')
        found.push({ subject: event.subject, seq: event.seq, act: event.act, sha256, reference })
      Object.values(value).forEach(visit)
    }
  }
  try {
    visit(JSON.parse(event.body))
  } catch {
    // A body that is no JSON does not match its hash either, which is told by the chain.
    return []
  }
  return found
}

/** That the references still hold what the events say. Only an erasure that is on record excuses a missing one. */
export async function checkReferences(source: Source, named: NamedMedia[], findings: Findings): Promise<void> {
  if (named.length === 0) return
  const subjects = [...new Set(named.map((each) => each.subject))]
  type Row = [string, string, string | null]
  const rows = await source.rows<Row>('select id, record, sha256 from file_reference where record = any($1::uuid[])', [
    subjects,
  ])
  const erasures = await source.rows<[string]>('select record from erasure where record = any($1::uuid[])', [subjects])
  const erased = new Set(erasures.map(([record]) => record))
  for (const { subject, seq, act, sha256, reference } of named) {
    const held = rows.find((row) => row[0] === reference) ?? rows.find((row) => row[1] === subject && row[2] === sha256)
    if (held?.[2] === sha256 && held[1] === subject) continue
    if (erased.has(subject) && !held?.[2]) continue
    const place = { subject, seq, act, expected: sha256, file: reference ?? '–' }
    if (held?.[2]) findings.add('media.swapped', { ...place, found: held[2] })
    else findings.add('media.missing', place)
  }
}

export interface MediaReport {
  /** Files read and hashed, or null where the master key is not at hand. */
  files: number | null
  bytes: number
}

type FileRow = [string, string, string, string]

/** Reads every stored file once, decrypts and hashes it. */
export async function checkFiles(
  source: Source,
  filesDir: string,
  masterKey: Buffer,
  findings: Findings,
  progress: Progress,
): Promise<MediaReport> {
  const report = { files: 0, bytes: 0 }
  for (let after = ''; ;) {
    const rows = await source.rows<FileRow>(
      `select sha256, size, blob, encode(wrapped_key, 'hex') from file where sha256 > $1 order by sha256 limit 100`,
      [after],
    )
    for (const row of rows) {
      await checkFile(source, filesDir, masterKey, row, findings)
      report.files += 1
      report.bytes += Number(row[1])
      await progress(report.files)
    }
    if (rows.length < 100) return report
    after = rows.at(-1)![0]
  }
}

async function checkFile(
  source: Source,
  filesDir: string,
  masterKey: Buffer,
  row: FileRow,
  findings: Findings,
): Promise<void> {
  const [sha256, , blob, wrapped] = row
  let code: 'media.swapped' | 'media.missing' | 'media.unreadable'
  let found = '–'
  try {
    found = await hashOnDisk(join(filesDir, blob), unwrap(masterKey, Buffer.from(wrapped, 'hex'), sha256))
    if (found === sha256) return
    code = 'media.swapped'
  } catch (error) {
    code = (error as { code?: string }).code === 'ENOENT' ? 'media.missing' : 'media.unreadable'
  }
  type Holder = [string, string, string]
  const holders = await source.rows<Holder>(
    'select id, record, purpose from file_reference where sha256 = $1 limit 20',
    [sha256],
  )
  if (holders.length === 0) findings.add(code, { expected: sha256, found, file: blob })
  for (const [, subject, purpose] of holders)
    findings.add(code, { subject, act: purpose, expected: sha256, found, file: blob })
}

/** Version 1: a byte 1, 12 bytes nonce, the key under AES-256-GCM, 16 bytes tag; bound to its place by the additional data. */
function unwrap(masterKey: Buffer, wrapped: Buffer, sha256: string): Buffer {
  if (wrapped[0] !== 1) throw new Error('unknown version of a wrapped key')
  const cipher = createDecipheriv('aes-256-gcm', masterKey, wrapped.subarray(1, 13)).setAAD(
    Buffer.from(`file:${sha256}`),
  )
  cipher.setAuthTag(wrapped.subarray(-16))
  return Buffer.concat([cipher.update(wrapped.subarray(13, -16)), cipher.final()])
}

/** AES-256-CTR from counter 0: the file on disk is as long as the original. */
async function hashOnDisk(path: string, key: Buffer): Promise<string> {
  const cipher = createDecipheriv('aes-256-ctr', key, Buffer.alloc(16))
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }))
    hash.update(cipher.update(chunk as Buffer))
  return hash.digest('hex')
}
