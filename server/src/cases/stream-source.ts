/** Which live screens may hear of which case. */
import { scopesFor } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { scopeTest, type ScopedRecord } from '../platform/scope.ts'
import { registerStreamSource } from '../platform/stream-source.ts'
import { territory } from '../territory/answers.ts'

interface Traits extends ScopedRecord {
  calledOfficeIds: string[]
}

export function registerCaseStream(): void {
  registerStreamSource<Traits>({
    kind: 'case',
    async load(city: City, subjects) {
      const rows = await city.db.rows<Traits & { id: string }>(
        sql`select id, city_id as "cityId", county_id as "countyId", town_id as "townId", community_id as "communityId", grid_id as "gridId", lead_department_id as "leadDepartmentId",
            assist_department_ids as "assistDepartmentIds", office_id as "officeId", finder as "finderId", holder_id as "holderId", called_office_ids as "calledOfficeIds"
          from cases where id = any(${[...subjects]}::uuid[])`,
        'case-stream-traits',
      )
      return new Map(rows.map(({ id, ...traits }) => [id, traits]))
    },
    reads(city, actor) {
      const scopes = scopesFor(actor.grants, 'case.read')
      let held = territory(city)
      let holds = scopeTest(scopes, held.lookups, actor)
      return (traits) => {
        // Grids may be drawn anew while the screen is open.
        if (held !== territory(city)) {
          held = territory(city)
          holds = scopeTest(scopes, held.lookups, actor)
        }
        return holds(traits) || traits.calledOfficeIds.some((id) => actor.departmentIds.includes(id))
      }
    },
    audience(_city, actor) {
      const scopes = scopesFor(actor.grants, 'case.read')
      // One's own cases are nobody else's; what the whole city holds is the same for everybody.
      if (scopes.some(({ kind }) => kind === 'own')) return actor.accountId
      if (scopes.some(({ kind }) => kind === 'city')) return 'city'
      return JSON.stringify([scopes, actor.departmentIds])
    },
  })
}
