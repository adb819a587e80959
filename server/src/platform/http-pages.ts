/** The built screens: the console at `/`, the field app at `/field/`. Addresses inside them are answered with their first page. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
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
  /** Read each time: it names the files beside it, and screens built anew beside a running server have others. */
  const firstPage = async (folder: string | undefined) => (folder ? readPage(join(folder, 'index.html')) : null)
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0]!
    const wantsPage =
      request.method === 'GET' && !path.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
    // A missing script must not be answered with a page: browsers would try to run it.
    if (!wantsPage || /\.\w{1,5}$/.test(path)) return sendProblem(new Problem('platform.not-found'), request, reply)
    if (path === '/field' && (await firstPage(pages.field))) return reply.redirect('/field/', 308)
    const page = await firstPage(path.startsWith('/field/') ? pages.field : pages.console)
    if (page) return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
    return sendProblem(new Problem('platform.not-found'), request, reply)
  })
}

/** Null while there is none: the screens are being built, or never were. */
async function readPage(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
