/** The thread that lives cases of a simulated city. */
import { serveThread } from '../../server/src/cases/bulk/thread.ts'
import type { Pictures } from './course.ts'
import { Life, type CityPlan } from './life.ts'

export interface Stretch {
  first: number
  count: number
}

await serveThread((land, more) => {
  const { plan, pictures } = more as { plan: CityPlan; pictures: Pictures }
  const life = new Life(land, plan, pictures)
  return ({ first, count }: Stretch) => ({
    // Numbers for people begin with 1 and go by the order of reporting.
    tellings: Array.from({ length: count }, (_, offset) => life.live(first + offset, first + offset + 1)),
  })
})
