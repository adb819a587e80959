/** One revision of the catalogue: each item with what changes in it. */
import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import type { Item } from '@bihuan/domain/item'
import { differences } from '@bihuan/domain/item-diff'
import { limitText } from '../../cases/limit.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { RevisionView } from '../../revisions/revision-view.tsx'
import type { RevisionChange } from '../../revisions/rooms.ts'
import { DifferenceList } from './difference.tsx'
import { useNames } from './names.ts'
import { refreshCatalogue } from './use-start.ts'
import { itemWords } from './words.ts'

const SHOWN = 8

export function CatalogueRevision({ id }: { id: string }) {
  const words = useWords(itemWords)
  const navigate = useNavigate()
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => void navigate({ to: '/catalogue', search: { tab: 'history' } })}>
          {words.tabs.history}
        </Button>
      </div>
      <RevisionView
        kind="catalogue"
        id={id}
        counts={words.counts}
        whats={words.whats}
        detail={(change) => <Detail change={change} />}
        changed={refreshCatalogue}
      />
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
