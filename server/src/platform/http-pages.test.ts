import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from './http.ts'
import { testCity } from './testing/city.ts'

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-pages-'))
let app: FastifyInstance

beforeAll(async () => {
  for (const name of ['console', 'field']) {
    mkdirSync(join(folder, name, 'assets'), { recursive: true })
    writeFileSync(join(folder, name, 'index.html'), `<title>${name}</title>`)
    writeFileSync(join(folder, name, 'assets', 'app-1a2b.js'), `'${name}'`)
    writeFileSync(join(folder, name, 'assets', 'app-1a2b.js.br'), brotliCompressSync(`'${name}'`))
  }
  const { city } = await testCity()
  app = await buildApp({
    city,
    authenticate: async () => null,
    logLevel: 'silent',
    pages: { console: join(folder, 'console'), field: join(folder, 'field') },
  })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, accept = 'text/html', encoding = '') =>
  app.inject({ url, headers: { accept, 'accept-encoding': encoding } })

test('an address inside a screen is answered with its first page', async () => {
  for (const url of ['/', '/cases/0192', '/audit?from=3']) expect((await get(url)).body).toBe('<title>console</title>')
  for (const url of ['/field/', '/field/report']) expect((await get(url)).body).toBe('<title>field</title>')
  expect((await get('/field')).headers.location).toBe('/field/')
})

test('files that bear a hash are kept for good, pages are asked for again', async () => {
  expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable')
  expect((await get('/')).headers['cache-control']).toBe('no-cache')
  expect((await get('/cases')).headers['cache-control']).toBe('no-cache')
})

test('the compressed twin is sent to who takes it', async () => {
  const compressed = await get('/field/assets/app-1a2b.js', '*/*', 'gzip, br')
  expect(compressed.headers['content-encoding']).toBe('br')
  expect(compressed.headers['content-type']).toContain('javascript')
  expect((await get('/field/assets/app-1a2b.js', '*/*')).body).toBe(`'field'`)
})

test('screens that are built anew beside a running server are the ones that are sent', async () => {
  const page = join(folder, 'console', 'index.html')
  writeFileSync(page, '<title>console, new</title>')
  writeFileSync(join(folder, 'console', 'assets', 'app-3c4d.js'), `'new'`)
  expect([(await get('/')).body, (await get('/cases')).body]).toEqual(Array(2).fill('<title>console, new</title>'))
  expect((await get('/assets/app-3c4d.js', '*/*')).body).toBe(`'new'`)
  rmSync(page)
  expect((await get('/cases')).statusCode).toBe(404)
  writeFileSync(page, '<title>console</title>')
  expect((await get('/cases')).body).toBe('<title>console</title>')
})

test('a file that is not there, and an API that is not there, are no pages', async () => {
  for (const url of ['/assets/old-99.js', '/field/assets/old-99.js', '/api/v1/nothing']) {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  }
  expect((await get('/..%2f..%2fpackage.json')).statusCode).not.toBe(200)
})
