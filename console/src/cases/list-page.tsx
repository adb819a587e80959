import { Loading } from '../platform/parts/states.tsx'

export function ListPage() {
  return <Loading />
}
