/** Passwords: what is accepted, and how they are kept (argon2id with OWASP's parameters, about 30 ms each). */
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../platform/problem.ts'
import { base32 } from './totp.ts'

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const MIN_LENGTH = 12
const MAX_LENGTH = 128
const AT_ONCE = 2
const WAITING = 200

/** Long enough and in every list of stolen passwords all the same. */
const WELL_KNOWN = new Set(
  [
    'passwordpassword password1234 password12345 password123456 passw0rd1234 qwertyuiop12 qwertyuiop123 qwertyuiopasdfgh',
    '1qaz2wsx3edc 1qaz2wsx3edc4rfv qwer1234asdf qwerty123456 qwerty1234567 qwertyqwerty abcd12345678 abc123456789 abc123abc123',
    'a123456789012 administrator administrator1 admin1234567 admin123admin123 adminadminadmin welcome12345 welcome123456',
    'iloveyou1234 iloveyouiloveyou letmeinletmein changemechangeme zaq12wsxcde3 woaini1314520 woaini5201314 5201314520131 aa1234567890',
  ].flatMap((line) => line.split(' ')),
)

/** NIST SP 800-63B §3.1.1: one canonical form, so that the same keys give the same password on every device. */
function canonicalForm(password: string): string {
  return password.normalize('NFKC')
}

/** Refuses a password that is guessed at once. No classes of characters, no expiry: they make passwords worse. */
export function checkNewPassword(password: string, login: string): void {
  const form = canonicalForm(password)
  const letters = [...form.toLowerCase()]
  if (letters.length < MIN_LENGTH) throw new Problem('staff.password-too-short', { length: MIN_LENGTH })
  if (letters.length > MAX_LENGTH) throw new Problem('staff.password-too-long', { length: MAX_LENGTH })
  if (form.toLowerCase().includes(login.toLowerCase())) throw new Problem('staff.password-has-login')
  const steps = new Set(
    letters.slice(1).map((letter, index) => letter.codePointAt(0)! - letters[index]!.codePointAt(0)!),
  )
  if (new Set(letters).size < 5 || steps.size < 3 || WELL_KNOWN.has(form.toLowerCase()))
    throw new Problem('staff.password-too-simple')
}

// The hash runs on libuv's few threads, which files and names need too: two at once, the rest wait, a flood is turned away.
let running = 0
const waiting: (() => void)[] = []
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw new Problem('platform.too-many-requests', { seconds: 10 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** PHC string to store. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(canonicalForm(password), COST))
}

export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return inTurn(() => verify(stored, canonicalForm(password)))
}

let decoy: Promise<string> | null = null
/** As slow as a real check, and always false: an unknown login must not answer sooner than a known one. */
export async function verifyNothing(password: string): Promise<false> {
  decoy ??= hashPassword(base32(randomBytes(20)))
  await verifyPassword(await decoy, password)
  return false
}

/** 100 random bits in groups that can be read out: `k7qd-m2xv-…`. */
export function newOneTimePassword(): string {
  return base32(randomBytes(13))
    .slice(0, 20)
    .toLowerCase()
    .replace(/(.{4})(?!$)/g, '$1-')
}
