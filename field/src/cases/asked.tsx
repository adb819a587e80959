import { Icon } from '../parts/icon.tsx'
import { nameIn, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { moment } from '../words/time.ts'
import { type CaseView, latest } from './case-query.ts'
import { caseWords } from './words.ts'

/** What is asked now, in one sentence: of me, or of whom. */
export function Asked({ view }: { view: CaseView }) {
  const words = useWords(lifecycleWords)
  const more = useWords(caseWords)
  const language = useLanguage()
  const step = view.nextStep
  const mine = step !== null && view.abilities.some((ability) => ability.act === step && ability.allowed)
  const open = step !== null
  const sentence = open
    ? mine
      ? (words.steps[step]?.mine ?? words.acts[step])
      : (words.steps[step]?.theirs(view.holder ? nameIn(view.holder, language) : words.somebody) ?? words.acts[step])
    : words.ended(words.states[view.state], view.closing ? words.closings[view.closing] : null)
  const asked = view.asked ? latest(view.timeline, (entry) => entry.act === 'ask')?.text?.value : null
  const tone = !open ? 'asked good' : mine ? (view.danger ? 'asked danger' : 'asked') : 'asked theirs'
  return (
    <>
      <div className={tone} role="status">
        <Icon name={!open ? 'check' : view.danger ? 'alert' : mine ? 'next' : 'clock'} />
        <span>{sentence}</span>
      </div>
      {asked && view.asked && (
        <p className="card">
          <span className="strong">{more.asked(view.asked.by.name)}</span>
          <span className="breaks">{asked}</span>
        </p>
      )}
      {view.suspension && (
        <p className="band">
          {view.suspension.until
            ? more.suspendedUntil(moment(view.suspension.until, language))
            : more.suspendedFor(view.suspension.condition ?? '')}
        </p>
      )}
      {view.supervises
        .filter((order) => order.settledAt === null)
        .map((order) => (
          <p key={order.id} className="band">
            {more.supervise(order.by.name)}
          </p>
        ))}
      {view.calls
        .filter((order) => order.settledAt === null)
        .map((order) => (
          <p key={order.id} className="band">
            {more.callOpen(order.by.name)}
          </p>
        ))}
    </>
  )
}
