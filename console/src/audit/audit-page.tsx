import { Loading } from '../platform/parts/states.tsx'

export function AuditPage() {
  return <Loading />
}
