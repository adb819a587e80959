/** From a weighted sample back to the whole: what share of the population would be found as recorded. */

export interface StratumFound {
  /** Cases of the stratum in the population. */
  population: number
  checked: number
  asRecorded: number
}

export interface Estimate {
  /** 0–1; null where nothing was checked. */
  share: number | null
  /** Half the width of a 95 % interval, of the normal approximation; null where it cannot be said. */
  margin: number | null
  /** Cases of the population whose stratum was checked at all: the estimate speaks of them. */
  covered: number
}

/**
 * Each stratum counts as much as it weighs in the population, not as much as it was drawn: what is drawn three times as readily
 * does not weigh three times. Within a stratum all cases hold the same number of lots, so each sample is a simple one.
 */
export function estimate(strata: readonly StratumFound[]): Estimate {
  const known = strata.filter(({ checked }) => checked > 0)
  const covered = known.reduce((sum, { population }) => sum + population, 0)
  if (covered === 0) return { share: null, margin: null, covered }
  let share = 0
  let variance = 0
  let sure = true
  for (const { population, checked, asRecorded } of known) {
    const weight = population / covered
    const rate = asRecorded / checked
    share += weight * rate
    if (checked >= population) continue
    if (checked < 2) sure = false
    else variance += weight ** 2 * (1 - checked / population) * ((rate * (1 - rate)) / (checked - 1))
  }
  return { share, margin: sure ? 1.96 * Math.sqrt(variance) : null, covered }
}
