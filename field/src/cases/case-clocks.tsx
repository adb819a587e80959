import { useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { moment } from '../words/time.ts'
import type { CaseView } from './case-query.ts'
import { dueWords, urgency } from './due.ts'
import { caseWords } from './words.ts'

/** Clocks that run or are paused, the step's own first. What is over lies in the timeline. */
export function CaseClocks({ view, now }: { view: CaseView; now: number }) {
  const words = useWords(lifecycleWords)
  const more = useWords(caseWords)
  const language = useLanguage()
  const running = view.clocks
    .filter((clock) => clock.state !== 'stopped' && clock.dueAt !== null)
    .sort((a, b) => Number(b.id === view.stepClockId) - Number(a.id === view.stepClockId))
  if (running.length === 0) return null
  return (
    <section className="card" aria-label={more.clocks}>
      {running.map((clock) => {
        const timed = { dueAt: clock.dueAt, warnAt: clock.warnAt, suspended: clock.state === 'paused' }
        const tone = urgency(timed, now)
        const from = Date.parse(clock.startedAt)
        const gone = Math.min(1, Math.max(0.02, (now - from) / Math.max(1, Date.parse(clock.dueAt!) - from)))
        return (
          <div key={clock.id} className="clock">
            <div className="between">
              <span className="strong">{words.clocks[clock.kind] ?? clock.kind}</span>
              <span className={tone === 'calm' ? 'strong figures' : `text-${tone} figures`}>
                {dueWords(timed, now, language)}
              </span>
            </div>
            <div className="clock-bar" aria-hidden="true">
              <span className={tone} style={{ width: `${Math.round(gone * 100)}%` }} />
            </div>
            <p className="small soft">
              {more.due(moment(clock.dueAt!, language))}
              {clock.provisional && ` · ${words.provisional}`}
            </p>
          </div>
        )
      })}
    </section>
  )
}
