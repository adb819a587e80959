/** One case in a list beside the map. */
import WarningFilled from '@ant-design/icons/WarningFilled'
import { DueMark } from '../cases/due-mark.tsx'
import { StateMark } from '../cases/state-mark.tsx'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { mapWords } from './locale.ts'
import type { MapLine } from './shapes.ts'

export function CaseRow({ row, chosen, choose }: { row: MapLine; chosen: boolean; choose: (row: MapLine) => void }) {
  const words = useWords(mapWords)
  const to = useLanguage()
  const where = [row.address, row.address ? null : row.region?.name, row.address ? null : row.grid?.name]
  return (
    <li>
      <button
        type="button"
        className={`map-row${row.danger ? ' map-row-danger' : ''}`}
        aria-current={chosen ? 'true' : undefined}
        onClick={() => choose(row)}
      >
        <span className="map-row-line">
          {row.danger && <WarningFilled className="danger-mark" aria-label={words.stock.danger} />}
          <strong className="map-row-item">{inLanguage(row.item.name, to)}</strong>
          <DueMark of={row} />
        </span>
        <span className="map-row-line map-row-foot">
          <span className="map-row-where">{where.filter(Boolean).join(' ') || '–'}</span>
          {row.recurrence && <span className="pill pill-pause">{words.times(row.recurrence.times)}</span>}
          <StateMark state={row.state} />
        </span>
      </button>
    </li>
  )
}
