/** Duties from a file: a list or a matrix. Rehearsed in the background, with every row that could not be read. */
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { UploadBox, type UploadedFile } from '../revisions/upload-box.tsx'
import { RegionPicker } from '../territory/pickers.tsx'
import { dutyWords } from './duty-words.ts'

const EXTENSIONS = ['csv', 'xlsx'] as const

export function DutyImport({ started }: { started: (id: string) => void }) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const [file, setFile] = useState<UploadedFile | null>(null)
  const [layout, setLayout] = useState<'auto' | 'list' | 'matrix'>('auto')
  const [mode, setMode] = useState<'rows' | 'whole'>('rows')
  const [region, setRegion] = useState<string>()
  const [from, setFrom] = useState('')
  const [basis, setBasis] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [commandId, setCommandId] = useState(newId)

  const start = async () => {
    if (!file) return
    setBusy(true)
    setError(null)
    try {
      const { id } = await call('POST /api/v1/duties/revisions', {
        body: {
          commandId,
          title: file.name,
          uploadId: file.uploadId,
          fileName: file.name,
          source: {
            type: 'file',
            format: file.extension === 'xlsx' ? 'xlsx' : 'csv',
            layout,
            mode,
            regionId: region ?? null,
            from: from === '' ? null : from,
            basis,
          },
        },
      })
      await refresh('/api/v1/duties')
      started(id)
    } catch (problem) {
      setError(problem)
      setCommandId(newId())
    } finally {
      setBusy(false)
    }
  }
  const download = async (what: 'list' | 'matrix') => {
    const { name, text } = await call('GET /api/v1/duties/template', { query: { layout: what } })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div className="stack duty-narrow">
      <p className="muted">{words.importHint}</p>
      <UploadBox extensions={EXTENSIONS} onFile={setFile} />
      <p className="muted">{words.columns}</p>
      <div className="row">
        <span className="muted">{words.templates}</span>
        <Button size="small" onClick={() => void download('list')}>
          {words.templateList}
        </Button>
        <Button size="small" onClick={() => void download('matrix')}>
          {words.templateMatrix}
        </Button>
      </div>
      <div className="pair">
        <Field label={words.layout} group>
          {() => (
            <Radio.Group
              name="duty-layout"
              value={layout}
              onChange={(event) => setLayout(event.target.value as typeof layout)}
              options={(['auto', 'list', 'matrix'] as const).map((value) => ({ value, label: words.layouts[value] }))}
            />
          )}
        </Field>
        <Field label={words.mode} group>
          {() => (
            <Radio.Group
              name="duty-mode"
              value={mode}
              onChange={(event) => setMode(event.target.value as typeof mode)}
              options={(['rows', 'whole'] as const).map((value) => ({ value, label: words.modes[value] }))}
            />
          )}
        </Field>
        <Field label={words.defaultRegion}>
          {(wiring) => <RegionPicker {...wiring} value={region} onChange={setRegion} />}
        </Field>
        <Field label={words.defaultFrom} hint={from === '' ? words.today : undefined}>
          {(wiring) => <Input {...wiring} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
        </Field>
        <Field label={words.defaultBasis}>
          {(wiring) => (
            <Input {...wiring} maxLength={500} value={basis} onChange={(event) => setBasis(event.target.value)} />
          )}
        </Field>
      </div>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button type="primary" disabled={!file} loading={busy} onClick={() => void start()}>
          {words.start}
        </Button>
      </div>
    </div>
  )
}
