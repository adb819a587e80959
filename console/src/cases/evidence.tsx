/** Photos before and after beside each other, other photos, video and documents. Thumbnails; the display copy on a click. */
import { Modal } from 'antd'
import FileTextOutlined from '@ant-design/icons/FileTextOutlined'
import PlayCircleOutlined from '@ant-design/icons/PlayCircleOutlined'
import { useState } from 'react'
import { bytes } from '../platform/format.ts'
import { useWords } from '../platform/language.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { FileView } from './shapes.ts'

const address = (file: FileView, kind?: 'thumbnail' | 'display') =>
  `/api/v1/files/${file.referenceId}${kind ? `/${kind}` : ''}`

export function Evidence({ files }: { files: FileView[] }) {
  const words = useWords(caseWords).page
  if (files.length === 0) return <p className="muted">{words.noFiles}</p>
  const before = files.filter((file) => file.purpose === 'before')
  const after = files.filter((file) => file.purpose === 'after')
  const other = files.filter((file) => file.purpose !== 'before' && file.purpose !== 'after')
  return (
    <div className="stack">
      {(before.length > 0 || after.length > 0) && (
        <div className="pair">
          <div>
            <h3>{words.before}</h3>
            {before.length > 0 ? <Files files={before} /> : <p className="muted">–</p>}
          </div>
          <div>
            <h3>{words.after}</h3>
            {after.length > 0 ? <Files files={after} /> : <p className="muted">–</p>}
          </div>
        </div>
      )}
      {other.length > 0 && (
        <div>
          {(before.length > 0 || after.length > 0) && <h3>{words.other}</h3>}
          <Files files={other} />
        </div>
      )}
    </div>
  )
}

export function Files({ files, small }: { files: FileView[]; small?: boolean }) {
  const words = useWords(caseWords).page
  const lifecycle = useWords(lifecycleWords)
  const [shown, setShown] = useState<FileView | null>(null)
  const side = small ? 72 : 128
  return (
    <ul className="files">
      {files.map((file) => {
        const label = `${lifecycle.purpose[file.purpose]} · ${bytes(file.size)}`
        if (file.mediaType.startsWith('image/')) {
          return (
            <li key={file.referenceId}>
              <button
                type="button"
                className="file"
                style={{ width: side, height: side }}
                aria-label={label}
                onClick={() => setShown(file)}
              >
                <img src={address(file, 'thumbnail')} alt={label} loading="lazy" />
              </button>
            </li>
          )
        }
        const video = file.mediaType.startsWith('video/')
        return (
          <li key={file.referenceId}>
            {video ? (
              <button
                type="button"
                className="file file-plain"
                style={{ width: side, height: side }}
                onClick={() => setShown(file)}
              >
                <PlayCircleOutlined />
                <span>{words.video}</span>
              </button>
            ) : (
              <a
                className="file file-plain"
                style={{ width: side, height: side }}
                href={address(file)}
                target="_blank"
                rel="noreferrer"
              >
                <FileTextOutlined />
                <span>{words.document}</span>
                <span className="muted">{bytes(file.size)}</span>
              </a>
            )}
          </li>
        )
      })}
      <Modal
        open={shown !== null}
        onCancel={() => setShown(null)}
        footer={null}
        width="min(1100px, 94vw)"
        title={shown ? lifecycle.purpose[shown.purpose] : ''}
        destroyOnHidden
      >
        {shown && (
          <figure className="file-shown">
            {shown.mediaType.startsWith('video/') ? (
              <video src={address(shown)} controls autoPlay />
            ) : (
              <img src={address(shown, 'display')} alt={lifecycle.purpose[shown.purpose]} />
            )}
            <figcaption className="row">
              <a href={address(shown)} target="_blank" rel="noreferrer">
                {words.original} · {bytes(shown.size)}
              </a>
              <span className="muted num">SHA-256 {shown.sha256.slice(0, 16)}…</span>
            </figcaption>
          </figure>
        )}
      </Modal>
    </ul>
  )
}
