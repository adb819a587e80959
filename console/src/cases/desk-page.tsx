import { Loading } from '../platform/parts/states.tsx'

export function DeskPage() {
  return <Loading />
}
