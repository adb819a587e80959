import { Button } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { DutyRowAnswer } from '@bihuan/contract/duties-edit'
import { businessDate, listed } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { useDepartmentNames } from './department-names.ts'
import { keyOfDuty, useDutyDraft } from './duty-draft.ts'
import { DutyForm } from './duty-form.tsx'
import { dutyWords } from './duty-words.ts'

/** One duty. In its row: arrows move, Enter opens its fields beneath it, Delete ends it. */
export function DutyTableRow({ row, edits, first }: { row: DutyRowAnswer; edits: boolean; first: boolean }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const today = businessDate(cityNow())
  const nameOf = useDepartmentNames()
  const { noted, note, undo } = useDutyDraft()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLTableRowElement>(null)
  const key = keyOfDuty(row.id)
  const mine = noted.find((one) => one.key === key)
  const subject = row.item ? inLanguage(row.item.name, to) : inLanguage(row.category!.name, to)
  const about = `${subject} · ${row.region.name}`
  const close = () => {
    setOpen(false)
    place.current?.focus()
  }
  const end = () =>
    mine?.change.change === 'end'
      ? undo(key)
      : note({ key, about, becomes: words.end, change: { change: 'end', dutyId: row.id, from: today } })

  const press = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return
    const near =
      event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : null
    if (near) {
      event.preventDefault()
      let next = event.currentTarget[near] as HTMLElement | null
      while (next && !next.hasAttribute('data-row')) next = next[near] as HTMLElement | null
      next?.focus()
    } else if (edits && event.key === 'Enter') {
      event.preventDefault()
      setOpen(true)
    } else if (edits && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault()
      end()
    }
  }
  return (
    <>
      <tr
        ref={place}
        data-row={row.id}
        tabIndex={first ? 0 : -1}
        className={`duty-row${row.state === 'ended' ? ' duty-ended' : ''}${mine ? ' duty-noted' : ''}`}
        onKeyDown={press}
        onDoubleClick={() => edits && setOpen(true)}
      >
        <td>
          {row.item ? (
            <strong>{subject}</strong>
          ) : (
            <span>
              <span className="pill">{words.category}</span> <strong>{subject}</strong>
            </span>
          )}{' '}
          <span className="muted num">{row.itemCode ?? row.categoryCode}</span>
        </td>
        <td>{row.region.name}</td>
        <td>
          {inLanguage(row.lead.name, to)}
          {mine && (
            <div className="duty-becomes">
              → {mine.becomes}{' '}
              <span className="pill pill-warn">{mine.change.change === 'end' ? words.ending : words.changed}</span>
            </div>
          )}
        </td>
        <td className="wide-only">
          {listed(
            row.assisting.map((one) => inLanguage(one.name, to)),
            to,
          ) || '–'}
        </td>
        <td className="wide-only duty-basis">{row.basis || '–'}</td>
        <td className="num">
          {row.validFrom}
          {row.state !== 'in-force' && (
            <div>
              <span className={`pill ${row.state === 'coming' ? 'pill-accent' : ''}`}>{words.states[row.state]}</span>
            </div>
          )}
        </td>
        <td className="wide-only num">{row.validTo ?? '–'}</td>
        {edits && (
          <td className="duty-row-acts">
            {mine ? (
              <Button size="small" type="link" onClick={() => undo(key)}>
                {words.undo}
              </Button>
            ) : (
              <>
                <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
                  {words.edit}
                </Button>
                <Button size="small" type="link" danger onClick={end}>
                  {words.end}
                </Button>
              </>
            )}
          </td>
        )}
      </tr>
      {open && (
        <tr className="duty-row-form">
          <td colSpan={8}>
            <DutyForm
              initial={{ lead: row.lead.id, assisting: row.assisting.map((one) => one.id), basis: row.basis }}
              cancel={close}
              save={({ lead, assisting, basis, from }) => {
                note({
                  key,
                  about,
                  becomes: nameOf(lead),
                  change: {
                    change: 'change',
                    dutyId: row.id,
                    from,
                    leadDepartmentId: lead,
                    assistingDepartmentIds: assisting,
                    basis,
                  },
                })
                close()
              }}
            />
          </td>
        </tr>
      )}
    </>
  )
}
