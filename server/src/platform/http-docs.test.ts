import { beforeAll, describe, expect, test } from 'vitest'
import { allEndpoints } from '@bihuan/contract/endpoints'
import { testCity, type TestCity } from './testing/city.ts'

interface Document {
  paths: Record<string, Record<string, { summary?: string; responses: Record<string, { content?: object }> }>>
  components: { responses: Record<string, unknown> }
}

let there: TestCity
let document: Document
beforeAll(async () => {
  there = await testCity()
  document = (await there.app.inject('/api/docs/json')).json()
})

describe('the description of the API', () => {
  test('has a sentence for every route, and the one shape of problems', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const operation of Object.values(operations)) expect(operation.summary, path).toBeTruthy()
    }
    expect(document.paths['/api/v1/clock']!['post']!.responses['default']).toEqual({
      $ref: '#/components/responses/Problem',
    })
    expect(JSON.stringify(document.components.responses['Problem'])).toContain('"code"')
  })

  test('hides nothing: every endpoint of the contract is served and described', () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(Object.keys(allEndpoints).filter((key) => !described.includes(key))).toEqual([])
  })
})
