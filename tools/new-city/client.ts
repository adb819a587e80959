/** One person of a real city over HTTP: first sign-in with password and second factor, revisions from rehearsal to their end. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { newId } from '../../server/src/platform/id.ts'
import { codeOf, fromBase32, stepAt } from '../../server/src/staff/totp.ts'
import type { RevisionAnswer } from '@bihuan/contract/revision'
import type { Api } from '../play/api.ts'

const TYPES: Record<string, string> = { csv: 'text/csv', geojson: 'application/geo+json', json: 'application/json' }
const CHUNK = 4 * 1024 * 1024

export class Officer {
  private constructor(
    private readonly api: Api,
    readonly login: string,
    private readonly token: string,
    readonly accountId: string,
  ) {}

  /** As one who has only the password that was printed or handed over: it is changed, and a second factor enrolled where asked for. */
  static async begin(api: Api, login: string, oneTime: string): Promise<Officer> {
    const first = await signIn(api, login, oneTime)
    const password = `Tk-${newId()}`
    await api.expect('change the password', 'POST', '/api/v1/password', {
      token: first.token,
      json: { current: oneTime, next: password },
    })
    const again = await signIn(api, login, password)
    if (again.must === 'enrol-second-factor') {
      const enrolled = await api.expect('enrol a second factor', 'POST', '/api/v1/totp/enrol', {
        token: again.token,
        json: { password },
      })
      const { secret } = enrolled.body as { secret: string }
      const code = codeOf(fromBase32(secret), stepAt(new Date()))
      await api.expect('confirm it', 'POST', '/api/v1/totp/confirm', { token: again.token, json: { code } })
    }
    return new Officer(api, login, again.token, again.account.id)
  }

  async get<T>(path: string): Promise<T> {
    return (await this.api.expect(`${this.login} reads ${path}`, 'GET', path, { token: this.token })).body as T
  }

  async send<T>(method: string, path: string, body: object): Promise<T> {
    const json = { commandId: newId(), ...body }
    return (await this.api.expect(`${this.login} sends ${path}`, method, path, { token: this.token, json })).body as T
  }

  /** A file in pieces, as a browser sends it. */
  async upload(path: string): Promise<{ uploadId: string; fileName: string }> {
    const bytes = readFileSync(path)
    const uploadId = newId()
    const fileName = basename(path)
    const pairs = { id: uploadId, filetype: TYPES[fileName.split('.').at(-1)!] ?? 'text/csv', filename: fileName }
    const metadata = Object.entries(pairs).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    const made = await this.api.expect(`upload ${fileName}`, 'POST', '/api/v1/uploads', {
      token: this.token,
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': metadata.join(','),
      },
    })
    const place = String(made.headers.location)
    for (let offset = 0; offset < bytes.length; offset += CHUNK) {
      await this.api.expect(`upload ${fileName}`, 'PATCH', new URL(place, 'http://localhost').pathname, {
        token: this.token,
        bytes: bytes.subarray(offset, offset + CHUNK),
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
      })
    }
    return { uploadId, fileName }
  }

  /** Starts a revision and waits until it is rehearsed. */
  async rehearse(where: string, title: string, source: object, file?: string): Promise<RevisionAnswer> {
    const given = file === undefined ? {} : await this.upload(file)
    let at = await this.send<RevisionAnswer>('POST', where, { title, source, ...given })
    const kind = `/api/v1/${at.kind}/revisions/${at.id}`
    while (at.state === 'rehearsing') {
      await new Promise((resolve) => setTimeout(resolve, 200))
      at = await this.get<RevisionAnswer>(kind)
    }
    if (at.state !== 'rehearsed') throw new Error(`${title}: ${at.state}, ${at.failure?.sentence.en ?? ''}`)
    return at
  }

  async apply(rehearsed: RevisionAnswer, keepGood = false): Promise<RevisionAnswer> {
    const path = `/api/v1/${rehearsed.kind}/revisions/${rehearsed.id}/acts`
    return this.send<RevisionAnswer>('POST', path, { act: 'apply', keepGood })
  }
}

interface SignedIn {
  token: string
  must: 'change-password' | 'enrol-second-factor' | null
  account: { id: string }
}

async function signIn(api: Api, login: string, password: string): Promise<SignedIn> {
  const json = { login, password, device: 'take-in', transport: 'bearer' }
  return (await api.expect(`sign in ${login}`, 'POST', '/api/v1/session', { json })).body as SignedIn
}
