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
  return write(value, '$', 0)
}

function write(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value, path)
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical(String(value), path)
      // ECMAScript's shortest round-trip form is the RFC's form; minus zero is written 0.
      return value === 0 ? '0' : String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depth >= MAX_DEPTH) throw new NotCanonical(`nesting beyond ${MAX_DEPTH}`, path)
      return Array.isArray(value) ? writeArray(value, path, depth) : writeObject(value, path, depth)
    default:
      throw new NotCanonical(typeof value, path)
  }
}

function writeArray(list: readonly unknown[], path: string, depth: number): string {
  let text = '['
  // By index, so that a hole is met as `undefined` and refused.
  for (let index = 0; index < list.length; index++) {
    text += (index === 0 ? '' : ',') + write(list[index], `${path}[${index}]`, depth + 1)
  }
  return text + ']'
}

function writeObject(object: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotCanonical(object.constructor?.name ?? 'object', path)
  let text = '{'
  // The default order of sort() is by UTF-16 code units, as the RFC asks.
  for (const name of Object.keys(object).sort()) {
    const member = `${path}.${name}`
    text +=
      (text === '{' ? '' : ',') +
      quote(name, member) +
      ':' +
      write((object as Record<string, unknown>)[name], member, depth + 1)
  }
  return text + '}'
}

function quote(value: string, path: string): string {
  if (!value.isWellFormed()) throw new NotCanonical('a lone surrogate', path)
  // JSON.stringify escapes exactly what the RFC asks: \b \t \n \f \r, \" and \\, other control characters as \u00xx.
  return JSON.stringify(value)
}
