/** Who holds a role now, for capabilities that give work to persons: those at work, with the scopes of that role. */
import type { Role, Scope } from '@bihuan/domain/powers'
import { sql, type Queryable } from '../platform/database.ts'

export interface RoleHolder {
  id: string
  name: string
  scopes: Scope[]
}

/** Active, not absent now, with a grant of the role that holds now. Ordered by id. */
export async function holdersOf(db: Queryable, role: Role, now: Date): Promise<RoleHolder[]> {
  const rows = await db.rows<{
    id: string
    name: string
    scope: Scope['kind']
    region_id: string | null
    department_id: string | null
    grid_ids: string[] | null
  }>(
    sql`select a.id, a.name, g.scope, g.region_id, g.department_id, g.grid_ids::text[] as grid_ids
      from role_grant g join account a on a.id = g.account_id
      where g.role = ${role} and a.status = 'active' and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
        and not exists (select from absence b where b.account_id = a.id and b.from_at <= ${now} and b.to_at > ${now})
      order by a.id, g.id`,
    'holders-of-role',
  )
  const holders = new Map<string, RoleHolder>()
  for (const row of rows) {
    const scope: Scope =
      row.scope === 'region'
        ? { kind: 'region', regionId: row.region_id! }
        : row.scope === 'department'
          ? { kind: 'department', departmentId: row.department_id! }
          : row.scope === 'grids'
            ? { kind: 'grids', gridIds: row.grid_ids ?? [] }
            : { kind: row.scope }
    const known = holders.get(row.id)
    if (known) known.scopes.push(scope)
    else holders.set(row.id, { id: row.id, name: row.name, scopes: [scope] })
  }
  return [...holders.values()]
}
