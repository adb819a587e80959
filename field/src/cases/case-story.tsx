import type { HandlingPlan } from '@bihuan/domain/item'
import { Link } from 'wouter'
import { inLanguage, nameIn, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { ago } from '../words/time.ts'
import { phoneIn } from './phone.ts'
import type { CaseView } from './case-query.ts'
import { caseWords } from './words.ts'

export function CaseStages({ view }: { view: CaseView }) {
  const words = useWords(caseWords)
  const language = useLanguage()
  if (view.stages.length === 0) return null
  return (
    <ol className="steps" aria-label={words.stage}>
      {view.stages.map((stage, index) => (
        <li
          key={index}
          className={[stage.reached && 'reached', stage.current && 'current'].filter(Boolean).join(' ')}
          aria-current={stage.current ? 'step' : undefined}
        >
          {inLanguage(stage.name, language)}
        </li>
      ))}
    </ol>
  )
}

/** What the finder said, and who has to do with it. */
export function CaseWords({ view, now }: { view: CaseView; now: number }) {
  const words = useWords(caseWords)
  const life = useWords(lifecycleWords)
  const language = useLanguage()
  const first = view.timeline.find((entry) => entry.seq === 1)
  const said = first?.text?.erased ? words.erased : (first?.text?.value ?? view.excerpt)
  return (
    <section className="card stack" aria-label={words.what}>
      {view.danger && <p className="chip alert">{life.danger}</p>}
      {said && <p className="breaks">{said}</p>}
      <p className="small soft">
        {words.finder} {view.finder.id === 'citizen' ? words.citizen : view.finder.name} ·{' '}
        {ago(Date.parse(view.reportedAt), now, language)}
      </p>
      {view.assignment && (
        <p className="small">
          <span className="soft">{words.lead}</span>{' '}
          <span className="strong">{nameIn(view.assignment.lead, language)}</span>
          {view.assignment.team && ` · ${nameIn(view.assignment.team, language)}`}
          {view.assignment.assisting.length > 0 && (
            <>
              {' '}
              <span className="soft">{words.assisting}</span>{' '}
              {view.assignment.assisting.map((one) => nameIn(one, language)).join(language === 'zh' ? '、' : ', ')}
            </>
          )}
        </p>
      )}
      {view.condition && (
        <p className="small">
          <span className="soft">{words.condition}</span> {inLanguage(view.condition.closing, language)}
        </p>
      )}
      {view.parent && (
        <p className="small">
          {words.parent}{' '}
          <Link href={`/case/${view.parent.id}`} className="unbroken">
            {view.parent.number}
          </Link>
        </p>
      )}
      {view.children.length > 0 && (
        <p className="small">
          {words.children}{' '}
          {view.children.map((child) => (
            <Link key={child.id} href={`/case/${child.id}`} className="unbroken">
              {child.number}{' '}
            </Link>
          ))}
        </p>
      )}
    </section>
  )
}

/** 标准处置方案. Numbers in it can be called at a touch. */
export function CasePlan({ plan, open }: { plan: HandlingPlan; open: boolean }) {
  const words = useWords(caseWords)
  const language = useLanguage()
  const groups = [
    { title: words.planDocuments, lines: plan.documents },
    { title: words.planBasis, lines: plan.basis },
  ].filter((group) => group.lines.length > 0)
  return (
    <details className="card" open={open}>
      <summary>{words.plan}</summary>
      <div className="stack">
        <ol className="numbered">
          {plan.steps.map((step, index) => (
            <li key={index}>
              <span className="grow">{inLanguage(step, language)}</span>
            </li>
          ))}
        </ol>
        {plan.call.length > 0 && (
          <div className="stack-tight">
            <h3>{words.planCall}</h3>
            {plan.call.map((line, index) => (
              <Call key={index} text={inLanguage(line, language)} />
            ))}
          </div>
        )}
        {groups.map((group) => (
          <div key={group.title} className="small">
            <p className="strong">{group.title}</p>
            {group.lines.map((line, index) => (
              <p key={index} className="soft">
                {inLanguage(line, language)}
              </p>
            ))}
          </div>
        ))}
      </div>
    </details>
  )
}

function Call({ text }: { text: string }) {
  const number = phoneIn(text)
  if (!number) return <p>{text}</p>
  return (
    <a className="button danger" href={`tel:${number}`}>
      {text}
    </a>
  )
}
