/**
 * The draw of a spot check 督查抽查: a sample that nobody can choose and anybody can repeat.
 *
 * Each closed case of the population holds lots: one, and more where checking is worth more (fixed on the spot, a time gap).
 * A lot is the digest of `seed:case number:1`, `…:2` and so on. The lots are put in order, and the first cases that come up are
 * drawn, each once. So a case with three lots comes up three times as readily as one with one, whatever order the population is
 * read in; no random number, no floating point. Digest: SHA-256 in lower-case hexadecimal digits, given by the caller.
 */

export type Digest = (text: string) => string

/** A closed case as the draw knows it. */
export interface Member {
  id: string
  number: string
  /** 立即整改 */
  fixed: boolean
  /** Recorded more than ten minutes after it happened. */
  gap: boolean
}

/** Lots beside the one that every case holds. */
export interface ExtraLots {
  fixed: number
  gap: number
}
export const EXTRA_LOTS: ExtraLots = { fixed: 2, gap: 2 }
export const MOST_EXTRA_LOTS = 9

export function lotsOf(member: Member, extra: ExtraLots): number {
  return 1 + (member.fixed ? extra.fixed : 0) + (member.gap ? extra.gap : 0)
}

/** The smallest of a member's lots. */
export function bestLot(seed: string, member: Member, extra: ExtraLots, digest: Digest): string {
  let best = digest(`${seed}:${member.number}:1`)
  for (let lot = lotsOf(member, extra); lot > 1; lot--) {
    const other = digest(`${seed}:${member.number}:${lot}`)
    if (other < best) best = other
  }
  return best
}

export interface Drawn extends Member {
  lot: string
}

/** For populations that do not fit into memory: given one by one, only what may still be drawn is held. */
export class Drawing {
  private held: Drawn[] = []

  constructor(
    private readonly seed: string,
    private readonly size: number,
    private readonly extra: ExtraLots,
    private readonly digest: Digest,
  ) {}

  add(member: Member): void {
    this.held.push({ ...member, lot: bestLot(this.seed, member, this.extra, this.digest) })
    if (this.held.length >= 4 * this.size + 1000) this.held = this.result()
  }

  /** The sample so far, first drawn first. */
  result(): Drawn[] {
    return this.held
      .toSorted((a, b) => (a.lot < b.lot || (a.lot === b.lot && a.number < b.number) ? -1 : 1))
      .slice(0, this.size)
  }
}

export function draw(members: Iterable<Member>, seed: string, size: number, extra: ExtraLots, digest: Digest): Drawn[] {
  const drawing = new Drawing(seed, size, extra, digest)
  for (const member of members) drawing.add(member)
  return drawing.result()
}

/** A line of the published list: what the population's digest covers, in the order of the list, each ended by a line feed. */
export function lineOf({ number, id, fixed, gap }: Member): string {
  return `${number},${id},${fixed ? 1 : 0},${gap ? 1 : 0}\n`
}

export function memberOf(line: string): Member {
  const [number, id, fixed, gap] = line.split(',')
  if (!number || !id || !/^[01]$/.test(fixed ?? '') || !/^[01]$/.test(gap ?? ''))
    throw new Error(`not a line of a population: ${line}`)
  return { number, id, fixed: fixed === '1', gap: gap === '1' }
}

export interface SeedParts {
  drawId: string
  regionId: string
  from: string
  to: string
  size: number
  population: string
  /** Hash of the event at the stated position of the log, or the public number, as entered. */
  value: string
}

/** What the seed is the digest of. Everything but the value stood fast before the value could be known. */
export function seedText({ drawId, regionId, from, to, size, population, value }: SeedParts): string {
  return ['bihuan-draw-1', drawId, regionId, from, to, size, population, value].join('\n')
}

export const STRATA = ['ordinary', 'fixed', 'gap', 'fixed-gap'] as const
export type Stratum = (typeof STRATA)[number]

export function stratumOf({ fixed, gap }: Pick<Member, 'fixed' | 'gap'>): Stratum {
  return fixed ? (gap ? 'fixed-gap' : 'fixed') : gap ? 'gap' : 'ordinary'
}
