/** What the events of an account say: ids, roles and scopes in clear, a person's name and login as a keyed commitment. */
import type { Grant, Scope } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { commitment, deriveKey } from '../platform/secrets.ts'

export function accountCommitment(city: City, account: { id: string; login: string; name: string }): string {
  return commitment(deriveKey(city.masterKey, `account/${account.id}`), `${account.login}\n${account.name}`)
}

export interface GrantFact {
  role: string
  scope: Scope
  validFrom?: string
  validTo?: string | null
}

export function grantFact(grant: Grant & { validFrom?: Date; validTo?: Date | null }): GrantFact {
  return {
    role: grant.role,
    scope: grant.scope,
    ...(grant.validFrom ? { validFrom: grant.validFrom.toISOString() } : {}),
    ...(grant.validTo ? { validTo: grant.validTo.toISOString() } : {}),
  }
}
