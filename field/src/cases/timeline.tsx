import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useLanguage, useWords } from '../words/language.ts'
import { commonWords } from '../words/common.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { metres, moment } from '../words/time.ts'
import type { CaseView } from './case-query.ts'
import { Thumbnail } from './case-files.tsx'
import { recordedLater, whereOf } from './when-where.ts'
import { caseWords } from './words.ts'

const AT_FIRST = 6

/** Everything that happened, the newest first. */
export function Timeline({ view }: { view: CaseView; now: number }) {
  const words = useWords(caseWords)
  const common = useWords(commonWords)
  const life = useWords(lifecycleWords)
  const language = useLanguage()
  const [all, setAll] = useState(false)
  const entries = [...view.timeline].reverse()
  return (
    <section className="card stack">
      <h2>{words.timeline}</h2>
      <ol className="timeline">
        {(all ? entries : entries.slice(0, AT_FIRST)).map((entry) => (
          <li key={entry.id}>
            <p>
              <span className="strong">{life.acts[entry.act]}</span>{' '}
              <span className="soft">
                {entry.actor.id === 'system'
                  ? words.system
                  : entry.actor.id === 'citizen'
                    ? words.citizen
                    : entry.actor.name}
              </span>
            </p>
            <p className="small soft figures">
              {moment(entry.occurredAt, language)}
              {recordedLater(entry) && (
                <span className={entry.gap ? 'text-soon' : undefined}>
                  {' '}
                  · {words.recorded(moment(entry.recordedAt, language))}
                </span>
              )}
            </p>
            <Where text={whereOf(entry, view, (off) => words.fromPlace(metres(off, language)))} />
            {entry.text && <p className="breaks">{entry.text.erased ? words.erased : entry.text.value}</p>}
            {entry.files.length > 0 && (
              <div className="photos">
                {entry.files.map((file) => (
                  <Thumbnail
                    key={file.referenceId}
                    file={file}
                    onOpen={() => window.open(`/api/v1/files/${file.referenceId}/display`, '_blank', 'noreferrer')}
                  />
                ))}
              </div>
            )}
          </li>
        ))}
      </ol>
      {!all && entries.length > AT_FIRST && (
        <Button kind="plain" onClick={() => setAll(true)}>
          {common.more}
        </Button>
      )}
    </section>
  )
}

function Where({ text }: { text: string }) {
  if (!text) return null
  return (
    <p className="small soft where">
      <Icon name="pin" />
      {text}
    </p>
  )
}
