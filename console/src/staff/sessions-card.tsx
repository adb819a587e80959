import { Button, Popconfirm } from 'antd'
import { call } from '../platform/call.ts'
import { exactTime } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { Table } from '../platform/parts/table.tsx'
import { staffWords } from './locale.ts'

/** Where an account is signed in: one's own, or with `accountId` somebody else's (security officer). */
export function SessionsCard({ accountId }: { accountId?: string }) {
  const words = useWords(staffWords)
  const to = useLanguage()
  const sessions = useGet('GET /api/v1/sessions', { query: accountId ? { accountId } : {} })
  const end = async (id: string) => {
    try {
      await call('DELETE /api/v1/sessions/{id}', { params: { id } })
      toast('good', words.sessionGone)
      await refresh('/api/v1/sessions')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    }
  }
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.sessions}</h2>
      </div>
      <Shown query={sessions} rows={3}>
        {({ rows }) => (
          <Table
            caption={words.sessions}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'device',
                title: words.device,
                cell: (row) => (
                  <>
                    {row.device || words.unknownDevice}{' '}
                    {row.current && <span className="pill pill-good">{words.thisSession}</span>}
                  </>
                ),
              },
              { key: 'address', title: words.address, cell: (row) => row.address, wideOnly: true },
              { key: 'created', title: words.signedInAt, cell: (row) => exactTime(row.createdAt), wideOnly: true },
              { key: 'seen', title: words.lastSeen, cell: (row) => exactTime(row.lastSeenAt) },
              {
                key: 'end',
                title: <span className="unseen">{words.endSession}</span>,
                align: 'end',
                cell: (row) =>
                  !row.current && (
                    <Popconfirm title={words.endSession} onConfirm={() => end(row.id)}>
                      <Button size="small">{words.endSession}</Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
        )}
      </Shown>
    </section>
  )
}
