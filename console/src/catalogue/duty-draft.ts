/** Changes that were noted in the table or the matrix and not rehearsed yet; they survive a closed tab, and are rehearsed together. */
import { createContext, useContext } from 'react'
import type { DutyChangeSent } from '@bihuan/contract/duties-edit'

export interface Noted {
  /** One change for each duty, and for each cell: the last one noted stands. */
  key: string
  change: DutyChangeSent
  /** What it is about, and what it makes of it, as the reader saw it. */
  about: string
  becomes: string
}

export interface DutyDraft {
  noted: readonly Noted[]
  restored: boolean
  note: (one: Noted) => void
  undo: (key: string) => void
  clear: () => void
}

export const DutyDraftContext = createContext<DutyDraft | null>(null)

export function useDutyDraft(): DutyDraft {
  const draft = useContext(DutyDraftContext)
  if (!draft) throw new Error('no draft of duties here')
  return draft
}

export const keyOfDuty = (id: string) => `duty ${id}`
export const keyOfCell = (key: { itemId: string | null; categoryId: string | null; regionId: string }) =>
  `cell ${key.itemId ?? ''} ${key.categoryId ?? ''} ${key.regionId}`
