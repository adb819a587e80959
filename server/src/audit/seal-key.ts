/**
 * The key that signs seals: Ed25519, in a file beside the data and never in the database, made at first need. Whoever can
 * write the database alone cannot sign; keep a copy of the file apart, and of the public key with every seal handed out.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { City } from '../platform/city.ts'

export interface SealKey {
  privateKey: KeyObject
  /** 32 bytes as 64 hex digits, the form in which seals carry it. */
  publicKey: string
}

/** DATA_DIR/keys, beside DATA_DIR/files/<city>; a files folder elsewhere (tests) has its keys within. */
export function keysDirOf(city: Pick<City, 'filesDir'>): string {
  const parent = dirname(city.filesDir)
  return basename(parent) === 'files' ? join(dirname(parent), 'keys') : join(city.filesDir, 'keys')
}

/** `keysDir` is DATA_DIR/keys. Throws where the file cannot be read or holds no Ed25519 key: no second key is made then. */
export async function sealKey(keysDir: string): Promise<SealKey> {
  const path = join(keysDir, 'seal.key')
  const pem = (await readIfThere(path)) ?? (await make(keysDir, path))
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 key`)
  return { privateKey, publicKey: publicKeyHex(privateKey) }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
}

/** Written whole and on disk before it bears its name; of two makers the first one wins. */
async function make(keysDir: string, path: string): Promise<string> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 })
  const { privateKey } = generateKeyPairSync('ed25519')
  const fresh = `${path}.${process.pid}.new`
  const file = await open(fresh, 'w', 0o600)
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(fresh, 0o600)
  try {
    await link(fresh, path)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  } finally {
    await rm(fresh, { force: true })
  }
  return readFile(path, 'utf8')
}

function publicKeyHex(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.from(x!, 'base64url').toString('hex')
}
