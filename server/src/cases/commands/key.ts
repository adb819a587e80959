/** Under which key an act is done once. */
import type { Actor } from '../../platform/actor.ts'
import { NotCanonical } from '../../platform/canonical.ts'
import { commandKey, type CommandKey } from '../../platform/command.ts'
import { Problem } from '../../platform/problem.ts'

/** What has no canonical text (half a character in a phone number or a device's name) was sent to us so: 400. */
export function keyOf(actor: Actor, envelope: { commandId: string; subject: string }): CommandKey {
  try {
    return commandKey(actor.accountId, envelope)
  } catch (error) {
    if (error instanceof NotCanonical) throw new Problem('platform.body-malformed')
    throw error
  }
}
