/**
 * Files go up by the tus protocol: in pieces, resumed after a break, hashed by the server. A desk's photos are small, and a
 * video of a site may be 200 MB.
 */
import { useCallback, useRef, useState } from 'react'
import type { Upload } from 'tus-js-client'

export interface Going {
  key: string
  name: string
  size: number
  type: string
  sent: number
  state: 'sending' | 'done' | 'failed'
  /** What acts name it by; the last part of the upload's address. */
  uploadId: string | null
  /** A local preview of an image. */
  preview: string | null
  error: string | null
}

const PIECE = 4 * 1024 * 1024

export function useUploads() {
  const [items, setItems] = useState<Going[]>([])
  const running = useRef(new Map<string, Upload>())
  const change = useCallback((key: string, next: Partial<Going>) => {
    setItems((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)))
  }, [])

  const add = useCallback(
    async (files: File[]) => {
      const { Upload } = await import('tus-js-client')
      for (const file of files) {
        const key = crypto.randomUUID()
        const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
        setItems((all) => [
          ...all,
          {
            key,
            name: file.name,
            size: file.size,
            type: file.type,
            sent: 0,
            state: 'sending',
            uploadId: null,
            preview,
            error: null,
          },
        ])
        const upload = new Upload(file, {
          endpoint: '/api/v1/uploads',
          chunkSize: PIECE,
          retryDelays: [0, 1000, 3000, 8000],
          metadata: { filename: file.name, filetype: file.type },
          removeFingerprintOnSuccess: true,
          onProgress: (sent) => change(key, { sent }),
          onSuccess: () =>
            change(key, { state: 'done', sent: file.size, uploadId: upload.url?.split('/').at(-1) ?? null }),
          onError: (error) => change(key, { state: 'failed', error: reasonOf(error) }),
        })
        running.current.set(key, upload)
        upload.start()
      }
    },
    [change],
  )

  const remove = useCallback((key: string) => {
    void running.current.get(key)?.abort(true)
    running.current.delete(key)
    setItems((all) => {
      const gone = all.find((one) => one.key === key)
      if (gone?.preview) URL.revokeObjectURL(gone.preview)
      return all.filter((one) => one.key !== key)
    })
  }, [])

  const clear = useCallback(() => setItems([]), [])
  const again = useCallback(
    (key: string) => {
      change(key, { state: 'sending', error: null })
      running.current.get(key)?.start()
    },
    [change],
  )
  return { items, add, remove, again, clear, busy: items.some((one) => one.state === 'sending') }
}

/** The server refuses with problem+json; tus hands the body on as text. */
function reasonOf(error: Error): string {
  const body = (error as { originalResponse?: { getBody(): string } | null }).originalResponse?.getBody()
  return body ?? error.message
}
