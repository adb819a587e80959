/** Keys of records: UUIDv7 (RFC 9562), unique everywhere and roughly ordered in time, so that indexes grow at their end. */
import { randomFillSync } from 'node:crypto'

const POOL = Buffer.allocUnsafe(16 * 256)
let offset = POOL.length
let lastMilliseconds = 0
let counter = 0

/** A new key. Within a process later keys sort after earlier ones; nothing may depend on their order across processes. */
export function newId(): string {
  if (offset === POOL.length) {
    randomFillSync(POOL)
    offset = 0
  }
  const bytes = POOL.subarray(offset, offset + 16)
  offset += 16
  const present = Date.now()
  if (present > lastMilliseconds) {
    lastMilliseconds = present
    // The upper bit stays clear so that a millisecond has room for at least 2,048 keys before the time is borrowed from.
    counter = bytes.readUInt16BE(6) & 0x7ff
  } else if (++counter > 0xfff) {
    lastMilliseconds += 1
    counter = 0
  }
  bytes.writeUIntBE(lastMilliseconds, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
