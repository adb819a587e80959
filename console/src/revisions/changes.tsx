/** What is written when a revision is applied, record by record. A kind says what a change looks like by `detail`. */
import { Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { revisionWords } from './locale.ts'
import { keysOf, type Revision, type RevisionChange } from './rooms.ts'

const TONE: Record<string, string> = {
  create: 'pill-good',
  end: 'pill-danger',
  retire: 'pill-danger',
  change: 'pill-accent',
  version: 'pill-accent',
  restore: 'pill-good',
}

interface Props {
  revision: Revision
  /** Names of the kinds of records, for those that the revision may touch; filters are offered in this order. */
  whats: Readonly<Record<string, string>>
  detail?: (change: RevisionChange) => ReactNode
}

export function Changes({ revision, whats, detail }: Props) {
  const words = useWords(revisionWords)
  const [what, setWhat] = useState<string | undefined>(undefined)
  const list = useList(keysOf(revision.kind).changes, {
    params: { id: revision.id },
    query: { limit: 50, ...(what ? { what } : {}) },
  })
  const names = Object.entries(whats)
  const actions: Record<string, string> = words.actions
  return (
    <>
      {names.length > 1 && (
        <div className="row findings-filter">
          <Segmented<string>
            aria-label={words.what}
            value={what ?? 'all'}
            onChange={(value) => setWhat(value === 'all' ? undefined : value)}
            options={[{ value: 'all', label: words.allFindings }, ...names.map(([value, label]) => ({ value, label }))]}
          />
        </div>
      )}
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={4} />
      ) : (
        <Table
          caption={words.changeList}
          rows={list.rows}
          rowKey={(row) => String(row.number)}
          more={list}
          empty={<Nothing title={what ? words.noneOfThese : words.changeNone} />}
          columns={[
            {
              key: 'action',
              title: words.action,
              width: 100,
              cell: (row) => (
                <span className={`pill ${TONE[row.action] ?? ''}`}>{actions[row.action] ?? row.action}</span>
              ),
            },
            { key: 'what', title: words.what, width: 110, cell: (row) => whats[row.what] ?? row.what, wideOnly: true },
            { key: 'label', title: words.label, cell: (row) => row.label },
            ...(detail ? [{ key: 'detail', title: words.changes, cell: detail }] : []),
          ]}
        />
      )}
    </>
  )
}
