/** An administrator who changes the catalogue over HTTP. For tests. */
import type { z } from 'zod'
import type { catalogueSource } from '@bihuan/contract/catalogue-edit'
import { revision, type RevisionAnswer, type RevisionFindingAnswer } from '@bihuan/contract/revision'
import { upload } from '../../files/testing/upload.ts'
import { newId } from '../../platform/id.ts'
import { XLSX } from '../../files/media-types.ts'
import type { TestCity } from '../../platform/testing/city.ts'
import type { SignedIn } from '../../platform/testing/sign-in.ts'

export type SourceSent = z.input<typeof catalogueSource>
export interface Answered<T> {
  status: number
  body: T & { code?: string }
}

export interface Editor {
  who: SignedIn
  get<T>(path: string): Promise<Answered<T>>
  post<T>(path: string, body: object): Promise<Answered<T>>
  /** Started and rehearsed; throws where it was refused. */
  start(source: SourceSent, more?: object): Promise<RevisionAnswer>
  file(content: string | Uint8Array, options?: object, more?: object): Promise<RevisionAnswer>
  look(id: string): Promise<RevisionAnswer>
  findings(id: string): Promise<RevisionFindingAnswer[]>
  act(id: string, act: string, more?: object): Promise<Answered<RevisionAnswer>>
  /** Started, rehearsed and applied. */
  through(source: SourceSent): Promise<RevisionAnswer>
}

export async function editorOf(at: TestCity, who?: SignedIn): Promise<Editor> {
  const administrator = who ?? (await at.signIn('administrator'))
  const send = async <T>(method: 'GET' | 'POST', path: string, payload?: object): Promise<Answered<T>> => {
    const url = `/api/v1${path}`
    const answer = await at.app.inject({ method, url, headers: administrator.headers, ...(payload ? { payload } : {}) })
    return { status: answer.statusCode, body: answer.json() }
  }
  const editor: Editor = {
    who: administrator,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    async start(source, more = {}) {
      const body = { commandId: newId(), title: '目录修订', source, ...more }
      const answer = await editor.post<{ id: string }>('/catalogue/revisions', body)
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      await at.runTimers()
      return editor.look(answer.body.id)
    },
    async file(content, options = {}, more = {}) {
      const bytes = Buffer.from(content as string)
      const xlsx = bytes.subarray(0, 2).toString() === 'PK'
      const { answer, id } = await upload(at, administrator, bytes, xlsx ? XLSX : 'text/csv')
      if (answer.statusCode !== 204) throw new Error(answer.body)
      const source = { type: 'file' as const, format: xlsx ? ('xlsx' as const) : ('csv' as const), ...options }
      return editor.start(source, { uploadId: id, fileName: xlsx ? 'a.xlsx' : 'a.csv', ...more })
    },
    look: async (id) => revision.parse((await editor.get(`/catalogue/revisions/${id}`)).body) as RevisionAnswer,
    async findings(id) {
      return (await editor.get<{ rows: RevisionFindingAnswer[] }>(`/catalogue/revisions/${id}/findings?limit=200`)).body
        .rows
    },
    act: (id, act, more = {}) => editor.post(`/catalogue/revisions/${id}/acts`, { commandId: newId(), act, ...more }),
    async through(source) {
      const { id } = await editor.start(source)
      const { status, body } = await editor.act(id, 'apply')
      if (status !== 200) throw new Error(JSON.stringify(body))
      return body
    },
  }
  return editor
}
