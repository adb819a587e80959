/** Figures about the running program in Prometheus' text format. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface Metrics {
  /** A figure read when it is asked for, e.g. the depth of the outbox. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
  text(): Promise<string>
}

export function useMetrics(app: FastifyInstance): Metrics {
  const requests = new Map<string, number>()
  const counts = new Array<number>(BUCKETS.length + 1).fill(0)
  let seconds = 0
  const gauges = new Map<string, { help: string; read: () => number | Promise<number> }>()
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()

  app.addHook('onResponse', async (request, reply) => {
    const key = `method="${request.method}",route="${request.routeOptions.url ?? 'none'}",status="${reply.statusCode}"`
    requests.set(key, (requests.get(key) ?? 0) + 1)
    const elapsed = reply.elapsedTime / 1000
    seconds += elapsed
    const bucket = BUCKETS.findIndex((limit) => elapsed <= limit)
    counts[bucket === -1 ? BUCKETS.length : bucket]! += 1
  })
  app.addHook('onClose', async () => lag.disable())

  return {
    gauge: (name, help, read) => void gauges.set(name, { help, read }),
    async text() {
      const lines: string[] = []
      const head = (name: string, type: string, help: string) =>
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
      head('bihuan_http_requests_total', 'counter', 'Requests answered')
      for (const [labels, count] of requests) lines.push(`bihuan_http_requests_total{${labels}} ${count}`)
      head('bihuan_http_request_seconds', 'histogram', 'Time to answer')
      let sum = 0
      counts.forEach((count, index) =>
        lines.push(`bihuan_http_request_seconds_bucket{le="${BUCKETS[index] ?? '+Inf'}"} ${(sum += count)}`),
      )
      lines.push(`bihuan_http_request_seconds_sum ${seconds.toFixed(6)}`, `bihuan_http_request_seconds_count ${sum}`)
      head('bihuan_event_loop_lag_seconds', 'gauge', 'Ninety-ninth percentile since the last look')
      lines.push(`bihuan_event_loop_lag_seconds ${(Math.max(0, lag.percentile(99) - 20e6) / 1e9).toFixed(6)}`)
      lag.reset()
      head('process_resident_memory_bytes', 'gauge', 'Memory of the process')
      lines.push(`process_resident_memory_bytes ${process.memoryUsage.rss()}`)
      for (const [name, { help, read }] of gauges) {
        const value = await readOrNull(read)
        if (value === null) continue
        head(name, 'gauge', help)
        lines.push(`${name} ${value}`)
      }
      return `${lines.join('\n')}\n`
    },
  }
}

/** A figure that cannot be read now (the database is away) is left out; the others still say how things stand. */
async function readOrNull(read: () => number | Promise<number>): Promise<number | null> {
  try {
    return await read()
  } catch {
    // The failure itself is in the log of whoever else asks the database.
    return null
  }
}
