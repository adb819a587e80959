/**
 * The first two people of a city that is not a demo: an administrator, who makes accounts, and a security officer, who gives
 * roles. Their powers exclude each other, so they are two. The passwords are shown once and must be changed at the first sign-in.
 */
import type { City } from '../platform/city.ts'
import { createAccount, newOneTimePassword } from '../staff/answers.ts'
import { say } from './terminal.ts'

const FIRST = [
  { login: 'admin', name: '系统管理员', role: 'administrator' },
  { login: 'security', name: '安全员', role: 'security-officer' },
] as const

export async function makeFirstAccounts(city: City): Promise<void> {
  say(
    '第一次启动：以下两个账号的一次性密码只显示这一次，请立即登录修改并绑定动态口令。',
    'First start: the one-time passwords of these two accounts are shown only now; sign in, change them and enrol a second factor.',
  )
  for (const { login, name, role } of FIRST) {
    const password = newOneTimePassword()
    const grants = [{ role, scope: { kind: 'city' as const } }]
    await createAccount(city, city.clock.now(), { login, name, password, mustChangePassword: true, grants })
    process.stdout.write(`    ${login.padEnd(16)} ${password}\n`)
  }
}
