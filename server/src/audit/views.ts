/** Reading for the auditor: events with their places, seals, runs of the verifier. Writes nothing. */
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import type { Seal } from './store.ts'

const SEAL = sql`number, from_position as "fromPosition", to_position as "toPosition", root, prev_hash as "prevHash", hash,
  signed_at as "signedAt", kind, alg, public_key as "publicKey", signature`

export async function sealsBefore(city: City, before: number | null, limit: number): Promise<Seal[]> {
  return city.db.rows<Seal>(
    sql`select ${SEAL} from seal where ${before}::int is null or number < ${before} order by number desc limit ${limit}`,
  )
}

/** What is handed out: all seals up to one, so that whoever keeps the file needs nothing else. Null where there is no such seal. */
export interface SealFile {
  format: 'bihuan-seals/1'
  city: string
  cityName: string
  kind: City['kind']
  publicKey: string
  seals: {
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
  }[]
}

export async function sealFile(city: City, number: number): Promise<SealFile | null> {
  const seals = await city.db.rows<Seal>(sql`select ${SEAL} from seal where number <= ${number} order by number`)
  const last = seals.at(-1)
  if (last?.number !== number) return null
  return {
    format: 'bihuan-seals/1',
    city: city.id,
    cityName: city.name,
    kind: last.kind,
    publicKey: last.publicKey,
    seals: seals.map((seal) => ({
      number: seal.number,
      from: seal.fromPosition,
      to: seal.toPosition,
      root: seal.root,
      prev: seal.prevHash,
      hash: seal.hash,
      signedAt: seal.signedAt.toISOString(),
      kind: seal.kind,
      alg: seal.alg,
      publicKey: seal.publicKey,
      signature: seal.signature,
    })),
  }
}
