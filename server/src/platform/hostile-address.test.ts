/** Addresses and queries that no client of ours sends, at every door: refused, or answered as an ordinary question. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from './id.ts'
import { caseTown, type CaseTown } from '../cases/testing.ts'
import { ask, doors, staffOf, SIGN_OUT, withIds, wrong, type Asking } from './testing/doors.ts'

let town: CaseTown
let asking: Asking
beforeAll(async () => {
  town = await caseTown()
  asking = { at: town, staff: await staffOf(town) }
})

/** Values for a part of the address, as they stand in it. */
const PARTS: Record<string, string> = {
  'no id': 'abc',
  'a number': '-1',
  'a huge number': '9'.repeat(60),
  'a NUL': '%00',
  'a NUL in an id': `${'0'.repeat(8)}-0000-7000-8000-00000000000%00`,
  quotes: encodeURIComponent("' or 1=1 --"),
  'a path upwards': encodeURIComponent('../../../etc/passwd'),
  'a prototype': '__proto__',
  'a broken escape': '%zz',
  'half a character': '%e4%b8',
  'a long one': 'a'.repeat(5_000),
  dashes: '-'.repeat(36),
  'a lone surrogate': '%ed%a0%80',
}

describe('a hostile address', () => {
  it.each(Object.entries(PARTS))('%s in place of an id is refused at every door', async (_, part) => {
    const failures: string[] = []
    for (const door of doors().filter(({ path }) => path.includes('{'))) {
      const answer = await ask(
        asking,
        door,
        door.path.replace(/\{\w+\}/g, part),
        door.endpoint.body ? { payload: '{}' } : {},
      )
      const problem = wrong(answer)
      if (problem) failures.push(`${door.key}: ${problem}`)
    }
    expect(failures).toEqual([])
  })

  it('an unknown method on a known path is refused', async () => {
    const failures: string[] = []
    const known = new Set(doors().map(({ key }) => key as string))
    for (const door of doors()) {
      for (const method of (['PUT', 'PATCH', 'DELETE'] as const).filter((one) => !known.has(`${one} ${door.path}`))) {
        if (`${method} ${door.path}` === SIGN_OUT) continue
        const problem = wrong(await ask(asking, door, withIds(door.path), { method }))
        if (problem) failures.push(`${method} ${door.path}: ${problem}`)
      }
    }
    expect(failures).toEqual([])
  })
})

const QUERY_VALUES: Record<string, string> = {
  nothing: '',
  'a word': 'abc',
  'a huge number': '9'.repeat(60),
  'below zero': '-5',
  infinity: 'Infinity',
  'no number': 'NaN',
  'an exponent': '1e308',
  'a NUL': '%00',
  quotes: encodeURIComponent("'; drop table cases; --"),
  percent: '%25%25',
  'a broken escape': '%zz',
  'the year 0': '0000-01-01',
  'a day that is none': '2026-02-30',
  'far days': '9999-12-31',
  dashes: '-'.repeat(36),
  'null as a cursor': Buffer.from('null').toString('base64url'),
  'a number as a cursor': Buffer.from('{"at":5,"id":5}').toString('base64url'),
  'a cursor of dashes': Buffer.from(JSON.stringify({ at: '2026-01-01T00:00:00Z', id: '-'.repeat(36) })).toString(
    'base64url',
  ),
  'a cursor of no time': Buffer.from(JSON.stringify({ at: '2026', id: newId() })).toString('base64url'),
  'a cursor of a list': Buffer.from('[1,2]').toString('base64url'),
}

describe('a hostile query', () => {
  /** A stream does not end by itself. */
  const ENDLESS = 'GET /api/v1/stream'
  const FIELDS: Record<string, string> = {
    from: '2026-03-01',
    to: '2026-03-31',
    itemId: newId(),
    longitude: '119',
    latitude: '29',
  }

  it.each(Object.entries(QUERY_VALUES))(
    '%s never makes a failure of ours',
    async (_, value) => {
      const failures: string[] = []
      const questions = doors().filter(({ endpoint }) => endpoint.query !== undefined)
      expect(questions.length).toBeGreaterThan(5)
      for (const door of questions) {
        const fields = Object.keys(door.endpoint.query!.shape)
        const ordinary = fields.filter((field) => field in FIELDS)
        for (const field of fields) {
          const rest = ordinary.filter((one) => one !== field).map((one) => `${one}=${FIELDS[one]}`)
          if (door.key === ENDLESS && door.endpoint.query!.safeParse({ [field]: decodable(value) }).success) continue
          for (const query of [
            [...rest, `${field}=${value}`],
            [...rest, `${field}=${value}`, `${field}=${value}`],
            [...rest, `${field}[]=${value}`],
          ].slice(0, door.key === ENDLESS ? 1 : 3)) {
            const answer = await ask(asking, door, `${withIds(door.path)}?${query.join('&')}`, {})
            if (answer.statusCode === 200) continue
            const problem = wrong(answer)
            if (problem) failures.push(`${door.key} ${field}: ${problem}`)
          }
        }
      }
      expect(failures).toEqual([])
    },
    120_000,
  )
})

function decodable(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    if (error instanceof URIError) return value
    throw error
  }
}
