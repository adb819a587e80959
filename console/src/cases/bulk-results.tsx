/** What became of a bulk: how many were done, and for each that was not, why. Stays until it is closed. */
import { Button } from 'antd'
import CloseOutlined from '@ant-design/icons/CloseOutlined'
import { Link } from '@tanstack/react-router'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { ApiProblem } from '../platform/problem.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { BulkResult } from './send-act.ts'
import type { SentAct } from './shapes.ts'

export interface BulkOutcome {
  act: SentAct
  results: BulkResult[]
  numbers: ReadonlyMap<string, string>
}

export function BulkResults({ outcome, close }: { outcome: BulkOutcome; close: () => void }) {
  const words = useWords(caseWords)
  const shell = useWords(platformWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const failed = outcome.results.filter((one) => one.problem)
  return (
    <section className="card bulk" role="status" aria-label={words.bulk.results}>
      <div className="row">
        <strong>{lifecycle.act[outcome.act]}</strong>
        <span className="pill pill-good num">{words.bulk.done(count(outcome.results.length - failed.length, to))}</span>
        {failed.length > 0 && (
          <span className="pill pill-danger num">{words.bulk.failed(count(failed.length, to))}</span>
        )}
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={shell.close} onClick={close} />
      </div>
      {failed.length > 0 && (
        <ul className="bulk-failed">
          {failed.map((one) => (
            <li key={one.commandId}>
              <Link to="/cases/$id" params={{ id: one.subject }} className="number">
                {outcome.numbers.get(one.subject) ?? one.subject.slice(0, 8)}
              </Link>{' '}
              {new ApiProblem(one.problem!).sentence(to)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
