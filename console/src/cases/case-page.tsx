import { Loading } from '../platform/parts/states.tsx'

export function CasePage() {
  return <Loading />
}
