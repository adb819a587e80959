/** The program about itself: alive, ready, figures; and the clock of a simulated city. */
import { z } from 'zod'
import { endpoints, instant } from './endpoint.ts'

export const platformEndpoints = endpoints({
  'GET /health': {
    summary: 'The process is alive.',
    response: z.object({ status: z.literal('alive') }),
  },
  'GET /ready': {
    summary: 'The database answers and is migrated; 503 otherwise.',
    response: z.object({ status: z.literal('ready'), city: z.string(), kind: z.enum(['real', 'demo', 'simulated']) }),
  },
  'GET /metrics': {
    summary: 'Figures in the text format of Prometheus.',
    response: z.string(),
  },
  'POST /api/v1/clock': {
    summary: 'Simulated cities only: moves the clock forward, running in order what falls due until then.',
    body: z.object({ now: instant }),
    response: z.object({ now: instant, ran: z.number().int() }),
  },
})
