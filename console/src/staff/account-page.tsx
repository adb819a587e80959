import { Loading } from '../platform/parts/states.tsx'

export function AccountPage() {
  return <Loading />
}
