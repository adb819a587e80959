/** Seals as the database, or a file that was handed out, holds them: form, chain, signature. The log is checked in log.ts. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Findings } from './findings.ts'
import { quoted } from './hashing.ts'
import { instant, type Source } from './source.ts'

export interface SealRecord {
  number: number
  from: number
  to: number
  root: string
  prev: string
  hash: string
  signedAt: string
  kind: string
  alg: string
  publicKey: string
  signature: string
}

type Row = [string, string, string, string, string, string, string, string, string, string, string]

export async function readSeals(source: Source): Promise<SealRecord[]> {
  const rows = await source.rows<Row>(
    `select number, from_position, to_position, root, prev_hash, hash, signed_at, kind, alg, public_key, signature from seal order by number`,
  )
  return rows.map(([number, from, to, root, prev, hash, signedAt, kind, alg, publicKey, signature]) => ({
    number: Number(number), from: Number(from), to: Number(to), root, prev, hash, signedAt: instant(signedAt), kind, alg, publicKey, signature,
  })) // prettier-ignore
}

/** The signed text: member names in order, numbers plain. */
function statement(city: string, seal: SealRecord): string {
  return (
    `{"alg":${quoted(seal.alg)},"city":${quoted(city)},"from":${seal.from},"kind":${quoted(seal.kind)},"number":${seal.number}` +
    `,"prev":${quoted(seal.prev)},"public_key":${quoted(seal.publicKey)},"root":${quoted(seal.root)}` +
    `,"signed_at":${quoted(seal.signedAt)},"to":${seal.to}}`
  )
}

export function hashHolds(city: string, seal: SealRecord): boolean {
  return createHash('sha256').update(statement(city, seal)).digest('hex') === seal.hash
}

export function signatureHolds(city: string, seal: SealRecord): boolean {
  if (seal.alg !== 'ed25519' || !/^[0-9a-f]{64}$/.test(seal.publicKey) || !/^[0-9a-f]{128}$/.test(seal.signature))
    return false
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(seal.publicKey, 'hex').toString('base64url') },
  })
  return verify(null, Buffer.from(statement(city, seal)), key, Buffer.from(seal.signature, 'hex'))
}

export interface TrustedKeys {
  /** The public key of the key file on this machine, when it is at hand. */
  own: string | null
  /** Keys that the operator names as having been in use (--key). */
  named: readonly string[]
}

/** Numbers, ranges, chain, hashes, signatures and keys; not yet the roots. */
export function checkSeals(city: Source['city'], seals: SealRecord[], keys: TrustedKeys, findings: Findings): void {
  let before: SealRecord | null = null
  for (const seal of seals) {
    const at = { seal: seal.number }
    for (let missing = (before?.number ?? 0) + 1; missing < seal.number; missing++)
      findings.add('seal.missing', { seal: missing })
    if (before?.number === seal.number - 1 || seal.number === 1) {
      const expected = (before?.to ?? 0) + 1
      if (seal.from !== expected) findings.add('seal.range', { ...at, expected, found: seal.from })
      if (seal.prev !== (before?.hash ?? '')) findings.add('seal.chain', at)
    }
    if (!hashHolds(city.id, seal)) findings.add('seal.altered', at)
    if (!signatureHolds(city.id, seal)) findings.add('seal.signature', at)
    if (seal.kind !== city.kind) findings.add('seal.kind', { ...at, found: seal.kind, expected: city.kind })
    // Without a key at hand the first seal's key counts: a later change is at least noticed.
    const trusted = [keys.own ?? seals[0]!.publicKey, ...keys.named]
    if (!trusted.includes(seal.publicKey))
      findings.add('seal.key', { ...at, found: seal.publicKey.slice(0, 16), expected: trusted[0]!.slice(0, 16) })
    before = seal
  }
}
