/** Chance that is the same each time: numbers from a seed and a name, so that one case's course does not hang on another's. */
import { randomFrom } from '../../server/src/territory/cutting/random.ts'

export class Chance {
  private readonly next: () => number

  constructor(seed: number, index: number) {
    // Neighbours must not be alike: the index is spread over all bits first.
    this.next = randomFrom((Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b)) >>> 0)
    this.next()
  }

  /** 0 ≤ n < 1. */
  share(): number {
    return this.next()
  }
  happens(share: number): boolean {
    return this.next() < share
  }
  below(n: number): number {
    return Math.floor(this.next() * n)
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
  /** Long-tailed about what is typical: most sooner, some much later. */
  about(typical: number): number {
    return typical * (0.25 - Math.log(1 - this.next()) * 0.8)
  }
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join('')
  }
}
