/**
 * Canonical JSON (RFC 8785, JCS): one text for one value, so that a hash over it can be recomputed by anybody.
 * Member names are ordered by their UTF-16 code units, numbers are written as ECMAScript writes them, nothing is escaped
 * that need not be. What JSON cannot carry faithfully is refused rather than dropped: `undefined`, NaN, infinities,
 * bigint, functions, symbols, lone surrogates, and every object that is not a plain one (a Date must be turned to text first).
 */

export type CanonicalValue =
  null | boolean | number | string | readonly CanonicalValue[] | { readonly [member: string]: CanonicalValue }

/** Deeper than any body of ours; a cycle ends here instead of in a stack overflow. */
const MAX_DEPTH = 64

export class NotCanonical extends TypeError {
  constructor(
    what: string,
    readonly path: string,
  ) {
    super(`${what} has no canonical JSON, at ${path}`)
  }
}

/** The canonical text of a value. Throws NotCanonical, naming the place. Typed loosely: callers hand in parsed bodies. */
export function canonical(value: unknown): string {
  return refusing(() => write(value, 0, false))
}

/** The same of what `JSON.stringify` would carry of a value: what has `toJSON` (a Date) as that says, `undefined` members left out. */
export function canonicalJson(value: unknown): string {
  return refusing(() => write(value, 0, true))
}

function refusing(writing: () => string): string {
  try {
    return writing()
  } catch (error) {
    // The way down is put together on the way up: only a refusal pays for it.
    if (error instanceof Refused) throw new NotCanonical(error.what, `$${error.steps.toReversed().join('')}`)
    throw error
  }
}

class Refused extends Error {
  readonly steps: string[] = []
  constructor(readonly what: string) {
    super(what)
  }
}

function write(value: unknown, depth: number, json: boolean): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      if (!Number.isFinite(value)) throw new Refused(String(value))
      // ECMAScript's shortest round-trip form is the RFC's form; minus zero is written 0.
      return value === 0 ? '0' : String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depth >= MAX_DEPTH) throw new Refused(`nesting beyond ${MAX_DEPTH}`)
      if (json && 'toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON(), depth, json)
      return Object.isFrozen(value) ? writeFrozen(value, depth, json) : writeMembers(value, depth, json)
    default:
      throw new Refused(typeof value)
  }
}

function writeMembers(value: object, depth: number, json: boolean): string {
  return Array.isArray(value) ? writeArray(value, depth, json) : writeObject(value, depth, json)
}

/** Of what can no longer change, in all its depth: an item, a place, limits, which thousands of events hold. */
const written = new WeakMap<object, string>()

function writeFrozen(value: object, depth: number, json: boolean): string {
  let text = json ? undefined : written.get(value)
  if (text === undefined) {
    text = writeMembers(value, depth, json)
    if (!json && isFrozenThrough(value)) written.set(value, text)
  }
  return text
}

function isFrozenThrough(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value as object).every(isFrozenThrough))
  )
}

function writeArray(list: readonly unknown[], depth: number, json: boolean): string {
  let text = '['
  let index = 0
  try {
    // By index, so that a hole is met as `undefined` and refused.
    for (; index < list.length; index++) {
      const member = json ? (list[index] ?? null) : list[index]
      text += (index === 0 ? '' : ',') + write(member, depth + 1, json)
    }
  } catch (error) {
    if (error instanceof Refused) error.steps.push(`[${index}]`)
    throw error
  }
  return text + ']'
}

function writeObject(object: object, depth: number, json: boolean): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) throw new Refused(object.constructor?.name ?? 'object')
  let text = '{'
  let name = ''
  try {
    for (name of namesInOrder(object)) {
      const member = (object as Record<string, unknown>)[name]
      if (json && member === undefined) continue
      text += (text === '{' ? '' : ',') + quote(name) + ':' + write(member, depth + 1, json)
    }
  } catch (error) {
    if (error instanceof Refused) error.steps.push(`.${name}`)
    throw error
  }
  return text + '}'
}

/** With more names the engine's own sort is the quicker; most objects have a few, and in order or nearly. */
const FEW = 16

/** By UTF-16 code units, as the RFC asks: the order of `<`, and of sort(). */
function namesInOrder(object: object): string[] {
  const names = Object.keys(object)
  if (names.length > FEW) return names.sort()
  for (let next = 1; next < names.length; next++) {
    const name = names[next]!
    let place = next
    for (; place > 0 && names[place - 1]! > name; place--) names[place] = names[place - 1]!
    names[place] = name
  }
  return names
}

/** Letters, digits and signs that stand in a JSON string as they are: most ids, digests, codes and names of members. */
const PLAIN = /^[\x20!\x23-\x5b\x5d-\x7e]*$/

function quote(value: string): string {
  if (value.length <= 64 && PLAIN.test(value)) return `"${value}"`
  if (!value.isWellFormed()) throw new Refused('a lone surrogate')
  // JSON.stringify escapes exactly what the RFC asks: \b \t \n \f \r, \" and \\, other control characters as \u00xx.
  return JSON.stringify(value)
}
