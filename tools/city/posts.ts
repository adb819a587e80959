/** Who sits where, found among the accounts of a city that was staffed by `hireStaff`: each post by what it may do. */
import type { Role } from '@bihuan/domain/powers'
import type { Actor } from '../../server/src/platform/actor.ts'
import type { Cast } from '../../server/src/staff/answers-cast.ts'
import type { Territory } from '../../server/src/territory/answers.ts'

export class Posts {
  private readonly byPost = new Map<string, Actor>()
  private readonly byTeam = new Map<string, Actor>()
  private readonly byCommunity = new Map<string, Actor>()
  private readonly byId = new Map<string, Actor>()

  constructor(cast: Cast, territory: Territory, at: number) {
    for (const id of cast.ids()) {
      const actor = cast.actor(id, at)
      if (!actor) continue
      this.byId.set(id, actor)
      for (const { role, scope } of actor.grants) {
        for (const department of actor.departmentIds) this.byPost.set(`${department} ${role}`, actor)
        if (role === 'handler') for (const team of actor.teamIds) this.byTeam.set(team, actor)
        if (role !== 'grid-worker' || scope.kind !== 'grids') continue
        for (const team of actor.teamIds) this.byTeam.set(team, actor)
        const community = territory.grid(scope.gridIds[0]!)?.communityId
        if (community) this.byCommunity.set(community, actor)
      }
    }
  }

  worker(communityId: string): Actor | null {
    return this.byCommunity.get(communityId) ?? null
  }
  /** A member of the office with this role, or of the next one that has it. */
  at(departmentId: string, role: Role): Actor | null {
    return this.byPost.get(`${departmentId} ${role}`) ?? null
  }
  /** Who works for a team, or for a department; a grid team's office sends its own. */
  handler(departmentId: string, teamId: string | null): Actor | null {
    return (
      (teamId ? this.byTeam.get(teamId) : null) ??
      this.at(departmentId, 'handler') ??
      this.at(departmentId, 'dispatcher')
    )
  }
  person(id: string): Actor | null {
    return this.byId.get(id) ?? null
  }
}
