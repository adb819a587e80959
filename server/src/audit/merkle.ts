/**
 * Merkle tree hash as in RFC 6962 §2.1: a leaf is hashed behind a byte 0, a node behind a byte 1, and the tree of n leaves
 * splits at the largest power of two below n. Built leaf by leaf in memory that grows with log n.
 */
import { createHash } from 'node:crypto'

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export class MerkleTree {
  /** Complete subtrees from left to right, each larger than the next: the binary digits of the number of leaves. */
  private readonly peaks: { hash: Buffer; height: number }[] = []
  leaves = 0

  add(leaf: Buffer): void {
    let top = { hash: sha256(LEAF, leaf), height: 0 }
    while (this.peaks.at(-1)?.height === top.height) {
      top = { hash: sha256(NODE, this.peaks.pop()!.hash, top.hash), height: top.height + 1 }
    }
    this.peaks.push(top)
    this.leaves += 1
  }

  /** The root over what was added so far; the hash of nothing for an empty tree. */
  root(): Buffer {
    if (this.peaks.length === 0) return sha256()
    return this.peaks.map((peak) => peak.hash).reduceRight((right, left) => sha256(NODE, left, right))
  }
}
