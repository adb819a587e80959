/** Beside the map: what to do, which grid, what it is to be called, undo, and the rehearsal. Everything on the map can be chosen here too. */
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import type { GridOnMap } from './grid-editor.tsx'
import { territoryWords } from './locale.ts'
import { editOf, MODES, type GridEdit, type Mode, type useGridDraft } from './use-grid-draft.ts'

interface Props {
  grids: readonly GridOnMap[]
  drafting: ReturnType<typeof useGridDraft>
  kept: GridEdit[]
  keep: (edits: GridEdit[]) => void
  opened: (revisionId: string) => void
}

export function EditorPanel({ grids, drafting, kept, keep, opened }: Props) {
  const words = useWords(territoryWords)
  const to = useLanguage()
  const { draft, change, begin, clear, undo } = drafting
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const nameOf = (id: string) => grids.find((grid) => grid.id === id)?.name ?? ''
  const chosen = grids.find((grid) => grid.id === draft.chosen[0])
  const edit = editOf(draft, chosen?.geometry)
  const edits = edit ? [...kept, edit] : kept
  const started = draft.line.length + draft.strokes.length > 0

  const titleOf = (one: GridEdit) => {
    const names =
      one.kind === 'merge' ? one.gridIds.map(nameOf).join(' + ') : 'gridId' in one ? nameOf(one.gridId) : one.name
    return `${one.kind === 'retire' ? words.retire : words.modes[one.kind]} · ${names}`
  }
  const rehearse = async (list: GridEdit[]) => {
    setBusy(true)
    setError(null)
    try {
      const revision = await call('POST /api/v1/territory/edits', {
        body: {
          commandId: newId(),
          title: list.map(titleOf).join('; ').slice(0, 200),
          source: { type: 'grid-edit', edits: list },
        },
      })
      await refresh('/api/v1/territory')
      keep([])
      clear()
      opened(revision.id)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="stack">
      <Field label={words.mode} group>
        {() => (
          <Segmented<Mode>
            block
            vertical
            className="editor-modes"
            aria-label={words.mode}
            value={draft.mode}
            onChange={begin}
            options={MODES.map((mode) => ({ value: mode, label: words.modes[mode] }))}
          />
        )}
      </Field>
      <p className="note" role="status">
        {words.say[draft.mode]}
      </p>
      {draft.mode !== 'dedicated' && <GridList grids={grids} drafting={drafting} />}
      {draft.mode === 'split' && chosen && draft.line.length > 1 && (
        <>
          {[0, 1].map((part) => (
            <Field key={part} label={words.partName(String(part + 1))}>
              {(wiring) => (
                <Input
                  {...wiring}
                  value={draft.names[part] ?? ''}
                  placeholder={`${chosen.name}-${part + 1}`}
                  onChange={(event) => {
                    const names = [draft.names[0] ?? '', draft.names[1] ?? '']
                    change({ names: names.with(part, event.target.value) })
                  }}
                />
              )}
            </Field>
          ))}
        </>
      )}
      {(draft.mode === 'merge' || draft.mode === 'dedicated' || draft.mode === 'rename') && (
        <Field label={words.name} required={draft.mode !== 'merge'}>
          {(wiring) => (
            <Input
              {...wiring}
              value={draft.names[0] ?? ''}
              placeholder={chosen?.name ?? ''}
              onChange={(event) => change({ names: [event.target.value] })}
            />
          )}
        </Field>
      )}
      {draft.mode === 'dedicated' && (
        <Field label={words.newCode}>
          {(wiring) => (
            <Input {...wiring} value={draft.code} onChange={(event) => change({ code: event.target.value })} />
          )}
        </Field>
      )}
      {draft.mode === 'redraw' && (
        <div>
          <Checkbox checked={draft.follow} onChange={(event) => change({ follow: event.target.checked })}>
            {words.follow}
          </Checkbox>
          <div className="field-hint">{words.followHint}</div>
        </div>
      )}
      {started && (
        <div className="row">
          <span className="muted num">
            {draft.line.length > 0
              ? words.points(String(draft.line.length))
              : words.strokes(String(draft.strokes.length))}
          </span>
          <Button onClick={undo}>{words.undo}</Button>
          <Button onClick={clear}>{words.clear}</Button>
        </div>
      )}
      {chosen?.kind === 'dedicated' && draft.mode === 'rename' && (
        <Button danger onClick={() => void rehearse([...kept, { kind: 'retire', gridId: chosen.id }])}>
          {words.retire}
        </Button>
      )}
      {kept.length > 0 && (
        <ul className="editor-kept" aria-label={words.pendingList}>
          {kept.map((one, index) => (
            <li key={index} className="row">
              <span>{titleOf(one)}</span>
              <Button size="small" onClick={() => keep(kept.toSpliced(index, 1))}>
                {words.removeEdit}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={edits.length === 0}
          onClick={() => void rehearse(edits)}
        >
          {words.rehearse}
        </Button>
        <Button
          size="large"
          disabled={edit === null}
          onClick={() => {
            if (edit) keep([...kept, edit])
            clear()
          }}
        >
          {words.addAnother}
        </Button>
      </div>
      <p className="muted">{edits.length > 1 ? words.pending(String(edits.length)) : words.rehearseHint}</p>
      <p className="muted wide-only">{words.keys}</p>
    </div>
  )
}

/** For whoever cannot point at the map. */
function GridList({ grids, drafting }: Pick<Props, 'grids' | 'drafting'>) {
  const words = useWords(territoryWords)
  const { draft, choose } = drafting
  const [text, setText] = useState('')
  const found = grids.filter((grid) => !text || grid.name.includes(text) || grid.code.includes(text))
  const shown = found.toSorted((a, b) => Number(draft.chosen.includes(b.id)) - Number(draft.chosen.includes(a.id)))
  return (
    <div className="editor-grids">
      <Input
        allowClear
        aria-label={words.chooseGrid}
        placeholder={words.chooseGrid}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul aria-label={words.gridList}>
        {shown.slice(0, 60).map((grid) => (
          <li key={grid.id}>
            <button
              type="button"
              className="editor-grid"
              aria-pressed={draft.chosen.includes(grid.id)}
              onClick={() => choose(grid.id)}
            >
              <span>{grid.name}</span>
              <span className="muted num">{grid.code}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
