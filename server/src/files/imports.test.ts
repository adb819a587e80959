import { beforeAll, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { fileDoor } from '../platform/revision-files.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { XLSX } from './media-types.ts'
import { begin, fileCity, upload, type FileCity } from './testing/upload.ts'

let city: FileCity
let administrator: SignedIn

beforeAll(async () => {
  city = await fileCity()
  administrator = await city.signIn('administrator')
})
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code
const GEOJSON = Buffer.from('\ufeff{ "type": "FeatureCollection", "features": [] }')

it.each([
  ['a table', 'text/csv', Buffer.from('code,name\n330702,婺城区\n')],
  ['a table in GB18030', 'text/csv', Buffer.from('b4fac2ebb4fac2eb2cc3fbb3c60a', 'hex')],
  ['a table as a browser with a spreadsheet program names it', 'application/vnd.ms-excel', Buffer.from('a;b\n1;2')],
  ['a table in UTF-16', 'text/csv', Buffer.from('\ufeffcode\tname\n3307\t金华市', 'utf16le')],
  ['polygons', 'application/geo+json', GEOJSON],
  ['polygons called json', 'application/json', Buffer.from('{"features":[]}')],
])('%s is taken, and given out as nothing that a browser would show', async (_name, type, bytes) => {
  const { answer, id } = await upload(city, administrator, bytes, type)
  expect(answer.statusCode).toBe(204)
  const back = await city.app.inject({ url: `/api/v1/files/${id}`, headers: administrator.headers })
  expect(back.rawPayload.equals(bytes)).toBe(true)
  expect(back.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  expect(back.headers['content-disposition']).toContain('attachment')
})

it.each([
  ['a page called csv', 'text/csv', '<html><script>alert(1)</script>', 'file.type-not-accepted'],
  ['polygons called csv', 'text/csv', '{"type":"FeatureCollection"}', 'file.type-not-accepted'],
  ['a table called geojson', 'application/geo+json', 'code,name', 'file.type-not-accepted'],
  ['bytes that are no text', 'text/csv', '\u0063\u0000\u006f\u0000', 'file.type-not-accepted'],
  ['a page in UTF-16', 'text/csv', '\u00ff\u00fe<\u0000h\u0000t\u0000m\u0000l\u0000>\u0000', 'file.type-not-accepted'],
  ['a table called a spreadsheet', XLSX, 'a,b', 'file.type-not-accepted'],
])('%s is refused', async (_name, type, bytes, code) => {
  const { answer } = await upload(city, administrator, Buffer.from(bytes, 'latin1'), type)
  expect([answer.statusCode, codeOf(answer)]).toEqual([422, code])
})

it('somebody who manages nothing may not upload one', async () => {
  const answer = await begin(city, await city.signIn('dispatcher'), 10, 'text/csv')
  expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'file.import-not-allowed'])
})

it('three hundred megabytes may be announced, and no more', async () => {
  const megabytes = (count: number) => begin(city, administrator, count * 1024 * 1024, 'application/geo+json')
  expect((await megabytes(300)).statusCode).toBe(201)
  expect(codeOf(await megabytes(301))).toBe('file.too-large')
})

it('a revision holds its file and reads it from any place', async () => {
  const { id } = await upload(city, administrator, Buffer.concat([GEOJSON, Buffer.from(' ')]), 'application/geo+json')
  const now = city.clock.now()
  const { sha256 } = await city.city.db.transaction((db) =>
    fileDoor().attach(db, newId(), id, administrator.accountId, now),
  )
  const file = await fileDoor().open(city.city, sha256)
  expect((await file.read(5, 6)).toString()).toBe('"type"')
  const chunks: Buffer[] = []
  for await (const chunk of file.stream()) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).equals(Buffer.concat([GEOJSON, Buffer.from(' ')]))).toBe(true)
  await expect(fileDoor().open(city.city, 'e'.repeat(64))).rejects.toMatchObject({ code: 'file.erased' })
})
