import { describe, expect, it } from 'vitest'
import {
  base32,
  codeOf,
  fromBase32,
  matchingStep,
  newRecoveryCodes,
  newSecret,
  otpauthUri,
  recoveryCodeHash,
  stepAt,
} from './totp.ts'

const ascii = (text: string) => Buffer.from(text, 'ascii')
const SHA1_SECRET = ascii('12345678901234567890')

describe('one-time codes', () => {
  // RFC 6238, appendix B.
  const vectors: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ]
  it.each(vectors)('equal the vectors of RFC 6238 at %i s', (seconds, sha1, sha256, sha512) => {
    const step = stepAt(new Date(seconds * 1000))
    expect(codeOf(SHA1_SECRET, step, 8, 'sha1')).toBe(sha1)
    expect(codeOf(ascii('12345678901234567890123456789012'), step, 8, 'sha256')).toBe(sha256)
    expect(codeOf(ascii('1234567890123456789012345678901234567890123456789012345678901234'), step, 8, 'sha512')).toBe(
      sha512,
    )
  })

  const now = new Date('2026-03-02T08:00:10Z')
  const present = stepAt(now)

  it('may be one step early or late, and no more', () => {
    for (const step of [present - 1, present, present + 1]) {
      expect(matchingStep(SHA1_SECRET, codeOf(SHA1_SECRET, step), now, 0)).toBe(step)
    }
    for (const step of [present - 2, present + 2]) {
      expect(matchingStep(SHA1_SECRET, codeOf(SHA1_SECRET, step), now, 0)).toBeNull()
    }
  })

  it('work once', () => {
    expect(matchingStep(SHA1_SECRET, codeOf(SHA1_SECRET, present), now, present)).toBeNull()
    expect(matchingStep(SHA1_SECRET, codeOf(SHA1_SECRET, present + 1), now, present)).toBe(present + 1)
  })

  it('may be typed with a blank, and nothing else', () => {
    const code = codeOf(SHA1_SECRET, present)
    expect(matchingStep(SHA1_SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, now, 0)).toBe(present)
    for (const wrong of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
      expect(matchingStep(SHA1_SECRET, wrong, now, 0)).toBeNull()
  })
})

describe('secrets', () => {
  it('go through base32 and back', () => {
    // RFC 4648, §10.
    expect(base32(ascii('foobar'))).toBe('MZXW6YTBOI')
    expect(base32(ascii('foob'))).toBe('MZXW6YQ')
    for (let length = 0; length < 40; length++) {
      const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 89 + length) % 256))
      expect(fromBase32(base32(bytes))).toEqual(bytes)
    }
    expect(newSecret()).toHaveLength(20)
  })

  it('are given to apps in a key URI', () => {
    expect(otpauthUri(SHA1_SECRET, '闭环 金华', 'li.na')).toBe(
      'otpauth://totp/%E9%97%AD%E7%8E%AF%20%E9%87%91%E5%8D%8E:li.na?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E9%97%AD%E7%8E%AF%20%E9%87%91%E5%8D%8E&algorithm=SHA1&digits=6&period=30',
    )
  })
})

describe('recovery codes', () => {
  it('are ten different ones, found again however they are typed', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    const [code] = codes
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
    expect(recoveryCodeHash(` ${code!.toLowerCase().replaceAll('-', ' ')}`)).toEqual(recoveryCodeHash(code!))
  })
})
