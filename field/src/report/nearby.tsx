import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../platform/api.ts'
import { Button } from '../parts/button.tsx'
import { toast } from '../parts/toast.tsx'
import { dropDraft, sendAct } from '../store/drafts.ts'
import type { Point } from '../territory/geometry.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { ago, metres } from '../words/time.ts'
import { useNow } from '../parts/now.ts'
import { reportWords } from './words.ts'

/** Open cases of the same kind around here, before a second one is filed for the same hole in the road. */
export function Nearby({ draftId, itemId, point }: { draftId: string; itemId: string; point: Point }) {
  const words = useWords(reportWords)
  const states = useWords(lifecycleWords).states
  const language = useLanguage()
  const now = useNow()
  const [, go] = useLocation()
  const [hidden, setHidden] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const here = { longitude: Number(point.longitude.toFixed(4)), latitude: Number(point.latitude.toFixed(4)) }
  const near = useQuery({
    queryKey: ['nearby', itemId, here],
    queryFn: ({ signal }) => call('GET /api/v1/cases/nearby', { query: { itemId, ...here }, signal }),
    staleTime: 60_000,
  })
  const rows = near.data?.rows ?? []
  if (rows.length === 0 || hidden) return null
  const follow = async (id: string, title: string) => {
    setBusy(id)
    const sent = await sendAct({
      endpoint: 'POST /api/v1/cases/{id}/acts',
      params: { id },
      act: 'follow',
      subject: id,
      title,
      body: {},
    })
    setBusy(null)
    // Following what one follows already is what was wanted.
    if (sent?.outcome === 'refused' && sent.record.failure?.code !== 'case.already-following') {
      return toast({ text: sent.record.failure?.detail?.[language] ?? '', kind: 'bad' })
    }
    await dropDraft(draftId)
    toast({ text: words.following })
    go(`/case/${id}`, { replace: true })
  }
  return (
    <section className="card stack near">
      <h2>{words.near(rows.length)}</h2>
      {rows.map((line) => (
        <div key={line.id} className="stack-tight">
          <Link href={`/case/${line.id}`} className="line wrap">
            <span className="strong">{line.address ?? line.grid?.name ?? inLanguage(line.item.name, language)}</span>
            <span className="chip">{metres(line.distance, language)}</span>
            <span className="chip accent">{states[line.state]}</span>
            <span className="small soft">{ago(Date.parse(line.reportedAt), now, language)}</span>
          </Link>
          {!line.sameItem && <p className="small soft">{inLanguage(line.item.name, language)}</p>}
          {line.excerpt && <p className="small clip">{line.excerpt}</p>}
          <Button
            kind="line"
            busy={busy === line.id}
            onClick={() => void follow(line.id, inLanguage(line.item.name, language))}
          >
            {words.itIsThis}
          </Button>
        </div>
      ))}
      <Button kind="quiet" onClick={() => setHidden(true)}>
        {words.notThese}
      </Button>
    </section>
  )
}
