/** Why did this go there: the duty table's reasoning, line by line, as the server said it at the time. */
import { useLanguage, useWords } from '../platform/language.ts'
import { caseWords } from './locale.ts'
import type { CasePage } from './shapes.ts'

export function WhyCard({ page }: { page: CasePage }) {
  const words = useWords(caseWords).page
  const to = useLanguage()
  const why = page.assignment?.why ?? page.suggestion?.why ?? []
  if (why.length === 0) return null
  return (
    <section className="card">
      <div className="card-head">
        <h2>{page.assignment ? words.why : words.suggestion}</h2>
        {page.assignment && <span className="muted">{page.assignment.by.name}</span>}
      </div>
      <ol className="why">
        {why.map((step, index) => (
          <li key={`${step.code}${index}`}>{step[to]}</li>
        ))}
      </ol>
    </section>
  )
}
