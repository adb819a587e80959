/**
 * Accounts, sessions, grants, memberships, absences. Credentials (sign-in, passwords, codes) carry no command id: an answer
 * that holds a secret is never kept; everything else that changes something does, and sent twice has one effect.
 */
import { z } from 'zod'
import { ROLES, type Power } from '@bihuan/domain/powers'
import { endpoints, id, instant, page, paging, text } from './endpoint.ts'
import { problems } from './problem.ts'

export const staffProblems = problems({
  'staff.sign-in-refused': {
    status: 401,
    zh: '用户名、密码或动态口令不正确。',
    en: 'The login, the password or the code is not right.',
  },
  'staff.code-required': { status: 401, zh: '请输入动态口令。', en: 'Please enter the code of your second factor.' },
  'staff.locked': {
    status: 429,
    zh: '多次登录失败，请 {minutes} 分钟后再试。',
    en: 'Too many failed attempts; try again in {minutes} minutes.',
  },
  'staff.second-factor-first': {
    status: 403,
    zh: '您的角色必须使用动态口令：请先绑定，之后才能使用系统。',
    en: 'Your role needs a second factor: enrol it first.',
  },
  'staff.password-first': {
    status: 403,
    zh: '这是一次性密码：请先修改密码。',
    en: 'This is a one-time password: change it first.',
  },
  'staff.origin-refused': {
    status: 403,
    zh: '请求来自其他网站，已拒绝。',
    en: 'This request comes from another site and was refused.',
  },
  'staff.login-taken': { status: 409, zh: '用户名“{login}”已被使用。', en: 'The login “{login}” is taken.' },
  'staff.password-too-short': {
    status: 422,
    zh: '密码至少 {length} 个字符；可以用一句话。',
    en: 'At least {length} characters; a sentence will do.',
  },
  'staff.password-too-long': { status: 422, zh: '密码最多 {length} 个字符。', en: 'At most {length} characters.' },
  'staff.password-has-login': {
    status: 422,
    zh: '密码不能包含用户名。',
    en: 'The password must not contain the login.',
  },
  'staff.password-too-simple': {
    status: 422,
    zh: '密码过于简单（重复、连续或常见）。',
    en: 'Too simple: repeated, in a row, or well known.',
  },
  'staff.password-unchanged': {
    status: 422,
    zh: '新密码不能与现用密码相同。',
    en: 'The new password must differ from the present one.',
  },
  'staff.password-wrong': { status: 422, zh: '现用密码不正确。', en: 'The present password is not right.' },
  'staff.code-wrong': {
    status: 422,
    zh: '动态口令不正确或已使用过；请等下一个口令。',
    en: 'The code is not right or was used already; wait for the next one.',
  },
  'staff.no-enrolment': {
    status: 409,
    zh: '没有待确认的动态口令；请重新开始绑定。',
    en: 'No second factor waits to be confirmed; start the enrolment again.',
  },
  'staff.exclusive-roles': {
    status: 422,
    zh: '“{first}”与“{second}”不能由同一人担任。',
    en: '“{first}” and “{second}” may not be held by one person.',
  },
  'staff.not-oneself': { status: 403, zh: '不能对自己做这项操作。', en: 'Nobody may do this for himself.' },
  'staff.beyond-your-scope': {
    status: 403,
    zh: '不能授予或指派超出您本人范围的区域或部门。',
    en: 'You cannot give or assign what lies outside of your own scope.',
  },
  'staff.place-unknown': {
    status: 422,
    zh: '没有这个区域、网格、部门或队伍：{id}。',
    en: 'There is no such region, grid, department or team: {id}.',
  },
  'staff.last-of-role': {
    status: 409,
    zh: '这是最后一个在用的“{role}”；请先另设一人。',
    en: 'This is the last active “{role}”; appoint another one first.',
  },
  'staff.absence-window': {
    status: 422,
    zh: '结束时间必须晚于开始时间，也晚于现在，且不超过一年。',
    en: 'The end must lie after the start and after now, and within a year.',
  },
  'staff.grant-window': {
    status: 422,
    zh: '授权的结束时间必须晚于开始时间，也晚于现在。',
    en: 'A grant must end after it begins, and after now.',
  },
  'staff.substitute-unfit': {
    status: 422,
    zh: '代理人须是另一个在用的账号，且不能是申报人替他人指定的自己。',
    en: 'A substitute is another active account, and nobody makes himself the substitute of somebody else.',
  },
})

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
