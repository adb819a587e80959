import { Button, Popover } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { businessDate, colon, inBrackets } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { toast } from '../platform/toast.tsx'
import { useRegions } from '../territory/pickers.tsx'
import { useDepartmentNames } from './department-names.ts'
import { keyOfCell, useDutyDraft } from './duty-draft.ts'
import { DutyForm, type DutyValues } from './duty-form.tsx'
import type { Matrix } from './duty-matrix.tsx'
import { dutyWords } from './duty-words.ts'

type Row = Matrix['rows'][number]
type Cell = Row['cells'][number]

/** What was copied last, for the next cell. */
let copied: (Pick<DutyValues, 'assisting' | 'basis'> & { lead: string }) | null = null

const MOVES: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function MatrixCells({ matrix, row, edits }: { matrix: Matrix; row: Row; edits: boolean }) {
  return row.cells.map((cell, at) => (
    <MatrixCell key={matrix.columns[at]!.id} matrix={matrix} row={row} cell={cell} at={at} edits={edits} />
  ))
}

interface Props {
  matrix: Matrix
  row: Row
  cell: Cell
  at: number
  edits: boolean
}

function MatrixCell({ matrix, row, cell, at, edits }: Props) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const today = businessDate(cityNow())
  const names = useDepartmentNames()
  const regions = useRegions()
  const { noted, note, undo } = useDutyDraft()
  const [open, setOpen] = useState(false)
  const region = matrix.columns[at]!
  const nameOf = (id: string) => {
    const known = matrix.departments.find((one) => one.id === id)
    return known ? inLanguage(known.name, to) : names(id)
  }
  const key = {
    itemId: row.item?.id ?? null,
    categoryId: row.item ? null : row.category.id,
    regionId: region.id,
  }
  const mine = noted.find((one) => one.key === keyOfCell(key))
  const subject = inLanguage((row.item ?? row.category).name, to)
  const set = (values: (Pick<DutyValues, 'assisting' | 'basis'> & { lead: string; from?: string }) | null) =>
    note({
      key: keyOfCell(key),
      about: `${subject} · ${region.name}`,
      becomes: values ? nameOf(values.lead) : words.nobody,
      change: {
        change: 'set',
        ...key,
        from: values?.from ?? today,
        drafts: values
          ? [{ leadDepartmentId: values.lead, assistingDepartmentIds: values.assisting, basis: values.basis }]
          : [],
      },
    })
  const clear = () => (mine ? undo(keyOfCell(key)) : cell.own.length > 0 && set(null))

  const press = (event: KeyboardEvent<HTMLTableCellElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const move = MOVES[event.key]
    if (move) {
      event.preventDefault()
      const line = event.currentTarget.parentElement!
      const lines = [...line.parentElement!.children]
      const next = lines[lines.indexOf(line) + move[0]]?.querySelectorAll<HTMLElement>('td')[at + move[1]]
      next?.focus()
    }
    if (!edits) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      setOpen(true)
    }
    if (event.key === 'Delete' || event.key === 'Backspace') clear()
    const [first] = cell.own
    const lead = first?.lead ?? cell.leads[0]
    if (event.key === 'c' && lead) {
      copied = { lead, assisting: first?.assisting ?? [], basis: first?.basis ?? '' }
      toast('good', words.copied(nameOf(lead)))
    }
    if (event.key === 'v' && copied) set(copied)
  }

  // Nobody at this level, but somebody below it: whether all of it is covered, the level below shows.
  const outcome = cell.leads.length > 1 ? 'overlap' : cell.leads.length === 1 ? 'led' : cell.below ? 'open' : 'gap'
  const where = cell.from && regions.data?.rows.find((one) => one.id === cell.from!.regionId)?.name
  const source = cell.from
    ? words.inherited(where ?? '', cell.from.by === 'item' ? words.byItem : words.byCategory)
    : cell.own.length > 0
      ? words.here
      : cell.below
        ? words.notHere
        : words.gap
  const text =
    outcome === 'gap'
      ? words.gap
      : outcome === 'open'
        ? words.notHere
        : outcome === 'overlap'
          ? `${words.overlap}${colon(to)}${cell.leads.map(nameOf).join(' / ')}`
          : nameOf(cell.leads[0]!)
  const classes = [
    'matrix-cell',
    `matrix-${outcome}`,
    cell.from ? 'matrix-inherited' : 'matrix-here',
    at === 0 ? 'matrix-own' : '',
    mine ? 'duty-noted' : '',
  ]
  const body = (
    <td
      role="gridcell"
      tabIndex={row === matrix.rows[0] && at === 0 ? 0 : -1}
      className={classes.join(' ')}
      title={`${subject} · ${region.name}${colon(to)}${text}${inBrackets(source, to)}`}
      onKeyDown={press}
      onClick={(event) => {
        event.currentTarget.focus()
        if (edits) setOpen(true)
      }}
    >
      {mine ? <span className="duty-becomes">→ {mine.becomes}</span> : <span>{text}</span>}
      {cell.below && (
        <span className="matrix-below" title={words.below} aria-label={words.below}>
          ⋯
        </span>
      )}
    </td>
  )
  if (!edits) return body
  const [own] = cell.own
  return (
    <Popover
      open={open}
      onOpenChange={(next) => !next && setOpen(false)}
      trigger="click"
      destroyOnHidden
      title={`${subject} · ${region.name}`}
      content={
        <div className="matrix-form">
          <p className="muted">{source}</p>
          <DutyForm
            initial={own ? { lead: own.lead, assisting: own.assisting, basis: own.basis } : { lead: cell.leads[0] }}
            cancel={() => setOpen(false)}
            save={(values) => {
              set(values)
              setOpen(false)
            }}
            more={
              (cell.own.length > 0 || mine) && (
                <Button
                  danger
                  onClick={() => {
                    clear()
                    setOpen(false)
                  }}
                >
                  {mine ? words.undo : words.clearCell}
                </Button>
              )
            }
          />
        </div>
      }
    >
      {body}
    </Popover>
  )
}
