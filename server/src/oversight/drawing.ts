/** A draw done, and done again: the same population, seed and rule give the same sample, whoever asks. */
import { createHash } from 'node:crypto'
import { Drawing, lineOf, memberOf, seedText, type Drawn } from '@bihuan/domain/oversight/draw'
import type { City } from '../platform/city.ts'
import { extraOf, populationLines, type Draw } from './draw-views.ts'

export const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** What the seed of this draw is the digest of. */
export function seedTextOf(row: Draw, value: string): string {
  const { id: drawId, region_id: regionId, from_day: from, to_day: to, size } = row
  return seedText({ drawId, regionId, from, to, size, population: row.population_digest!, value })
}

export interface Done {
  sample: Drawn[]
  /** Of the numbers drawn, in order, each ended by a line feed. */
  sampleDigest: string
  population: number
  populationDigest: string
}

export async function drawAgain(city: City, row: Draw, seed: string): Promise<Done> {
  const drawing = new Drawing(seed, row.size, extraOf(row), digest)
  const hash = createHash('sha256')
  let population = 0
  for await (const lines of populationLines(city, row.id)) {
    for (const line of lines) {
      const member = memberOf(line)
      hash.update(lineOf(member))
      drawing.add(member)
    }
    population += lines.length
  }
  const sample = drawing.result()
  return {
    sample,
    sampleDigest: digest(sample.map(({ number }) => `${number}\n`).join('')),
    population,
    populationDigest: hash.digest('hex'),
  }
}
