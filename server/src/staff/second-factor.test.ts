import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { call, chainOf, codeNow, PASSWORD, person, SECRET, sessionOf, signIn, type Headers } from './testing.ts'
import { fromBase32 } from './totp.ts'

let at: TestCity
beforeAll(async () => {
  at = await testCity()
})
const cityWide = (role: 'administrator' | 'auditor' | 'security-officer' | 'caller') => [
  { role, scope: { kind: 'city' } as const },
]
const step = () => at.clock.advance(30_000)
const enrol = (headers: Headers, more: object = {}) =>
  call(at, headers, 'POST', '/api/v1/totp/enrol', { password: PASSWORD, ...more })
const confirm = (headers: Headers, code: string) => call(at, headers, 'POST', '/api/v1/totp/confirm', { code })

describe.each(['administrator', 'auditor', 'security-officer'] as const)('the %s without a second factor', (role) => {
  it('can do nothing but enrol one', async () => {
    const { id, login } = await person(at, { grants: cityWide(role) })
    const headers = await sessionOf(at, login)
    const me = (await call(at, headers, 'GET', '/api/v1/session')).body
    expect([me.must, me.abilities]).toEqual(['enrol-second-factor', []])
    for (const url of ['/api/v1/accounts', '/api/v1/sessions', '/api/v1/absences', '/api/v1/regions']) {
      const { status, body } = await call(at, headers, 'GET', url)
      expect([url, status, body.code]).toEqual([url, 403, 'staff.second-factor-first'])
    }

    const { secret, uri, qr } = (await enrol(headers)).body
    expect(uri).toContain(`secret=${secret}`)
    expect(qr).toMatch(/^<svg .*<\/svg>\s*$/s)
    const { status, body } = await confirm(headers, codeNow(at, fromBase32(secret)))
    expect([status, body.recoveryCodes.length]).toEqual([200, 10])
    expect((await call(at, headers, 'GET', '/api/v1/accounts')).status).toBe(200)
    expect((await chainOf(at, id)).map(({ act }) => act)).toEqual([
      'account.create',
      'account.sign-in',
      'account.start-second-factor',
      'account.enrol-second-factor',
    ])
  })
})

describe('enrolling', () => {
  it('needs the password, and a code that fits', async () => {
    const { login } = await person(at)
    const headers = await sessionOf(at, login)
    expect((await confirm(headers, '123456')).body.code).toBe('staff.no-enrolment')
    expect((await enrol(headers, { password: 'not it' })).body.code).toBe('staff.password-wrong')
    expect((await enrol(headers)).status).toBe(200)
    expect((await confirm(headers, codeNow(at))).body.code).toBe('staff.code-wrong')
  })

  it('again needs the code of the one in use, and ends the other sessions', async () => {
    const { login } = await person(at, { totpSecret: SECRET })
    const headers = await sessionOf(at, login, { code: codeNow(at) })
    step()
    const other = await sessionOf(at, login, { code: codeNow(at) })
    expect((await enrol(headers)).body.code).toBe('staff.code-wrong')
    step()
    const { secret } = (await enrol(headers, { code: codeNow(at) })).body
    await confirm(headers, codeNow(at, fromBase32(secret)))
    expect((await call(at, headers, 'GET', '/api/v1/session')).status).toBe(200)
    expect((await call(at, other, 'GET', '/api/v1/session')).status).toBe(401)
    step()
    expect((await signIn(at, login, { code: codeNow(at) })).status).toBe(401)
    expect((await signIn(at, login, { code: codeNow(at, fromBase32(secret)) })).status).toBe(201)
  })

  it('keeps no secret in clear', async () => {
    await person(at, { totpSecret: SECRET })
    const { rows } = await at.city.db.connection().then(async (client) => {
      try {
        return await client.query<{ found: string }>(
          `select encode(totp_secret, 'hex') as found from account where totp_secret is not null`,
        )
      } finally {
        client.release()
      }
    })
    expect(rows.length).toBeGreaterThan(0)
    for (const { found } of rows) expect(found).not.toContain(SECRET.toString('hex'))
  })
})

describe('signing in with a second factor', () => {
  it('asks for the code after the right password only, and takes each code once', async () => {
    const { login } = await person(at, { totpSecret: SECRET })
    expect((await signIn(at, login, { password: 'not it' })).body.code).toBe('staff.sign-in-refused')
    expect((await signIn(at, login)).body.code).toBe('staff.code-required')
    expect((await signIn(at, login, { code: '000000' })).body.code).toBe('staff.sign-in-refused')
    const code = codeNow(at)
    expect((await signIn(at, login, { code })).status).toBe(201)
    expect((await signIn(at, login, { code })).status).toBe(401)
    step()
    expect((await signIn(at, login, { code: codeNow(at) })).status).toBe(201)
  })

  it('takes the same code once also when it comes twice at the same moment', async () => {
    const { login } = await person(at, { totpSecret: SECRET })
    const code = codeNow(at)
    const answers = await Promise.all([1, 2, 3].map(() => signIn(at, login, { code })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401])
  })

  it('counts wrong codes as failures, and questions for a code not', async () => {
    const { login } = await person(at, { totpSecret: SECRET })
    for (let index = 0; index < 8; index++) expect((await signIn(at, login)).body.code).toBe('staff.code-required')
    for (let index = 0; index < 5; index++) expect((await signIn(at, login, { code: '000000' })).status).toBe(401)
    expect((await signIn(at, login, { code: codeNow(at) })).body.code).toBe('staff.locked')
  })

  it('takes each recovery code once', async () => {
    const { login } = await person(at)
    const headers = await sessionOf(at, login)
    const { secret } = (await enrol(headers)).body
    const { recoveryCodes } = (await confirm(headers, codeNow(at, fromBase32(secret)))).body
    expect((await signIn(at, login, { code: recoveryCodes[3].toLowerCase() })).status).toBe(201)
    expect((await signIn(at, login, { code: recoveryCodes[3] })).status).toBe(401)
    expect((await signIn(at, login, { code: recoveryCodes[4] })).status).toBe(201)
  })
})

describe('a lost second factor', () => {
  it('is taken away by the security officer, not by the administrator and not by oneself', async () => {
    const { id, login } = await person(at, { totpSecret: SECRET, grants: cityWide('auditor') })
    const headers = await sessionOf(at, login, { code: codeNow(at) })
    const administrator = await at.signIn('administrator')
    const officer = await at.signIn('security-officer')
    const reset = (who: { headers: Headers }, whose: string) =>
      call(at, who.headers, 'POST', `/api/v1/accounts/${whose}/totp/reset`, { commandId: newId() })
    expect((await reset(administrator, id)).status).toBe(403)
    expect((await reset(officer, officer.accountId)).body.code).toBe('staff.not-oneself')
    expect((await reset(officer, newId())).status).toBe(404)
    expect((await reset(officer, id)).body.secondFactor).toBe(false)
    expect((await call(at, headers, 'GET', '/api/v1/session')).status).toBe(401)
    expect((await signIn(at, login)).body.must).toBe('enrol-second-factor')
    expect((await chainOf(at, id)).map(({ act }) => act)).toContain('account.reset-second-factor')
  })
})

describe('a password', () => {
  const change = (headers: Headers, current: string, next: string) =>
    call(at, headers, 'POST', '/api/v1/password', { current, next })

  it('is changed by its owner, ends the other sessions and leaves its event', async () => {
    const { id, login } = await person(at)
    const headers = await sessionOf(at, login)
    const other = await sessionOf(at, login)
    expect((await change(headers, 'not it', 'quiet rivers carry far')).body.code).toBe('staff.password-wrong')
    expect((await change(headers, PASSWORD, 'short')).body.code).toBe('staff.password-too-short')
    expect((await change(headers, PASSWORD, PASSWORD)).body.code).toBe('staff.password-unchanged')
    expect((await change(headers, PASSWORD, 'quiet rivers carry far')).status).toBe(204)
    expect((await call(at, headers, 'GET', '/api/v1/session')).status).toBe(200)
    expect((await call(at, other, 'GET', '/api/v1/session')).status).toBe(401)
    expect((await signIn(at, login)).status).toBe(401)
    expect((await signIn(at, login, { password: 'quiet rivers carry far' })).status).toBe(201)
    expect((await chainOf(at, id)).map(({ act }) => act)).toContain('account.change-password')
  })

  it('is guessed from within a session no oftener than from outside', async () => {
    const { login } = await person(at)
    const headers = await sessionOf(at, login)
    for (let index = 0; index < 5; index++)
      expect((await change(headers, 'not it', 'quiet rivers carry far')).status).toBe(422)
    expect((await change(headers, PASSWORD, 'quiet rivers carry far')).body.code).toBe('staff.locked')
  })
})
