/** The head of a case: number, what it is, where it hangs, how long it has, and who else has it open. */
import { Button, Tooltip } from 'antd'
import CopyOutlined from '@ant-design/icons/CopyOutlined'
import EyeOutlined from '@ant-design/icons/EyeOutlined'
import WarningFilled from '@ant-design/icons/WarningFilled'
import { Link } from '@tanstack/react-router'
import { listed } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { toast } from '../platform/toast.tsx'
import { DueMark } from './due-mark.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import { usePresence } from './presence.ts'
import type { CasePage } from './shapes.ts'
import { StateMark } from './state-mark.tsx'

export function CaseHead({ page, link }: { page: CasePage; link: boolean }) {
  const words = useWords(caseWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const others = usePresence(page.id, page.workedOnBy)
  const copy = async () => {
    try {
      // There is no clipboard on a page without encryption, and the browser may refuse it.
      await navigator.clipboard.writeText(page.number)
      toast('plain', words.page.copied)
    } catch {
      toast('danger', words.page.notCopied)
    }
  }
  const step = page.nextStep ? lifecycle.act[page.nextStep] : null
  return (
    <header className="case-head">
      <div className="row case-head-line">
        <span className="number case-number">{page.number}</span>
        <Tooltip title={words.page.copyNumber}>
          <Button
            type="text"
            size="small"
            icon={<CopyOutlined />}
            aria-label={words.page.copyNumber}
            onClick={() => void copy()}
          />
        </Tooltip>
        {page.danger && (
          <span className="pill pill-solid">
            <WarningFilled /> {words.danger}
          </span>
        )}
        <StateMark state={page.state} />
        <DueMark of={page} />
        {page.requests.map((request) => (
          <span key={request} className="pill pill-warn">
            {words.request[request]}
          </span>
        ))}
        {page.supervised && <span className="pill pill-warn">{words.supervised}</span>}
        {page.returns > 0 && <span className="pill">{words.page.returns(String(page.returns))}</span>}
        {page.reworks > 0 && <span className="pill">{words.page.reworks(String(page.reworks))}</span>}
        {page.extensions > 0 && <span className="pill">{words.page.extensions(String(page.extensions))}</span>}
        {page.sampled && <span className="pill">{words.page.sampled}</span>}
        {page.timeGap && <span className="pill">{words.page.timeGap}</span>}
        {link && (
          <Link className="case-open" to="/cases/$id" params={{ id: page.id }}>
            {words.desk.open}
          </Link>
        )}
      </div>
      <h1 className="case-title">{inLanguage(page.item.name, to)}</h1>
      <ol className="stages" aria-label={words.page.procedure}>
        {page.stages.map((stage) => (
          <li
            key={stage.name.zh}
            className={stage.current ? 'stage-now' : stage.reached ? 'stage-done' : ''}
            aria-current={stage.current ? 'step' : undefined}
          >
            {inLanguage(stage.name, to)}
          </li>
        ))}
      </ol>
      <p className="case-next">
        {page.holder ? (
          <>
            <span className="muted">{words.page.holder}</span> <strong>{nameIn(page.holder, to)}</strong>
            {step && (
              <>
                <span className="muted"> · {words.page.next}</span> <strong>{step}</strong>
              </>
            )}
          </>
        ) : (
          <strong>
            {lifecycle.next[page.state]}
            {page.closing ? ` · ${lifecycle.closing[page.closing]}` : ''}
          </strong>
        )}
      </p>
      {others.length > 0 && page.holder && (
        <p className="note note-warn" role="status">
          <EyeOutlined />
          {words.page.workedOn(
            listed(
              others.map((one) => one.name),
              to,
            ),
          )}
        </p>
      )}
    </header>
  )
}
