/** How often one address, and one account, may call. Generous: a whole office comes from one address. */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

/** Requests a minute. */
export interface Limits {
  perAddress: number
  perAccount: number
}

export const DEFAULT_LIMITS: Limits = { perAddress: 6_000, perAccount: 1_200 }

export async function useLimits(app: FastifyInstance, limits: Limits): Promise<void> {
  await app.register(rateLimit, { global: false, max: limits.perAddress, timeWindow: 60_000, cache: 20_000 })
  const ofAddress = app.createRateLimit({ max: limits.perAddress, keyGenerator: (request) => `address ${request.ip}` })
  const ofAccount = app.createRateLimit({
    max: limits.perAccount,
    keyGenerator: (request) => `account ${request.actor?.accountId}`,
  })
  const refuse = (result: Awaited<ReturnType<typeof ofAddress>>) => {
    if (!result.isAllowed && result.isExceeded)
      throw new Problem('platform.too-many-requests', { seconds: result.ttlInSeconds })
  }
  app.addHook('onRequest', async (request) => refuse(await ofAddress(request)))
  app.addHook('preHandler', async (request) => {
    if (request.actor) refuse(await ofAccount(request))
  })
}
