/** Session tokens and the places where a request may carry one. */
import { hash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** 256 random bits. Kept by the client alone; the server keeps its SHA-256. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** 64 hex digits. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
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

/** Lives for so many seconds; 0 takes the cookie away. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string, seconds: number): void {
  reply.setCookie(cookieName(request), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: canBeSecure(request),
    maxAge: seconds,
  })
}

/** The token of a request, and whether the browser sent it by itself (then other sites could make it do so). */
export function tokenOf(request: FastifyRequest): { token: string; byCookie: boolean } | null {
  const bearer = /^Bearer ([\w-]{43})$/i.exec(request.headers.authorization ?? '')
  if (bearer) return { token: bearer[1]!, byCookie: false }
  const token = request.cookies[cookieName(request)]
  return token !== undefined && /^[\w-]{43}$/.test(token) ? { token, byCookie: true } : null
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
