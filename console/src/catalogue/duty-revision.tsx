/** One revision of duties: the report before and after, and what it would have meant for past cases. */
import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import type { DutyBegin, DutyEnd } from '@bihuan/domain/duty-change'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { refresh } from '../platform/query.ts'
import { RevisionView } from '../revisions/revision-view.tsx'
import type { Revision, RevisionChange } from '../revisions/rooms.ts'
import { useDepartmentNames } from './department-names.ts'
import { AskWhatIf } from './duty-what-if-ask.tsx'
import { dutyWords } from './duty-words.ts'

const FIGURES = ['duties', 'gaps', 'gap-places', 'overlaps', 'unreachable', 'orphaned'] as const
const GOOD_LESS: readonly string[] = FIGURES.slice(1)

export function DutyRevision({ id, asked }: { id: string; asked: (id: string) => void }) {
  const words = useWords(dutyWords)
  const navigate = useNavigate({ from: '/duties' })
  const nameOf = useDepartmentNames()
  const detail = ({ action, body, before }: RevisionChange) => {
    if (action === 'end') return words.endsOn((body as DutyEnd).validTo ?? '')
    const begun = body as DutyBegin
    const was = before === null ? null : nameOf((before as DutyBegin).leadDepartmentId)
    return (
      <>
        <strong>{nameOf(begun.leadDepartmentId)}</strong> <span className="num">{words.fromTo(begun.validFrom)}</span>
        {was && <span className="muted"> · {words.was(was)}</span>}
        {begun.assistingDepartmentIds.length > 0 && (
          <div className="muted">
            {words.assisting} {begun.assistingDepartmentIds.map(nameOf).join(' · ')}
          </div>
        )}
      </>
    )
  }
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => void navigate({ search: { tab: 'history' } })}>{words.back}</Button>
      </div>
      <RevisionView
        kind="duties"
        id={id}
        counts={words.counts}
        whats={{ duty: words.duty }}
        steps={words.steps}
        detail={detail}
        hidden={COMPARED}
        between={(revision) => (
          <>
            <Compared revision={revision} />
            {revision.state === 'rehearsed' && revision.changes > 0 && (
              <div className="row">
                <AskWhatIf title={revision.title} source={{ revisionId: revision.id }} asked={asked} />
                <span className="muted">{words.whatIfHint}</span>
              </div>
            )}
          </>
        )}
        changed={() => refresh('/api/v1/duties', '/api/v1/cases')}
      />
    </div>
  )
}

const COMPARED = FIGURES.flatMap((name) => [`${name}-before`, `${name}-after`])

function Compared({ revision }: { revision: Revision }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  if (!('gaps-before' in revision.counts)) return null
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.compare}</h2>
      </div>
      <table className="duty-compare">
        <thead>
          <tr>
            <th scope="col" aria-label={words.compare} />
            <th scope="col" className="end">
              {words.before}
            </th>
            <th scope="col" className="end">
              {words.after}
            </th>
            <th scope="col" className="end" aria-label="Δ" />
          </tr>
        </thead>
        <tbody>
          {FIGURES.map((name) => {
            const before = revision.counts[`${name}-before`] ?? 0
            const after = revision.counts[`${name}-after`] ?? 0
            const worse = GOOD_LESS.includes(name) && after > before
            const better = GOOD_LESS.includes(name) && after < before
            return (
              <tr key={name}>
                <th scope="row">{words.figures[name]}</th>
                <td className="end num">{count(before, to)}</td>
                <td className="end num">
                  <strong>{count(after, to)}</strong>
                </td>
                <td className="end num">
                  {after !== before && (
                    <span className={`pill ${worse ? 'pill-danger' : better ? 'pill-good' : ''}`}>
                      {after > before ? '+' : '−'}
                      {count(Math.abs(after - before), to)}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
