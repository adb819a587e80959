/** The days that were pasted: one a line, or parted by spaces or commas; `2027.1.1` and `2027/01/01` are read too. */
export function daysIn(text: string): { days: string[]; malformed: string[] } {
  const days: string[] = []
  const malformed: string[] = []
  for (const word of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const parts = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(word)
    const day = parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : ''
    // A day that the calendar does not have (30 February) moves on when it is read back.
    if (day && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)) days.push(day)
    else malformed.push(word)
  }
  return { days: [...new Set(days)].toSorted(), malformed }
}
