/** The history of a case, newest first: who, what, when it happened and when it was recorded, with what was said and shown. */
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { exactTime, moment, span } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { platformWords } from '../platform/locale.ts'
import { factLines } from './facts.ts'
import { Files } from './evidence.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { CasePage, Entry } from './shapes.ts'

const FIRST = 12

export function Timeline({ page }: { page: CasePage }) {
  const shell = useWords(platformWords)
  const [all, setAll] = useState(false)
  const entries = page.timeline.toReversed()
  return (
    <>
      <ol className="timeline">
        {(all ? entries : entries.slice(0, FIRST)).map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
      {!all && entries.length > FIRST && (
        <Button onClick={() => setAll(true)}>{`${shell.all} (${entries.length})`}</Button>
      )}
    </>
  )
}

function Line({ entry }: { entry: Entry }) {
  const words = useWords(caseWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const now = useNow(60)
  const bySystem = entry.actor.id === 'system'
  const facts = factLines(entry.facts, to)
  return (
    <li className={`timeline-line${bySystem ? ' by-system' : ''}${TONE[entry.act] ? ` ${TONE[entry.act]}` : ''}`}>
      <div className="timeline-head">
        <strong>{lifecycle.act[entry.act]}</strong>
        <span>
          {bySystem ? words.page.system : entry.actor.id === 'citizen' ? words.page.citizen : entry.actor.name}
        </span>
        <Tooltip title={`${exactTime(entry.occurredAt)} · ${words.page.recorded(exactTime(entry.recordedAt))}`}>
          <time className="muted num" dateTime={entry.occurredAt}>
            {moment(entry.occurredAt, now, to)}
          </time>
        </Tooltip>
        {entry.gap && (
          <span className="pill pill-warn">
            {words.page.gap(span(Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt), to))}
          </span>
        )}
      </div>
      {facts.length > 0 && (
        <div className="timeline-facts">
          {facts.map((fact) => (
            <span key={fact.name}>
              <span className="muted">{fact.name}</span> {fact.value}
            </span>
          ))}
        </div>
      )}
      {entry.text &&
        (entry.text.erased ? (
          <p className="muted">{words.erased}</p>
        ) : (
          entry.text.value && <p className="timeline-text">{entry.text.value}</p>
        ))}
      {entry.files.length > 0 && <Files files={entry.files} small />}
    </li>
  )
}

const TONE: Partial<Record<Entry['act'], string>> = {
  escalate: 'tone-bad',
  'verify-fail': 'tone-bad',
  return: 'tone-warn',
  'send-back': 'tone-warn',
  void: 'tone-warn',
  decline: 'tone-warn',
  supervise: 'tone-warn',
  call: 'tone-warn',
  'verify-pass': 'tone-good',
  submit: 'tone-good',
  'fix-on-the-spot': 'tone-good',
  'record-call-back': 'tone-good',
}
