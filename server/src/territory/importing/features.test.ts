import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFeatures, type ReadFeature } from './features.ts'

async function read(text: string, chunk = 7): Promise<ReadFeature[]> {
  const bytes = Buffer.from(text)
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
  }
  const found: ReadFeature[] = []
  for await (const feature of readFeatures(chunks())) found.push(feature)
  return found
}

test('features come one by one, however the file is cut into pieces and whatever its texts hold', async () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 12 })
  const feature = fc.record({
    type: fc.constant('Feature'),
    properties: fc.dictionary(texts, fc.oneof(texts, fc.integer())),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(feature, { maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (features, chunk, mark) => {
        const text =
          (mark ? '\ufeff' : '') +
          JSON.stringify({ type: 'FeatureCollection', name: 'a "features" b', features, after: [1, { x: '}' }] })
        expect((await read(text, chunk)).map(({ value }) => value)).toEqual(features)
      },
    ),
    { numRuns: 200 },
  )
})

test('a list of features, and a single one, are read as well', async () => {
  expect(await read('[{"type":"Feature","a":1},{"type":"Feature","a":2}]')).toHaveLength(2)
  expect(await read(' {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}')).toMatchObject([
    { feature: 1, value: { type: 'Feature' } },
  ])
})

test('a broken one is named, and those behind it are read; a bracket too few costs its own feature alone', async () => {
  const good = '{"type":"Feature","properties":{"code":"1"}}'
  expect(await read(`{"features":[${good},{"type":"Feature","properties":{"code":}},${good}]}`)).toMatchObject([
    { feature: 1, value: {} },
    { feature: 2, broken: expect.any(String) },
    { feature: 3, value: {} },
  ])
  const found = await read(`{"features":[${good},{"type":"Feature","properties":{"code":"2"},${good},${good}]}`)
  expect(found.map(({ broken }) => broken === undefined)).toEqual([true, false, true, true])
  const marks = await read(`{"features":[${good},{"type":"Feature","properties":{"code":"2}},${good},${good}]}`)
  expect(marks.map(({ broken }) => broken === undefined)).toEqual([true, false, true, true])
})

test('a file that breaks off gives what it has; one that is none is refused', async () => {
  expect(
    (await read('{"features":[{"type":"Feature","a":1},{"type":"Fea')).map(({ broken }) => broken === undefined),
  ).toEqual([true, false])
  await expect(read('code,name')).rejects.toMatchObject({ code: 'territory.file-unreadable' })
})
