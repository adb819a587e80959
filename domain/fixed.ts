/** The value itself, frozen in all its depth: it may be held by many, and what is worked out from it need be worked out but once. */
export function fixed<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) fixed(member)
  return Object.freeze(value)
}
