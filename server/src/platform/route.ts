/**
 * A route = an endpoint of the contract + who may call it + its handler. Nothing reaches a handler unparsed or unauthorised.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allEndpoints, type AllEndpoints, type EndpointKey } from '@bihuan/contract/endpoints'
import type { Answer, Endpoint, Parsed } from '@bihuan/contract/endpoint'
import type { Power, Scope } from '@bihuan/domain/powers'
import type { Actor } from './actor.ts'
import { requirePower } from './actor.ts'
import type { City } from './city.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyInstance {
    city: City
    /** Staff's own: the person behind a cookie or bearer token, or null. */
    authenticate(request: FastifyRequest): Promise<Actor | null>
  }
  interface FastifyRequest {
    /** The server's time of this request; in a simulated city the caller's. */
    now: Date
  }
}

/** `public`: anybody. `signed-in`: any account. A power: the roles that have it; Where the act is in the body (case acts) the route is `signed-in` and the command asks for the power. */
export type Access = 'public' | 'signed-in' | Power

export interface Call<E extends Endpoint, A extends Access> extends Parsed<E> {
  city: City
  now: Date
  actor: A extends 'public' ? Actor | null : Actor
  /** Scopes of the power; empty for `public` and `signed-in`. */
  scopes: Scope[]
  request: FastifyRequest
  reply: FastifyReply
}

/** Which access each registered route asks for; the matrix test reads it. */
export const routeAccess = new Map<EndpointKey, Access>()

export function route<K extends EndpointKey, A extends Access>(
  app: FastifyInstance,
  key: K,
  access: A,
  handle: (call: Call<AllEndpoints[K] & Endpoint, A>) => Promise<Answer<AllEndpoints[K] & Endpoint>>,
): void {
  const endpoint = allEndpoints[key] as Endpoint
  const [method, path] = key.split(' ') as [string, string]
  routeAccess.set(key, access)
  const status = endpoint.status ?? 200
  app.route({
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    schema: {
      summary: endpoint.summary,
      tags: [path.split('/')[3] ?? 'platform'],
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body ? { body: endpoint.body } : {}),
      response: { [status]: endpoint.response },
    },
    // Authorised before the body is validated: a stranger learns nothing about shapes.
    preValidation: async (request) => {
      const actor = access === 'public' ? null : await app.authenticate(request)
      if (access !== 'public' && !actor) throw new Problem('platform.not-signed-in')
      request.actor = actor
      request.scopes = access === 'public' || access === 'signed-in' ? [] : requirePower(actor!, access)
    },
    handler: async (request, reply) => {
      const answer = await handle({
        city: app.city,
        now: request.now,
        actor: request.actor,
        scopes: request.scopes,
        params: request.params,
        query: request.query,
        body: request.body,
        request,
        reply,
      } as unknown as Call<AllEndpoints[K] & Endpoint, A>)
      return status === 204 ? reply.code(204).send() : reply.code(status).send(answer as object)
    },
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    scopes: Scope[]
  }
}
