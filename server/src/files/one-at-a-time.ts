/** Runs heavy work in the order of its arrival, one piece after the other. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work)
    // The next piece starts whether this one succeeded or not; its caller hears of the failure through `result`.
    this.last = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }
}
