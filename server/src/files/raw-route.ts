/** A route of the contract whose body or answer is bytes: declared and authorised like any other, answered by its handler itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allEndpoints, type EndpointKey } from '@bihuan/contract/endpoints'
import type { Endpoint } from '@bihuan/contract/endpoint'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { routeAccess } from '../platform/route.ts'

export interface RawCall {
  city: City
  now: Date
  actor: Actor
  request: FastifyRequest
  reply: FastifyReply
  /** Of the address; ids in lower case. */
  params: Record<string, string>
}

/** For any signed-in account; which of the files it may touch is the handler's question. */
export function route(app: FastifyInstance, key: EndpointKey, handle: (call: RawCall) => Promise<unknown>): void {
  const endpoint = allEndpoints[key] as Endpoint
  const [method, path] = key.split(' ') as ['GET' | 'POST' | 'PATCH', string]
  routeAccess.set(key, 'signed-in')
  app.route({
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    schema: {
      summary: endpoint.summary,
      tags: [path.split('/')[3]!],
      ...(endpoint.params ? { params: endpoint.params } : {}),
      response: { [endpoint.status ?? 200]: endpoint.response },
    },
    preValidation: async (request) => {
      request.actor = await app.authenticate(request)
      if (!request.actor) throw new Problem('platform.not-signed-in')
    },
    handler: async (request, reply) => {
      const params = Object.fromEntries(
        Object.entries(request.params as Record<string, string>).map(([name, value]) => [name, value.toLowerCase()]),
      )
      await handle({ city: app.city, now: request.now, actor: request.actor!, request, reply, params })
      return reply
    },
  })
}
