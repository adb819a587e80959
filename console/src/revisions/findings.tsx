/** What a rehearsal found, counted by kind, and one by one with row, column and what to do. */
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { count } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { Table, type Column } from '../platform/parts/table.tsx'
import { useList } from '../platform/query.ts'
import { revisionWords } from './locale.ts'
import { keysOf, type Revision, type RevisionFinding } from './rooms.ts'
import { SeverityPill } from './state-pill.tsx'

type Severity = RevisionFinding['severity']
const ORDER: readonly Severity[] = ['error', 'warning', 'repaired', 'note']

interface Props {
  revision: Revision
  /** Rows can be chosen, e.g. to show their place on the map. */
  choose?: (finding: RevisionFinding) => void
  chosen?: number | null
}

export function Findings({ revision, choose, chosen }: Props) {
  const words = useWords(revisionWords)
  const to = useLanguage()
  const total = (severity: Severity) =>
    revision.findings.filter((one) => one.severity === severity).reduce((sum, one) => sum + one.count, 0)
  const [severity, setSeverity] = useState<Severity | undefined>(() => ORDER.find((one) => total(one) > 0))
  const [code, setCode] = useState<string | undefined>(undefined)
  const list = useList(keysOf(revision.kind).findings, {
    params: { id: revision.id },
    query: { limit: 50, ...(severity ? { severity } : {}), ...(code ? { code } : {}) },
  })
  if (revision.findings.length === 0) return <p className="muted">{words.findingsNone}</p>
  const codes = revision.findings.filter((one) => !severity || one.severity === severity)
  return (
    <>
      <div className="row findings-filter">
        <Segmented<string>
          aria-label={words.severity}
          value={severity ?? 'all'}
          onChange={(value) => {
            setSeverity(value === 'all' ? undefined : (value as Severity))
            setCode(undefined)
          }}
          options={[
            { value: 'all', label: words.allFindings },
            ...ORDER.filter((one) => total(one) > 0).map((one) => ({
              value: one,
              label: `${words.severities[one]} ${count(total(one), to)}`,
            })),
          ]}
        />
        {codes.length > 1 && (
          <Select
            allowClear
            className="findings-code"
            aria-label={words.sentence}
            placeholder={words.sentence}
            value={code}
            onChange={(value: string | undefined) => setCode(value)}
            options={codes.map((one) => ({
              value: one.code,
              label: `${count(one.count, to)} × ${inLanguage(one.sentence, to)}`,
            }))}
          />
        )}
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={4} />
      ) : (
        <Table
          caption={words.findings}
          rows={list.rows}
          rowKey={(row) => String(row.number)}
          {...(choose ? { open: choose } : {})}
          current={chosen === null || chosen === undefined ? undefined : String(chosen)}
          more={list}
          empty={<Nothing title={words.noneOfThese} />}
          columns={columnsFor(list.rows, words, to)}
        />
      )}
    </>
  )
}

type Words = ReturnType<typeof useWords<(typeof revisionWords)['zh']>>

/** Columns that no finding fills are left out: a file has rows, a map has areas. */
function columnsFor(rows: readonly RevisionFinding[], words: Words, to: 'zh' | 'en'): Column<RevisionFinding>[] {
  const any = (has: (row: RevisionFinding) => unknown) => rows.some((row) => has(row) !== null)
  return [
    { key: 'severity', title: words.severity, width: 84, cell: (row) => <SeverityPill severity={row.severity} /> },
    ...(any((row) => row.row)
      ? [
          {
            key: 'row',
            title: words.row,
            align: 'end' as const,
            width: 70,
            cell: (row: RevisionFinding) => row.row ?? '–',
          },
        ]
      : []),
    ...(any((row) => row.field)
      ? [
          {
            key: 'field',
            title: words.field,
            width: 120,
            cell: (row: RevisionFinding) => row.field ?? '–',
            wideOnly: true,
          },
        ]
      : []),
    ...(any((row) => row.subject)
      ? [
          {
            key: 'subject',
            title: words.subject,
            width: 170,
            cell: (row: RevisionFinding) => row.subject ?? '–',
            wideOnly: true,
          },
        ]
      : []),
    { key: 'sentence', title: words.sentence, cell: (row) => inLanguage(row.sentence, to) },
    ...(any((row) => row.area)
      ? [
          {
            key: 'area',
            title: words.area,
            align: 'end' as const,
            width: 120,
            cell: (row: RevisionFinding) =>
              row.area === null ? '–' : words.squareMetres(count(Math.round(row.area), to)),
          },
        ]
      : []),
  ]
}
