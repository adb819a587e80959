import { useEffect, useRef, useState } from 'react'
import { fileWords } from '../files/words.ts'
import { Icon } from '../parts/icon.tsx'
import { useWords } from '../words/language.ts'
import type { CaseView } from './case-query.ts'
import { caseWords } from './words.ts'

type FileOfCase = CaseView['files'][number]

export function CaseFiles({ view }: { view: Pick<CaseView, 'files'> }) {
  const words = useWords(caseWords)
  const [shown, setShown] = useState<FileOfCase | null>(null)
  if (view.files.length === 0) return null
  return (
    <section className="stack-tight">
      <h2 className="section">{words.photos}</h2>
      <div className="photos">
        {view.files.map((file) => (
          <Thumbnail key={file.referenceId} file={file} onOpen={() => setShown(file)} />
        ))}
      </div>
      {shown && <Viewer file={shown} onClose={() => setShown(null)} />}
    </section>
  )
}

export function Thumbnail({ file, onOpen }: { file: FileOfCase; onOpen: () => void }) {
  const words = useWords(fileWords)
  const tone = file.purpose === 'after' ? 'tag chip good' : 'tag chip'
  if (!file.mediaType.startsWith('image/')) {
    return (
      <a className="pick square" href={`/api/v1/files/${file.referenceId}`} target="_blank" rel="noreferrer">
        <Icon name="note" large />
        {file.mediaType.startsWith('video/') ? words.video : words.document}
      </a>
    )
  }
  return (
    <button type="button" className="photo" onClick={onOpen} aria-label={`${words.show}: ${words[file.purpose]}`}>
      <img src={`/api/v1/files/${file.referenceId}/thumbnail`} alt="" loading="lazy" decoding="async" />
      <span className={tone}>{words[file.purpose]}</span>
    </button>
  )
}

function Viewer({ file, onClose }: { file: FileOfCase; onClose: () => void }) {
  const words = useWords(fileWords)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="viewer" onClose={onClose} onClick={onClose} aria-label={words[file.purpose]}>
      <img src={`/api/v1/files/${file.referenceId}/display`} alt={words[file.purpose]} />
      <button type="button" className="icon-button" onClick={onClose} aria-label={words.hide}>
        <Icon name="close" />
      </button>
    </dialog>
  )
}
