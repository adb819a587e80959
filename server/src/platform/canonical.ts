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
  try {
    return write(value, 0)
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

function write(value: unknown, depth: number): string {
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
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth)
    default:
      throw new Refused(typeof value)
  }
}

function writeArray(list: readonly unknown[], depth: number): string {
  let text = '['
  let index = 0
  try {
    // By index, so that a hole is met as `undefined` and refused.
    for (; index < list.length; index++) text += (index === 0 ? '' : ',') + write(list[index], depth + 1)
  } catch (error) {
    if (error instanceof Refused) error.steps.push(`[${index}]`)
    throw error
  }
  return text + ']'
}

function writeObject(object: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) throw new Refused(object.constructor?.name ?? 'object')
  let text = '{'
  let name = ''
  try {
    // The default order of sort() is by UTF-16 code units, as the RFC asks.
    for (name of Object.keys(object).sort()) {
      text +=
        (text === '{' ? '' : ',') + quote(name) + ':' + write((object as Record<string, unknown>)[name], depth + 1)
    }
  } catch (error) {
    if (error instanceof Refused) error.steps.push(`.${name}`)
    throw error
  }
  return text + '}'
}

/** Letters, digits and signs that stand in a JSON string as they are: most ids, codes and names of members. */
const PLAIN = /^[\x20!\x23-\x5b\x5d-\x7e]*$/

function quote(value: string): string {
  if (value.length < 64 && PLAIN.test(value)) return `"${value}"`
  if (!value.isWellFormed()) throw new Refused('a lone surrogate')
  // JSON.stringify escapes exactly what the RFC asks: \b \t \n \f \r, \" and \\, other control characters as \u00xx.
  return JSON.stringify(value)
}
