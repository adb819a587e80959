import { Link } from 'wouter'
import { Icon } from '../parts/icon.tsx'
import { useLive } from '../parts/live.ts'
import { useNow } from '../parts/now.ts'
import { useMe } from '../platform/session.ts'
import { isBlank, type ReportContent } from '../report/content.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { ago } from '../words/time.ts'
import { todayWords } from './words.ts'

/** What is still on this phone only: reports begun, and acts that wait or were refused. */
export function Unsent() {
  const me = useMe()
  const words = useWords(todayWords)
  const acts = useWords(lifecycleWords).acts
  const language = useLanguage()
  const now = useNow()
  const drafts = useLive(
    () => import('../store/drafts.ts').then((module) => module.draftsBy(me.account.id)),
    me.account.id,
  )
  const waiting = useLive(() => import('../store/outbox.ts').then((module) => module.waiting), 'waiting')
  const reports = (drafts ?? []).flatMap(({ draft, photos }) => {
    const content = draft.content as ReportContent
    return draft.id.startsWith('act:') || (photos === 0 && isBlank(content)) ? [] : [{ draft, content }]
  })
  const mine = (waiting ?? []).filter((record) => record.accountId === me.account.id)
  if (reports.length === 0 && mine.length === 0) return null
  return (
    <div className="card flush rows">
      {reports.map(({ draft, content }) => (
        <Link key={draft.id} href={`/report/${draft.id}`} className="row">
          <Icon name="note" />
          <span className="grow">
            {content.danger && <span className="chip alert">{words.dangerShort}</span>}{' '}
            <span className="strong">{words.draft}</span>{' '}
            <span className="small soft">{ago(draft.savedAt, now, language)}</span>
            {(content.itemName || content.text) && (
              <span className="small soft clip">
                {content.itemName ? inLanguage(content.itemName, language) : content.text}
              </span>
            )}
          </span>
          <Icon name="next" />
        </Link>
      ))}
      {mine.map((record) => (
        <Link key={record.commandId} href="/me/outbox" className="row">
          <Icon name="outbox" />
          <span className="grow">
            <span className="strong">{acts[record.act as keyof typeof acts]}</span>{' '}
            <span className="small soft">{record.title}</span>
          </span>
          <span className={record.state === 'refused' ? 'chip alert' : 'chip warn'}>
            {record.state === 'refused' ? words.refused : words.sending}
          </span>
        </Link>
      ))}
    </div>
  )
}
