/** The built screens: the console at `/`, the field app at `/field/`. Addresses inside them are answered with their first page. */
import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sendProblem } from './http-errors.ts'
import { Problem } from './problem.ts'

export interface Pages {
  console?: string
  field?: string
}

/** Files below `assets/` bear a hash of their content in their name; all others are asked for again. */
const IMMUTABLE = `${sep}assets${sep}`

export async function usePages(app: FastifyInstance, pages: Pages): Promise<void> {
  let decorate = true
  for (const [folder, prefix] of [[pages.field, '/field/'] as const, [pages.console, '/'] as const]) {
    if (!folder || !existsSync(join(folder, 'index.html'))) continue
    await app.register(fastifyStatic, {
      root: folder,
      prefix,
      decorateReply: decorate,
      preCompressed: true,
      cacheControl: false,
      schemaHide: false,
      setHeaders: (response, path) =>
        response.header('cache-control', path.includes(IMMUTABLE) ? 'public, max-age=31536000, immutable' : 'no-cache'),
    })
    decorate = false
  }
  const firstPage = (folder: string | undefined) => {
    const file = folder && join(folder, 'index.html')
    return file && existsSync(file) ? readFileSync(file) : null
  }
  const consolePage = firstPage(pages.console)
  const fieldPage = firstPage(pages.field)
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]!
    const wantsPage =
      request.method === 'GET' && !path.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
    if (wantsPage && path === '/field' && fieldPage) return reply.redirect('/field/', 308)
    const page = path.startsWith('/field/') ? fieldPage : consolePage
    // A missing script must not be answered with a page: browsers would try to run it.
    if (wantsPage && page && !/\.\w{1,5}$/.test(path))
      return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
    return sendProblem(new Problem('platform.not-found'), request, reply)
  })
}
