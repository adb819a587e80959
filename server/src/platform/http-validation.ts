/** Fastify's seam to zod: what comes in is parsed by the contract's schemas, what goes out is written as it is. */
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { fieldErrors } from './http-sentences.ts'
import { Problem } from './problem.ts'

export function useZod(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const zodSchema = schema as unknown as z.ZodType
    return (value: unknown) => {
      const parsed = zodSchema.safeParse(value, { reportInput: true })
      if (parsed.success) return { value: parsed.data }
      // An id in an address that cannot be one names no record.
      if (httpPart === 'params') return { error: new Problem('platform.not-found') }
      return { error: new Problem('platform.body-invalid', {}, fieldErrors(parsed.error.issues)) }
    }
  })
  // Answers are checked against the contract by tests, not on every request.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
}

/** Parses a part of a body whose shape depends on another field (the body of an act). `prefix`: where it stands in the whole. */
export function parseBody<S extends z.ZodType>(schema: S, value: unknown, prefix: string): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  const errors = fieldErrors(parsed.error.issues)
  throw new Problem(
    'platform.body-invalid',
    {},
    errors.map((error) => ({ ...error, field: error.field ? `${prefix}.${error.field}` : prefix })),
  )
}
