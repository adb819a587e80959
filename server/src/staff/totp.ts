/** Time-based one-time codes (RFC 6238, HMAC-SHA-1, 30 s, 6 digits: what every authenticator app computes) and recovery codes. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding: the form in which apps take a secret. */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

export function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text.toUpperCase().replace(/[\s=-]/g, '')) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) throw new Error('not base32')
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >>> bits) & 255)
    }
  }
  return Buffer.from(bytes)
}

/** 160 bits, as RFC 4226 §4 recommends. */
export function newSecret(): Buffer {
  return randomBytes(20)
}

export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS)
}

/** The code of one time step. `digits` and `algorithm` differ from the usual only in the RFC's test vectors. */
export function codeOf(secret: Uint8Array, step: number, digits = DIGITS, algorithm = 'sha1'): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac(algorithm, secret).update(counter).digest()
  const offset = mac.at(-1)! & 15
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is: now, or one before or after (clocks drift), but none that was used. Null when none. */
export function matchingStep(secret: Uint8Array, code: string, at: Date, lastUsed: number): number | null {
  const typed = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(typed)) return null
  const present = stepAt(at)
  let found: number | null = null
  for (const step of [present - 1, present, present + 1]) {
    const equal = timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(typed))
    if (equal && step > lastUsed && found === null) found = step
  }
  return found
}

/** What the QR code holds: the key URI that authenticator apps read. */
export function otpauthUri(secret: Uint8Array, issuer: string, login: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`
}

/** Ten codes of 80 bits for the day on which the phone is lost; each works once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => base32(randomBytes(10)).replace(/(.{4})(?!$)/g, '$1-'))
}

/** 80 random bits need no slow hash. */
export function recoveryCodeHash(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z2-7]/g, ''))
    .digest()
}
