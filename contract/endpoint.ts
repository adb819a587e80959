/**
 * How an endpoint is declared: once, here, for the server's routes, the OpenAPI document and the screens' typed calls.
 * The key of the maps is "METHOD /path/{parameter}"; screens import the maps as types only, so no schema reaches a browser.
 */
import { z } from 'zod'

export interface Endpoint {
  /** One English sentence for the API page. */
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** The shape of a success. Tests parse every answer with it. */
  response: z.ZodType
  /** Status of a success; 200 unless said otherwise. */
  status?: 200 | 201 | 202 | 204
}

export type Key = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`
export type Endpoints = Record<Key, Endpoint>

/** Keeps the literal keys and the schemas' types. */
export function endpoints<const T extends Record<string, Endpoint>>(map: T): T {
  return map
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type In<T> = T extends z.ZodType ? z.input<T> : undefined

/** What a handler gets. */
export interface Parsed<E extends Endpoint> {
  params: Out<E['params']>
  query: Out<E['query']>
  body: Out<E['body']>
}
/** What a caller sends. */
export interface Sent<E extends Endpoint> {
  params: In<E['params']>
  query: In<E['query']>
  body: In<E['body']>
}
export type Answer<E extends Endpoint> = In<E['response']>

/** A day that a case, a duty or a period can have; the database has no year 0. */
export const businessDay = z.iso.date().regex(/^(19|2\d)\d\d-/)

/** Pieces that many schemas share. */
export const id = z.uuid()
export const instant = z.iso.datetime({ offset: true })
export const words = z.object({ zh: z.string(), en: z.string() })
export const point = z.object({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) })

/** Text that a person wrote: no control characters but line breaks and tabs, no lone surrogates, no direction overrides. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine(
      (value) =>
        value.isWellFormed() &&
        !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(value),
      {
        error: 'control-characters',
      },
    )
}

/** A page of a list: the rows, and the cursor of the next page or null. */
export function page<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() })
}
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  next: z.string().max(500).optional(),
}
