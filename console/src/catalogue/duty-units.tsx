/** From the units of an imported standard to duties: what each word stands for, the departments that are missing, and one revision. */
import { Button, Checkbox } from 'antd'
import { useMemo, useState } from 'react'
import type { UnitAnswer } from '@bihuan/contract/duties-edit'
import { call } from '../platform/call.ts'
import { useDraft } from '../platform/draft.ts'
import { count } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { useMe } from '../platform/session.ts'
import { RegionPicker, useDepartments, useRegions } from '../territory/pickers.tsx'
import { madeFor, newDepartments, resolve, type Choice, type Choices } from './unit-choices.ts'
import { UnitRow } from './duty-unit-row.tsx'
import { dutyWords } from './duty-words.ts'

export function DutyUnits({ started }: { started: (id: string) => void }) {
  const words = useWords(dutyWords)
  const units = useGet('GET /api/v1/duties/units', {})
  return (
    <Shown query={units} rows={10}>
      {(data) =>
        data.rows.length === 0 ? (
          <Nothing title={words.unitsNone} hint={words.unitsNoneHint} />
        ) : (
          <Wizard rows={data.rows} items={data.items} started={started} />
        )
      }
    </Shown>
  )
}

function Wizard({ rows, items, started }: { rows: UnitAnswer[]; items: number; started: (id: string) => void }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const { account } = useMe()
  const regions = useRegions().data?.rows ?? NONE
  const departments = useDepartments().data?.rows ?? NONE
  const { value: choices, set, clear } = useDraft<Choices>(`duty-units.${account.id}`, {})
  const [region, setRegion] = useState<string>()
  const [assists, setAssists] = useState(true)
  const [onlyWithout, setOnlyWithout] = useState(true)
  const [busy, setBusy] = useState<'make' | 'duties' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [made, setMade] = useState<string | null>(null)
  const [ids, setIds] = useState({ make: newId(), duties: newId() })
  const root = regions.find((row) => row.parentId === null)
  const place = region ?? root?.id
  const choose = (word: string, choice: Choice | null) =>
    set((before) => {
      const { [word]: _, ...rest } = before
      return choice ? { ...rest, [word]: choice } : rest
    })
  const mapping = useMemo(() => resolve(choices, departments, regions), [choices, departments, regions])
  const missing = useMemo(
    () => newDepartments(choices, departments, regions, place ?? ''),
    [choices, departments, regions, place],
  )
  const mapped = rows.filter((row) => (mapping[row.word]?.length ?? 0) > 0 || madeFor(choices, row.word)).length

  const run = async (what: 'make' | 'duties', work: () => Promise<void>) => {
    setBusy(what)
    setError(null)
    try {
      await work()
    } catch (problem) {
      setError(problem)
      setIds((before) => ({ ...before, [what]: newId() }))
    } finally {
      setBusy(null)
    }
  }
  const make = () =>
    run('make', async () => {
      const { id } = await call('POST /api/v1/territory/edits', {
        body: {
          commandId: ids.make,
          title: words.newDepartments(String(missing.length)),
          source: { type: 'office-edit', edits: missing.slice(0, MOST_EDITS) },
        },
      })
      await refresh('/api/v1/territory')
      setMade(id)
    })
  const apply = () =>
    run('make', async () => {
      await call('POST /api/v1/territory/revisions/{id}/acts', {
        params: { id: made! },
        body: { commandId: newId(), act: 'apply' },
      })
      setMade(null)
      setIds((before) => ({ ...before, make: newId() }))
      await refresh('/api/v1/territory', '/api/v1/departments', '/api/v1/duties')
    })
  const rehearse = () =>
    run('duties', async () => {
      const { id } = await call('POST /api/v1/duties/revisions', {
        body: {
          commandId: ids.duties,
          title: words.tabs.units,
          source: { type: 'units', mapping, regionId: place!, superviseAssists: assists, onlyWithout },
        },
      })
      clear()
      await refresh('/api/v1/duties')
      started(id)
    })
  const suggested = () =>
    set((before) => ({
      ...Object.fromEntries(
        rows.flatMap((row) =>
          row.suggestion ? [[row.word, { is: 'department', id: row.suggestion.department.id } satisfies Choice]] : [],
        ),
      ),
      ...before,
    }))
  /** Spellings of one office share the new one; kinds of offices are decided by hand. */
  const rest = () =>
    set((before) => {
      const next: Record<string, Choice> = { ...before }
      for (const row of rows) {
        if (next[row.word] || row.generic || row.handling + row.supervising === 0) continue
        const same = row.alike.find((word) => next[word])
        next[row.word] = same ? next[same]! : { is: 'new', name: row.word }
      }
      return next
    })
  return (
    <div className="stack">
      <p className="muted">{words.unitsHint}</p>
      <section className="card">
        <div className="card-head">
          <h2>{words.stepMap}</h2>
          <span className="muted num">{words.mapped(count(mapped, to), count(rows.length, to))}</span>
          <Button onClick={suggested}>{words.takeSuggested}</Button>
          <Button onClick={rest}>{words.newForRest}</Button>
        </div>
        <div className="table-scroll" role="region" aria-label={words.stepMap}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.word}</th>
                <th scope="col" className="end">
                  {words.handles}
                </th>
                <th scope="col" className="end">
                  {words.first}
                </th>
                <th scope="col" className="end wide-only">
                  {words.supervises}
                </th>
                <th scope="col">{words.stands}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <UnitRow
                  key={row.word}
                  unit={row}
                  choice={choices[row.word] ?? null}
                  choose={(choice) => choose(row.word, choice)}
                />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      {(missing.length > 0 || made) && (
        <section className="card">
          <div className="card-head">
            <h2>{words.stepMake}</h2>
            <span className="muted num">{words.newDepartments(count(missing.length, to))}</span>
          </div>
          <p className="muted">{words.newHint}</p>
          <div className="row">
            {made === null ? (
              <Button type="primary" loading={busy === 'make'} onClick={() => void make()}>
                {words.makeDepartments}
              </Button>
            ) : (
              <>
                <span role="status">{words.madeDepartments}</span>
                <Button type="primary" loading={busy === 'make'} onClick={() => void apply()}>
                  {words.applyDepartments}
                </Button>
              </>
            )}
          </div>
        </section>
      )}
      <section className="card">
        <div className="card-head">
          <h2>{words.stepDuties}</h2>
        </div>
        <div className="stack duty-narrow">
          <Field label={words.place}>
            {(wiring) => <RegionPicker {...wiring} value={place} onChange={setRegion} />}
          </Field>
          <Checkbox checked={assists} onChange={(event) => setAssists(event.target.checked)}>
            {words.superviseAssists}
          </Checkbox>
          <Checkbox checked={onlyWithout} onChange={(event) => setOnlyWithout(event.target.checked)}>
            {words.onlyWithout}
          </Checkbox>
          <div className="row">
            <Button
              type="primary"
              disabled={missing.length > 0 || mapped === 0 || place === undefined}
              loading={busy === 'duties'}
              onClick={() => void rehearse()}
            >
              {words.rehearseDuties}
            </Button>
            <span className="muted num">{words.itemsOf(count(items, to))}</span>
          </div>
        </div>
      </section>
    </div>
  )
}

const NONE: never[] = []
/** As many as one edit takes; what is left comes with the next one. */
const MOST_EDITS = 200
