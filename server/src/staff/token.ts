/** Session tokens and the places where a request may carry one. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** 256 random bits. Kept by the client alone; the server keeps its SHA-256. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

const PREFIXED = '__Host-bihuan'
const PLAIN = 'bihuan'
const LOCAL = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i

/**
 * Browsers take a `Secure` cookie over https and from this very machine. On plain http from elsewhere (a street office's
 * own network) they would drop it, so the cookie goes without prefix and `Secure` there; the runbook says to put TLS in front.
 */
function canBeSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https' || LOCAL.test(request.hostname)
}

export function cookieName(request: FastifyRequest): string {
  return canBeSecure(request) ? PREFIXED : PLAIN
}

/** `Set-Cookie` for a session that lives for so many seconds; 0 takes the cookie away. */
export function sessionCookie(request: FastifyRequest, token: string, seconds: number): string {
  const secure = canBeSecure(request) ? '; Secure' : ''
  return `${cookieName(request)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`
}

/** The token of a request, and whether the browser sent it by itself (then other sites could make it do so). */
export function tokenOf(request: FastifyRequest): { token: string; byCookie: boolean } | null {
  const bearer = /^Bearer ([\w-]{43})$/i.exec(request.headers.authorization ?? '')
  if (bearer) return { token: bearer[1]!, byCookie: false }
  const name = cookieName(request)
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() !== name) continue
    const token = part.slice(at + 1).trim()
    return /^[\w-]{43}$/.test(token) ? { token, byCookie: true } : null
  }
  return null
}

/**
 * `SameSite=Strict` keeps other sites' requests without the cookie; this is the second lock, for unsafe methods. Browsers send
 * `Origin` with each of them; what sends neither `Origin` nor `Sec-Fetch-Site` is no browser, and nobody else's page drives it.
 */
export function isForeignOrigin(request: FastifyRequest): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none'
  return !URL.canParse(origin) || new URL(origin).host !== request.host
}
