/**
 * Accounts, sessions, grants, memberships, absences. Credentials (sign-in, passwords, codes) carry no command id: an answer
 * that holds a secret is never kept; everything else that changes something does, and sent twice has one effect.
 */
import { z } from 'zod'
import { ROLES, type Power } from '@bihuan/domain/powers'
import { endpoints, id, instant, page, paging, text } from './endpoint.ts'

export { staffProblems } from './staff-problems.ts'

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
const name = text(60).refine((value) => value.trim().length > 0, { error: 'empty' })
const password = z.string().min(1).max(256)
const code = z.string().trim().max(32)
const commandId = id
const device = text(120).default('')

export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('city') }),
  z.strictObject({ kind: z.literal('region'), regionId: id }),
  z.strictObject({ kind: z.literal('department'), departmentId: id }),
  z.strictObject({ kind: z.literal('grids'), gridIds: z.array(id).min(1).max(500) }),
  z.strictObject({ kind: z.literal('own') }),
])
const role = z.enum(ROLES)

/** A grant as it stands. `onBehalfOf`: the absent account whose grant it is; null for one's own. */
const heldGrant = z.object({
  role,
  scope: scopeSchema,
  validFrom: instant,
  validTo: instant.nullable(),
  onBehalfOf: id.nullable(),
})
const newGrant = z.strictObject({
  role,
  scope: scopeSchema,
  validFrom: instant.optional(),
  validTo: instant.nullable().optional(),
})

const accountRow = z.object({
  id,
  login: z.string(),
  name: z.string(),
  status: z.enum(['active', 'disabled']),
  roles: z.array(role),
  departmentIds: z.array(id),
  teamIds: z.array(id),
  secondFactor: z.boolean(),
  locked: z.boolean(),
})
const account = accountRow.extend({
  version: z.number(),
  createdAt: instant,
  mustChangePassword: z.boolean(),
  grants: z.array(heldGrant),
})

const me = z.object({
  account: z.object({ id, login: z.string(), name: z.string() }),
  sessionId: id,
  city: z.object({ id: z.string(), name: z.string(), kind: z.enum(['real', 'demo', 'simulated']) }),
  grants: z.array(heldGrant),
  departmentIds: z.array(id),
  teamIds: z.array(id),
  /** Every power that some grant gives; where it reaches is decided per record. */
  abilities: z.array(z.string() as z.ZodType<Power, Power>),
  /** What must be done before anything else works. */
  must: z.enum(['change-password', 'enrol-second-factor']).nullable(),
  secondFactor: z.boolean(),
})

const session = z.object({
  id,
  accountId: id,
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  address: z.string(),
  device: z.string(),
  current: z.boolean(),
})

const absence = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  substituteId: id.nullable(),
  substituteName: z.string().nullable(),
  from: instant,
  to: instant,
})

export const staffEndpoints = endpoints({
  'POST /api/v1/session': {
    summary: 'Sign in. By cookie, or with `transport: "bearer"` by a token that is shown once.',
    body: z.strictObject({
      login: z.string().max(100),
      password,
      code: code.optional(),
      device,
      transport: z.enum(['cookie', 'bearer']).default('cookie'),
    }),
    response: me.extend({ token: z.string().nullable() }),
    status: 201,
  },
  'GET /api/v1/session': { summary: 'Who I am, what I may do, and where.', response: me },
  'DELETE /api/v1/session': { summary: 'Sign out.', response: z.undefined(), status: 204 },
  'GET /api/v1/sessions': {
    summary: 'My sessions; with `accountId` those of somebody else (security officer).',
    query: z.strictObject({ accountId: id.optional() }),
    response: z.object({ rows: z.array(session) }),
  },
  'DELETE /api/v1/sessions/{id}': {
    summary: 'End one session: an own one, or somebody else’s (security officer).',
    params: z.object({ id }),
    response: z.undefined(),
    status: 204,
  },
  'POST /api/v1/password': {
    summary: 'Change my password. Ends all my other sessions.',
    body: z.strictObject({ current: password, next: password }),
    response: z.undefined(),
    status: 204,
  },
  'POST /api/v1/totp/enrol': {
    summary: 'Start a second factor: a secret to scan. With one in use already, its present code is asked for.',
    body: z.strictObject({ password, code: code.optional() }),
    response: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
  },
  'POST /api/v1/totp/confirm': {
    summary: 'Prove the second factor by its first code. The recovery codes are shown this once.',
    body: z.strictObject({ code }),
    response: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  'GET /api/v1/colleagues': {
    summary: 'Active members of my departments and teams, for choosing a substitute.',
    query: z.strictObject({ q: text(60).optional() }),
    response: z.object({ rows: z.array(z.object({ id, name: z.string() })) }),
  },
  'GET /api/v1/accounts': {
    summary: 'Accounts within my scope, by name.',
    query: z.strictObject({
      ...paging,
      q: text(60).optional(),
      role: role.optional(),
      departmentId: id.optional(),
      status: z.enum(['active', 'disabled']).optional(),
    }),
    response: page(accountRow),
  },
  'POST /api/v1/accounts': {
    summary: 'A new account, with a one-time password that is shown once.',
    body: z.strictObject({
      commandId,
      login,
      name,
      departmentIds: z.array(id).max(20).default([]),
      teamIds: z.array(id).max(20).default([]),
    }),
    response: z.object({ account, oneTimePassword: z.string().nullable() }),
    status: 201,
  },
  'GET /api/v1/accounts/{id}': { summary: 'One account with its grants.', params: z.object({ id }), response: account },
  'PATCH /api/v1/accounts/{id}': {
    summary: 'Rename, disable or enable an account, or give it a new one-time password.',
    params: z.object({ id }),
    body: z.strictObject({
      commandId,
      expectedVersion: z.number().int().optional(),
      name: name.optional(),
      status: z.enum(['active', 'disabled']).optional(),
      resetPassword: z.literal(true).optional(),
    }),
    response: z.object({ account, oneTimePassword: z.string().nullable() }),
  },
  'PUT /api/v1/accounts/{id}/grants': {
    summary: 'What this account may do from now on. Grants that are not in the list end.',
    params: z.object({ id }),
    body: z.strictObject({
      commandId,
      expectedVersion: z.number().int().optional(),
      grants: z.array(newGrant).max(50),
    }),
    response: account,
  },
  'PUT /api/v1/accounts/{id}/memberships': {
    summary: 'Where this account belongs from now on.',
    params: z.object({ id }),
    body: z.strictObject({
      commandId,
      expectedVersion: z.number().int().optional(),
      departmentIds: z.array(id).max(20),
      teamIds: z.array(id).max(20),
    }),
    response: account,
  },
  'POST /api/v1/accounts/{id}/totp/reset': {
    summary: 'Take away a lost second factor (security officer); it must be enrolled again.',
    params: z.object({ id }),
    body: z.strictObject({ commandId }),
    response: account,
  },
  'POST /api/v1/accounts/{id}/sessions/revoke': {
    summary: 'End all sessions of an account at once (security officer).',
    params: z.object({ id }),
    body: z.strictObject({ commandId }),
    response: z.object({ ended: z.number() }),
  },
  'GET /api/v1/absences': {
    summary:
      'Absences that are running or to come: mine, those that I stand in for, and those within my scope as supervisor.',
    response: z.object({ rows: z.array(absence) }),
  },
  'POST /api/v1/absences': {
    summary:
      'Declare an absence, with or without a substitute: one’s own, or as a supervisor that of somebody in scope.',
    body: z.strictObject({
      commandId,
      accountId: id.optional(),
      substituteId: id.optional(),
      from: instant,
      to: instant,
    }),
    response: absence,
    status: 201,
  },
  'POST /api/v1/absences/{id}/end': {
    summary: 'Back early: the absence ends now.',
    params: z.object({ id }),
    body: z.strictObject({ commandId }),
    response: absence,
  },
})
