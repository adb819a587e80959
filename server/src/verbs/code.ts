/** code: the second factor of the demo accounts, for who has no authenticator app at hand. Demo cities only: the key is public. */
import { DEMO_TOTP_SECRET } from '../demo/people.ts'
import { systemClock } from '../platform/city.ts'
import { base32, codeOf, stepAt } from '../staff/totp.ts'

const STEP_SECONDS = 30

export function demoSecret(): string {
  return base32(DEMO_TOTP_SECRET)
}

export function code(): number {
  const now = systemClock.now()
  const left = STEP_SECONDS - (Math.floor(now.getTime() / 1000) % STEP_SECONDS)
  process.stdout.write(`${codeOf(DEMO_TOTP_SECRET, stepAt(now))}   还有 ${left} 秒有效 · valid for ${left} s\n`)
  return 0
}
