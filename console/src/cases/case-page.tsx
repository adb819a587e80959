import { useParams } from '@tanstack/react-router'
import { Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { CaseView } from './case-view.tsx'

/** A case on a page of its own. */
export function CasePage() {
  const { id } = useParams({ from: '/inside/cases/$id' })
  const page = useGet('GET /api/v1/cases/{id}', { params: { id } })
  return (
    <div className="sheet">
      <Shown query={page} rows={12}>
        {(data) => <CaseView key={data.id} page={data} pane={false} />}
      </Shown>
    </div>
  )
}
