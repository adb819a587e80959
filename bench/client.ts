/** A light HTTP/1.1 client for load: one kept-alive connection, one request at a time, so that the load costs the machine little. */
import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  body: string
}

export interface Request {
  method: 'GET' | 'POST'
  path: string
  body?: object
  token?: string
}

const HEAD_END = '\r\n\r\n'

export class Connection {
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null
  private received: Buffer = Buffer.alloc(0)

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.take(chunk))
    socket.on('error', (error) => this.fail(error))
    socket.on('close', () => this.fail(new Error('the server closed the connection')))
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port })
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new Connection(socket)
  }

  send({ method, path, body, token }: Request): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const content =
      text === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
    const authorization = token === undefined ? '' : `authorization: Bearer ${token}\r\n`
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      this.socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${authorization}${content}\r\n${text}`)
    })
  }

  close(): void {
    this.waiting = null
    this.socket.destroy()
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk])
    const headEnd = this.received.indexOf(HEAD_END)
    if (headEnd === -1) return
    const head = this.received.subarray(0, headEnd).toString('latin1')
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
    // Every answer of ours names its length; anything else is not what this client was made for.
    if (Number.isNaN(length)) return this.fail(new Error(`an answer without a length: ${head}`))
    const end = headEnd + HEAD_END.length + length
    if (this.received.length < end) return
    const body = this.received.subarray(headEnd + HEAD_END.length, end).toString('utf8')
    this.received = this.received.subarray(end)
    const { waiting } = this
    this.waiting = null
    waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }

  private fail(error: Error): void {
    this.waiting?.reject(error)
    this.waiting = null
  }
}

/** Sends, and says what came back where it is not what was expected. */
export async function sendFor<T>(connection: Connection, expected: number, request: Request): Promise<T> {
  const { status, body } = await connection.send(request)
  if (status !== expected) throw new Error(`${request.method} ${request.path} answered ${status}: ${body}`)
  return JSON.parse(body) as T
}
