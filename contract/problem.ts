/** Problems (RFC 9457): a readable code, a status, and a sentence in Chinese and English with `{name}` for parameters. */
import { z } from 'zod'

export interface ProblemKind {
  status: number
  zh: string
  en: string
}

export function problems<const T extends Record<string, ProblemKind>>(kinds: T): T {
  return kinds
}

/** What crosses the wire as application/problem+json. `errors` names the fields of a refused body. */
export const problemSchema = z.object({
  type: z.string(),
  code: z.string(),
  status: z.number(),
  title: z.string(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  params: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), zh: z.string(), en: z.string() })).optional(),
})
export type ProblemBody = z.infer<typeof problemSchema>

export const platformProblems = problems({
  'platform.not-found': {
    status: 404,
    zh: '没有这条记录，或不在您的权限范围内。',
    en: 'There is no such record, or it is outside your scope.',
  },
  'platform.forbidden': { status: 403, zh: '您的角色不能做“{power}”。', en: 'Your role may not do “{power}”.' },
  'platform.not-signed-in': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  'platform.body-invalid': {
    status: 422,
    zh: '提交的内容有误，请按提示修改。',
    en: 'What was sent is not valid; please correct the fields named.',
  },
  'platform.body-malformed': {
    status: 400,
    zh: '请求格式无法读取（应为 UTF-8 编码的 JSON）。',
    en: 'The request cannot be read (expected JSON in UTF-8).',
  },
  'platform.body-too-large': { status: 413, zh: '内容过大：上限 {limit}。', en: 'Too large: the limit is {limit}.' },
  'platform.media-type': { status: 415, zh: '不支持的内容类型。', en: 'This content type is not accepted.' },
  'platform.too-many-requests': {
    status: 429,
    zh: '请求过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} s.',
  },
  'platform.database-unavailable': {
    status: 503,
    zh: '数据库暂时不可用，内容没有提交；系统会自行恢复，请稍后重试。',
    en: 'The database is away for the moment; nothing was taken. It comes back by itself: please try again.',
  },
  'platform.disk-full': {
    status: 507,
    zh: '服务器磁盘已满，内容没有保存；请联系管理员清理空间。',
    en: 'The server’s disk is full; nothing was saved. Please tell the administrator to free space.',
  },
  'platform.internal': {
    status: 500,
    zh: '系统内部错误，编号 {reference}；请把编号告诉管理员。',
    en: 'An internal error, reference {reference}; please tell the administrator.',
  },
  'platform.cursor-invalid': {
    status: 422,
    zh: '翻页标记无效，请从第一页重新开始。',
    en: 'The page cursor is not valid; start again from the first page.',
  },
  'platform.clock-not-simulated': {
    status: 403,
    zh: '这个数据库使用真实时间，不接受外部给定的时间。',
    en: 'This database runs on real time and accepts no time from outside.',
  },
  'command.id-reused': {
    status: 409,
    zh: '这个命令编号已用于另一项内容；请使用新的编号。',
    en: 'This command id was used for something else; use a new id.',
  },
  'command.version-conflict': {
    status: 409,
    zh: '别人刚刚处理过这条记录（现为第 {version} 版）；请刷新后再操作。',
    en: 'Somebody has just acted on this record (now version {version}); refresh and try again.',
  },
  'command.predecessor-missing': {
    status: 409,
    zh: '前一步操作尚未到达服务器；请先提交前一步。',
    en: 'The command that this one follows has not arrived; send that one first.',
  },
  'command.predecessor-refused': {
    status: 409,
    zh: '前一步操作未被接受，这一步因此不能执行。',
    en: 'The command that this one follows was refused, so this one cannot be done.',
  },
  'command.occurred-in-future': {
    status: 422,
    zh: '发生时间晚于服务器时间；请校准设备时钟。',
    en: 'The time of occurrence lies after the server’s time; correct the device’s clock.',
  },
})
