/** What somebody is drawing on the grids of a place: the grid chosen, the line or the strokes, and the edits kept for later. */
import { useState } from 'react'
import type { Geometry } from './projection.ts'
import { throughBorder, type Position, type Stroke } from './strokes.ts'

export const MODES = ['split', 'merge', 'redraw', 'dedicated', 'rename'] as const
export type Mode = (typeof MODES)[number]

export type GridEdit =
  | { kind: 'split'; gridId: string; line: Position[]; parts: { name?: string }[] }
  | { kind: 'merge'; gridIds: string[]; name?: string }
  | { kind: 'redraw'; gridId: string; strokes: Stroke[]; follow: boolean }
  | { kind: 'dedicated'; ring: Position[]; name: string; code?: string }
  | { kind: 'rename'; gridId: string; name: string }
  | { kind: 'retire'; gridId: string }

export interface GridDraft {
  mode: Mode
  chosen: string[]
  line: Position[]
  /** Of each point of the line the metres of a pixel when it was set: how exactly it could be pointed. */
  pixels: number[]
  strokes: Stroke[]
  follow: boolean
  names: string[]
  code: string
}

const EMPTY: GridDraft = {
  mode: 'split',
  chosen: [],
  line: [],
  pixels: [],
  strokes: [],
  follow: true,
  names: [],
  code: '',
}
/** Pixels within which an end of the line that splits means the border. */
const NEAR = 12

export function useGridDraft(gridId?: string) {
  const [draft, setDraft] = useState<GridDraft>(gridId ? { ...EMPTY, chosen: [gridId] } : EMPTY)
  const change = (part: Partial<GridDraft>) => setDraft((before) => ({ ...before, ...part }))
  return {
    draft,
    change,
    begin: (mode: Mode) => setDraft({ ...EMPTY, mode, follow: draft.follow }),
    clear: () => setDraft({ ...EMPTY, mode: draft.mode, follow: draft.follow }),
    choose(id: string) {
      setDraft((before) => {
        if (before.mode !== 'merge') return { ...before, chosen: [id], strokes: [], names: [] }
        const chosen = before.chosen.includes(id) ? before.chosen.filter((one) => one !== id) : [...before.chosen, id]
        return { ...before, chosen }
      })
    },
    point: (at: Position, pixel: number) =>
      setDraft((before) => ({ ...before, line: [...before.line, at], pixels: [...before.pixels, pixel] })),
    stroke: (stroke: Stroke) => setDraft((before) => ({ ...before, strokes: [...before.strokes, stroke] })),
    undo: () =>
      setDraft((before) => ({
        ...before,
        line: before.line.slice(0, -1),
        pixels: before.pixels.slice(0, -1),
        strokes: before.strokes.slice(0, -1),
      })),
  }
}

/** The line as it will be rehearsed: one that splits this outline goes through its border where it ends near it. */
export function lineOf({ mode, line, pixels }: GridDraft, outline: Geometry | undefined): Position[] {
  if (mode !== 'split' || !outline || line.length < 2) return line
  const reach = (index: number) => (pixels.at(index) ?? 0) * NEAR
  return throughBorder(line, outline, [reach(0), reach(-1)])
}

/** What the draft says as an edit; null while something is missing. */
export function editOf(draft: GridDraft, outline: Geometry | undefined): GridEdit | null {
  const { mode, chosen, line, strokes, follow, names, code } = draft
  const [gridId] = chosen
  const name = names[0]?.trim() ?? ''
  if (mode === 'split') {
    const parts = names.map((one) => (one.trim() ? { name: one.trim() } : {}))
    return gridId && line.length > 1 ? { kind: 'split', gridId, line: lineOf(draft, outline), parts } : null
  }
  if (mode === 'merge') return chosen.length > 1 ? { kind: 'merge', gridIds: chosen, ...(name ? { name } : {}) } : null
  if (mode === 'redraw') return gridId && strokes.length > 0 ? { kind: 'redraw', gridId, strokes, follow } : null
  if (mode === 'dedicated')
    return line.length > 2 && name
      ? { kind: 'dedicated', ring: line, name, ...(code.trim() ? { code: code.trim() } : {}) }
      : null
  return gridId && name ? { kind: 'rename', gridId, name } : null
}
