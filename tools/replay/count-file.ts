/**
 * The count made from the file by other code: it reads the CSV itself, line by line with one expression, compares dates as the texts
 * that they are, and shares nothing with the replay or the product.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export interface AgencyCount {
  /** Closed requests that had a due time; those of them that were closed after it. */
  closedWithDue: number
  late: number
  /** Still open, with a due time that had passed. */
  openPastDue: number
}
export interface FileCount {
  requests: number
  byAgency: Map<string, AgencyCount>
  total: AgencyCount
}

/** `asOf`: naive local time as the file writes it, e.g. 2019-03-01T00:00:00. */
export function countFile(path: string, asOf: string): FileCount {
  const bytes = readFileSync(path)
  return countText((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), asOf)
}

export function countText(text: string, asOf: string): FileCount {
  const [heading, ...rows] = text.match(/(?:"(?:[^"]|"")*"|[^"\n])+/g) ?? []
  const names = cut(heading ?? '')
  const count: FileCount = { requests: 0, byAgency: new Map(), total: nothing() }
  for (const row of rows) {
    if (row.trim() === '') continue
    const fields = cut(row)
    const value = (name: string) => fields[names.indexOf(name)] ?? ''
    count.requests += 1
    const agency = value('Agency')
    const mine = count.byAgency.get(agency) ?? nothing()
    count.byAgency.set(agency, mine)
    const [due, closed] = [value('DueDate'), value('CloseDate')]
    if (due === '') continue
    for (const sum of [mine, count.total]) {
      if (closed !== '') sum.closedWithDue += 1
      if (closed !== '' && closed > due) sum.late += 1
      if (closed === '' && due < asOf) sum.openPastDue += 1
    }
  }
  return count
}

function nothing(): AgencyCount {
  return { closedWithDue: 0, late: 0, openPastDue: 0 }
}

function cut(row: string): string[] {
  return [...row.replace(/\r$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  )
}
