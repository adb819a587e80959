/** Bringing files in: what it is, the file, what it is in; then its rehearsal, which is watched on the page of the revision. */
import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { UploadBox, type UploadedFile } from '../revisions/upload-box.tsx'
import { territoryWords } from './locale.ts'
import { RegionPicker } from './pickers.tsx'

const SOURCES = ['region', 'codes', 'outlines', 'grids', 'cut', 'departments', 'teams'] as const
type Source = (typeof SOURCES)[number]
const FILES: Record<Source, readonly string[] | null> = {
  region: null,
  codes: ['csv', 'xlsx'],
  outlines: ['geojson', 'json'],
  grids: ['geojson', 'json'],
  cut: null,
  departments: ['csv', 'xlsx'],
  teams: ['csv', 'xlsx'],
}
const LEVELS = ['city', 'county', 'town', 'community'] as const

interface Options {
  datum?: 'wgs84' | 'gcj02' | 'bd09'
  prefix: string
  cityName: string
  complete: boolean
  level?: (typeof LEVELS)[number] | undefined
  kind?: 'general' | 'dedicated' | undefined
  snapBelow: number
  regionId?: string | undefined
  gridsPerCommunity: number
  communities: number | null
  seed: number
  name: string
}

export function ImportTab({
  begin,
  regionId,
  opened,
}: {
  begin: string | undefined
  regionId: string | undefined
  opened: (revisionId: string) => void
}) {
  const words = useWords(territoryWords)
  const to = useLanguage()
  const [source, setSource] = useState<Source>(SOURCES.find((one) => one === begin) ?? 'codes')
  const [file, setFile] = useState<UploadedFile | null>(null)
  const [options, setOptions] = useState<Options>({
    prefix: '',
    cityName: '',
    complete: true,
    snapBelow: 0,
    regionId,
    gridsPerCommunity: 5,
    communities: null,
    seed: 1,
    name: '',
  })
  const [missing, setMissing] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const extensions = FILES[source]
  const set = (part: Partial<Options>) => setOptions((before) => ({ ...before, ...part }))

  const start = async () => {
    const lacks = lacking(source, options, file)
    setMissing(lacks)
    if (lacks.length > 0) return
    setBusy(true)
    setError(null)
    try {
      const common = {
        commandId: newId(),
        title: words.titleOf(words.sources[source], file?.name ?? options.name),
        uploadId: extensions ? (file?.uploadId ?? null) : null,
        fileName: extensions ? (file?.name ?? null) : null,
      }
      const revision =
        source === 'departments' || source === 'teams'
          ? await call('POST /api/v1/territory/edits', { body: { ...common, source: { type: source } } })
          : await call('POST /api/v1/territory/revisions', { body: { ...common, source: sourceOf(source, options) } })
      await refresh('/api/v1/territory')
      opened(revision.id)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const wrong = (field: string) => (missing.includes(field) ? { error: words.required } : {})

  return (
    <div className="stack import">
      <Field label={words.importTitle} group>
        {() => (
          <Radio.Group
            vertical
            name="source"
            value={source}
            onChange={(event) => {
              setSource(event.target.value as Source)
              setMissing([])
              setError(null)
            }}
            options={SOURCES.map((one) => ({
              value: one,
              label: (
                <>
                  <strong>{words.sources[one]}</strong> <span className="muted">{words.sourceHints[one]}</span>
                </>
              ),
            }))}
          />
        )}
      </Field>
      {extensions && (
        <>
          <UploadBox key={source} extensions={extensions} onFile={setFile} />
          {missing.includes('file') && (
            <div className="note note-danger" role="alert">
              {words.fileRequired}
            </div>
          )}
        </>
      )}
      {(source === 'outlines' || source === 'grids') && (
        <>
          <Field label={words.datum} hint={words.datumHint} required group {...wrong('datum')}>
            {() => (
              <Radio.Group
                name="datum"
                value={options.datum}
                onChange={(event) => set({ datum: event.target.value as 'wgs84' })}
                options={(['wgs84', 'gcj02', 'bd09'] as const).map((value) => ({ value, label: words.datums[value] }))}
              />
            )}
          </Field>
          {source === 'outlines' ? (
            <Field label={words.onlyLevel}>
              {(wiring) => (
                <Select
                  {...wiring}
                  allowClear
                  value={options.level}
                  onChange={(level: Options['level']) => set({ level })}
                  options={LEVELS.map((value) => ({ value, label: words.level[value] }))}
                />
              )}
            </Field>
          ) : (
            <Field label={words.gridKind}>
              {(wiring) => (
                <Select
                  {...wiring}
                  allowClear
                  value={options.kind}
                  onChange={(kind: Options['kind']) => set({ kind })}
                  options={(['general', 'dedicated'] as const).map((value) => ({ value, label: words.kind[value] }))}
                />
              )}
            </Field>
          )}
          <Field label={words.snapBelow} hint={words.snapHint}>
            {(wiring) => (
              <InputNumber
                {...wiring}
                min={0}
                max={10_000}
                value={options.snapBelow}
                onChange={(value) => set({ snapBelow: value ?? 0 })}
              />
            )}
          </Field>
        </>
      )}
      {source === 'codes' && (
        <>
          <Field label={words.prefix} hint={words.prefixHint} required {...wrong('prefix')}>
            {(wiring) => (
              <Input
                {...wiring}
                inputMode="numeric"
                value={options.prefix}
                onChange={(event) => set({ prefix: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field label={words.cityName}>
            {(wiring) => (
              <Input {...wiring} value={options.cityName} onChange={(event) => set({ cityName: event.target.value })} />
            )}
          </Field>
        </>
      )}
      {(source === 'codes' || source === 'grids') && (
        <Checkbox checked={options.complete} onChange={(event) => set({ complete: event.target.checked })}>
          {words.complete}
        </Checkbox>
      )}
      {source === 'region' && (
        <div className="pair">
          <Field label={words.cityCode} hint={words.prefixHint} required {...wrong('prefix')}>
            {(wiring) => (
              <Input
                {...wiring}
                inputMode="numeric"
                value={options.prefix}
                onChange={(event) => set({ prefix: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field label={words.name} required {...wrong('name')}>
            {(wiring) => (
              <Input {...wiring} value={options.name} onChange={(event) => set({ name: event.target.value })} />
            )}
          </Field>
        </div>
      )}
      {source === 'cut' && (
        <>
          <Field label={words.cutRegion} required {...wrong('regionId')}>
            {(wiring) => (
              <RegionPicker {...wiring} value={options.regionId} onChange={(next) => set({ regionId: next })} />
            )}
          </Field>
          <div className="pair">
            {(['communities', 'gridsPerCommunity', 'seed'] as const).map((field) => (
              <Field key={field} label={words[field]}>
                {(wiring) => (
                  <InputNumber
                    {...wiring}
                    min={field === 'seed' ? 0 : 1}
                    max={field === 'seed' ? 2_147_483_647 : field === 'communities' ? 200 : 60}
                    value={options[field]}
                    onChange={(value) => set({ [field]: value ?? (field === 'communities' ? null : 1) })}
                  />
                )}
              </Field>
            ))}
          </div>
        </>
      )}
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button type="primary" size="large" loading={busy} onClick={() => void start()}>
          {words.start}
        </Button>
        <span className="muted">{words.rehearseHint}</span>
      </div>
    </div>
  )
}

function lacking(source: Source, options: Options, file: UploadedFile | null): string[] {
  return [
    ...(FILES[source] && !file ? ['file'] : []),
    ...((source === 'outlines' || source === 'grids') && !options.datum ? ['datum'] : []),
    ...((source === 'codes' || source === 'region') && !/^\d{4,12}$/.test(options.prefix) ? ['prefix'] : []),
    ...(source === 'region' && !options.name.trim() ? ['name'] : []),
    ...(source === 'cut' && !options.regionId ? ['regionId'] : []),
  ]
}

function sourceOf(source: Exclude<Source, 'departments' | 'teams'>, o: Options) {
  switch (source) {
    case 'region':
      return { type: source, code: o.prefix, name: o.name.trim() }
    case 'codes':
      return { type: source, prefix: o.prefix, complete: o.complete, ...(o.cityName ? { cityName: o.cityName } : {}) }
    case 'outlines':
      return { type: source, datum: o.datum!, snapBelow: o.snapBelow, ...(o.level ? { level: o.level } : {}) }
    case 'grids': {
      const kind = o.kind ? { kind: o.kind } : {}
      return { type: source, datum: o.datum!, complete: o.complete, snapBelow: o.snapBelow, ...kind }
    }
    case 'cut': {
      const communities = o.communities === null ? {} : { communities: o.communities }
      const { gridsPerCommunity, seed } = o
      return { type: source, regionId: o.regionId!, gridsPerCommunity, seed, ...communities }
    }
  }
}
