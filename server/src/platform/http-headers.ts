/** What browsers may do with our pages. Everything comes from this server; nothing is loaded from outside. */
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'

/** What pages may load, by directive; written into one line once, not for each answer. */
function contentPolicy(mapOrigins: readonly string[]): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    // The map draws in workers made from blobs.
    'worker-src': ["'self'", 'blob:'],
    'child-src': ["'self'", 'blob:'],
    // The console's component library writes its styles into the page.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...mapOrigins],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", 'data:', 'blob:', ...mapOrigins],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join(';')
}

/** What helmet says of every answer. It is the same for all: asked once, not for each. */
async function fixedHeaders(): Promise<[string, string][]> {
  const asked = Fastify()
  await asked.register(helmet, {
    // Ours, above: it names the city's map servers.
    contentSecurityPolicy: false,
    // Plain HTTP in an office network is a lawful way to run; whoever puts TLS in front sets this there.
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  asked.get('/', (_, reply) => {
    void reply.send(Object.entries(reply.raw.getHeaders()))
  })
  const answer = await asked.inject('/')
  await asked.close()
  return answer.json<[string, string][]>()
}

/** `mapOrigins`: servers of map tiles that the city configures, e.g. https://t0.tianditu.gov.cn. */
export async function useHeaders(app: FastifyInstance, mapOrigins: readonly string[]): Promise<void> {
  const headers = [['content-security-policy', contentPolicy(mapOrigins)] as const, ...(await fixedHeaders())]
  app.addHook('onRequest', (_, reply, done) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
    done()
  })
}
