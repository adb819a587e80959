/** A city's standard from a file. */
import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { Field } from '../../platform/parts/field.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { UploadBox, type UploadedFile } from '../../revisions/upload-box.tsx'
import { useProcedures } from './names.ts'
import { useStart } from './use-start.ts'
import { itemWords } from './words.ts'

const EXTENSIONS = ['csv', 'xlsx'] as const
const DAYS = ['calendar-day', 'working-day'] as const
const HOURS = ['calendar-hour', 'working-minute'] as const
/** Comes with the first import into an empty city. */
const ORDINARY = 'ordinary'

export function ImportTab() {
  const words = useWords(itemWords)
  const to = useLanguage()
  const procedures = useProcedures()
  const [file, setFile] = useState<UploadedFile | null>(null)
  const [title, setTitle] = useState('')
  const [bareDay, setBareDay] = useState<(typeof DAYS)[number]>('calendar-day')
  const [bareHour, setBareHour] = useState<(typeof HOURS)[number]>('calendar-hour')
  const [procedureId, setProcedureId] = useState(ORDINARY)
  const [missing, setMissing] = useState<'keep' | 'retire'>('keep')
  const [allowOrphans, setAllowOrphans] = useState(false)
  const { start, busy, error } = useStart()
  const send = () => {
    if (!file) return
    void start({
      title: (title.trim() || file.name).slice(0, 200),
      uploadId: file.uploadId,
      fileName: file.name,
      source: {
        type: 'file',
        format: file.extension === 'xlsx' ? 'xlsx' : 'csv',
        ...{ procedureId, bareHour, bareDay, allowOrphans, retireMissing: missing === 'retire' },
      },
    })
  }
  return (
    <div className="stack catalogue-narrow">
      <p className="muted">{words.importHint}</p>
      <UploadBox extensions={EXTENSIONS} onFile={setFile} />
      <p className="muted">{words.importColumns}</p>
      <div className="row">
        <span className="muted">{words.template}</span>
        <Button size="small" href="/api/v1/catalogue/template?format=xlsx">
          XLSX
        </Button>
        <Button size="small" href="/api/v1/catalogue/template?format=csv">
          CSV
        </Button>
      </div>
      <div className="pair">
        <Field label={words.bareDay} group>
          {() => (
            <Radio.Group
              name="bare-day"
              value={bareDay}
              onChange={(event) => setBareDay(event.target.value as typeof bareDay)}
              options={DAYS.map((value) => ({ value, label: words.bareDays[value] }))}
            />
          )}
        </Field>
        <Field label={words.bareHour} group>
          {() => (
            <Radio.Group
              name="bare-hour"
              value={bareHour}
              onChange={(event) => setBareHour(event.target.value as typeof bareHour)}
              options={HOURS.map((value) => ({ value, label: words.bareHours[value] }))}
            />
          )}
        </Field>
        <Field label={words.missing} group>
          {() => (
            <Radio.Group
              name="missing"
              value={missing}
              onChange={(event) => setMissing(event.target.value as typeof missing)}
              options={(['keep', 'retire'] as const).map((value) => ({ value, label: words.missings[value] }))}
            />
          )}
        </Field>
        <Field label={words.defaultProcedure}>
          {(wiring) => (
            <Select
              {...wiring}
              value={procedureId}
              onChange={(value: string) => setProcedureId(value)}
              options={
                procedures.data && procedures.data.rows.length > 0
                  ? procedures.data.rows.map((row) => ({ value: row.id, label: inLanguage(row.name, to) }))
                  : [{ value: ORDINARY, label: ORDINARY }]
              }
            />
          )}
        </Field>
        <Field label={words.importTitle}>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={200}
              placeholder={file?.name ?? ''}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Checkbox checked={allowOrphans} onChange={(event) => setAllowOrphans(event.target.checked)}>
        {words.allowOrphans}
      </Checkbox>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div>
        <Button type="primary" loading={busy} disabled={!file} onClick={send}>
          {words.start}
        </Button>
      </div>
    </div>
  )
}
