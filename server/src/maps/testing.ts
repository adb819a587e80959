/** Reads a vector tile back, for tests and benches: what the format says and no more (points, texts and numbers). */
import { mercatorX, mercatorY } from './tile-address.ts'

interface Reader {
  bytes: Buffer
  at: number
}

function varint(reader: Reader): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = reader.bytes[reader.at++]!
    value += (byte & 127) * factor
    if (byte < 128) return value
  }
}

function* fields(bytes: Buffer): Generator<{ field: number; value: number; part: Buffer }> {
  const reader = { bytes, at: 0 }
  while (reader.at < bytes.length) {
    const key = varint(reader)
    const [field, wire] = [key >> 3, key & 7]
    if (wire === 0) yield { field, value: varint(reader), part: Buffer.alloc(0) }
    else if (wire === 2) {
      const length = varint(reader)
      yield { field, value: 0, part: bytes.subarray(reader.at, (reader.at += length)) }
    } else if (wire === 1)
      yield { field, value: bytes.readDoubleLE(reader.at), part: bytes.subarray(0, ((reader.at += 8), 0)) }
    else if (wire === 5)
      yield { field, value: bytes.readFloatLE(reader.at), part: bytes.subarray(0, ((reader.at += 4), 0)) }
    else throw new Error(`no such field of a tile: ${wire}`)
  }
}

function packed(bytes: Buffer): number[] {
  const reader = { bytes, at: 0 }
  const values: number[] = []
  while (reader.at < bytes.length) values.push(varint(reader))
  return values
}

function valueOf(part: Buffer): string | number {
  for (const { field, value, part: inner } of fields(part)) {
    if (field === 1) return inner.toString('utf8')
    if (field === 6) return value % 2 === 1 ? -(value + 1) / 2 : value / 2
    return value
  }
  throw new Error('a value of no kind')
}

export type Tags = Record<string, string | number>

/** The properties of the features of each layer. */
export function readTile(bytes: Buffer): Record<string, Tags[]> {
  const layers: Record<string, Tags[]> = {}
  for (const { field, part } of fields(bytes)) {
    if (field !== 3) continue
    let name = ''
    const keys: string[] = []
    const values: (string | number)[] = []
    const tags: number[][] = []
    for (const inner of fields(part)) {
      if (inner.field === 1) name = inner.part.toString('utf8')
      if (inner.field === 3) keys.push(inner.part.toString('utf8'))
      if (inner.field === 4) values.push(valueOf(inner.part))
      if (inner.field === 2)
        tags.push([...fields(inner.part)].flatMap((one) => (one.field === 2 ? packed(one.part) : [])))
    }
    layers[name] = tags.map((pairs) => {
      const read: Tags = {}
      for (let at = 0; at < pairs.length; at += 2) read[keys[pairs[at]!]!] = values[pairs[at + 1]!]!
      return read
    })
  }
  return layers
}

/** The address of the tile of a zoom that holds this point. */
export function tileAt(point: { longitude: number; latitude: number }, z: number): string {
  return `${z}/${Math.floor(mercatorX(point.longitude) * 2 ** z)}/${Math.floor(mercatorY(point.latitude) * 2 ** z)}`
}
