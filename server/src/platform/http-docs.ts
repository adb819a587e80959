/** The API's own description: OpenAPI 3.1 made from the contract, and a page to browse it at /api/docs. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { problemSchema } from '@bihuan/contract/problem'
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi'

type TransformObject = typeof fastifyZodOpenApiTransformers.transformObject
type Described = {
  paths?: Record<string, Record<string, { responses: Record<string, unknown> }>>
  components?: Record<string, object>
}

/** Every route may fail, and every failure has the one shape: said once, and referred to. */
const withProblems: TransformObject = (input) => {
  const document = fastifyZodOpenApiTransformers.transformObject(input) as Described
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))) {
    operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } }
  }
  const { $schema: _, ...schema } = z.toJSONSchema(problemSchema)
  document.components = {
    ...document.components,
    responses: {
      Problem: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema } } },
    },
  }
  return document as ReturnType<TransformObject>
}

export const DOCS = '/api/docs'

export async function useDocs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(fastifyZodOpenApiPlugin)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Bihuan 闭环',
        version,
        description:
          'Every screen stands on this API. Failures are application/problem+json (RFC 9457) with a readable `code` and sentences in Chinese and English. Lists are paged by `limit` and `next`. Commands carry a client-made `commandId`: sent again, the first answer returns.',
        license: { name: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: fastifyZodOpenApiTransformers.transform,
    transformObject: withProblems,
  })
  await app.register(swaggerUi, {
    routePrefix: DOCS,
    uiConfig: { docExpansion: 'list', deepLinking: true, validatorUrl: null },
  })
}
