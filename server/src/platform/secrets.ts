/**
 * Personal data at rest: free text and contacts are sealed with a key per record; the keys are wrapped by the city's master
 * key, which lies outside the database. Destroying the wrapped key erases the record's texts; events hold only a keyed
 * commitment, which proves nothing without the key (GB/T 35273 §8.3, erasure; rule: docs/decisions/0007-personal-data.md).
 *
 * Nothing here does I/O: a hot path can seal first and insert in its own single statement (secrets-store.ts).
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { randomPooled } from './random.ts'

const VERSION = 1
const NONCE = 12
const TAG = 16
export const KEY_BYTES = 32

/** Derived once for as long as the key itself is held. Purposes that name a record are many: few are kept. */
const MOST_PURPOSES = 8
interface Derived {
  /** HKDF's first half, the same for all purposes of a key. */
  extracted: Buffer
  made: Map<string, Buffer>
}
const derived = new WeakMap<Buffer, Derived>()
const NO_SALT = Buffer.alloc(32)

/**
 * A key for one purpose, so that the record key itself is never used twice in different ways. The key's bytes must not change.
 * HKDF with SHA-256 and no salt (RFC 5869) in its two halves: node's own derives the first one anew for each purpose.
 */
export function deriveKey(key: Buffer, purpose: string): Buffer {
  let known = derived.get(key)
  if (!known) {
    const extracted = createHmac('sha256', NO_SALT).update(key).digest()
    derived.set(key, (known = { extracted, made: new Map() }))
  }
  let made = known.made.get(purpose)
  if (!made) {
    // One block of the expansion is the 32 bytes asked for: the purpose, then the block's number.
    made = createHmac('sha256', known.extracted).update(`bihuan/${purpose}\u0001`).digest()
    if (known.made.size < MOST_PURPOSES) known.made.set(purpose, made)
  }
  return made
}

/** A record has two keys, for its texts and for its commitments. */
const RECORD_KEY_BYTES = 2 * KEY_BYTES

/** One of a record's two keys. Records made by earlier releases have a key half as long, from which both are derived. */
function ownKey(key: Buffer, purpose: 'text' | 'commitment'): Buffer {
  if (key.length !== RECORD_KEY_BYTES) return deriveKey(key, purpose)
  return purpose === 'text' ? key.subarray(0, KEY_BYTES) : key.subarray(KEY_BYTES)
}

/** AES-256-GCM: version byte, nonce, ciphertext, tag. `aad` binds the sealed bytes to their place. */
export function sealBytes(key: Buffer, bytes: Buffer, aad: string): Buffer {
  const nonce = randomPooled(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad))
  const body = cipher.update(bytes)
  // In this mode nothing is held back for the end.
  cipher.final()
  const sealed = Buffer.allocUnsafe(1 + NONCE + body.length + TAG)
  sealed[0] = VERSION
  sealed.set(nonce, 1)
  sealed.set(body, 1 + NONCE)
  sealed.set(cipher.getAuthTag(), 1 + NONCE + body.length)
  return sealed
}

/** Throws when the bytes were altered, moved to another place, or sealed with another key. */
export function openBytes(key: Buffer, sealed: Buffer, aad: string): Buffer {
  if (sealed.length < 1 + NONCE + TAG || sealed[0] !== VERSION) throw new Error('not a sealed value of a known version')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE)).setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const body = decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG))
  return Buffer.concat([body, decipher.final()])
}

const wrapAad = (recordId: string) => `record-key:${recordId}`

/** A new key for a record, twice 256 bits drawn by lot, and the form in which it may be stored. */
export function newRecordKey(masterKey: Buffer, recordId: string): { key: Buffer; wrapped: Buffer } {
  const key = randomPooled(RECORD_KEY_BYTES)
  return { key, wrapped: sealBytes(masterKey, key, wrapAad(recordId)) }
}

export function unwrapRecordKey(masterKey: Buffer, recordId: string, wrapped: Buffer): Buffer {
  return openBytes(masterKey, wrapped, wrapAad(recordId))
}

/** What a sealed text is bound to: a row copied to another record or another kind does not open. */
export function textAad(text: { id: string; record: string; kind: string }): string {
  return `${text.record}/${text.kind}/${text.id}`
}

export function seal(key: Buffer, text: string, aad: string): Buffer {
  return sealBytes(ownKey(key, 'text'), Buffer.from(text, 'utf8'), aad)
}

export function open(key: Buffer, sealed: Buffer, aad: string): string {
  return openBytes(ownKey(key, 'text'), sealed, aad).toString('utf8')
}

/** 64 hex digits that stand for the text in an event: provable while the record's key exists, mute after. */
export function commitment(key: Buffer, text: string): string {
  return createHmac('sha256', ownKey(key, 'commitment')).update(text, 'utf8').digest('hex')
}

/** Full-width digits, blanks, dashes, brackets and China's prefix go; null where fewer than 5 or more than 20 digits are left. */
export function normalisePhone(written: string): string | null {
  const digits = written
    .normalize('NFKC')
    .replace(/[\s()·.–—-]/g, '')
    .replace(/^(\+86|0086|86(?=1[3-9]\d{9}$))/, '')
    .replace(/^\+/, '00')
  return /^\d{5,20}$/.test(digits) ? digits : null
}

/**
 * 16 bytes by which a number is found without being readable, equal within one city only. Null for what is no number.
 * Keyed with the master key: without it the few billion possible numbers cannot be tried.
 */
export function blindIndex(city: { id: string; masterKey: Buffer }, phone: string): Buffer | null {
  const normalised = normalisePhone(phone)
  if (normalised === null) return null
  return createHmac('sha256', deriveKey(city.masterKey, `blind-index/${city.id}`))
    .update(normalised)
    .digest()
    .subarray(0, 16)
}

/** `138****1234`; landlines and other numbers keep at most two digits at either end. */
export function maskPhone(phone: string): string {
  const digits = normalisePhone(phone)
  if (digits === null) return '****'
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  return digits.length >= 8 ? `${digits.slice(0, 2)}****${digits.slice(-2)}` : '****'
}

/** 王小明 → 王**, 张三 → 张*, Anna Maria → A*. The length of a foreign name is not shown. */
export function maskName(name: string): string {
  const letters = [...name.trim()]
  if (letters.length === 0) return ''
  const han = /^\p{Script=Han}+$/u.test(letters.join(''))
  return letters[0]! + '*'.repeat(han ? Math.min(Math.max(letters.length - 1, 1), 3) : 1)
}
