import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useKeys } from '../platform/keys.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import type { Acted } from './shapes.ts'

/** The report was taken: its number, who has it now, and the next report by one key. */
export function ReportDone({ sent, again }: { sent: Acted; again: () => void }) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const lifecycle = useWords(lifecycleWords)
  useKeys({ n: again })
  return (
    <div className="sheet sheet-narrow">
      <div className="card report-done" role="status">
        <h1>{words.report.sent(sent.number)}</h1>
        <p>
          {sent.holder && (
            <>
              {words.page.holder} <strong>{nameIn(sent.holder, to)}</strong> ·{' '}
            </>
          )}
          {lifecycle.next[sent.state]}
        </p>
        <div className="row">
          <Button type="primary" onClick={again} autoFocus>
            {words.report.another} <kbd>n</kbd>
          </Button>
          <Link to="/cases/$id" params={{ id: sent.id }}>
            {words.report.openIt}
          </Link>
        </div>
      </div>
    </div>
  )
}
