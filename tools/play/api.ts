/** The product as its callers see it: HTTP on 127.0.0.1, connections kept open, one bearer session for each person. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { newId } from '../../server/src/platform/id.ts'

export interface Sending {
  token?: string
  /** Simulated time of the request, ms. */
  at?: number
  json?: unknown
  bytes?: Buffer
  headers?: Record<string, string>
}
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: unknown
}

/** An answer that is no success, with the problem's code and its English sentence. */
export class Refused extends Error {
  constructor(
    readonly what: string,
    readonly status: number,
    readonly code: string,
    sentence: string,
  ) {
    super(`${what}: ${status} ${code} — ${sentence}`)
  }
}

export class Api {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 })
  private readonly underWay = new Set<Promise<unknown>>()
  private closing = false

  constructor(readonly port: number) {}

  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    if (this.closing) throw new Error('it is being stopped')
    const answer = this.exchange(method, path, sending)
    this.underWay.add(answer)
    try {
      return await answer
    } finally {
      this.underWay.delete(answer)
    }
  }

  private exchange(method: string, path: string, sending: Sending): Promise<Answer> {
    const json = sending.json === undefined ? undefined : Buffer.from(JSON.stringify(sending.json))
    const payload = sending.bytes ?? json
    const headers: Record<string, string | number> = {
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...(payload ? { 'content-length': payload.length } : {}),
      ...(sending.token ? { authorization: `Bearer ${sending.token}` } : {}),
      ...(sending.at === undefined ? {} : { 'bihuan-time': new Date(sending.at).toISOString() }),
      ...sending.headers,
    }
    const { agent, port } = this
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const isJson = String(incoming.headers['content-type'] ?? '').includes('json')
          resolve({
            status: incoming.statusCode!,
            headers: incoming.headers,
            body: isJson && text ? JSON.parse(text) : text,
          })
        })
      })
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
  }

  /** The body of a success. Throws `Refused` otherwise. */
  async expect(what: string, method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const answer = await this.send(method, path, sending)
    if (answer.status < 300) return answer
    const {
      code = 'unknown',
      detail,
      errors,
    } = answer.body as { code?: string; detail?: { en: string }; errors?: { field: string; en: string }[] }
    const fields = (errors ?? []).map(({ field, en }) => ` ${field}: ${en}`).join('')
    throw new Refused(what, answer.status, code, `${detail?.en ?? ''}${fields}`)
  }

  /** What is on its way is answered first; nothing new is sent. */
  async close(): Promise<void> {
    this.closing = true
    await Promise.allSettled(this.underWay)
    this.agent.destroy()
  }
}

/** What an act answers. */
export interface Acted {
  id: string
  number: string
  version: number
  state: string
}

/** Somebody with an account, signed in. */
export class Person {
  /** Acts performed by all persons of this process, for the rate. */
  static acts = 0

  private constructor(
    private readonly api: Api,
    readonly login: string,
    private readonly token: string,
    /** What the envelope names as the device. */
    private readonly device: string,
  ) {}

  static async signIn(api: Api, login: string, password: string, at: number, device: string): Promise<Person> {
    const json = { login, password, device, transport: 'bearer' }
    const { body } = await api.expect(`sign in ${login}`, 'POST', '/api/v1/session', { at, json })
    return new Person(api, login, (body as { token: string }).token, device)
  }

  async get<T>(path: string, at: number): Promise<T> {
    return (await this.api.expect(`${this.login} reads ${path}`, 'GET', path, { token: this.token, at })).body as T
  }

  /** What is no act on a case: a command of its own, whose id is made here. */
  async post<T>(path: string, at: number, body: object): Promise<T> {
    const json = { commandId: newId(), ...body }
    const answer = await this.api.expect(`${this.login} sends ${path}`, 'POST', path, { token: this.token, at, json })
    Person.acts += 1
    return answer.body as T
  }

  async moveClock(at: number): Promise<{ now: string; ran: number }> {
    const json = { now: new Date(at).toISOString() }
    return (await this.api.expect('move the clock', 'POST', '/api/v1/clock', { token: this.token, json })).body as never
  }

  /** A new case, by `report` or `fix-on-the-spot`. */
  async file(
    act: 'report' | 'fix-on-the-spot',
    subject: string,
    at: number,
    body: object,
    device = this.device,
  ): Promise<Acted> {
    return this.command('/api/v1/cases', { act, subject, body }, at, device)
  }

  async act(act: string, subject: string, at: number, body: object = {}, device = this.device): Promise<Acted> {
    return this.command(`/api/v1/cases/${subject}/acts`, { act, body }, at, device)
  }

  /** A whole picture in one request of the tus protocol (creation with upload); gives what an act attaches. */
  async upload<P extends string>(bytes: Buffer, purpose: P, at: number): Promise<{ uploadId: string; purpose: P }> {
    const uploadId = newId()
    const pairs = { id: uploadId, filetype: 'image/jpeg' }
    const metadata = Object.entries(pairs).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    await this.api.expect(`${this.login} uploads`, 'POST', '/api/v1/uploads', {
      token: this.token,
      at,
      bytes,
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': metadata.join(','),
        'content-type': 'application/offset+octet-stream',
      },
    })
    return { uploadId, purpose }
  }

  private async command(
    path: string,
    command: { act: string; subject?: string; body: object },
    at: number,
    device: string,
  ): Promise<Acted> {
    const json = { commandId: newId(), occurredAt: new Date(at).toISOString(), device, ...command }
    const answer = await this.api.expect(`${this.login} ${command.act}`, 'POST', path, { token: this.token, at, json })
    Person.acts += 1
    return answer.body as Acted
  }
}
