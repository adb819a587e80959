/** The standard handling plan: steps, whom to call, documents, basis. */
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { caseWords } from './locale.ts'
import type { CasePage } from './shapes.ts'

export function PlanCard({ page }: { page: CasePage }) {
  const words = useWords(caseWords).page
  const to = useLanguage()
  const { plan } = page
  if (!plan) return null
  const parts = [
    { title: words.planSteps, lines: plan.steps, ordered: true },
    { title: words.planCall, lines: plan.call, ordered: false },
    { title: words.planDocuments, lines: plan.documents, ordered: false },
    { title: words.planBasis, lines: plan.basis, ordered: false },
  ].filter((part) => part.lines.length > 0)
  if (parts.length === 0) return null
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.plan}</h2>
      </div>
      <div className="plan">
        {parts.map((part) => (
          <div key={part.title}>
            <h3>{part.title}</h3>
            <ol className={part.ordered ? 'plan-steps' : 'plan-list'}>
              {part.lines.map((line) => (
                <li key={line.zh}>{inLanguage(line, to)}</li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  )
}
