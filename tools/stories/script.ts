/** A story's acts as they are written down before they are performed, and the chance that chooses their times. */
import sharp from 'sharp'
import type { Point } from '@bihuan/domain/place'
import { newId } from '../../server/src/platform/id.ts'
import type { Person } from '../play/api.ts'
import type { Play } from '../play/harness.ts'
import type { Step } from '../play/runner.ts'
import { middleOf, type Box } from '../play/town.ts'

export const SECOND = 1_000
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** Asia/Shanghai: '2024-03-01', '08:30' or '08:30:15'. */
export function moment(date: string, time: string): number {
  return Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}+08:00`)
}

export function clockTime(at: number | string): string {
  return new Date(new Date(at).getTime() + 8 * HOUR).toISOString().slice(11, 19)
}

/** The same seed tells the same story. */
export class Chance {
  constructor(private state: number) {}

  /** mulberry32 */
  share(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  /** Both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1))
  }
  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.share() * list.length)]!
  }
  /** A time within working hours of one of so many days. */
  workingTime(firstDay: number, days: number): number {
    return firstDay + this.between(0, days - 1) * DAY + 8.5 * HOUR + this.between(0, 8 * 3600) * SECOND
  }
  /** Somewhere in the middle of a square. */
  within(box: Box): Point {
    const { longitude, latitude } = middleOf(box)
    const aside = (from: number, to: number) => (this.share() - 0.5) * 0.6 * (to - from)
    return {
      longitude: Number((longitude + aside(box[0], box[2])).toFixed(6)),
      latitude: Number((latitude + aside(box[1], box[3])).toFixed(6)),
    }
  }
}

type Body = object | (() => Promise<object>)

/** One case of the story: its steps stay in order. */
export class Thread {
  readonly subject = newId()

  constructor(
    private readonly script: Script,
    private readonly name: string,
  ) {}

  report(at: number, login: string, body: Body): this {
    return this.step(at, 'report', login, async (person) => person.file('report', this.subject, at, await made(body)))
  }

  fixOnTheSpot(at: number, login: string, body: Body): this {
    return this.step(at, 'fix-on-the-spot', login, async (person) =>
      person.file('fix-on-the-spot', this.subject, at, await made(body)),
    )
  }

  act(at: number, act: string, login: string, body: Body = {}): this {
    return this.step(at, act, login, async (person) => person.act(act, this.subject, at, await made(body)))
  }

  /** Something of the case's own that is no act. */
  step(at: number, what: string, login: string, perform: (person: Person) => Promise<unknown>): this {
    const { play, steps } = this.script
    steps.push({
      at,
      lane: this.name,
      what: `${login} ${what}`,
      perform: async () => perform(await play.person(login)),
    })
    return this
  }
}

async function made(body: Body): Promise<object> {
  return typeof body === 'function' ? (body as () => Promise<object>)() : body
}

export class Script {
  readonly steps: Step[] = []
  /** Things that fell due when the clock was moved. */
  fellDue = 0

  constructor(readonly play: Play) {}

  thread(name: string): Thread {
    return new Thread(this, name)
  }

  /** The clock is moved to this moment: what ran out by then is told upward. */
  tick(at: number): void {
    const perform = async () => void (this.fellDue += await this.play.moveClock(at))
    this.steps.push({ at, lane: null, what: 'the clock', perform })
  }

  /** Something that concerns no single case: all that was before is done first, and nothing later has begun. */
  together(at: number, what: string, perform: () => Promise<unknown>): void {
    this.steps.push({ at, lane: null, what, perform })
  }

  /** Each evening at eight. */
  tickDaily(firstDay: number, days: number): void {
    for (let day = 0; day < days; day++) this.tick(firstDay + day * DAY + 20 * HOUR)
  }

  /** A picture of its own, uploaded by whoever attaches it. */
  async photo<P extends 'before' | 'after' | 'evidence'>(login: string, purpose: P, seed: number, at: number) {
    const person = await this.play.person(login)
    return person.upload(await drawing(purpose, seed), purpose, at)
  }
}

/** A tile of 8 × 8 squares: reddish before, greenish after; the squares spell the seed. */
function drawing(purpose: string, seed: number): Promise<Buffer> {
  const side = 64
  const pixels = Buffer.alloc(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const bit = (seed >>> ((x >> 3) + 8 * ((y >> 3) % 4))) & 1
      const [red, green] = purpose === 'after' ? [60, 190] : [190, 60]
      const at = (y * side + x) * 3
      pixels[at] = bit ? red : red - 40
      pixels[at + 1] = bit ? green : green - 40
      pixels[at + 2] = y < 32 ? 90 : 130
    }
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer()
}
