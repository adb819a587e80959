/** On a case that was returned: the narrowest rule that would have spared it, weighed on past cases, to be proposed from here. */
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import type { CaseProposal } from '@bihuan/contract/duties-what-if'
import { call } from '../platform/call.ts'
import { colon, count, exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { dutyWords } from './duty-words.ts'
import '../style/duties.css'

export function DutyProposalCard({ caseId }: { caseId: string }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const [weigh, setWeigh] = useState<string>()
  const proposal = useGet(
    'GET /api/v1/cases/{id}/duty-proposal',
    { params: { id: caseId }, query: weigh ? { weigh } : {} },
    { placeholderData: (before) => before },
  )
  const { data } = proposal
  // Nothing to propose is the rule: the card is there only where it helps.
  if (!data || data.none !== null || data.rules.length === 0) return null
  const lead = inLanguage(data.rules[0]!.lead.name, to)
  const back = inLanguage(data.returnedBy!.name, to)
  return (
    <section className="card proposal-card">
      <div className="card-head">
        <h2>{words.proposal}</h2>
      </div>
      <p>{data.accepted ? words.proposalHint(back, lead) : words.proposalSent(back, lead)}</p>
      {data.waiting && (
        <div className="note note-good" role="status">
          {words.waitingFor(data.waiting.by, exactTime(data.waiting.at))}
        </div>
      )}
      <ol className="proposal-rules">
        {data.rules.map((rule) => (
          <Rule
            key={rule.region.id}
            caseId={caseId}
            rule={rule}
            since={data.since}
            waiting={data.waiting !== null}
            weigh={() => setWeigh(rule.region.id)}
          />
        ))}
      </ol>
    </section>
  )
}

interface RuleProps {
  caseId: string
  rule: CaseProposal['rules'][number]
  since: string
  waiting: boolean
  weigh: () => void
}

function Rule({ caseId, rule, since, waiting, weigh }: RuleProps) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const [busy, setBusy] = useState(false)
  const [commandId, setCommandId] = useState(newId)
  const propose = async () => {
    setBusy(true)
    try {
      await call('POST /api/v1/duties/proposals', { body: { commandId, caseId, regionId: rule.region.id } })
      toast('good', words.proposed)
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
      setCommandId(newId())
    } finally {
      setBusy(false)
      await refresh('/api/v1/cases/{id}/duty-proposal', '/api/v1/duties/proposals')
    }
  }
  const { weight } = rule
  return (
    <li>
      <strong>{words.rule(inLanguage(rule.item.name, to), rule.region.name, inLanguage(rule.lead.name, to))}</strong>
      <p className="muted">
        {weight ? (
          <>
            {words.since(since)}
            {colon(to)}
            {words.weight(
              count(weight.changed, to),
              count(weight.tookProposed, to),
              count(weight.spared, to),
              count(weight.tookOther, to),
            )}
          </>
        ) : (
          <>
            {words.noWeight}{' '}
            <Button size="small" onClick={weigh}>
              {words.weighNow}
            </Button>
          </>
        )}
      </p>
      {!waiting && (
        <Popconfirm title={words.proposeSure} onConfirm={propose}>
          <Button size="small" loading={busy}>
            {words.propose}
          </Button>
        </Popconfirm>
      )}
    </li>
  )
}
