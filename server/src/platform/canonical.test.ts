import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, canonicalJson, NotCanonical } from './canonical.ts'

test('the example of RFC 8785 section 3.2.2 and 3.2.3', () => {
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  ) as unknown
  expect(canonical(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test('names are ordered by UTF-16 code units, the example of RFC 8785 section 3.2.3', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\u{1f600}': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  const order = [...canonical(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1])
  expect(order).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ])
})

/** RFC 8785 appendix B: IEEE 754 bits in hexadecimal and the text to be written. */
test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('number %s is written %s', (bits, text) => {
  expect(canonical(Buffer.from(bits, 'hex').readDoubleBE(0))).toBe(text)
})

test.each([
  ['NaN', { a: [Number.NaN] }, '$.a[0]'],
  ['Infinity', { a: Number.POSITIVE_INFINITY }, '$.a'],
  ['undefined in an object', { a: undefined }, '$.a'],
  ['undefined in a list', [undefined], '$[0]'],
  ['a hole in a list', new Array(1), '$[0]'],
  ['a lone high surrogate', 'a\ud800', '$'],
  ['a lone low surrogate', { '\udc00': 1 }, '$.\udc00'],
  ['bigint', 1n, '$'],
  ['a Date', { at: new Date(0) }, '$.at'],
  ['a Map', new Map(), '$'],
  ['a function', () => 1, '$'],
  ['a symbol', Symbol('x'), '$'],
])('%s is refused and its place is named', (_what, value, path) => {
  expect(() => canonical(value)).toThrow(NotCanonical)
  try {
    canonical(value)
  } catch (error) {
    expect((error as NotCanonical).path).toBe(path)
  }
})

test('a cycle is refused', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(() => canonical(loop)).toThrow(NotCanonical)
})

test('the same value in another order of members gives the same text, and parsing gives the value back', () => {
  const value = { b: [1, { d: 'ä\n', c: null }], a: true, '': '\u2028\u007f' }
  const text = canonical(value)
  expect(canonical({ a: true, '': '\u2028\u007f', b: [1, { c: null, d: 'ä\n' }] })).toBe(text)
  expect(JSON.parse(text)).toEqual(value)
})

test('the order of names is the same for few and for many, however they came', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 3 }), { maxLength: 40 })
  fc.assert(
    fc.property(names, (given) => {
      const text = canonical(Object.fromEntries(given.map((name) => [name, null])))
      expect(text).toBe(
        `{${given
          .toSorted()
          .map((name) => `${JSON.stringify(name)}:null`)
          .join(',')}}`,
      )
    }),
  )
})

test('of what JSON would carry, the text is that of the value sent and read again', () => {
  const at = new Date('2026-01-02T03:04:05.678Z')
  const sent = {
    b: [1, undefined, at, { z: undefined, a: -0 }],
    a: { at, none: undefined },
    text: '路面\u2028"',
    c: null,
  }
  expect(canonicalJson(sent)).toBe(canonical(JSON.parse(JSON.stringify(sent))))
  expect(() => canonicalJson({ phone: '\ud800' })).toThrow(NotCanonical)
  // A member of that name that a sender made up is a member like any other.
  expect(canonicalJson({ toJSON: 1 })).toBe('{"toJSON":1}')
})

test('what is frozen in all its depth is written once, what is frozen at its surface alone each time', () => {
  const through = Object.freeze({ b: 1, a: Object.freeze({ d: 2, c: Object.freeze([3]) }) })
  const surface = Object.freeze({ a: { c: 1 } })
  const both = () => canonical({ z: [through, through], y: surface })
  expect(both()).toBe('{"y":{"a":{"c":1}},"z":[{"a":{"c":[3],"d":2},"b":1},{"a":{"c":[3],"d":2},"b":1}]}')
  surface.a.c = 2
  expect(both()).toBe('{"y":{"a":{"c":2}},"z":[{"a":{"c":[3],"d":2},"b":1},{"a":{"c":[3],"d":2},"b":1}]}')
  // As JSON would carry it is another question, and has its own answer.
  const dated = Object.freeze({ at: new Date(0) })
  expect(canonicalJson(dated)).toBe('{"at":"1970-01-01T00:00:00.000Z"}')
  expect(() => canonical(dated)).toThrow(NotCanonical)
})
