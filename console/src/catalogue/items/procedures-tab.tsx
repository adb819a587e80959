/** Procedures with the limit of every step, and what the stages are called. */
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { STEPS } from '@bihuan/domain/item'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { limitText } from '../../cases/limit.ts'
import type { Answered } from '../../platform/call.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { Shown } from '../../platform/parts/states.tsx'
import { Table } from '../../platform/parts/table.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { useGet } from '../../platform/query.ts'
import { useMay } from '../../platform/session.ts'
import { useProcedures } from './names.ts'
import { ProcedureForm } from './procedure-form.tsx'
import { useStart } from './use-start.ts'
import { itemWords } from './words.ts'

export type Procedure = Answered<'GET /api/v1/procedures'>['rows'][number]

export function ProceduresTab() {
  const words = useWords(itemWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const manages = useMay()('catalogue.manage')
  const procedures = useProcedures()
  const [edited, setEdited] = useState<Procedure | 'new' | null>(null)
  return (
    <div className="stack">
      <div className="row">
        <p className="muted catalogue-grow">{words.proceduresHint}</p>
        {manages && <Button onClick={() => setEdited('new')}>{words.newProcedure}</Button>}
      </div>
      <Shown query={procedures} rows={6}>
        {({ rows }) => (
          <Table
            caption={words.tabs.procedures}
            rows={rows}
            rowKey={(row) => row.id}
            {...(manages ? { open: (row: Procedure) => setEdited(row) } : {})}
            columns={[
              {
                key: 'name',
                title: words.procedure,
                cell: (row) => (
                  <>
                    {manages ? (
                      <Button type="link" size="small" className="catalogue-link" onClick={() => setEdited(row)}>
                        {inLanguage(row.name, to)}
                      </Button>
                    ) : (
                      inLanguage(row.name, to)
                    )}
                    <div className="muted">
                      {row.id} · {words.versionOf(String(row.version))}
                    </div>
                  </>
                ),
              },
              ...STEPS.map((step) => ({
                key: step,
                title: lifecycle.step[step],
                cell: (row: Procedure) => limitText(row.limits[step] ?? null, to) || '–',
              })),
              { key: 'whole', title: words.whole, cell: (row) => limitText(row.whole, to) || '–' },
            ]}
          />
        )}
      </Shown>
      <Stages manages={manages} />
      <Drawer
        open={edited !== null}
        onClose={() => setEdited(null)}
        size={640}
        title={edited === 'new' || edited === null ? words.newProcedure : inLanguage(edited.name, to)}
        destroyOnHidden
      >
        {edited !== null && <ProcedureForm procedure={edited === 'new' ? null : edited} />}
      </Drawer>
    </div>
  )
}

function Stages({ manages }: { manages: boolean }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const profiles = useGet('GET /api/v1/stage-profiles', {})
  const { start, busy, error } = useStart()
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.stagesTitle}</h2>
        <span className="muted">{words.stagesHint}</span>
      </div>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <Shown query={profiles} rows={3}>
        {({ rows, inForce }) => (
          <Table
            caption={words.stagesTitle}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                title: words.name,
                width: 240,
                cell: (row) => <strong>{inLanguage(row.name, to)}</strong>,
              },
              {
                key: 'stages',
                title: words.profileStages,
                cell: (row) => row.stages.map(({ name }) => inLanguage(name, to)).join(' → '),
              },
              {
                key: 'choose',
                title: '',
                width: 120,
                cell: (row) =>
                  row.id === inForce ? (
                    <span className="pill pill-good">{words.stagesInForce}</span>
                  ) : manages ? (
                    <Button
                      size="small"
                      loading={busy}
                      onClick={() =>
                        void start({
                          title: `${words.stagesTitle} ${row.name.zh}`,
                          source: { type: 'edit', edits: [{ what: 'stages', id: row.id }] },
                        })
                      }
                    >
                      {words.stagesChoose}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Shown>
    </section>
  )
}
