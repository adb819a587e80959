import { describe, expect, it } from 'vitest'
import { Guesses } from './guesses.ts'
import { checkNewPassword, hashPassword, newOneTimePassword, verifyNothing, verifyPassword } from './password.ts'

function refusal(password: string, login = 'li.na'): string | null {
  try {
    checkNewPassword(password, login)
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a new password', () => {
  it('may be a sentence, in any script', () => {
    expect(refusal('correct horse battery staple')).toBeNull()
    expect(refusal('窗前明月光疑是地上霜举头望')).toBeNull()
    expect(refusal('kx7-Pq2-vv9-Zt')).toBeNull()
  })
  it.each([
    ['elevenchars', 'staff.password-too-short'],
    ['x7'.repeat(65), 'staff.password-too-long'],
    ['my-LI.NA-secret', 'staff.password-has-login'],
    ['aaaaaaaaaaaaaa', 'staff.password-too-simple'],
    ['abababababab', 'staff.password-too-simple'],
    ['123456789012', 'staff.password-too-simple'],
    ['abcdefghijklmnop', 'staff.password-too-simple'],
    ['1qaz2wsx3edc', 'staff.password-too-simple'],
  ])('%s is refused: %s', (password, code) => {
    expect(refusal(password)).toBe(code)
  })
  it('is not refused when the system made it', () => {
    for (let index = 0; index < 50; index++) expect(refusal(newOneTimePassword())).toBeNull()
  })
})

describe('a kept password', () => {
  it('is argon2id with the parameters of OWASP, and fits only itself', async () => {
    const stored = await hashPassword('correct horse battery staple')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(stored, 'correct horse battery staple')).toBe(true)
    expect(await verifyPassword(stored, 'correct horse battery stapler')).toBe(false)
    expect(await verifyNothing('correct horse battery staple')).toBe(false)
  })
  it('is the same however the keyboard composes its letters', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9 au lait noir'), 'cafe\u0301 au lait noir')).toBe(true)
  })
})

describe('guesses', () => {
  const start = new Date('2026-03-02T08:00:00Z')
  const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
  it('are counted in a sliding quarter of an hour', () => {
    const guesses = new Guesses(3)
    for (const minute of [0, 5, 10]) guesses.failed('10.0.0.1', after(minute))
    expect(guesses.minutesBlocked('10.0.0.1', after(11))).toBe(4)
    expect(guesses.minutesBlocked('10.0.0.2', after(11))).toBe(0)
    expect(guesses.minutesBlocked('10.0.0.1', after(15))).toBe(0)
    guesses.failed('10.0.0.1', after(16))
    expect(guesses.minutesBlocked('10.0.0.1', after(16))).toBe(4)
  })
})
