/** A case reported at the desk: what the caller says, the item that it is, where, and whether it is known already. */
import { Button, Checkbox, Input, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState, type FormEvent } from 'react'
import { ItemPicker } from '../catalogue/item-picker.tsx'
import { call } from '../platform/call.ts'
import { useDraft } from '../platform/draft.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { cityNow } from '../platform/now.ts'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { Loading } from '../platform/parts/states.tsx'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { toast } from '../platform/toast.tsx'
import { useUploads } from '../platform/upload.ts'
import type { LngLat } from '../territory/projection.ts'
import { RegionPicker } from '../territory/pickers.tsx'
import { Attachments } from './attachments.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { Known, Located } from './report-aids.tsx'
import { ReportDone } from './report-done.tsx'
import { refreshCases } from './send-act.ts'
import type { Acted } from './shapes.ts'
import { Suggestions } from './suggestions.tsx'

const CityMap = lazy(() => import('../territory/map.tsx').then((module) => ({ default: module.CityMap })))

interface Draft {
  text: string
  itemId?: string
  address: string
  point: LngLat | null
  unknown: boolean
  regionId?: string
  danger: boolean
  source: 'desk' | 'department'
}
const EMPTY: Draft = { text: '', address: '', point: null, unknown: false, danger: false, source: 'desk' }

export function ReportPage() {
  const words = useWords(caseWords)
  const shell = useWords(platformWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const navigate = useNavigate()
  const { value: draft, set, clear, restored } = useDraft<Draft>('report', EMPTY)
  // Contacts are personal data: they are not kept in the browser.
  const [contact, setContact] = useState({ name: '', phone: '' })
  const uploads = useUploads()
  const [purposes, setPurposes] = useState<Record<string, string>>({})
  const [ids, setIds] = useState(() => ({ commandId: newId(), subject: newId() }))
  const [error, setError] = useState<unknown>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState<Acted | null>(null)
  const said = useFieldErrors(error)
  const change = (next: Partial<Draft>) => set((before) => ({ ...before, ...next }))
  const placed = draft.unknown ? draft.regionId !== undefined : draft.point !== null
  const form = { report: words.report, common: words.form }

  const again = () => {
    clear()
    set(EMPTY)
    uploads.clear()
    setContact({ name: '', phone: '' })
    setIds({ commandId: newId(), subject: newId() })
    setTried(false)
    setSent(null)
  }
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (!draft.itemId || !placed || uploads.busy || busy) return
    setBusy(true)
    setError(null)
    try {
      const person = Object.fromEntries(Object.entries(contact).filter(([, value]) => value.trim() !== ''))
      const acted = await call('POST /api/v1/cases', {
        body: {
          ...ids,
          act: 'report',
          occurredAt: cityNow().toISOString(),
          device: 'console',
          body: {
            itemId: draft.itemId,
            position: draft.unknown ? null : draft.point,
            ...(draft.unknown ? { regionId: draft.regionId } : {}),
            ...(draft.text.trim() ? { text: draft.text.trim() } : {}),
            ...(draft.address.trim() ? { address: draft.address.trim() } : {}),
            ...(Object.keys(person).length > 0 ? { contact: person } : {}),
            ...(draft.danger ? { dangerToLife: true } : {}),
            source: draft.source,
            files: uploads.items.flatMap((item) =>
              item.uploadId ? [{ uploadId: item.uploadId, purpose: (purposes[item.key] ?? 'before') as 'before' }] : [],
            ),
          },
        },
      })
      clear()
      setSent(acted)
      toast('good', words.report.sent(acted.number))
      await refreshCases()
    } catch (problem) {
      setError(problem)
      if (problem instanceof ApiProblem && problem.status > 0 && problem.status < 500)
        setIds((before) => ({ ...before, commandId: newId() }))
    } finally {
      setBusy(false)
    }
  }
  if (sent) return <ReportDone sent={sent} again={again} />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{words.report.title}</h1>
        {restored && (
          <span className="muted">
            {shell.draftRestored}{' '}
            <Button size="small" type="link" onClick={again}>
              {shell.discardDraft}
            </Button>
          </span>
        )}
      </div>
      <form
        className="report"
        onSubmit={(event) => void send(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      >
        <div className="card stack">
          <Field label={form.report.what} hint={form.report.whatHint} error={said('body.text')}>
            {(wiring) => (
              <Input.TextArea
                {...wiring}
                autoFocus
                autoSize={{ minRows: 3, maxRows: 10 }}
                maxLength={4000}
                value={draft.text}
                onChange={(event) => change({ text: event.target.value })}
              />
            )}
          </Field>
          <Suggestions text={draft.text} chosen={draft.itemId} choose={(itemId) => change({ itemId })} />
          <Field
            label={form.report.item}
            required
            hint={form.report.itemHint}
            error={tried && !draft.itemId ? form.common.required : said('body.itemId')}
          >
            {(wiring) => <ItemPicker {...wiring} value={draft.itemId} onChange={(itemId) => change({ itemId })} />}
          </Field>
          <div className="note note-danger report-danger">
            <Checkbox checked={draft.danger} onChange={(event) => change({ danger: event.target.checked })}>
              <strong>{form.report.danger}</strong>
            </Checkbox>
            <span>{form.report.dangerHint}</span>
          </div>
          <div className="pair">
            <Field label={form.report.contactName} error={said('body.contact.name')}>
              {(wiring) => (
                <Input
                  {...wiring}
                  autoComplete="off"
                  maxLength={100}
                  value={contact.name}
                  onChange={(event) => setContact({ ...contact, name: event.target.value })}
                />
              )}
            </Field>
            <Field label={form.report.contactPhone} error={said('body.contact.phone')}>
              {(wiring) => (
                <Input
                  {...wiring}
                  autoComplete="off"
                  inputMode="tel"
                  maxLength={40}
                  value={contact.phone}
                  onChange={(event) => setContact({ ...contact, phone: event.target.value })}
                />
              )}
            </Field>
          </div>
          <p className="field-hint">
            {form.report.contactHint} {form.report.contactPrivate}
          </p>
          <Field label={form.common.files} error={said('body.files')} group>
            {() => (
              <Attachments
                uploads={uploads}
                purposes={purposes}
                usual="before"
                setPurpose={(key, purpose) => setPurposes((before) => ({ ...before, [key]: purpose }))}
              />
            )}
          </Field>
          <Field label={form.report.source}>
            {(wiring) => (
              <Select
                {...wiring}
                style={{ maxWidth: 200 }}
                value={draft.source}
                onChange={(source) => change({ source })}
                options={(['desk', 'department'] as const).map((value) => ({ value, label: lifecycle.source[value] }))}
              />
            )}
          </Field>
        </div>
        <div className="stack report-where">
          <div className="card stack">
            <Field label={form.report.address} hint={form.report.addressHint} error={said('body.address')}>
              {(wiring) => (
                <Input
                  {...wiring}
                  maxLength={300}
                  value={draft.address}
                  onChange={(event) => change({ address: event.target.value })}
                />
              )}
            </Field>
            <Checkbox checked={draft.unknown} onChange={(event) => change({ unknown: event.target.checked })}>
              {form.report.positionUnknown}
            </Checkbox>
            {draft.unknown ? (
              <Field
                label={form.report.region}
                required
                hint={form.report.regionHint}
                error={tried && !placed ? form.common.required : said('body.regionId')}
              >
                {(wiring) => (
                  <RegionPicker {...wiring} value={draft.regionId} onChange={(regionId) => change({ regionId })} />
                )}
              </Field>
            ) : (
              <Field
                label={form.report.pickOnMap}
                required
                error={tried && !placed ? form.report.positionMissing : said('body.position')}
                group
              >
                {() => (
                  <Suspense fallback={<Loading rows={6} />}>
                    <CityMap point={draft.point} pick={(point) => change({ point })} label={form.report.pickOnMap} />
                  </Suspense>
                )}
              </Field>
            )}
            {!draft.unknown && draft.point && <Located point={draft.point} />}
          </div>
          {draft.itemId && !draft.unknown && draft.point && (
            <Known
              itemId={draft.itemId}
              point={draft.point}
              followed={(number) => {
                toast('good', words.report.followed(number))
                again()
                void navigate({ to: '/' })
              }}
            />
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
              htmlType="submit"
              loading={busy}
              danger={draft.danger}
              disabled={uploads.busy}
            >
              {form.report.send}
            </Button>
            {uploads.busy && <span className="muted">{form.common.waitForFiles}</span>}
          </div>
        </div>
      </form>
    </div>
  )
}
