/** Who is responsible: the table and the matrix with their editors, what is wrong with them, what a change would have meant. */
import { Tabs } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { useDraft } from '../platform/draft.ts'
import { useWords } from '../platform/language.ts'
import { useMay, useMe } from '../platform/session.ts'
import { RevisionHistory } from '../revisions/history.tsx'
import { DutyDraftContext, type DutyDraft, type Noted } from './duty-draft.ts'
import { DutyDraftBar } from './duty-draft-bar.tsx'
import { DutyImport } from './duty-import.tsx'
import { DutyLookup } from './duty-lookup.tsx'
import { DutyMatrix } from './duty-matrix.tsx'
import { DutyProposals } from './duty-proposals.tsx'
import { DutyReport } from './duty-report.tsx'
import { DutyRevision } from './duty-revision.tsx'
import { DutyTable } from './duty-table.tsx'
import { DutyUnits } from './duty-units.tsx'
import { WhatIfPage } from './duty-what-if.tsx'
import { WhatIfList } from './duty-what-if-list.tsx'
import { dutyWords } from './duty-words.ts'
import { catalogueWords } from './locale.ts'
import '../style/duties.css'
import '../style/duty-table.css'

const EDITING = ['table', 'matrix'] as const

export function DutiesPage() {
  const title = useWords(catalogueWords).title
  const words = useWords(dutyWords)
  const may = useMay()
  const { account } = useMe()
  const search = useSearch({ from: '/inside/duties' })
  const navigate = useNavigate({ from: '/duties' })
  const { value: noted, set, clear, restored } = useDraft<readonly Noted[]>(`duties.${account.id}`, [])
  const draft = useMemo<DutyDraft>(
    () => ({
      noted,
      restored,
      note: (one) => set((before) => [...before.filter(({ key }) => key !== one.key), one]),
      undo: (key) => set((before) => before.filter((one) => one.key !== key)),
      clear: () => {
        set([])
        clear()
      },
    }),
    [noted, restored, set, clear],
  )
  const manages = may('duty.manage')
  const open = (revision: string) => void navigate({ search: { tab: 'history', revision } })
  const ask = (whatIf: string) => void navigate({ search: { tab: 'what-if', whatIf } })
  const tabs: { key: keyof typeof words.tabs; shown: boolean; body: ReactNode }[] = [
    { key: 'table', shown: true, body: <DutyTable /> },
    { key: 'matrix', shown: true, body: <DutyMatrix /> },
    { key: 'report', shown: true, body: <DutyReport /> },
    { key: 'lookup', shown: true, body: <DutyLookup /> },
    {
      key: 'what-if',
      shown: true,
      body: search.whatIf ? <WhatIfPage key={search.whatIf} id={search.whatIf} /> : <WhatIfList open={ask} />,
    },
    { key: 'proposals', shown: true, body: <DutyProposals open={manages ? open : null} /> },
    { key: 'import', shown: manages, body: <DutyImport started={open} /> },
    { key: 'units', shown: manages, body: <DutyUnits started={open} /> },
    {
      key: 'history',
      shown: manages,
      body: search.revision ? (
        <DutyRevision key={search.revision} id={search.revision} asked={ask} />
      ) : (
        <RevisionHistory kind="duties" open={open} />
      ),
    },
  ]
  const shown = tabs.filter((tab) => tab.shown)
  const current = shown.find(({ key }) => key === search.tab)?.key ?? 'table'
  return (
    <DutyDraftContext.Provider value={draft}>
      <div className="sheet sheet-wide">
        <div className="sheet-head">
          <h1>{title}</h1>
        </div>
        <Tabs
          destroyOnHidden
          activeKey={current}
          onChange={(tab) => void navigate({ search: { tab } })}
          items={shown.map(({ key, body }) => ({ key, label: words.tabs[key], children: body }))}
        />
        {manages && EDITING.some((key) => key === current) && <DutyDraftBar started={open} asked={ask} />}
      </div>
    </DutyDraftContext.Provider>
  )
}
