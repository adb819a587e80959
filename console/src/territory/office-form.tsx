/** A department, team or sector, new or changed; what is filled in becomes a revision that is rehearsed. */
import { Button, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { officeWords } from './office-locale.ts'
import { DepartmentPicker, GridsPicker, RegionPicker, RegionsPicker, SectorPicker } from './pickers.tsx'

export type What = 'department' | 'team' | 'sector'
/** A row of any of the three lists. */
export interface Office {
  id: string
  code: string
  name: string
  nameEn: string
  kind?: string
  regionId: string
  parentId?: string | null
  departmentId?: string
  sectorId?: string | null
  regionIds?: string[]
  gridIds?: string[]
}
type Draft = Omit<Office, 'regionId' | 'departmentId'> & {
  regionId: string | undefined
  departmentId: string | undefined
}

export function OfficeForm({
  what,
  office,
  close,
  opened,
}: {
  what: What
  office: Office | null
  close: () => void
  opened: (revisionId: string) => void
}) {
  const words = useWords(officeWords)
  const to = useLanguage()
  const [draft, setDraft] = useState<Draft>(() =>
    office
      ? { departmentId: undefined, ...office }
      : {
          id: newId(),
          code: '',
          name: '',
          nameEn: '',
          kind: what === 'department' ? 'duty' : 'squad',
          regionId: undefined,
          departmentId: undefined,
        },
  )
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const lacks = (value: unknown) => (tried && !value ? { error: words.required } : {})
  const whole = draft.code && draft.name && draft.regionId && (what !== 'team' || draft.departmentId)

  const send = async (edit: Parameters<typeof start>[1]) => {
    setBusy(true)
    setError(null)
    try {
      opened(await start(`${words.what[what]}: ${draft.name}`, edit))
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const save = () => {
    setTried(true)
    if (whole) void send(editOf(what, draft))
  }
  return (
    <section className="act-form" aria-label={office ? words.change : words.make[what]}>
      <div className="act-form-head">
        <h3>{office ? `${words.change} · ${office.name}` : words.make[what]}</h3>
      </div>
      <div className="pair">
        <Field label={words.name} required {...lacks(draft.name)}>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={100}
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.nameEn} hint={words.nameEnHint}>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={100}
              value={draft.nameEn}
              onChange={(event) => set({ nameEn: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.code} required {...lacks(draft.code)}>
          {(wiring) => (
            <Input
              {...wiring}
              disabled={office !== null}
              maxLength={40}
              value={draft.code}
              onChange={(event) => set({ code: event.target.value.trim() })}
            />
          )}
        </Field>
        {what !== 'sector' && (
          <Field label={words.kind}>
            {(wiring) => (
              <Select
                {...wiring}
                disabled={office !== null && what === 'department'}
                value={draft.kind}
                onChange={(kind: string) => set({ kind })}
                options={Object.entries(what === 'department' ? words.departmentKind : words.teamKind).map(
                  ([value, label]) => ({ value, label }),
                )}
              />
            )}
          </Field>
        )}
        <Field label={words.region} required {...lacks(draft.regionId)}>
          {(wiring) => <RegionPicker {...wiring} value={draft.regionId} onChange={(regionId) => set({ regionId })} />}
        </Field>
        {what === 'department' && (
          <Field label={words.parent}>
            {(wiring) => (
              <DepartmentPicker
                {...wiring}
                placeholder={words.noParent}
                value={draft.parentId ?? undefined}
                onChange={(parentId) => set({ parentId: parentId ?? null })}
              />
            )}
          </Field>
        )}
        {what === 'team' && (
          <>
            <Field label={words.department} required {...lacks(draft.departmentId)}>
              {(wiring) => (
                <DepartmentPicker
                  {...wiring}
                  value={draft.departmentId}
                  onChange={(departmentId) => set({ departmentId })}
                />
              )}
            </Field>
            <Field label={words.sector}>
              {(wiring) => (
                <SectorPicker
                  {...wiring}
                  value={draft.sectorId ?? undefined}
                  onChange={(sectorId) => set({ sectorId: sectorId ?? null })}
                />
              )}
            </Field>
          </>
        )}
        {what === 'sector' && (
          <Field label={words.regionsOf}>
            {(wiring) => (
              <RegionsPicker {...wiring} value={draft.regionIds ?? []} onChange={(regionIds) => set({ regionIds })} />
            )}
          </Field>
        )}
        {what !== 'department' && (
          <Field label={words.gridsOf} {...(what === 'team' ? { hint: words.gridsHint } : {})}>
            {(wiring) => (
              <GridsPicker {...wiring} value={draft.gridIds ?? []} onChange={(gridIds) => set({ gridIds })} />
            )}
          </Field>
        )}
      </div>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button type="primary" loading={busy} onClick={save}>
          {words.rehearse}
        </Button>
        {office && (
          <Popconfirm title={words.endSure} onConfirm={() => send({ kind: 'end', what, id: office.id })}>
            <Button danger disabled={busy}>
              {words.end}
            </Button>
          </Popconfirm>
        )}
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </section>
  )
}

type Edit = ReturnType<typeof editOf> | { kind: 'end'; what: What; id: string }

async function start(title: string, edit: Edit): Promise<string> {
  const revision = await call('POST /api/v1/territory/edits', {
    body: { commandId: newId(), title: title.slice(0, 200), source: { type: 'office-edit', edits: [edit] } },
  })
  await refresh('/api/v1/territory')
  return revision.id
}

function editOf(what: What, draft: Draft) {
  const { id, code, name, kind } = draft
  const common = { id, code, name, nameEn: draft.nameEn || name, regionId: draft.regionId! }
  if (what === 'department')
    return { kind: what, ...common, departmentKind: kind as 'duty', parentId: draft.parentId ?? null }
  const gridIds = draft.gridIds ?? []
  if (what === 'sector') return { kind: what, ...common, regionIds: draft.regionIds ?? [], gridIds }
  const { departmentId, sectorId = null } = draft
  return { kind: what, ...common, teamKind: kind as 'squad', departmentId: departmentId!, sectorId, gridIds }
}
