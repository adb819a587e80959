import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  blindIndex,
  commitment,
  deriveKey,
  maskName,
  maskPhone,
  newRecordKey,
  normalisePhone,
  open,
  openBytes,
  seal,
  sealBytes,
  textAad,
  unwrapRecordKey,
} from './secrets.ts'

const master = randomBytes(32)
const record = '0198c0de-0000-7000-8000-000000000001'
const place = { id: '0198c0de-0000-7000-8000-000000000002', record, kind: 'description' }

describe('keys for a purpose', () => {
  it("are those of node's HKDF, however often they are asked for", () => {
    for (const purpose of ['text', 'commitment', 'copy/缩略图']) {
      const key = randomBytes(32)
      const official = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `bihuan/${purpose}`, 32))
      expect(deriveKey(key, purpose)).toEqual(official)
      expect(deriveKey(key, purpose)).toEqual(official)
    }
  })
})

describe('record keys', () => {
  it('opens what it sealed, and the wrapped key gives the same key again', () => {
    const { key, wrapped } = newRecordKey(master, record)
    const sealed = seal(key, '井盖破损，张三 13812345678 🕳️', textAad(place))
    expect(open(unwrapRecordKey(master, record, wrapped), sealed, textAad(place))).toBe('井盖破损，张三 13812345678 🕳️')
    expect(sealed.includes(Buffer.from('13812345678'))).toBe(false)
  })

  it('has one key for texts and another for commitments; from the shorter key of an earlier release both are derived', () => {
    const { key } = newRecordKey(master, record)
    const hmac = (own: Buffer) => createHmac('sha256', own).update('井盖').digest('hex')
    const [texts, commitments] = [key.subarray(0, 32), key.subarray(32)]
    expect([key.length, texts.equals(commitments)]).toEqual([64, false])
    expect(openBytes(texts, seal(key, '井盖', 'a'), 'a').toString()).toBe('井盖')
    expect(commitment(key, '井盖')).toBe(hmac(commitments))

    const earlier = randomBytes(32)
    const unwrapped = unwrapRecordKey(master, record, sealBytes(master, earlier, `record-key:${record}`))
    expect(open(unwrapped, sealBytes(deriveKey(earlier, 'text'), Buffer.from('井盖'), 'a'), 'a')).toBe('井盖')
    expect(commitment(unwrapped, '井盖')).toBe(hmac(deriveKey(earlier, 'commitment')))
  })

  it('seals the empty text and never twice to the same bytes', () => {
    const { key } = newRecordKey(master, record)
    expect(open(key, seal(key, '', 'a'), 'a')).toBe('')
    expect(seal(key, 'same', 'a').equals(seal(key, 'same', 'a'))).toBe(false)
  })

  it('opens neither altered bytes, nor bytes moved to another place, nor with another key', () => {
    const { key, wrapped } = newRecordKey(master, record)
    const sealed = seal(key, 'text', textAad(place))
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed)
      altered[at]! ^= 1
      expect(() => open(key, altered, textAad(place))).toThrow()
    }
    expect(() => open(key, sealed, textAad({ ...place, kind: 'contact-name' }))).toThrow()
    expect(() => open(newRecordKey(master, record).key, sealed, textAad(place))).toThrow()
    expect(() => unwrapRecordKey(master, place.id, wrapped)).toThrow()
    expect(() => unwrapRecordKey(randomBytes(32), record, wrapped)).toThrow()
    expect(() => open(key, Buffer.alloc(0), textAad(place))).toThrow(/not a sealed value/)
  })

  it('commits to a text with the key of its record only', () => {
    const { key } = newRecordKey(master, record)
    expect(commitment(key, 'text')).toMatch(/^[0-9a-f]{64}$/)
    expect(commitment(key, 'text')).toBe(commitment(key, 'text'))
    expect(commitment(key, 'text')).not.toBe(commitment(newRecordKey(master, record).key, 'text'))
  })
})

describe('phone numbers', () => {
  it('are the same number however they are written', () => {
    for (const written of [
      '138 1234 5678',
      '+86-138-1234-5678',
      '008613812345678',
      '8613812345678',
      '１３８１２３４５６７８',
    ])
      expect(normalisePhone(written)).toBe('13812345678')
    expect(normalisePhone('(0579) 8231-2345')).toBe('057982312345')
    expect(normalisePhone('no number')).toBeNull()
    expect(normalisePhone('1'.repeat(21))).toBeNull()
  })

  it('are found by an index that depends on the master key and the city', () => {
    const city = { id: 'a', masterKey: master }
    expect(blindIndex(city, '138-1234-5678')).toEqual(blindIndex(city, '+8613812345678'))
    expect(blindIndex(city, '13812345678')).not.toEqual(blindIndex({ ...city, id: 'b' }, '13812345678'))
    expect(blindIndex(city, '13812345678')).not.toEqual(
      blindIndex({ ...city, masterKey: randomBytes(32) }, '13812345678'),
    )
    expect(blindIndex(city, '')).toBeNull()
  })

  it('and names are masked', () => {
    expect(maskPhone('+86 138 1234 1234')).toBe('138****1234')
    expect(maskPhone('0579-82312345')).toBe('05****45')
    expect(maskPhone('12345')).toBe('****')
    expect(maskPhone('see note')).toBe('****')
    expect(['张三', '王小明', '张', '', 'Anna Maria', '𠮷野家'].map(maskName)).toEqual([
      '张*',
      '王**',
      '张*',
      '',
      'A*',
      '𠮷**',
    ])
  })
})
