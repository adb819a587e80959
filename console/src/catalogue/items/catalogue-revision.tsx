/** One revision of the catalogue: each item with what changes in it. */
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined'
import type { Item } from '@bihuan/domain/item'
import { differences } from '@bihuan/domain/item-diff'
import { limitText } from '../../cases/limit.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { RevisionView } from '../../revisions/revision-view.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import type { Revision, RevisionChange } from '../../revisions/rooms.ts'
import { DifferenceList } from './difference.tsx'
import { useNames } from './names.ts'
import { refreshCatalogue, useStart } from './use-start.ts'
import { itemWords } from './words.ts'

const SHOWN = 8

export function CatalogueRevision({ id }: { id: string }) {
  const words = useWords(itemWords)
  return (
    <div className="stack">
      <Link to="/catalogue" search={{ tab: 'history' }} className="catalogue-back">
        <ArrowLeftOutlined aria-hidden /> {words.tabs.history}
      </Link>
      <RevisionView
        kind="catalogue"
        id={id}
        counts={words.counts}
        whats={words.whats}
        detail={(change) => <Detail change={change} />}
        between={(revision) => <Orphans revision={revision} />}
        changed={refreshCatalogue}
      />
    </div>
  )
}

const ORPHANS = ['catalogue.item-has-open-cases', 'catalogue.condition-has-open-cases']

/** Open cases stand in the way: an edit can be rehearsed again with leave, a file must come once more. */
function Orphans({ revision }: { revision: Revision }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const { start, busy, error } = useStart()
  const blocked = revision.findings.some(({ severity, code }) => severity === 'error' && ORPHANS.includes(code))
  if (revision.state !== 'rehearsed' || !blocked) return null
  const source = revision.source as Parameters<typeof start>[0]['source']
  return (
    <div className="note note-warn">
      <span>
        {words.orphansBlock} {source.type === 'file' && words.orphansFile}
        {error !== null && ` ${sentenceOf(error, to)}`}
      </span>
      {source.type !== 'file' && (
        <Button
          size="small"
          loading={busy}
          onClick={() => void start({ title: revision.title, source: { ...source, allowOrphans: true } })}
        >
          {words.orphansAgain}
        </Button>
      )}
    </div>
  )
}

function Detail({ change }: { change: RevisionChange }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const nameOf = useNames()
  if (change.what !== 'item') return null
  const { item } = change.body as { item: Item }
  const before = (change.before as { item: Item } | null)?.item ?? null
  if (change.action === 'retire') return null
  if (!before)
    return (
      <span className="muted">
        {words.newConditions(String(item.conditions.length))}
        {item.conditions
          .slice(0, 3)
          .map((condition) => ` · ${inLanguage(condition.filing, to).slice(0, 24)} ${limitText(condition.limit, to)}`)}
      </span>
    )
  const found = differences(before, item)
  return (
    <>
      <DifferenceList changes={found.slice(0, SHOWN)} nameOf={nameOf} />
      {found.length > SHOWN && <p className="muted">{words.more(String(found.length - SHOWN))}</p>}
    </>
  )
}
