/**
 * The grids under an open case were drawn anew: it lies in another one now. Who holds it goes on, and so do its clocks.
 * Its ancestors stay as of filing while its community is the same, or what came of it; in another community it counts there,
 * and where the office of its old place had it on its desk, the office of the new place has it from now on.
 */
import type { Place } from '../place.ts'
import type { Case } from './case.ts'
import type { Bodies } from './entries.ts'
import type { World } from './world.ts'

export function rezoning(before: Case, located: Place, world: World): Bodies['rezone'] {
  const { communityId } = before.place
  const stays =
    communityId !== null && located.communityId !== null && world.continues(communityId, located.communityId)
  if (stays) return { place: { ...before.place, gridId: located.gridId } }
  const office = world.officeOf(located)
  // What was contested lies with the office above, and stays there.
  if (office.id === before.officeId || world.officeOf(before.place).id !== before.officeId) return { place: located }
  const onItsDesk = before.holder?.kind === 'department' && before.holder.id === before.officeId
  return {
    place: located,
    officeId: office.id,
    officeLevel: office.level,
    ...(onItsDesk ? { holder: { kind: 'department' as const, id: office.id } } : {}),
  }
}
