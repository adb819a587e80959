/** Random bytes for keys and nonces, drawn from the system some thousand at a time: asking for each few of them costs more than using them. */
import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 4096
let pool = Buffer.alloc(0)
let offset = 0

/** A buffer of its own; no byte of the pool is given out twice, nor kept once it was. */
export function randomPooled(bytes: number): Buffer {
  if (bytes > POOL_BYTES) throw new Error(`more than ${POOL_BYTES} random bytes at once`)
  if (offset + bytes > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES))
    offset = 0
  }
  const given = Buffer.from(pool.subarray(offset, offset + bytes))
  pool.fill(0, offset, offset + bytes)
  offset += bytes
  return given
}
