/** The verifier's own canonical text and hashes, written from docs/decisions/0005-event-log-seal.md and not from the writer. */
import { createHash } from 'node:crypto'

const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** A JSON string as RFC 8785 writes it. The database holds no lone surrogates. */
export function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}

export interface ChainedEvent {
  id: string
  subject: string
  seq: number
  act: string
  actor: string
  occurredAt: string
  recordedAt: string
  body: string
  prevHash: string
  hash: string
  alg: string
}

const ALGORITHMS = new Set(['sha256', 'sm3'])

/** The hash that this event must bear, or null for an algorithm that we do not know. */
export function hashOf(city: string, event: ChainedEvent): string | null {
  if (!ALGORITHMS.has(event.alg)) return null
  // Member names in the order of their UTF-16 code units.
  const text =
    `{"act":${quoted(event.act)},"actor":${quoted(event.actor)},"alg":${quoted(event.alg)},"body":${quoted(event.body)}` +
    `,"city":${quoted(city)},"id":${quoted(event.id)},"occurred_at":${quoted(event.occurredAt)},"prev_hash":${quoted(event.prevHash)}` +
    `,"recorded_at":${quoted(event.recordedAt)},"seq":${event.seq},"subject":${quoted(event.subject)}}`
  return createHash(event.alg).update(text).digest('hex')
}

const leafHash = (leaf: Buffer) => createHash('sha256').update('\u0000').update(leaf).digest()
const nodeHash = (left: Buffer, right: Buffer) =>
  createHash('sha256').update('\u0001').update(left).update(right).digest()

/** RFC 6962 §2.1, level by level: `levels[k]` holds a complete subtree of 2^k leaves, or nothing. */
export class Tree {
  private readonly levels: (Buffer | undefined)[] = []
  private count = 0

  add(hexLeaf: string): void {
    this.count += 1
    let hash = leafHash(Buffer.from(hexLeaf, 'hex'))
    let level = 0
    for (; this.levels[level]; level++) {
      hash = nodeHash(this.levels[level]!, hash)
      this.levels[level] = undefined
    }
    this.levels[level] = hash
  }

  root(): string {
    if (this.count === 0) return createHash('sha256').digest('hex')
    let root: Buffer | undefined
    for (const hash of this.levels) {
      if (hash) root = root ? nodeHash(hash, root) : hash
    }
    return root!.toString('hex')
  }
}
