/** One check task: what was recorded, what was found, and, for whom it is, recording or giving it away. */
import { Link } from '@tanstack/react-router'
import { Files } from '../cases/evidence.tsx'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { type Answered } from '../platform/call.ts'
import { exactTime, listed, moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import '../style/oversight.css'
import { GiveForm } from './give-form.tsx'
import { oversightWords } from './locale.ts'
import { RecordForm } from './record-form.tsx'

export type TaskPage = Answered<'GET /api/v1/check-tasks/{id}'>

export function TaskView({ id, finished }: { id: string; finished: () => void }) {
  const task = useGet('GET /api/v1/check-tasks/{id}', { params: { id } })
  return (
    <Shown query={task} rows={8}>
      {(data) => (
        <div className="stack">
          <Recorded task={data} />
          {data.state === 'done' && <Found task={data} />}
          {data.mayRecord && <RecordForm key={`record-${data.id}`} task={data} finished={finished} />}
          {data.mayGive && <GiveForm key={`give-${data.id}`} task={data} finished={finished} />}
        </div>
      )}
    </Shown>
  )
}

function Recorded({ task }: { task: TaskPage }) {
  const words = useWords(oversightWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const may = useMay()
  const now = cityNow()
  const late = task.state === 'open' && Date.parse(task.dueAt) < now.getTime()
  const fact = (name: string, value: React.ReactNode) =>
    value ? (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ) : null
  return (
    <section>
      <div className="card-head">
        <h2>
          {inLanguage(task.item, to)} <span className="number muted">{task.number}</span>
        </h2>
        {task.fixed && <span className="pill">{words.task.fixed}</span>}
        {task.gap && <span className="pill pill-warn">{words.task.gap}</span>}
        <span className={`pill ${late ? 'pill-danger' : ''}`}>
          {task.state === 'open' ? words.task.dueBy(moment(task.dueAt, now, to)) : words.task.state[task.state]}
        </span>
      </div>
      <dl className="facts">
        {fact(words.task.description, task.description)}
        {fact(words.place, [task.address, task.grid?.name, task.region?.name].filter(Boolean).join(' · '))}
        {fact(words.task.closing, task.condition && inLanguage(task.condition, to))}
        {fact(words.task.reported, `${exactTime(task.reportedAt)} · ${task.reportedBy?.name ?? ''}`)}
        {fact(
          words.task.closedAt,
          task.closedAt && `${exactTime(task.closedAt)}${task.closing ? ` · ${lifecycle.closing[task.closing]}` : ''}`,
        )}
        {fact(words.task.lead, task.lead?.name)}
        {fact(words.task.checker, task.checker?.name ?? words.task.unassigned)}
      </dl>
      {task.files.length > 0 && <Files files={task.files} />}
      {may('case.read') && !task.mayRecord && (
        <p>
          <Link to="/cases/$id" params={{ id: task.caseId }}>
            {words.openCase}
          </Link>
        </p>
      )}
    </section>
  )
}

function Found({ task }: { task: TaskPage }) {
  const words = useWords(oversightWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  return (
    <section className={`note ${task.result === 'as-recorded' ? 'note-good' : 'note-danger'}`}>
      <div>
        <strong>{lifecycle.found[task.result!]}</strong>
        {task.wrong.length > 0 && (
          <>
            {' '}
            ·{' '}
            {listed(
              task.wrong.map((one) => lifecycle.fault[one]),
              to,
            )}
          </>
        )}
        <div className="muted">
          {task.checker?.name} {task.doneAt && exactTime(task.doneAt)}
        </div>
        {task.text && <p>{task.text}</p>}
        {task.checkFiles.length > 0 && <Files files={task.checkFiles} small />}
      </div>
      <span className="unseen">{words.result}</span>
    </section>
  )
}
