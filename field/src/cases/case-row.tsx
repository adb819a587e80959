import { Link } from 'wouter'
import { Icon } from '../parts/icon.tsx'
import { ago } from '../words/time.ts'
import { inLanguage, nameIn, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { type CaseLine, dueWords, urgency } from './due.ts'

/** One case in a list: what it is, where, what is to be done, and how long there is. */
export function CaseRow({ line, now, mine }: { line: CaseLine; now: number; mine: boolean }) {
  const language = useLanguage()
  const words = useWords(lifecycleWords)
  const place = [line.address, line.grid?.name ?? line.region?.name].filter(Boolean).join(' · ')
  const open = line.closedAt === null && line.state !== 'void' && line.state !== 'merged'
  return (
    <Link href={`/case/${line.id}`} className={line.danger && open ? 'row case-row danger' : 'row case-row'}>
      <span className="grow stack-tight">
        <span className="line wrap">
          {line.danger && (
            <span className="chip alert">
              <Icon name="alert" />
              {words.danger}
            </span>
          )}
          <span className="strong">{inLanguage(line.item.name, language)}</span>
        </span>
        {place && <span className="small soft clip">{place}</span>}
        {line.excerpt && <span className="small clip">{line.excerpt}</span>}
        <span className="line wrap small">
          {mine && line.nextStep && (
            <span className="chip accent">{words.todo[line.nextStep] ?? words.acts[line.nextStep]}</span>
          )}
          {open && mine && (
            <span className={`due ${urgency(line, now)}`}>
              <Icon name="clock" />
              {dueWords(line, now, language)}
            </span>
          )}
          {!mine && (
            <span className={`chip ${open ? 'accent' : line.state === 'closed' ? 'good' : ''}`}>
              {line.closing && !open ? words.closings[line.closing] : words.states[line.state]}
            </span>
          )}
          {line.supervised && <span className="chip warn">{words.supervised}</span>}
          {!mine && line.holder && open && <span className="soft clip">{nameIn(line.holder, language)}</span>}
          {!mine && <span className="soft">{ago(Date.parse(line.reportedAt), now, language)}</span>}
        </span>
      </span>
      <Icon name="next" />
    </Link>
  )
}
