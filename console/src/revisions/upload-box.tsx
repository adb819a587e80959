/** One file for an import: chosen or dropped, sent in pieces that survive a break, and named to the revision when it is there. */
import { Button, Progress } from 'antd'
import InboxOutlined from '@ant-design/icons/InboxOutlined'
import { useEffect, useId, useState, type DragEvent } from 'react'
import { bytes, listed } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useUploads } from '../platform/upload.ts'
import { revisionWords } from './locale.ts'
import '../style/revisions.css'

/** Browsers disagree about what a .csv or a .geojson is; the name does not. */
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  json: 'application/json',
}

export interface UploadedFile {
  uploadId: string
  name: string
  extension: string
}

const extensionOf = (name: string) => name.split('.').at(-1)!.toLowerCase()

export function UploadBox({
  extensions,
  onFile,
}: {
  extensions: readonly string[]
  /** The file that is there, or null while none is. Keep it stable (`useCallback` or a setter). */
  onFile: (file: UploadedFile | null) => void
}) {
  const words = useWords(revisionWords)
  const to = useLanguage()
  const id = useId()
  const { items, add, remove, again } = useUploads()
  const [wrong, setWrong] = useState(false)
  const [over, setOver] = useState(false)
  const item = items[0]
  const readable = listed(
    extensions.map((extension) => `.${extension}`),
    to,
  )
  const ready = item?.state === 'done' ? item.uploadId : null
  const name = item?.name ?? ''
  useEffect(() => {
    onFile(ready ? { uploadId: ready, name, extension: extensionOf(name) } : null)
  }, [ready, name, onFile])

  const take = (file: File | undefined) => {
    if (!file) return
    const extension = extensionOf(file.name)
    setWrong(!extensions.includes(extension))
    if (!extensions.includes(extension)) return
    for (const { key } of items) remove(key)
    void add([new File([file], file.name, { type: TYPES[extension] ?? file.type })])
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <div className="upload-box-wrap">
      <label
        htmlFor={id}
        className={over ? 'upload-box over' : 'upload-box'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          id={id}
          type="file"
          className="unseen"
          accept={extensions.map((extension) => `.${extension}`).join(',')}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <InboxOutlined aria-hidden className="upload-box-mark" />
        {item ? (
          <span className="upload-box-file">
            <strong>{item.name}</strong> <span className="muted">{bytes(item.size)}</span>
          </span>
        ) : (
          <strong>{words.drop}</strong>
        )}
        <span className="muted">{item?.state === 'done' ? words.another : words.kinds(readable)}</span>
      </label>
      {item?.state === 'sending' && (
        <Progress
          percent={Math.floor((item.sent / Math.max(1, item.size)) * 100)}
          aria-label={words.sending(String(Math.floor((item.sent / Math.max(1, item.size)) * 100)))}
        />
      )}
      {item?.state === 'done' && <Progress percent={100} status="success" aria-label={words.sent} />}
      {item?.state === 'failed' && (
        <div className="note note-danger" role="alert">
          <span>
            <strong>{words.uploadFailed}</strong> {refusal(item.error, to)}
          </span>
          <Button size="small" onClick={() => again(item.key)}>
            {words.resume}
          </Button>
        </div>
      )}
      {wrong && (
        <div className="note note-danger" role="alert">
          {words.wrongKind(readable)}
        </div>
      )}
    </div>
  )
}

/** The server refuses with problem+json, which the protocol's client hands on as text. */
function refusal(error: string | null, to: 'zh' | 'en'): string {
  try {
    const said = JSON.parse(error ?? '') as { detail?: { zh: string; en: string } }
    return said.detail?.[to] ?? ''
  } catch {
    // Not the server's own answer (a proxy's page, a broken line): its text is all there is.
    return error ?? ''
  }
}
