/**
 * Rows in the binary form of PostgreSQL's COPY, packed into one buffer: nothing is escaped, and the server parses no text.
 * Values are named by the types of their columns, in the order of the columns.
 */
import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const TRAILER = Buffer.from([0xff, 0xff])
/** Microseconds of 2000-01-01, from which PostgreSQL counts. */
const EPOCH = 946_684_800_000
const DAY = 86_400_000
const TEXT_ARRAY = 25
const UUID_ARRAY = 2950
const INT_ARRAY = 23
/** Handed over at a time: large enough to be few, small enough to be sent while the next is cut. */
const CHUNK = 256 * 1024

export class CopyRows {
  private bytes = Buffer.allocUnsafe(64 * 1024)
  private at = 0
  rows = 0

  constructor(private readonly columns: number) {}

  /** The bytes so far, with room for as many more. */
  private room(size: number): Buffer {
    if (this.at + size > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + size))
      this.bytes.copy(larger, 0, 0, this.at)
      this.bytes = larger
    }
    return this.bytes
  }

  /** Begins the next row; as many values as there are columns must follow. */
  row(): this {
    this.room(2).writeInt16BE(this.columns, this.at)
    this.at += 2
    this.rows += 1
    return this
  }

  private length(bytes: number): void {
    this.room(4 + Math.max(0, bytes)).writeInt32BE(bytes, this.at)
    this.at += 4
  }

  nothing(): this {
    this.length(-1)
    return this
  }

  text(value: string | null): this {
    if (value === null) return this.nothing()
    // At most three bytes a character of JavaScript's.
    this.room(4 + value.length * 3)
    const written = this.bytes.write(value, this.at + 4, 'utf8')
    this.bytes.writeInt32BE(written, this.at)
    this.at += 4 + written
    return this
  }

  private uuidBytes(value: string): void {
    const hex = value.replaceAll('-', '')
    if (hex.length !== 32 || this.bytes.write(hex, this.at, 'hex') !== 16) throw new TypeError(`not a uuid: ${value}`)
    this.at += 16
  }

  uuid(value: string | null): this {
    if (value === null) return this.nothing()
    this.length(16)
    this.uuidBytes(value)
    return this
  }

  int2(value: number): this {
    this.length(2)
    this.bytes.writeInt16BE(value, this.at)
    this.at += 2
    return this
  }

  int4(value: number): this {
    this.length(4)
    this.bytes.writeInt32BE(value, this.at)
    this.at += 4
    return this
  }

  /** Where the value of the last `int8` stands: for numbers that are known only when the rows are sent. */
  get lastInt8(): number {
    return this.at - 8
  }

  int8(value: number): this {
    this.length(8)
    this.bytes.writeBigInt64BE(BigInt(value), this.at)
    this.at += 8
    return this
  }

  bool(value: boolean): this {
    this.length(1)
    this.bytes[this.at] = value ? 1 : 0
    this.at += 1
    return this
  }

  time(value: Date | number | null): this {
    if (value === null) return this.nothing()
    const millis = typeof value === 'number' ? value : value.getTime()
    this.length(8)
    this.bytes.writeBigInt64BE(BigInt(millis - EPOCH) * 1000n, this.at)
    this.at += 8
    return this
  }

  /** A business date, YYYY-MM-DD. */
  date(value: string | null): this {
    if (value === null) return this.nothing()
    this.length(4)
    this.bytes.writeInt32BE((Date.parse(`${value}T00:00:00Z`) - EPOCH) / DAY, this.at)
    this.at += 4
    return this
  }

  buffer(value: Buffer | null): this {
    if (value === null) return this.nothing()
    this.length(value.length)
    value.copy(this.bytes, this.at)
    this.at += value.length
    return this
  }

  point(value: { longitude: number; latitude: number } | null): this {
    if (value === null) return this.nothing()
    this.length(16)
    this.bytes.writeDoubleBE(value.longitude, this.at)
    this.bytes.writeDoubleBE(value.latitude, this.at + 8)
    this.at += 16
    return this
  }

  private array(count: number, element: number, write: () => void): this {
    const begin = this.at
    this.room(4 + 20)
    this.at += 4
    for (const part of count === 0 ? [0, 0, element] : [1, 0, element, count, 1]) {
      this.bytes.writeInt32BE(part, this.at)
      this.at += 4
    }
    write()
    this.bytes.writeInt32BE(this.at - begin - 4, begin)
    return this
  }

  texts(values: readonly string[]): this {
    return this.array(values.length, TEXT_ARRAY, () => values.forEach((value) => this.text(value)))
  }

  uuids(values: readonly string[]): this {
    return this.array(values.length, UUID_ARRAY, () => values.forEach((value) => this.uuid(value)))
  }

  ints(values: ArrayLike<number>): this {
    this.room(24 + values.length * 8)
    return this.array(values.length, INT_ARRAY, () => {
      for (let index = 0; index < values.length; index++) this.int4(values[index]!)
    })
  }

  /** What was packed, as a copy that stands alone. */
  done(): Uint8Array<ArrayBuffer> {
    const packed = new Uint8Array(this.at)
    packed.set(this.bytes.subarray(0, this.at))
    return packed
  }
}

/** Sends packed rows to a table, on a connection that is in a transaction. `table`: its name and columns. */
export async function copyRows(client: pg.ClientBase, table: string, packed: readonly Uint8Array[]): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} from stdin (format binary)`))
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  // Heard below, by whoever waits; never unheard.
  failed.catch(() => undefined)
  const write = async (bytes: Uint8Array) => {
    if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), failed])
  }
  await write(SIGNATURE)
  for (const bytes of packed) {
    for (let from = 0; from < bytes.length; from += CHUNK) await write(bytes.subarray(from, from + CHUNK))
  }
  stream.end(TRAILER)
  await Promise.race([once(stream, 'finish'), failed])
}
