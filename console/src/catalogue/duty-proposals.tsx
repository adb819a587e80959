/** Rules that desks have proposed after returns. The administrator looks at each and decides. */
import { Button, Segmented } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { count, exactTime } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Failed, Loading, Nothing } from '../platform/parts/states.tsx'
import { useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { StatePill } from '../revisions/state-pill.tsx'
import type { Revision } from '../revisions/rooms.ts'
import { dutyWords } from './duty-words.ts'

export function DutyProposals({ open }: { open: ((revisionId: string) => void) | null }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const reads = useMay()('case.read')
  const [waiting, setWaiting] = useState(true)
  const list = useList('GET /api/v1/duties/proposals', {
    query: { limit: 30, ...(waiting ? { waiting: 'true' } : {}) },
  })
  return (
    <div className="stack">
      <p className="muted">{words.proposalsHint}</p>
      <div className="row">
        <Segmented<boolean>
          aria-label={words.state}
          value={waiting}
          onChange={setWaiting}
          options={[
            { value: true, label: words.waiting },
            { value: false, label: words.allProposals },
          ]}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} again={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading rows={5} />
      ) : list.rows.length === 0 ? (
        <Nothing title={words.proposalsNone} hint={words.proposalsNoneHint} />
      ) : (
        <ul className="proposals">
          {list.rows.map((row) => {
            const { item, region, lead, weight } = row.rule
            return (
              <li key={row.revisionId} className="card">
                <div className="card-head">
                  <h2>{words.rule(inLanguage(item.name, to), region.name, inLanguage(lead.name, to))}</h2>
                  <StatePill state={row.state as Revision['state']} />
                </div>
                {weight && (
                  <p>
                    {words.weight(
                      count(weight.changed, to),
                      count(weight.tookProposed, to),
                      count(weight.spared, to),
                      count(weight.tookOther, to),
                    )}
                  </p>
                )}
                {row.stale && <p className="muted">{words.staleProposal}</p>}
                <div className="row">
                  <span className="muted">
                    {words.proposedBy(row.by, exactTime(row.at))} · {words.fromCase}{' '}
                    {reads ? (
                      <Link to="/cases/$id" params={{ id: row.case.id }} className="number">
                        {row.case.number}
                      </Link>
                    ) : (
                      <span className="number">{row.case.number}</span>
                    )}
                  </span>
                  {open && (
                    <Button
                      type={row.state === 'rehearsed' ? 'primary' : 'default'}
                      onClick={() => open(row.revisionId)}
                      style={{ marginInlineStart: 'auto' }}
                    >
                      {words.decide}
                    </Button>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      )}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          …
        </Button>
      )}
    </div>
  )
}
