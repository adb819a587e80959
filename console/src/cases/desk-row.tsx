import { Checkbox } from 'antd'
import WarningFilled from '@ant-design/icons/WarningFilled'
import { memo } from 'react'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { DueMark } from './due-mark.tsx'
import { caseWords } from './locale.ts'
import type { CaseLine } from './shapes.ts'
import { StateMark } from './state-mark.tsx'

interface Props {
  row: CaseLine
  chosen: boolean
  selected: boolean
  /** Where the heading does not say it: cases of several states wait under it. */
  state: boolean
  choose: () => void
  toggle: () => void
}

/** One waiting case: what it is, where, and how long it has. */
function Row({ row, chosen, selected, state, choose, toggle }: Props) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const where = row.address ?? [row.region?.name, row.grid?.name].filter(Boolean).join(' ')
  return (
    <li
      data-row={row.id}
      className={`desk-row${chosen ? ' desk-row-chosen' : ''}${row.danger ? ' desk-row-danger' : ''}`}
    >
      <Checkbox checked={selected} onChange={toggle} aria-label={row.number} />
      <button type="button" className="desk-row-body" aria-current={chosen ? 'true' : undefined} onClick={choose}>
        <span className="desk-row-line">
          {row.danger && <WarningFilled className="danger-mark" aria-label={words.danger} />}
          <strong className="desk-row-item">{inLanguage(row.item.name, to)}</strong>
          <DueMark of={row} />
        </span>
        <span className="desk-row-text">{row.excerpt ?? words.noText}</span>
        <span className="desk-row-line desk-row-foot">
          <span className="number">{row.number}</span>
          <span className="desk-row-where">{row.position ? where : `${where} · ${words.unknownPlace}`}</span>
          {row.requests.map((request) => (
            <span key={request} className="pill pill-warn">
              {words.request[request]}
            </span>
          ))}
          {row.supervised && <span className="pill pill-warn">{words.supervised}</span>}
          {state && row.requests.length === 0 && <StateMark state={row.state} />}
        </span>
      </button>
    </li>
  )
}

export const DeskRow = memo(Row, (a, b) => a.row === b.row && a.chosen === b.chosen && a.selected === b.selected)
