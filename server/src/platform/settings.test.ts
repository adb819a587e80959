import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LaunchProblem } from './launch-problem.ts'
import { readSettings } from './settings.ts'

describe('settings', () => {
  test('nothing needs to be set', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataDir: resolve('data'),
      databaseUrl: null,
      city: 'main',
      cityKind: 'demo',
      masterKeyFile: resolve('data/keys/master.key'),
    })
  })

  test('an empty value is as if it were not there', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '  ' })).toMatchObject({ port: 8080, databaseUrl: null })
  })

  test.each([
    ['PORT', '70000'],
    ['PORT', '8080 '.repeat(2)],
    ['PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['CITY', 'Drop Table'],
    ['CITY', 'bihuan_shared'],
    ['CITY_KIND', 'imaginary'],
    ['RATE_LIMIT', 'few'],
    ['POOL_SIZE', '1'],
    ['DATABASE_URL', 'mysql://a:geheim@b/c'],
    ['MAP_ORIGINS', "https://a 'unsafe-eval'"],
  ])('%s=%s is refused with a sentence in both languages and exit code 2', (name, value) => {
    const attempt = () => readSettings({ [name]: value })
    expect(attempt).toThrow(LaunchProblem)
    try {
      attempt()
    } catch (error) {
      const problem = error as LaunchProblem
      expect(problem.exitCode).toBe(2)
      expect(problem.zh).toContain(name)
      expect(problem.en).toContain(name)
      expect(problem.en).not.toContain('geheim')
    }
  })

  test('limits can be switched off', () => {
    expect(readSettings({ RATE_LIMIT: 'off' }).limits).toBe('off')
    expect(readSettings({ RATE_LIMIT: '10' }).limits).toEqual({ perAccount: 10, perAddress: 50 })
  })
})
