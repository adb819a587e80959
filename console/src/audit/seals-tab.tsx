import { Button } from 'antd'
import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { count, exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { toast } from '../platform/toast.tsx'
import { auditWords } from './locale.ts'

/** The seals, newest first: make one now, hand one out as a file. */
export function SealsTab() {
  const words = useWords(auditWords)
  const to = useLanguage()
  const may = useMay()
  const [busy, setBusy] = useState(false)
  const list = useList('GET /api/v1/seals', { query: {} })
  const unsealed = (list.first as { unsealed?: number } | undefined)?.unsealed
  const seal = async () => {
    setBusy(true)
    try {
      const made = await call('POST /api/v1/seals', { body: { commandId: newId() } })
      toast('good', words.sealed(String(made.number)))
      await refresh('/api/v1/seals', '/api/v1/audit')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  const download = async (number: number) => {
    try {
      const file = await call('GET /api/v1/seals/{number}/file', { params: { number } })
      const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }))
      const link = document.createElement('a')
      link.href = address
      link.download = `bihuan-seals-${file.city}-${number}.json`
      link.click()
      URL.revokeObjectURL(address)
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    }
  }
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <p className="muted" style={{ flex: '1 1 420px' }}>
          {words.sealsHint}
        </p>
        {unsealed !== undefined && (
          <span className={unsealed > 0 ? 'pill pill-warn' : 'pill pill-good'}>
            {unsealed > 0 ? words.unsealed(count(unsealed, to)) : words.allSealed}
          </span>
        )}
        {may('audit.seal') && (
          <Button type="primary" loading={busy} disabled={unsealed === 0} onClick={() => void seal()}>
            {words.sealNow}
          </Button>
        )}
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={6} />
      ) : (
        <Table
          caption={words.seals}
          rows={list.rows}
          rowKey={(row) => String(row.number)}
          more={list}
          empty={<Nothing title={words.noSeals} />}
          columns={[
            {
              key: 'number',
              title: words.sealNumber,
              align: 'end',
              width: 80,
              cell: (row) => <strong>{row.number}</strong>,
            },
            {
              key: 'range',
              title: words.range,
              cell: (row) => `${count(row.fromPosition, to)} – ${count(row.toPosition, to)}`,
            },
            { key: 'signed', title: words.signedAt, cell: (row) => exactTime(row.signedAt) },
            {
              key: 'root',
              title: words.root,
              cell: (row) => <code className="hash">{row.root.slice(0, 24)}…</code>,
              wideOnly: true,
            },
            { key: 'alg', title: words.alg, cell: (row) => row.alg, wideOnly: true },
            {
              key: 'file',
              title: <span className="unseen">{words.download}</span>,
              align: 'end',
              cell: (row) => (
                <Button size="small" icon={<DownloadOutlined />} onClick={() => void download(row.number)}>
                  {words.download}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  )
}
