/** What will happen, in the order of time: a heap of moments. */
export type Happening = (at: number) => Promise<void>

export class Schedule {
  private readonly heap: { at: number; order: number; happening: Happening }[] = []
  private count = 0

  at(at: number, happening: Happening): void {
    const { heap } = this
    heap.push({ at, order: this.count++, happening })
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!before(heap[child]!, heap[parent]!)) break
      ;[heap[child], heap[parent]] = [heap[parent]!, heap[child]!]
      child = parent
    }
  }

  /** One after the other until the moment; what lies beyond stays undone. */
  async runUntil(end: number, progress: (at: number) => void): Promise<void> {
    for (let steps = 0; this.heap.length > 0 && this.heap[0]!.at <= end; steps++) {
      const next = this.take()
      await next.happening(next.at)
      if (steps % 50 === 0) progress(next.at)
    }
  }

  private take() {
    const { heap } = this
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      for (let parent = 0; ;) {
        const left = 2 * parent + 1
        const right = left + 1
        let least = parent
        if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
        if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
        if (least === parent) break
        ;[heap[parent], heap[least]] = [heap[least]!, heap[parent]!]
        parent = least
      }
    }
    return first
  }
}

function before(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
