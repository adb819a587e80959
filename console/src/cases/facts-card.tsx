/** What was found and where, and under which item, condition and procedure it is handled. */
import { listed, moment } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { limitText } from './limit.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import type { CasePage } from './shapes.ts'

export function FactsCard({ page }: { page: CasePage }) {
  const words = useWords(caseWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const now = useNow(60)
  const first = page.texts.find((text) => !text.masked && text.kind !== 'contact' && text.kind !== 'address')
  const report = page.timeline[0]?.text
  const said = report
    ? report.erased
      ? words.erased
      : report.value
    : first
      ? first.erased
        ? words.erased
        : first.value
      : page.excerpt
  return (
    <section className="card">
      <p className={said ? 'case-said' : 'muted'}>{page.withheld ? words.withheld : (said ?? words.noText)}</p>
      <dl className="facts">
        <dt>{words.page.where}</dt>
        <dd>
          {[page.address, page.region?.name, page.grid?.name].filter(Boolean).join(' · ') || '–'}
          {!page.position && (
            <>
              {' '}
              <span className="pill pill-warn">{words.unknownPlace}</span>
            </>
          )}
        </dd>
        <dt>{words.page.reported}</dt>
        <dd>
          {moment(page.reportedAt, now, to)} · {page.finder.name} · {lifecycle.source[page.source]}
        </dd>
        <dt>{words.page.item}</dt>
        <dd>
          {inLanguage(page.item.name, to)} <span className="muted">v{page.itemVersion}</span>{' '}
          <span
            className={
              page.item.severity === 'danger-to-life' || page.item.severity === 'serious' ? 'pill pill-danger' : 'pill'
            }
          >
            {lifecycle.severity[page.item.severity]}
          </span>
        </dd>
        {page.condition && (
          <>
            <dt>{words.page.condition}</dt>
            <dd>
              {inLanguage(page.condition.filing, to)}{' '}
              {page.condition.limit && <span className="pill num">{limitText(page.condition.limit, to)}</span>}
            </dd>
            <dt>{words.page.closingCondition}</dt>
            <dd>{inLanguage(page.condition.closing, to)}</dd>
          </>
        )}
        {page.rectification && (
          <>
            <dt>{words.page.rectification}</dt>
            <dd>{lifecycle.rectification[page.rectification]}</dd>
          </>
        )}
        <dt>{words.page.procedure}</dt>
        <dd>
          {inLanguage(page.procedure.name, to)} <span className="muted">v{page.procedure.version}</span>
        </dd>
        <dt>{words.page.office}</dt>
        <dd>{nameIn(page.office, to)}</dd>
        {page.assignment && (
          <>
            <dt>{words.page.lead}</dt>
            <dd>
              <strong>{nameIn(page.assignment.lead, to)}</strong>
              {page.assignment.team && ` · ${nameIn(page.assignment.team, to)}`}
              {page.assignment.assisting.length > 0 && (
                <span className="muted">
                  {' '}
                  {words.page.assisting}{' '}
                  {listed(
                    page.assignment.assisting.map((one) => nameIn(one, to)),
                    to,
                  )}
                </span>
              )}
            </dd>
          </>
        )}
        {page.callBack && (
          <>
            <dt>{lifecycle.step['call-back']}</dt>
            <dd>{lifecycle.callBack[page.callBack]}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
