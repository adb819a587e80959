import { Loading } from '../platform/parts/states.tsx'

export function OverviewPage() {
  return <Loading />
}
