/** The figures added up anew from folded cases, and compared with the table `tally` row by row. Memory holds one town and what lies above. */
import type { Calendar } from '@bihuan/domain/calendar'
import type { Case } from '@bihuan/domain/cases/case'
import { counted, lines } from '@bihuan/domain/cases/deltas'
import { COUNT_COLUMNS, TIME_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import type { Difference } from '../verify/projections.ts'
import type { Source } from '../verify/source.ts'
import { keyOfRow, TallySums, type TallyRow } from './tally-sums.ts'
import { addSumsText, sumsText } from './tally-text.ts'

/** Rows of `tally` read at a time. */
const BATCH = 5_000

type Held = Pick<TallyRow, 'counts' | 'times'>
const NOTHING: Held = { counts: new Int32Array(0), times: new Int32Array(0) }

export class TallyRecount {
  /** By region. Of the town at hand: of itself and what lies in it. */
  private town = new Map<string, TallySums>()
  /** Of the regions above the towns, and what fell into a town out of its turn. */
  private readonly above = new Map<string, TallySums>()
  private readonly compared = new Set<string>()
  /** Rows that were not as expected when their town was at hand; the cases that count there out of turn may explain them. */
  private readonly suspects = new Map<string, { expected: Held; found: Held }>()

  constructor(
    private readonly source: Source,
    private readonly calendar: Calendar,
  ) {}

  add(caseFile: Case): void {
    const { regions, departmentId, itemId, ...rest } = counted(caseFile, this.calendar)
    const { townId, communityId } = caseFile.place
    const counts = lines({ regions, departmentId, itemId, ...rest }, 1)
    regions.forEach((region, depth) => {
      const isTown = region === townId || region === communityId
      const sums = isTown && !this.compared.has(region) ? this.town : this.above
      let own = sums.get(region)
      if (!own) sums.set(region, (own = new TallySums()))
      own.addTo(region, depth, { departmentId, itemId, counts })
    })
  }

  /** Compares what this town's regions add up to, and forgets it. */
  async endTown(townId: string | null): Promise<void> {
    for (const [region, sums] of this.town) {
      await this.compare(region, sums)
      this.compared.add(region)
    }
    this.town = new Map()
    if (townId !== null) this.compared.add(townId)
  }

  async *differences(): AsyncGenerator<Difference> {
    for (const [region, sums] of this.above) {
      if (this.compared.has(region)) this.explain(sums)
      else await this.compare(region, sums)
      this.compared.add(region)
    }
    for (const region of await this.regionsOfTallies()) {
      if (!this.compared.has(region)) await this.compare(region, new TallySums())
    }
    for (const [key, { expected, found }] of this.suspects) yield* differences(key, expected, found)
  }

  /** Cases of a town that was compared before they came up. */
  private explain(sums: TallySums): void {
    for (const row of sums.rows()) {
      const key = keyOfRow(row)
      const suspect = this.suspects.get(key)
      // Without a suspect the row was equal to what it should not have been: less than it should be by this much.
      this.suspects.set(key, { expected: sum(suspect?.expected ?? NOTHING, row), found: suspect?.found ?? NOTHING })
    }
  }

  private async compare(region: string, sums: TallySums): Promise<void> {
    const expected = new Map<string, TallyRow>(sums.rows().map((row) => [keyOfRow(row), row]))
    for await (const rows of this.rowsOf(region)) {
      for (const [key, counts, times] of rows) {
        const own = expected.get(key)
        expected.delete(key)
        // There is one way to write the same sums; only what is written otherwise is looked at number by number.
        if (own && sumsText(own.counts) === counts && sumsText(own.times) === times) continue
        const found = { counts: numbers(counts), times: numbers(times) }
        if (!same(own ?? NOTHING, found)) this.suspects.set(key, { expected: own ?? NOTHING, found })
      }
    }
    for (const [key, row] of expected) this.suspects.set(key, { expected: row, found: NOTHING })
  }

  private async *rowsOf(region: string): AsyncGenerator<[key: string, counts: string, times: string][]> {
    let after = ['', '', '0001-01-01', '00000000-0000-0000-0000-000000000000']
    for (;;) {
      const rows = await this.source.rows<[string, string, string, string, string, string]>(
        `select counted_by, span, start, of_id, counts, times from tally
          where region_id = $1::uuid and (counted_by, span, start, of_id) > ($2, $3, $4::date, $5::uuid)
          order by counted_by, span, start, of_id limit ${BATCH}`,
        [region, ...after],
        'recount-tallies',
      )
      yield rows.map(([by, span, start, of, counts, times]) => [
        `${region} ${by} ${span} ${start} ${of}`,
        counts,
        times,
      ])
      if (rows.length < BATCH) return
      after = rows.at(-1)!.slice(0, 4) as string[]
    }
  }

  private async regionsOfTallies(): Promise<string[]> {
    const regions: string[] = []
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const [row] = await this.source.rows<[string]>(
        'select region_id from tally where region_id > $1::uuid order by region_id limit 1',
        [after],
        'recount-next-region',
      )
      if (!row) return regions
      regions.push((after = row[0]))
    }
  }
}

/** Wide enough for columns that nobody knows. */
const WIDTH = 500

function numbers(text: string): Int32Array {
  const values = new Int32Array(WIDTH)
  addSumsText(values, text)
  return values
}

/** One that is shorter is nothing at its end. */
function sum(a: Held, b: Held): Held {
  const added = (x: Int32Array, y: Int32Array) =>
    Int32Array.from({ length: Math.max(x.length, y.length) }, (_, index) => (x[index] ?? 0) + (y[index] ?? 0))
  return { counts: added(a.counts, b.counts), times: added(a.times, b.times) }
}

function same(a: Held, b: Held): boolean {
  const equal = (x: Int32Array, y: Int32Array) => {
    for (let index = 0; index < Math.max(x.length, y.length); index++)
      if ((x[index] ?? 0) !== (y[index] ?? 0)) return false
    return true
  }
  return equal(a.counts, b.counts) && equal(a.times, b.times)
}

function* differences(key: string, expected: Held, found: Held): Generator<Difference> {
  const [subject, by, span, start, of] = key.split(' ')
  const parts: [readonly string[], Int32Array, Int32Array][] = [
    [COUNT_COLUMNS, expected.counts, found.counts],
    [TIME_COLUMNS, expected.times, found.times],
  ]
  for (const [columns, own, other] of parts) {
    for (let index = 0; index < Math.max(own.length, other.length); index++) {
      if ((own[index] ?? 0) === (other[index] ?? 0)) continue
      const what = `tally ${span} ${start} ${by} ${of} ${columns[index] ?? `column ${index}`}`
      yield { subject: subject!, what, expected: String(own[index] ?? 0), found: String(other[index] ?? 0) }
    }
  }
}
