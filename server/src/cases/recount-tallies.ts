/** The figures added up anew from folded cases, and compared with the table `tally` row by row. Memory holds one town and what lies above. */
import type { Calendar } from '@bihuan/domain/calendar'
import type { Case } from '@bihuan/domain/cases/case'
import { counted, lines } from '@bihuan/domain/cases/deltas'
import { measureOfNumber } from '@bihuan/domain/cases/tally-columns'
import type { Difference } from '../verify/projections.ts'
import type { Source } from '../verify/source.ts'
import { added, keyOfRow, TallySums, type TallyRow } from './tally-sums.ts'

/** Rows of `tally` read at a time. */
const BATCH = 5_000

type Held = Pick<TallyRow, 'counts' | 'detail'>
const NOTHING: Held = { counts: '', detail: '' }

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
      this.suspects.set(key, { expected: added(row, suspect?.expected ?? NOTHING), found: suspect?.found ?? NOTHING })
    }
  }

  private async compare(region: string, sums: TallySums): Promise<void> {
    const expected = new Map<string, TallyRow>(sums.rows().map((row) => [keyOfRow(row), row]))
    for await (const rows of this.rowsOf(region)) {
      for (const [key, found] of rows) {
        const own = expected.get(key) ?? NOTHING
        expected.delete(key)
        // There is one way to write the same sums.
        if (own.counts !== found.counts || own.detail !== found.detail) this.suspects.set(key, { expected: own, found })
      }
    }
    for (const [key, row] of expected) this.suspects.set(key, { expected: row, found: NOTHING })
  }

  private async *rowsOf(region: string): AsyncGenerator<[key: string, held: Held][]> {
    let after = ['', '', '0001-01-01', '00000000-0000-0000-0000-000000000000']
    for (;;) {
      const rows = await this.source.rows<[string, string, string, string, string, string]>(
        `select counted_by, span, start, of_id, counts, detail from tally
          where region_id = $1::uuid and (counted_by, span, start, of_id) > ($2, $3, $4::date, $5::uuid)
          order by counted_by, span, start, of_id limit ${BATCH}`,
        [region, ...after],
        'recount-tallies',
      )
      yield rows.map(([by, span, start, of, counts, detail]) => [
        `${region} ${by} ${span} ${start} ${of}`,
        { counts, detail },
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

function numbers({ counts, detail }: Held): Map<number, number> {
  const held = `${counts} ${detail}`.split(' ').filter((one) => one !== '')
  return new Map(held.map((one) => one.split(':').map(Number) as [number, number]))
}

function* differences(key: string, expected: Held, found: Held): Generator<Difference> {
  const [subject, by, span, start, of] = key.split(' ')
  const [own, other] = [numbers(expected), numbers(found)]
  for (const number of new Set([...own.keys(), ...other.keys()])) {
    const [n, held] = [own.get(number) ?? 0, other.get(number) ?? 0]
    if (n === held) continue
    const what = `tally ${span} ${start} ${by} ${of} ${measureOfNumber(number)}`
    yield { subject: subject!, what, expected: String(n), found: String(held) }
  }
}
