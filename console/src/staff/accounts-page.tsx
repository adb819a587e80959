import { Loading } from '../platform/parts/states.tsx'

export function AccountsPage() {
  return <Loading />
}
