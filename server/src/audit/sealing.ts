/** What a seal says and how it is signed. The form is fixed: docs/decisions/0005-event-log-seal.md; the verifier has its own copy. */
import { createHash, sign } from 'node:crypto'
import { canonical } from '../platform/canonical.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { MerkleTree } from './merkle.ts'
import type { SealKey } from './seal-key.ts'
import type { Seal } from './store.ts'

/** Event hashes read at once: 64 bytes each. */
const BATCH = 10_000

/** The Merkle root over the hashes of the events at `from` to `to`, both included. Throws at a gap: a seal over one would hide it. */
export async function rootOver(db: Queryable, from: number, to: number): Promise<string> {
  const tree = new MerkleTree()
  for (let next = from; next <= to;) {
    const rows = await db.rows<{ position: number; hash: string }>(
      sql`select l.position, e.hash from log l join event e on e.id = l.event_id
          where l.position >= ${next} and l.position <= ${to} order by l.position limit ${BATCH}`,
      'seal-read',
    )
    for (const row of rows) {
      if (row.position !== next) throw new Error(`the log has a gap at position ${next}; run the verifier`)
      tree.add(Buffer.from(row.hash, 'hex'))
      next += 1
    }
    if (rows.length === 0) throw new Error(`the log ends at position ${next - 1} and not at ${to}; run the verifier`)
  }
  return tree.root().toString('hex')
}

export type Unsigned = Omit<Seal, 'hash' | 'signature' | 'alg' | 'publicKey'>

/** The text that is hashed and signed. */
function statement(cityId: string, seal: Omit<Seal, 'hash' | 'signature'>): string {
  return canonical({
    alg: seal.alg,
    city: cityId,
    from: seal.fromPosition,
    kind: seal.kind,
    number: seal.number,
    prev: seal.prevHash,
    public_key: seal.publicKey,
    root: seal.root,
    signed_at: seal.signedAt.toISOString(),
    to: seal.toPosition,
  })
}

export function signSeal(cityId: string, unsigned: Unsigned, key: SealKey): Seal {
  const complete = { ...unsigned, alg: 'ed25519' as const, publicKey: key.publicKey }
  const text = statement(cityId, complete)
  return {
    ...complete,
    hash: createHash('sha256').update(text).digest('hex'),
    signature: sign(null, Buffer.from(text), key.privateKey).toString('hex'),
  }
}
