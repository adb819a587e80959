/** The time of a request: the server's, or in a simulated city the caller's (header `bihuan-time`, ISO 8601). */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { instant } from '@bihuan/contract/endpoint'
import type { City } from './city.ts'
import { Problem } from './problem.ts'

export const TIME_HEADER = 'bihuan-time'

const header = z.string().max(40).pipe(instant)

export function requestTime(city: City, value: string | string[] | undefined): Date {
  if (value === undefined) return city.clock.now()
  if (city.kind !== 'simulated') throw new Problem('platform.clock-not-simulated')
  const parsed = header.safeParse(value)
  if (!parsed.success) {
    throw new Problem('platform.body-invalid', {}, [
      {
        field: TIME_HEADER,
        code: 'invalid_format',
        zh: '应为 ISO 8601 日期时间（带时区）。',
        en: 'This must be a date and time (ISO 8601 with offset).',
      },
    ])
  }
  return new Date(parsed.data)
}

export function useRequestTime(app: FastifyInstance, city: City): void {
  // A getter keeps the shape of requests the same; the value is set before anything else looks.
  app.decorateRequest('now', null as unknown as Date)
  app.addHook('onRequest', async (request) => {
    // Known before it can be refused: the error handler's log needs a time as well.
    request.now = city.clock.now()
    request.now = requestTime(city, request.headers[TIME_HEADER])
  })
}
