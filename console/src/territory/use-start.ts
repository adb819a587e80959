/** Where a map begins: the lowest region that holds several others and all of the reader's scope, and that scope itself. */
import { useMe } from '../platform/session.ts'
import { useRegions } from './pickers.tsx'

export function useStart(): { root: string | undefined; home: string | undefined } {
  const { grants } = useMe()
  const regions = useRegions()
  const rows = regions.data?.rows ?? []
  const scope = grants.flatMap((grant) => (grant.scope.kind === 'region' ? [grant.scope.regionId] : []))[0]
  const own = rows.find((row) => row.id === scope)
  const top = rows.find((row) => row.parentId === null)
  // A demo city has a single county: its towns say more than its outline.
  let root = own ? (own.children > 1 ? own.id : (own.parentId ?? own.id)) : top?.id
  for (
    let only = rows.filter((row) => row.parentId === root);
    only.length === 1;
    only = rows.filter((row) => row.parentId === root)
  )
    root = only[0]!.id
  return { root, home: own?.id }
}
