import type { Act } from '@bihuan/domain/acts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, type ButtonKind } from '../parts/button.tsx'
import type { IconName } from '../parts/icon.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import type { Sent } from '../store/drafts.ts'
import { positionNow } from '../territory/position.ts'
import { failureWords } from '../words/failures.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { ActSheet } from './act-sheet.tsx'
import type { CaseView } from './case-query.ts'
import { actBody, arranged, FORMS, nothingFilled } from './forms.ts'
import { caseWords } from './words.ts'

const ICONS: Partial<Record<Act, IconName>> = {
  accept: 'check',
  arrive: 'pin',
  submit: 'camera',
  'verify-pass': 'check',
  'verify-fail': 'close',
  call: 'people',
  note: 'note',
  supplement: 'camera',
  pass: 'check',
  return: 'undo',
}
const HARD: readonly Act[] = ['return', 'verify-fail', 'send-back', 'withdraw']

/** The acts that the server allows, the next one biggest. */
export function ActsBar({
  view,
  waiting,
  now,
  onDone,
}: {
  view: CaseView
  waiting: readonly string[]
  now: number
  onDone: (act: Act) => void
}) {
  const words = useWords(caseWords)
  const acts = useWords(lifecycleWords).acts
  const failures = useWords(failureWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Act | 'more' | null>(null)
  const [busy, setBusy] = useState<Act | null>(null)
  const allowed = view.abilities
    .filter((ability) => ability.allowed && !waiting.includes(ability.act))
    .map((ability) => ability.act)
  const refused = view.abilities.filter((ability) => !ability.allowed && ability.refusal && FORMS[ability.act])
  const { main, beside, rest } = arranged(allowed, view.nextStep)
  const undo = view.undoUntil ? Math.min(10, Math.ceil((Date.parse(view.undoUntil) - now) / 1000)) : 0

  /** Until the case has been read again, its buttons rest: they may no longer be this person's. */
  const told = async (act: Act, sent: Sent | null) => {
    if (!sent) return
    const done = sent.outcome === 'done'
    if (sent.outcome === 'refused')
      toast({ text: sent.record.failure?.detail?.[language] ?? failures.unexpected(''), kind: 'bad', stays: 9000 })
    else toast({ text: !done ? words.keptOffline : act === 'retract' ? words.undone : words.done(acts[act]) })
    if (done) onDone(act)
    void queries.invalidateQueries({ queryKey: ['desk'] })
    void queries.invalidateQueries({ queryKey: ['cases'] })
    const read = queries.invalidateQueries({ queryKey: ['case', view.id] })
    if (!done) return
    setBusy(act)
    await read
    setBusy(null)
  }
  const atOnce = async (act: Act) => {
    const form = FORMS[act]!
    setBusy(act)
    try {
      const position = form.position ? await positionNow() : null
      const point = position && { longitude: position.longitude, latitude: position.latitude }
      const { sendAct } = await import('../store/drafts.ts')
      const body = actBody(form, nothingFilled, { photos: [], handleLimit: null, position: point, orderId: null })
      await told(
        act,
        await sendAct({
          endpoint: 'POST /api/v1/cases/{id}/acts',
          params: { id: view.id },
          act,
          subject: view.id,
          title: inLanguage(view.item.name, language),
          expectedVersion: view.version,
          body,
        }),
      )
    } finally {
      setBusy(null)
    }
  }
  const begin = (act: Act) => {
    setOpen(null)
    if (FORMS[act]?.atOnce) void atOnce(act)
    else setOpen(act)
  }
  const button = (act: Act, kind: ButtonKind, big: boolean, pictured = beside === null) => (
    <Button
      key={act}
      kind={HARD.includes(act) ? 'danger' : kind}
      big={big}
      full
      busy={busy === act}
      disabled={busy !== null}
      {...(ICONS[act] && pictured ? { icon: ICONS[act] } : {})}
      onClick={() => begin(act)}
    >
      {acts[act]}
    </Button>
  )
  return (
    <>
      {main && button(main, main !== view.nextStep ? 'line' : view.danger ? 'danger main' : 'main', true)}
      {undo > 0 && allowed.includes('retract') ? (
        <Button kind="plain" big full busy={busy === 'retract'} onClick={() => void atOnce('retract')}>
          {words.undoLast(undo)}
        </Button>
      ) : (
        beside && button(beside, 'line', true)
      )}
      {(rest.length > 0 || refused.length > 0) && (
        <Button kind="plain" big narrow aria-label={words.more} onClick={() => setOpen('more')}>
          ⋯
        </Button>
      )}
      {open === 'more' && (
        <Sheet title={words.more} onClose={() => setOpen(null)}>
          {rest.map((act) => button(act, 'line', false, true))}
          {refused.length > 0 && (
            <details>
              <summary>{words.whyNot}</summary>
              <ul className="stack-tight small">
                {refused.map((ability) => (
                  <li key={ability.act}>
                    <span className="strong">{acts[ability.act]}</span>{' '}
                    <span className="soft">{ability.refusal?.[language]}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Sheet>
      )}
      {open && open !== 'more' && (
        <ActSheet
          act={open}
          view={view}
          onClose={() => setOpen(null)}
          onSent={(sent) => {
            setOpen(null)
            void told(open, sent)
          }}
        />
      )}
    </>
  )
}
