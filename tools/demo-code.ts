/** `npm run demo:code`: the present six digits of the demo city's second factor, for those who have no authenticator at hand. */
import { DEMO_TOTP_SECRET } from '../server/src/demo/people.ts'
import { base32, codeOf, stepAt } from '../server/src/staff/totp.ts'

const now = new Date()
process.stdout.write(
  `${codeOf(DEMO_TOTP_SECRET, stepAt(now))}   (${30 - (Math.floor(now.getTime() / 1000) % 30)} s)   ${base32(DEMO_TOTP_SECRET)}\n`,
)
