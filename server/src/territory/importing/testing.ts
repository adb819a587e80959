/** A city of its own and an administrator who takes files in, over HTTP. For tests. */
import { revision } from '@bihuan/contract/revision'
import type { RevisionAnswer, RevisionFindingAnswer } from '@bihuan/contract/revision'
import { newId } from '../../platform/id.ts'
import { testCity, type TestCity, type TestCityOptions } from '../../platform/testing/city.ts'
import type { SignedIn } from '../../platform/testing/sign-in.ts'
import { loadTerritory } from '../answers.ts'
import { bumpTerritory, insertGrids } from '../store.ts'

export interface Acted {
  status: number
  /** Of the problem; null where it went well. */
  code: string | null
  body: RevisionAnswer
}
export interface Trial {
  at: TestCity
  administrator: SignedIn
  call(method: 'GET' | 'POST', url: string, payload?: object): Promise<{ status: number; body: unknown }>
  start(source: object, file?: { bytes: Buffer; type: string }): Promise<string>
  look(id: string): Promise<RevisionAnswer>
  findings(id: string): Promise<RevisionFindingAnswer[]>
  act(id: string, act: string, more?: object): Promise<Acted>
  /** A square grid of 0.01° at 119° E 29° N. */
  grid(communityId: string, code: string): Promise<string>
}

export async function openTrial(options: TestCityOptions = {}): Promise<Trial> {
  return trialOf(await testCity(options))
}

/** In a city that there is. */
export async function trialOf(at: TestCity): Promise<Trial> {
  const administrator = await at.signIn('administrator')
  const { headers } = administrator
  const call: Trial['call'] = async (method, url, payload) => {
    const answer = await at.app.inject({
      method,
      url: `/api/v1/territory/revisions${url}`,
      headers,
      ...(payload ? { payload } : {}),
    })
    return { status: answer.statusCode, body: answer.json() as unknown }
  }
  return {
    at,
    administrator,
    call,
    async start(source, file) {
      const uploadId = file ? await uploaded(at, administrator, file) : null
      const { status, body } = await call('POST', '', { commandId: newId(), title: '导入', uploadId, source })
      if (status !== 201) throw new Error(JSON.stringify(body))
      await at.runTimers()
      return (body as RevisionAnswer).id
    },
    look: async (id) => revision.parse((await call('GET', `/${id}`)).body) as RevisionAnswer,
    async findings(id) {
      const rows: RevisionFindingAnswer[] = []
      for (let next: string | null = ''; next !== null;) {
        const page = (await call('GET', `/${id}/findings?limit=200${next && `&next=${next}`}`)).body as {
          rows: RevisionFindingAnswer[]
          next: string | null
        }
        rows.push(...page.rows)
        next = page.next
      }
      return rows
    },
    async act(id, act, more = {}) {
      const { status, body } = await call('POST', `/${id}/acts`, { commandId: newId(), act, ...more })
      await at.runTimers()
      return { status, code: status < 300 ? null : (body as { code: string }).code, body: body as RevisionAnswer }
    },
    async grid(communityId, code) {
      const id = newId()
      const ring = [[119, 29], [119.01, 29], [119.01, 29.01], [119, 29.01], [119, 29]] // prettier-ignore
      await at.city.db.transaction(async (db) => {
        const geometry = { type: 'Polygon' as const, coordinates: [ring] }
        await insertGrids(db, [
          { id, code, kind: 'general', name: code, communityId, geometry, validFrom: '2025-01-01' },
        ])
        await bumpTerritory(db)
      })
      await loadTerritory(at.city)
      return id
    },
  }
}

async function uploaded(
  at: TestCity,
  who: SignedIn,
  { bytes, type }: { bytes: Buffer; type: string },
): Promise<string> {
  const metadata = `filetype ${Buffer.from(type).toString('base64')}`
  const common = { ...who.headers, 'tus-resumable': '1.0.0' }
  const begun = await at.app.inject({
    method: 'POST',
    url: '/api/v1/uploads',
    headers: { ...common, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  })
  const location = String(begun.headers['location'])
  const sent = await at.app.inject({
    method: 'PATCH',
    url: location,
    headers: { ...common, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    payload: bytes,
  })
  if (sent.statusCode !== 204) throw new Error(sent.body)
  return location.split('/').at(-1)!
}

/** From a table, or from GeoJSON. */
export const startFile = (trial: Trial, content: string | object, source: object): Promise<string> =>
  typeof content === 'string'
    ? trial.start(source, { bytes: Buffer.from(content), type: 'text/csv' })
    : trial.start(source, { bytes: Buffer.from(JSON.stringify(content)), type: 'application/geo+json' })
