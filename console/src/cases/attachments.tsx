/** Photos and files of a form: chosen, dropped or pasted; sent at once, in pieces; named by the act when they are up. */
import { Button, Select } from 'antd'
import CloseOutlined from '@ant-design/icons/CloseOutlined'
import PaperClipOutlined from '@ant-design/icons/PaperClipOutlined'
import ReloadOutlined from '@ant-design/icons/ReloadOutlined'
import { useId, useRef, useState } from 'react'
import { bytes } from '../platform/format.ts'
import { useWords } from '../platform/language.ts'
import type { useUploads } from '../platform/upload.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'

const ACCEPTED = 'image/jpeg,image/png,image/webp,video/mp4,video/webm,video/quicktime,application/pdf,.docx,.xlsx'

interface Props {
  uploads: ReturnType<typeof useUploads>
  purposes: Record<string, string>
  setPurpose: (key: string, purpose: string) => void
  usual: string
}

export function Attachments({ uploads, purposes, setPurpose, usual }: Props) {
  const words = useWords(caseWords).form
  const lifecycle = useWords(lifecycleWords)
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const id = useId()
  const take = (list: FileList | null) => {
    if (list?.length) void uploads.add([...list])
  }
  return (
    <div
      className={`attach${over ? ' attach-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
      onPaste={(event) => take(event.clipboardData.files)}
    >
      <div className="row">
        <input
          ref={input}
          id={id}
          className="unseen"
          type="file"
          multiple
          accept={ACCEPTED}
          tabIndex={-1}
          aria-label={words.addFiles}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
        <Button size="small" icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>
          {words.addFiles}
        </Button>
        <span className="field-hint" style={{ margin: 0 }}>
          {words.filesHint}
        </span>
      </div>
      {uploads.items.length > 0 && (
        <ul className="attach-list">
          {uploads.items.map((item) => (
            <li key={item.key} className="attach-item">
              {item.preview ? (
                <img src={item.preview} alt="" width="44" height="44" />
              ) : (
                <PaperClipOutlined className="attach-icon" />
              )}
              <div className="attach-name">
                <span title={item.name}>{item.name}</span>
                <span
                  className={item.state === 'failed' ? 'field-error' : 'muted num'}
                  role={item.state === 'failed' ? 'alert' : undefined}
                >
                  {item.state === 'failed'
                    ? (item.error ?? words.uploadFailed)
                    : item.state === 'sending'
                      ? `${words.uploading} ${Math.floor((item.sent / Math.max(1, item.size)) * 100)}%`
                      : bytes(item.size)}
                </span>
              </div>
              <Select
                size="small"
                aria-label={words.purpose}
                style={{ width: 92 }}
                value={purposes[item.key] ?? usual}
                onChange={(value: string) => setPurpose(item.key, value)}
                options={Object.entries(lifecycle.purpose).map(([value, label]) => ({ value, label }))}
              />
              {item.state === 'failed' && (
                <Button
                  size="small"
                  type="text"
                  icon={<ReloadOutlined />}
                  aria-label={words.retry}
                  onClick={() => uploads.again(item.key)}
                />
              )}
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined />}
                aria-label={`${words.remove} ${item.name}`}
                onClick={() => uploads.remove(item.key)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
