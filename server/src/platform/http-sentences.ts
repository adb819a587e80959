/** One sentence of ours per way in which a value can be wrong. The schema library's own texts mix languages and are never shown. */
import type { core } from 'zod'
import type { FieldError } from './problem.ts'

type Sentence = (issue: core.$ZodIssue) => { zh: string; en: string }

const TYPES: Record<string, { zh: string; en: string }> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组字段', en: 'an object' },
}
const FORMATS: Record<string, { zh: string; en: string }> = {
  uuid: { zh: '编号（UUID）', en: 'an id (UUID)' },
  datetime: { zh: '日期时间（ISO 8601，带时区）', en: 'a date and time (ISO 8601 with offset)' },
  date: { zh: '日期（年-月-日）', en: 'a date (year-month-day)' },
  email: { zh: '电子邮箱', en: 'an e-mail address' },
  url: { zh: '网址', en: 'an address (URL)' },
}

function amount(issue: { origin: string }, limit: number | bigint) {
  if (issue.origin === 'string') return { zh: `${limit} 个字符`, en: `${limit} characters` }
  if (issue.origin === 'array' || issue.origin === 'set') return { zh: `${limit} 项`, en: `${limit} entries` }
  return { zh: `${limit}`, en: `${limit}` }
}

const SENTENCES: Record<core.$ZodIssue['code'], Sentence> = {
  invalid_type: (issue) => {
    if (issue.input === undefined) return { zh: '此项必填。', en: 'This is required.' }
    const type = TYPES[(issue as core.$ZodIssueInvalidType).expected] ?? {
      zh: '另一种类型的值',
      en: 'a value of another type',
    }
    return { zh: `应为${type.zh}。`, en: `This must be ${type.en}.` }
  },
  too_big: (issue) => {
    const { maximum, ...rest } = issue as core.$ZodIssueTooBig
    const limit = amount(rest, maximum)
    return { zh: `不能超过 ${limit.zh}。`, en: `This may be at most ${limit.en}.` }
  },
  too_small: (issue) => {
    const { minimum, ...rest } = issue as core.$ZodIssueTooSmall
    const limit = amount(rest, minimum)
    return { zh: `不能少于 ${limit.zh}。`, en: `This must be at least ${limit.en}.` }
  },
  invalid_format: (issue) => {
    const format = FORMATS[(issue as core.$ZodIssueInvalidStringFormat).format]
    return format
      ? { zh: `格式不对，应为${format.zh}。`, en: `This must be ${format.en}.` }
      : { zh: '格式不对。', en: 'This does not have the right form.' }
  },
  not_multiple_of: (issue) => {
    const { divisor } = issue as core.$ZodIssueNotMultipleOf
    return { zh: `应为 ${divisor} 的倍数。`, en: `This must be a multiple of ${divisor}.` }
  },
  unrecognized_keys: (issue) => {
    const keys = (issue as core.$ZodIssueUnrecognizedKeys).keys.slice(0, 5).join('、')
    return { zh: `有不认识的字段：${keys}。`, en: `There are unknown fields: ${keys}.` }
  },
  invalid_union: () => ({ zh: '不是允许的任何一种形式。', en: 'This has none of the forms that are allowed.' }),
  invalid_key: () => ({ zh: '字段名不对。', en: 'A field has a name that is not allowed.' }),
  invalid_element: () => ({ zh: '其中一项不对。', en: 'One of the entries is not valid.' }),
  invalid_value: (issue) => {
    const values = (issue as core.$ZodIssueInvalidValue).values.map(String).slice(0, 20).join(' | ')
    return { zh: `应为其中之一：${values}。`, en: `This must be one of: ${values}.` }
  },
  custom: (issue) =>
    CUSTOM[issue.message] ?? {
      zh: `此项不符合要求（${issue.message}）。`,
      en: `This does not meet a requirement (${issue.message}).`,
    },
}

/** Requirements that schemas name by `error: 'a-code'` in `refine`. */
const CUSTOM: Record<string, { zh: string; en: string }> = {
  'control-characters': {
    zh: '含有不允许的控制字符或方向控制符。',
    en: 'This holds control characters or direction marks that are not allowed.',
  },
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

/** A union reports every branch; the one that came furthest tells the person most. */
function flatten(
  issue: core.$ZodIssue,
  prefix: readonly PropertyKey[],
): { issue: core.$ZodIssue; path: PropertyKey[] }[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.reduce((best, branch) => (branch.length < best.length ? branch : best))
    if (closest.length > 0 && issue.errors.some((branch) => branch.length !== closest.length))
      return closest.flatMap((inner) => flatten(inner, path))
  }
  return [{ issue, path }]
}

/** At most 50 fields are named: a hostile body must not make a long answer. */
export function fieldErrors(issues: readonly core.$ZodIssue[]): FieldError[] {
  return issues
    .flatMap((issue) => flatten(issue, []))
    .slice(0, 50)
    .map(({ issue, path }) => ({
      field: fieldOf(path).slice(0, 200),
      code: issue.code === 'custom' && /^[a-z-]+$/.test(issue.message) ? issue.message : issue.code,
      ...SENTENCES[issue.code](issue),
    }))
}
