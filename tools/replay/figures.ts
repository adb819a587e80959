/** The product's figures, asked of its overview, beside the count of the file. */
import { rateOf } from '@bihuan/domain/cases/rates'
import type { Play } from '../play/harness.ts'
import { PEOPLE } from './city.ts'
import type { FileCount } from './count-file.ts'
import type { ReplayResult } from './replay.ts'

/** What GET /api/v1/overview says of a department, and the count of the file. */
export interface AgencyFigures {
  agency: string
  product: { closed: number; late: number; openPastDue: number; percent: number | null }
  file: { closed: number; late: number; openPastDue: number }
}
/** The overview of the whole city. */
export interface Totals {
  reported: number
  closed: number
  late: number
  openPastDue: number
}

interface Overview {
  counts: Record<string, number>
  rates: { id: string; openPastDue: number }[]
  byDepartment: {
    id: string | null
    name: string
    counts: Record<string, number>
    overdue: number
  }[]
}

export async function readFigures(
  play: Play,
  file: FileCount,
  first: number,
  end: number,
): Promise<{ agencies: AgencyFigures[]; totals: Totals }> {
  const overview = await (
    await play.person(PEOPLE.supervisor)
  ).get<Overview>(`/api/v1/overview?from=${day(first)}&to=${day(end)}`, end)
  const product = new Map(overview.byDepartment.map((row) => [row.name, row]))
  const none = { closedWithDue: 0, late: 0, openPastDue: 0 }
  const agencies = [...new Set([...file.byAgency.keys(), ...product.keys()])].sort().map((agency) => {
    const row = product.get(agency)
    const onTime = row && rateOf('on-time', row.counts, row.overdue)
    const counted = file.byAgency.get(agency) ?? none
    return {
      agency,
      product: {
        closed: row?.counts['closed-with-due'] ?? 0,
        late: row?.counts['closed-late'] ?? 0,
        openPastDue: onTime?.openPastDue ?? 0,
        percent: onTime?.percent ?? null,
      },
      file: { closed: counted.closedWithDue, late: counted.late, openPastDue: counted.openPastDue },
    }
  })
  const of = (measure: string) => overview.counts[measure] ?? 0
  const openPastDue = overview.rates.find((rate) => rate.id === 'on-time')?.openPastDue ?? 0
  const totals = { reported: of('reported'), closed: of('closed-with-due'), late: of('closed-late'), openPastDue }
  return { agencies, totals }
}

/** Business date, Asia/Shanghai. */
export function day(at: number): string {
  return naive(at).slice(0, 10)
}
/** Local time as the file writes it. */
export function naive(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)
}

/** Per cent to one decimal, half up, of the counts of a file; null over nothing. */
export function onTimeOf({ closed, late, openPastDue }: AgencyFigures['file']): number | null {
  const whole = closed + openPastDue
  return whole === 0 ? null : Math.floor(((closed - late) / whole) * 1000 + 0.5 + 1e-9) / 10
}

export function isEqual({ product, file }: AgencyFigures): boolean {
  const counts =
    product.closed === file.closed && product.late === file.late && product.openPastDue === file.openPastDue
  return counts && product.percent === onTimeOf(file)
}

/** What is not as it should be; empty when all is equal. */
export function differences({ agencies, totals, handDispatched, file }: ReplayResult): string[] {
  const strange = agencies.filter(({ agency }) => !file.byAgency.has(agency))
  const found = strange.map(({ agency }) => `the overview has a row "${agency}" that the file knows nothing of`)
  const differing = agencies
    .filter((row) => !isEqual(row))
    .map(({ agency }) => `${agency}: the overview and the file differ`)
  found.push(...differing)
  const counted: Totals = {
    reported: file.requests,
    closed: file.total.closedWithDue,
    late: file.total.late,
    openPastDue: file.total.openPastDue,
  }
  for (const what of Object.keys(counted) as (keyof Totals)[])
    if (totals[what] !== counted[what])
      found.push(`the whole city: ${what} is ${totals[what]}, the file has ${counted[what]}`)
  const { reported, expected } = handDispatched
  if (reported.join() !== expected.join())
    found.push(
      `the duty report names ${reported.join(', ') || 'nothing'}, expected ${expected.join(', ') || 'nothing'}`,
    )
  return found
}
