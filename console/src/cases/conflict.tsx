/** Somebody acted on the case while a form was open: says what changed, keeps what was typed, and lets it be sent on the new state. */
import { Button } from 'antd'
import { useLanguage, useWords } from '../platform/language.ts'
import { colon, moment } from '../platform/format.ts'
import { cityNow } from '../platform/now.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { CasePage, SentAct } from './shapes.ts'

interface Props {
  page: CasePage
  since: number
  act: SentAct
  busy: boolean
  again: () => void
}

export function Conflict({ page, since, act, busy, again }: Props) {
  const words = useWords(caseWords).form
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const changes = page.timeline.filter((entry) => entry.seq > since)
  const ability = page.abilities.find((one) => one.act === act)
  return (
    <div className="note note-warn" role="alert">
      <div className="stack" style={{ gap: 6 }}>
        <strong>{words.conflict}</strong>
        {changes.length > 0 && (
          <div>
            {words.conflictChanges}
            <ul>
              {changes.map((entry) => (
                <li key={entry.id} className="num">
                  {moment(entry.recordedAt, cityNow(), to)} {entry.actor.name}
                  {colon(to)}
                  {lifecycle.act[entry.act]}
                  {entry.text?.value ? ` — ${entry.text.value}` : ''}
                </li>
              ))}
            </ul>
          </div>
        )}
        {ability?.allowed ? (
          <div>
            <Button size="small" type="primary" loading={busy} onClick={again}>
              {words.sendAgain}
            </Button>
          </div>
        ) : (
          <span>
            {words.gone}
            {ability?.refusal ? ability.refusal[to] : lifecycle.state[page.state]}
          </span>
        )}
      </div>
    </div>
  )
}
