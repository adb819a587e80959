/**
 * One revision: where it stands, what it would change and what was found, and what may be done. A kind gives the names of its numbers and
 * records, and may put its own views in between (a map of the findings, a picture of what changes).
 */
import { Progress } from 'antd'
import { useState, type ReactNode } from 'react'
import { count, exactTime } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { RevisionActs } from './acts-bar.tsx'
import { Changes } from './changes.tsx'
import { Findings } from './findings.tsx'
import { revisionWords } from './locale.ts'
import { keysOf, type Revision, type RevisionChange, type RevisionFinding, type RevisionKind } from './rooms.ts'
import { StatePill } from './state-pill.tsx'
import '../style/revisions.css'

export interface RevisionViewProps {
  kind: RevisionKind
  id: string
  /** In the reader's language: names of `counts`, of the records (`what`), of the steps of its rehearsal. */
  counts: Readonly<Record<string, string>>
  whats: Readonly<Record<string, string>>
  steps?: Readonly<Record<string, string>>
  /** Numbers that the kind shows in a way of its own. */
  hidden?: readonly string[]
  /** What a change of this kind looks like. */
  detail?: (change: RevisionChange) => ReactNode
  /** Between the numbers and the findings; is told which finding is chosen. */
  between?: (
    revision: Revision,
    chosen: RevisionFinding | null,
    choose: (finding: RevisionFinding) => void,
  ) => ReactNode
  /** After an act: what else hangs on the data. */
  changed?: (act: Revision['may'][number]) => unknown
}

const SOON = 1000
const LATER = 20_000

export function RevisionView({ kind, id, ...rest }: RevisionViewProps) {
  const [running, setRunning] = useState(true)
  const revision = useGet(keysOf(kind).one, { params: { id } }, { every: running ? SOON : LATER })
  const rehearsing = revision.data?.state === 'rehearsing'
  if (revision.data && rehearsing !== running) setRunning(rehearsing)
  return (
    <Shown query={revision} rows={8}>
      {(data) => <Body revision={data} {...rest} />}
    </Shown>
  )
}

function Body({
  revision,
  counts,
  whats,
  steps = {},
  hidden = [],
  detail,
  between,
  changed,
}: { revision: Revision } & Omit<RevisionViewProps, 'kind' | 'id'>) {
  const words = useWords(revisionWords)
  const to = useLanguage()
  const [chosen, setChosen] = useState<RevisionFinding | null>(null)
  const rehearsed = revision.rehearsedAt !== null && revision.state !== 'rehearsing'
  const numbers = Object.entries(revision.counts).filter(([name]) => !hidden.includes(name))
  return (
    <div className="stack">
      <div className="revision-head">
        <h2>{revision.title}</h2>
        <StatePill state={revision.state} />
      </div>
      <p className="muted">
        {words.origins[revision.origin]}
        {revision.file?.name ? ` · ${revision.file.name}` : ''} · {revision.createdBy.name}{' '}
        {exactTime(revision.createdAt)}
        {revision.appliedAt && ` · ${words.applied} ${revision.appliedBy?.name ?? ''} ${exactTime(revision.appliedAt)}`}
        {revision.takenBackAt && ` · ${words.takenBack} ${exactTime(revision.takenBackAt)}`}
      </p>
      <Standing revision={revision} steps={steps} />
      <RevisionActs revision={revision} {...(changed ? { changed } : {})} />
      {rehearsed && numbers.length > 0 && (
        <section className="card" aria-label={words.counts}>
          <dl className="revision-counts">
            {numbers.map(([name, value]) => (
              <div key={name}>
                <dt>{counts[name] ?? name}</dt>
                <dd className="num">{count(value, to)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {rehearsed && between?.(revision, chosen, setChosen)}
      {rehearsed && (
        <section className="card">
          <div className="card-head">
            <h2>{words.findings}</h2>
          </div>
          <Findings
            // Its first filter hangs on what was found.
            key={revision.rehearsedAt}
            revision={revision}
            {...(between ? { choose: setChosen } : {})}
            chosen={chosen?.number ?? null}
          />
        </section>
      )}
      {rehearsed && (
        <section className="card">
          <div className="card-head">
            <h2>{words.changeList}</h2>
          </div>
          <Changes revision={revision} whats={whats} {...(detail ? { detail } : {})} />
        </section>
      )}
    </div>
  )
}

/** In one sentence, and with its progress while it is rehearsed. */
function Standing({ revision, steps }: { revision: Revision; steps: Readonly<Record<string, string>> }) {
  const words = useWords(revisionWords)
  const to = useLanguage()
  const changes = count(revision.changes, to)
  if (revision.state === 'rehearsing') {
    const { progress } = revision
    const named: Record<string, string> = { ...words.steps, ...steps }
    const percent = progress ? Math.min(100, Math.floor((progress.done / Math.max(1, progress.of)) * 100)) : 0
    return (
      <div className="note revision-progress" role="status">
        <span>{words.rehearsing}</span>
        <Progress percent={percent} status="active" aria-label={words.rehearsing} />
        {progress && (
          <span className="muted num">
            {named[progress.step] ?? progress.step} {count(progress.done, to)} / {count(progress.of, to)}
          </span>
        )}
      </div>
    )
  }
  const said: Record<Exclude<Revision['state'], 'rehearsing'>, [tone: string, text: string]> = {
    rehearsed: revision.stale
      ? ['note-warn', words.stale]
      : revision.errors > 0
        ? ['note-danger', words.readyWithErrors(count(revision.errors, to), changes)]
        : revision.changes === 0
          ? ['note-good', words.nothing]
          : ['note-good', words.ready(changes)],
    failed: ['note-danger', `${words.failedNote} ${revision.failure ? inLanguage(revision.failure.sentence, to) : ''}`],
    applied: ['note-good', words.appliedNote(changes)],
    'taken-back': ['', words.takenBackNote],
    discarded: ['', words.discardedNote],
  }
  const [tone, text] = said[revision.state]
  return (
    <div className={`note ${tone}`} role={tone === 'note-danger' ? 'alert' : 'status'}>
      {text}
    </div>
  )
}
