import { useEffect, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { toast } from '../parts/toast.tsx'
import { useLive } from '../parts/live.ts'
import { useMe } from '../platform/session.ts'
import type { Photo } from '../store/database.ts'
import { useWords } from '../words/language.ts'
import { fileWords } from './words.ts'

/** Photos of a draft or of an act being made, and the places to take more. */
export function PhotoStrip({
  ownerId,
  purposes,
  wanted,
}: {
  ownerId: string
  purposes: readonly Photo['purpose'][]
  wanted?: Photo['purpose']
}) {
  const words = useWords(fileWords)
  const photos = usePhotos(ownerId)
  return (
    <div className="photos">
      {photos?.map((photo) => (
        <Kept key={photo.id} photo={photo} tagged={purposes.length > 1} />
      ))}
      {purposes.map((purpose) => (
        <TakePhoto
          key={purpose}
          ownerId={ownerId}
          purpose={purpose}
          wanted={wanted === purpose && !photos?.some((photo) => photo.purpose === purpose)}
        >
          {purposes.length > 1 || purpose === 'after'
            ? purpose === 'after'
              ? words.takeAfter
              : words.take
            : words.take}
        </TakePhoto>
      ))}
    </div>
  )
}

export function usePhotos(ownerId: string): Photo[] | undefined {
  return useLive(() => import('./photos.ts').then((module) => module.photosOf(ownerId)), ownerId)
}

/** The file field itself is what is touched: the camera opens without a further step. */
export function TakePhoto({
  ownerId,
  purpose,
  wanted,
  children,
}: {
  ownerId: string
  purpose: Photo['purpose']
  wanted?: boolean
  children: string
}) {
  const words = useWords(fileWords)
  const me = useMe()
  return (
    <label className={wanted ? 'pick square wanted' : 'pick square'}>
      <Icon name="camera" large />
      {children}
      <input
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          for (const file of files) {
            import('./photos.ts')
              .then((module) => module.keepPhoto(file, purpose, ownerId, me.account.id))
              .catch((error: unknown) => {
                console.error(error)
                toast({ text: words.storageFull, kind: 'bad', stays: 12_000 })
              })
          }
        }}
      />
    </label>
  )
}

function Kept({ photo, tagged }: { photo: Photo; tagged: boolean }) {
  const words = useWords(fileWords)
  const url = useObjectUrl(photo.preview ?? photo.original)
  const percent = photo.uploadedAt ? 100 : Math.round((photo.sentBytes / Math.max(1, photo.original.size)) * 100)
  return (
    <figure className="photo">
      {url && <img src={url} alt={words[photo.purpose]} />}
      {tagged && <figcaption className="tag chip">{words[photo.purpose]}</figcaption>}
      {percent < 100 && (
        <span
          className="bar"
          style={{ width: `${percent}%` }}
          role="progressbar"
          aria-valuenow={percent}
          aria-label={words.uploading(percent)}
        />
      )}
      <button
        type="button"
        className="remove"
        aria-label={words.remove}
        onClick={() => void import('./photos.ts').then((module) => module.dropPhoto(photo.id))}
      >
        <Icon name="close" />
      </button>
    </figure>
  )
}

export function useObjectUrl(blob: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}
