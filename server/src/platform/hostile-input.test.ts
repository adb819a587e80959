/** What no client of ours sends, at every door that takes a body: refused as a problem in both languages; never 500, never a
 * hang, never a word about our insides. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from './id.ts'
import { caseTown, type CaseTown } from '../cases/testing.ts'
import { ask, doors, staffOf, withIds, wrong, type Answer, type Asking } from './testing/doors.ts'

let town: CaseTown
let asking: Asking
beforeAll(async () => {
  town = await caseTown()
  asking = { at: town, staff: await staffOf(town) }
})

const nested = (depth: number, open: string, core: string, close: string) =>
  open.repeat(depth) + core + close.repeat(depth)
/** name → text of the body. Some are no JSON. */
const BODIES: Record<string, string> = {
  nothing: '',
  'an empty object': '{}',
  'an array': '[]',
  'an array of objects': '[{}]',
  null: 'null',
  'a number': '42',
  'a number beyond all': '1e999',
  'a string': '"报告"',
  'a truth': 'true',
  'arrays 10,000 deep': nested(10_000, '[', '', ']'),
  'objects 10,000 deep': nested(10_000, '{"body":', '1', '}'),
  'a string of 1 MB': JSON.stringify({ text: '长'.repeat(350_000) }),
  'broken JSON': '{"act": "report",',
  'two values': '{} {}',
  'a byte order mark alone': '\ufeff',
  'a prototype': '{"__proto__": {"admin": true}}',
  'a constructor': '{"constructor": {"prototype": {"admin": true}}}',
  'a prototype inside': '{"body": {"__proto__": {"admin": true}}}',
  'every field of the wrong type': JSON.stringify({
    commandId: 5,
    subject: [],
    act: {},
    occurredAt: true,
    body: 'x',
    id: null,
    login: [],
    password: {},
    now: 1,
    name: 7,
    filter: [],
    commands: 'x',
  }),
}

describe('a hostile body', () => {
  it.each(Object.entries(BODIES))(
    '%s is refused at every door that takes one',
    async (name, payload) => {
      const failures: string[] = []
      const taking = doors().filter(({ endpoint, method }) => endpoint.body !== undefined && method !== 'GET')
      expect(taking.length).toBeGreaterThan(20)
      for (const door of taking) {
        const answer = await ask(asking, door, withIds(door.path), { payload })
        // A body of which nothing is asked may be empty, and its unknown fields are left out.
        if (answer.statusCode < 300 && door.endpoint.body!.safeParse({}).success) continue
        const problem = wrong(answer)
        if (problem) failures.push(`${door.key}: ${problem}`)
      }
      expect(failures, name).toEqual([])
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
    },
    120_000,
  )

  it('without a content type, or with another, is refused at every door that takes one', async () => {
    const failures: string[] = []
    for (const door of doors().filter(({ endpoint }) => endpoint.body !== undefined)) {
      for (const type of [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'image/png',
        'application/json; charset=utf-7x',
        'x',
      ]) {
        const answer = await ask(asking, door, withIds(door.path), { payload: '<a/>', type })
        const problem = wrong(answer)
        if (problem) failures.push(`${door.key} as ${type}: ${problem}`)
      }
    }
    expect(failures).toEqual([])
  })

  it('sent where none is taken never makes a failure of ours', async () => {
    const failures: string[] = []
    for (const door of doors().filter(
      ({ endpoint, method, key }) => endpoint.body === undefined && method !== 'GET' && !key.includes('audit'),
    )) {
      for (const payload of [BODIES['broken JSON']!, BODIES['arrays 10,000 deep']!, BODIES['a prototype']!]) {
        const answer = await ask(asking, door, withIds(door.path), { payload })
        if (answer.statusCode >= 400 && wrong(answer)) failures.push(`${door.key}: ${wrong(answer)}`)
      }
    }
    expect(failures).toEqual([])
  })
})

describe('the body of an act, whose shape depends on the act', () => {
  const send = async (body: string) => {
    const door = doors().find(({ key }) => key === 'POST /api/v1/cases/{id}/acts')!
    const { body: filed } = await town.report('manhole')
    const answers: [string, Answer][] = []
    for (const act of ['note', 'assess', 'accept', 'dispatch', 'unmask', 'follow']) {
      const payload = `{"commandId":"${newId()}","act":"${act}","occurredAt":"${town.clock.now().toISOString()}","body":${body}}`
      answers.push([act, await ask(asking, door, `/api/v1/cases/${filed.id}/acts`, { payload })])
    }
    return answers
  }

  it.each([
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['arrays 10,000 deep', nested(10_000, '[', '', ']')],
    ['objects 10,000 deep', nested(10_000, '{"text":', '1', '}')],
    ['unknown fields 10,000 deep', `{"text":"x","extra":${nested(10_000, '[', '', ']')}}`],
    ['a lone surrogate in an unknown field', '{"text":"x","extra":"\\ud800"}'],
    ['a lone surrogate as a field', '{"text":"x","\\ud800":1}'],
    ['a number beyond all', '{"text":"x","amount":1e999}'],
    ['a prototype', '{"__proto__":{"text":"x"}}'],
  ])('%s never makes a failure of ours', async (_, body) => {
    const failures = (await send(body)).filter(([, answer]) => answer.statusCode !== 200 && wrong(answer) !== null)
    expect(failures.map(([act, answer]) => [act, wrong(answer)])).toEqual([])
  })
})
