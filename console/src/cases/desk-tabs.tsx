/** The kinds of work that wait, with how many and how many are late. Digits 1 to 9 switch. */
import { DESK_COUNTS } from '@bihuan/domain/cases/desk'
import { count } from '../platform/format.ts'
import { useKeys } from '../platform/keys.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import type { Answered } from '../platform/call.ts'
import { caseWords } from './locale.ts'
import type { Tab } from './shapes.ts'

interface Props {
  tabs: Answered<'GET /api/v1/desk'>['tabs']
  current: Tab
  choose: (tab: Tab) => void
}

export function DeskTabs({ tabs, current, choose }: Props) {
  const words = useWords(caseWords)
  const to = useLanguage()
  useKeys(Object.fromEntries(tabs.slice(0, 9).map(({ tab }, index) => [String(index + 1), () => choose(tab)])))
  const many = (value: number) => (value > DESK_COUNTS ? `${count(DESK_COUNTS, to)}+` : count(value, to))
  return (
    <div className="desk-tabs" role="tablist" aria-label={words.desk.title}>
      {tabs.map(({ tab, count: waiting, overdue }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === current}
          className={`desk-tab${waiting === 0 ? ' desk-tab-empty' : ''}`}
          onClick={() => choose(tab)}
        >
          <span>{words.tabs[tab]}</span>
          <strong className="num">{many(waiting)}</strong>
          {overdue > 0 && (
            <span
              className="pill pill-danger num"
              aria-label={words.desk.overdue(many(overdue))}
              title={words.desk.overdue(many(overdue))}
            >
              {many(overdue)}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
