/** One case: its head, what I may do with the open form, and everything that is known of it. In the desk's pane and on its own page. */
import { useState } from 'react'
import { DutyProposalCard } from '../catalogue/duty-proposal-card.tsx'
import { useItems } from '../catalogue/item-picker.tsx'
import { newId } from '../platform/id.ts'
import { useKeys } from '../platform/keys.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { sentenceOf } from '../platform/problem.ts'
import { useMay } from '../platform/session.ts'
import { runToastAction, toast } from '../platform/toast.tsx'
import { OnDutyCard } from '../territory/on-duty.tsx'
import { ACT_KEYS, AT_ONCE } from './act-fields.ts'
import { ActForm } from './act-form.tsx'
import { ActsBar } from './acts-bar.tsx'
import { CaseHead } from './case-head.tsx'
import { Contacts } from './contacts.tsx'
import { Evidence } from './evidence.tsx'
import { FactsCard } from './facts-card.tsx'
import { caseWords } from './locale.ts'
import { FamilyCard, PlaceCard } from './place-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { Ruler } from './ruler.tsx'
import { announce, sendAct } from './send-act.ts'
import type { Acted, CasePage, SentAct } from './shapes.ts'
import { Timeline } from './timeline.tsx'
import { Waiting } from './waiting.tsx'
import { WhyCard } from './why-card.tsx'

interface Props {
  page: CasePage
  /** In the desk's pane: one column, and a link to the page. */
  pane: boolean
  acted?: (acted: Acted, act: SentAct) => void
}

export function CaseView({ page, pane, acted }: Props) {
  const words = useWords(caseWords).page
  const to = useLanguage()
  const may = useMay()
  const [act, setAct] = useState<SentAct | null>(null)
  const [busy, setBusy] = useState(false)

  const choose = (chosen: SentAct) => {
    if (!AT_ONCE.includes(chosen)) return setAct(chosen === act ? null : chosen)
    setBusy(true)
    sendAct(page.id, { commandId: newId(), act: chosen, body: {}, expectedVersion: page.version })
      .then((result) => {
        void announce(chosen, result)
        acted?.(result, chosen)
      })
      .catch((problem: unknown) => void toast('danger', sentenceOf(problem, to)))
      .finally(() => setBusy(false))
  }
  // Asked for ahead, so that the form of an assessment opens complete under the hand.
  useItems(
    page.abilities.some((ability) => ability.allowed && (ability.act === 'assess' || ability.act === 'reclassify')),
  )
  const allowed = new Set<string>(page.abilities.filter((ability) => ability.allowed).map((ability) => ability.act))
  const byKey = Object.fromEntries(
    Object.entries(ACT_KEYS).map(([key, acts]) => [
      key,
      () => {
        const chosen = acts.find((one) => allowed.has(one))
        if (chosen) choose(chosen)
      },
    ]),
  )
  useKeys({ ...byKey, u: () => void runToastAction() })

  const main = (
    <>
      <FactsCard page={page} />
      {pane && <Contacts page={page} />}
      {(page.clocks.length > 0 || page.holders.some((one) => one.holder)) && (
        <section className="card">
          <div className="card-head">
            <h2>{words.ruler}</h2>
          </div>
          <Ruler page={page} />
        </section>
      )}
      <section className="card">
        <div className="card-head">
          <h2>{words.evidence}</h2>
        </div>
        <Evidence files={page.files} />
      </section>
      <section className="card">
        <div className="card-head">
          <h2>{words.timeline}</h2>
          {page.followers > 0 && <span className="muted">{words.followers(String(page.followers))}</span>}
        </div>
        <Timeline page={page} />
      </section>
    </>
  )
  const side = (
    <>
      {page.danger && page.holder && page.assignment?.team && (
        <OnDutyCard key={page.assignment.team.id} teamId={page.assignment.team.id} name={page.assignment.team.name} />
      )}
      <PlaceCard page={page} />
      {!pane && <Contacts page={page} />}
      <WhyCard page={page} />
      {page.returns > 0 && may('duty.propose') && <DutyProposalCard caseId={page.id} />}
      <PlanCard page={page} />
      <FamilyCard page={page} />
    </>
  )
  return (
    <article className={pane ? 'case case-pane' : 'case'} aria-label={page.number}>
      <CaseHead page={page} link={pane} />
      <Waiting page={page} />
      <ActsBar page={page} current={act} choose={choose} busy={busy} />
      {act && (
        <ActForm
          key={`${page.id}${act}`}
          page={page}
          act={act}
          cancel={() => setAct(null)}
          done={(result) => {
            setAct(null)
            acted?.(result, act)
          }}
        />
      )}
      <div className="case-body">
        <div className="case-main">{main}</div>
        <div className="case-side">{side}</div>
      </div>
    </article>
  )
}
