/** Performs what happens in the order of simulated time: several cases at once, each case's own acts in their order. */

export interface Step {
  /** Simulated time, ms. */
  at: number
  /** Whose steps stay in order. null: a barrier; all before it is done first, and nothing after it has begun. */
  lane: string | null
  /** For the sentence that names a failure. */
  what: string
  perform: () => Promise<unknown>
}

export interface PlayOptions {
  lanes?: number
  /** Told every few seconds, and at the end. */
  onProgress?: (progress: { done: number; of: number; at: number }) => void
  everyMs?: number
}

export class StepFailed extends Error {
  constructor(step: Step, cause: unknown) {
    const who = step.lane === null ? step.what : `case ${step.lane}, ${step.what}`
    super(`${who}, at ${new Date(step.at).toISOString()}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

/** Steps of the same moment stay in the order in which they are given. The first failure ends it. */
export async function play(steps: readonly Step[], options: PlayOptions = {}): Promise<void> {
  const { lanes = 8, onProgress, everyMs = 5_000 } = options
  const ordered = steps.toSorted((a, b) => a.at - b.at)
  let done = 0
  let told = Date.now()
  let failed = false
  const perform = async (step: Step) => {
    try {
      await step.perform()
    } catch (error) {
      failed = true
      throw new StepFailed(step, error)
    }
    done += 1
    if (Date.now() - told < everyMs) return
    told = Date.now()
    onProgress?.({ done, of: ordered.length, at: step.at })
  }
  const run = async (queue: readonly Step[]) => {
    for (const step of queue) {
      if (failed) return
      await perform(step)
    }
  }
  for (const { queues, barrier } of segments(ordered, lanes)) {
    // All lanes come to rest before a failure is told: nothing is on its way when the server is closed.
    const ends = await Promise.allSettled(queues.map(run))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    if (barrier) await perform(barrier)
  }
  onProgress?.({ done, of: ordered.length, at: ordered.at(-1)?.at ?? 0 })
}

interface Segment {
  queues: Step[][]
  barrier: Step | null
}

function* segments(ordered: readonly Step[], lanes: number): Generator<Segment> {
  let steps: Step[] = []
  for (const step of ordered) {
    if (step.lane !== null) steps.push(step)
    else {
      yield { queues: spread(steps, lanes), barrier: step }
      steps = []
    }
  }
  yield { queues: spread(steps, lanes), barrier: null }
}

/** A case's steps into one queue, the longest cases first and each to the queue that has least; within a queue by time. */
function spread(steps: readonly Step[], lanes: number): Step[][] {
  const lengths = new Map<string, number>()
  for (const step of steps) lengths.set(step.lane!, (lengths.get(step.lane!) ?? 0) + 1)
  const queues = Array.from({ length: lanes }, (): Step[] => [])
  const loads = queues.map(() => 0)
  const queueOf = new Map<string, number>()
  for (const [lane, length] of [...lengths].sort(([, a], [, b]) => b - a)) {
    const least = loads.indexOf(Math.min(...loads))
    loads[least]! += length
    queueOf.set(lane, least)
  }
  for (const step of steps) queues[queueOf.get(step.lane!)!]!.push(step)
  return queues
}
