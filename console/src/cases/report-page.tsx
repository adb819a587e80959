import { Loading } from '../platform/parts/states.tsx'

export function ReportPage() {
  return <Loading />
}
