import { useState } from 'react'
import { useMe } from '../platform/session.ts'
import { Blank, Loading } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { useLive } from '../parts/live.ts'
import { goBack, Page } from '../parts/page.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { failureWords } from '../words/failures.ts'
import { commonWords } from '../words/common.ts'
import { useLanguage, useWords } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'
import { moment } from '../words/time.ts'
import { exportRecord } from './export.ts'
import { discard, resend, retryNow, waiting } from './outbox.ts'
import type { Outgoing } from './outgoing.ts'
import { outboxWords } from './words.ts'

/** What is on this phone only: seen, sent again, exported or deleted, one by one. */
export function OutboxPage() {
  const words = useWords(outboxWords)
  const me = useMe()
  const records = useLive(async () => waiting, 'waiting')
  const mine = records?.filter((record) => record.accountId === me.account.id)
  const others = (records?.length ?? 0) - (mine?.length ?? 0)
  return (
    <Page
      title={words.title}
      back={goBack}
      foot={
        mine && mine.length > 0 ? (
          <Button kind="main" big full icon="send" onClick={() => void retryNow()}>
            {words.sendNow}
          </Button>
        ) : undefined
      }
    >
      {!mine ? (
        <Loading />
      ) : mine.length === 0 ? (
        <Blank icon="check" title={words.empty} />
      ) : (
        mine.map((record) => <Waiting key={record.commandId} record={record} />)
      )}
      {others > 0 && <p className="small soft">{words.others(others)}</p>}
    </Page>
  )
}

function Waiting({ record }: { record: Outgoing }) {
  const words = useWords(outboxWords)
  const common = useWords(commonWords)
  const failures = useWords(failureWords)
  const acts = useWords(lifecycleWords).acts
  const language = useLanguage()
  const [deleting, setDeleting] = useState(false)
  const { failure } = record
  const why =
    failure?.detail?.[language] ??
    (failure?.kind === 'no-connection' ? failures.noConnection : failure ? words.failures[failure.kind] : null)
  return (
    <section className={record.state === 'refused' ? 'card alert stack' : 'card stack'}>
      <div className="between">
        <h2>{acts[record.act as keyof typeof acts]}</h2>
        <span className={record.state === 'refused' ? 'chip alert' : 'chip warn'}>
          {record.state === 'refused' ? words.refused : words.waits}
        </span>
      </div>
      <p className="soft small">
        {record.title} · {moment(record.made.at, language)}
      </p>
      {why && <p className={record.state === 'refused' ? 'error' : ''}>{why}</p>}
      <div className="line wrap">
        {record.state === 'refused' && (
          <Button kind="line" onClick={() => void resend(record.commandId)}>
            {words.again}
          </Button>
        )}
        <Button kind="plain" onClick={() => void exportRecord(record)}>
          {words.export}
        </Button>
        <Button kind="danger" onClick={() => setDeleting(true)}>
          {common.remove}
        </Button>
      </div>
      {deleting && (
        <Sheet
          title={words.deleteTitle}
          onClose={() => setDeleting(false)}
          foot={
            <Button kind="danger main" big full onClick={() => void discard(record.commandId)}>
              {common.remove}
            </Button>
          }
        >
          <p>{words.deleteWhy}</p>
        </Sheet>
      )}
    </section>
  )
}
