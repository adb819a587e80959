/**
 * A simulated city's cases, each with its course: reported in the rhythm of its days, and taken on from there (course.ts). What would
 * happen after the present moment has not happened yet.
 */
import { DAY, MINUTE, type Millis } from '@bihuan/domain/calendar'
import type { Item } from '@bihuan/domain/item'
import { catalogue } from '../../server/src/catalogue/answers.ts'
import type { Land } from '../../server/src/cases/bulk/land.ts'
import { Telling } from '../../server/src/cases/bulk/telling.ts'
import { sayings } from '../../server/src/demo/sayings.ts'
import { territory } from '../../server/src/territory/answers.ts'
import { Chance } from './chance.ts'
import { Course, type Pictures } from './course.ts'
import { said } from './course.locale.ts'
import { nextId } from './ids.ts'
import { pointWithin, type GridShape } from './points.ts'
import { Posts } from './posts.ts'
import { Rhythm } from './rhythm.ts'
import { SHARES } from './shares.ts'

export interface CityPlan {
  seed: number
  cases: number
  /** How many of them stand open at the end, about. */
  open: number
  from: Millis
  days: number
}

/** Answers to commands are kept for half a year: those of older ones would have been cleared. */
const ANSWERS_KEPT = 180 * DAY

export class Life {
  private readonly posts: Posts
  private readonly rhythm: Rhythm
  private readonly items: readonly Item[]
  private readonly grids: readonly GridShape[]
  private readonly end: Millis

  constructor(
    private readonly land: Land,
    private readonly plan: CityPlan,
    private readonly pictures: Pictures,
  ) {
    const places = territory(land.city)
    this.end = plan.from + plan.days * DAY
    this.posts = new Posts(land.cast, places, plan.from)
    this.rhythm = new Rhythm(land.calendar, plan.from, this.end)
    this.items = catalogue(land.city).items()
    this.grids = places.gridsOf(places.children(null)[0]!.id).toSorted((a, b) => (a.code < b.code ? -1 : 1))
  }

  /** The whole course of the case with this number of the plan. `running`: its number for people. */
  live(index: number, running: number): Telling {
    const chance = new Chance(this.plan.seed, index)
    const at = this.rhythm.momentAt((index + chance.share()) / this.plan.cases)
    const telling = new Telling(this.land, nextId(at), running, () => chance.hex(16), at, this.end - ANSWERS_KEPT)
    // Left lying somewhere on its way: the more likely the nearer to the present.
    const age = (this.end - at) / (this.plan.days * DAY)
    const stuck = chance.happens((this.plan.open / this.plan.cases) * (0.4 + 1.2 * (1 - age)))
    const course = new Course(this.land, this.posts, this.rhythm, this.pictures, telling, chance, this.end, stuck)
    this.report(telling, chance, at, stuck)
    course.goOn(at)
    return telling
  }

  private report(telling: Telling, chance: Chance, at: Millis, stuck: boolean): void {
    for (;;) {
      const grid = chance.pick(this.grids)
      const worker = this.posts.worker(grid.communityId)
      const item = chance.pick(this.items)
      const position = pointWithin(grid, chance)
      // A grid bent like a hook may leave the point to its neighbour: reported elsewhere then.
      if (!worker || territory(this.land.city).locate(position)?.gridId !== grid.id) continue
      const fixed = !stuck && item.severity === 'minor' && chance.happens(SHARES.fixedOnTheSpot)
      const photo = (purpose: 'before' | 'after') => ({ purpose, picture: chance.pick(this.pictures[purpose]) })
      // In a basement without a network: taken by the server some time after it happened.
      const offline = chance.happens(SHARES.offline) ? chance.about(40 * MINUTE) : 0
      telling.report({
        by: worker,
        act: fixed ? 'fix-on-the-spot' : 'report',
        at,
        occurredAt: Math.floor(at - offline),
        body: {
          itemId: item.id,
          position,
          text: sayings(item, () => chance.share()),
          address: `${territory(this.land.city).region(grid.communityId)!.name}${1 + chance.below(200)}号`,
          ...(chance.happens(SHARES.contact)
            ? { contact: { name: said.somebody, phone: `138${String(chance.below(1e8)).padStart(8, '0')}` } }
            : {}),
        },
        files: fixed ? [photo('before'), photo('after')] : chance.happens(SHARES.photo) ? [photo('before')] : [],
      })
      return
    }
  }
}
