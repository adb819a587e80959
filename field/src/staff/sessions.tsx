import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../platform/api.ts'
import { sentence } from '../platform/problem.ts'
import { serverNow } from '../platform/server-clock.ts'
import { Read } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { toast } from '../parts/toast.tsx'
import { useLanguage, useWords } from '../words/language.ts'
import { ago } from '../words/time.ts'
import { staffWords } from './words.ts'

export function Sessions() {
  const words = useWords(staffWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call('GET /api/v1/sessions', { query: {}, signal }),
  })
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE /api/v1/sessions/{id}', { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (error) => toast({ text: sentence(error, language), kind: 'bad' }),
  })
  return (
    <section className="stack-tight">
      <h2 className="section">{words.sessions}</h2>
      <Read query={sessions} rows={1}>
        {({ rows }) => (
          <div className="card flush rows">
            {rows.map((session) => (
              <div className="row" key={session.id}>
                <span className="grow">
                  <span className="strong">{session.device || session.address}</span>{' '}
                  {session.current && <span className="chip good">{words.thisDevice}</span>}
                  <span className="small soft" style={{ display: 'block' }}>
                    {words.lastSeen(ago(Date.parse(session.lastSeenAt), serverNow(), language))}
                  </span>
                </span>
                {!session.current && (
                  <Button
                    kind="plain"
                    busy={end.isPending && end.variables === session.id}
                    onClick={() => end.mutate(session.id)}
                  >
                    {words.endSession}
                  </Button>
                )}
              </div>
            ))}
          </div>
        )}
      </Read>
    </section>
  )
}
