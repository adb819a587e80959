/** The first number in a line that a phone can call: 110, 12345, 95598, a mobile or a fixed line; null where there is none. */
export function phoneIn(text: string): string | null {
  const runs = text.match(/[\d-]+/g) ?? []
  return runs.find((run) => /^(1\d{2}|1\d{10}|123\d{2}|9\d{4,5}|0\d{2,3}-?\d{7,8})$/.test(run)) ?? null
}
