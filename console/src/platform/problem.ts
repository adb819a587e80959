/** What went wrong, as the server said it: a code to branch on, and a sentence in the reader's language. */
import type { ProblemBody } from '@bihuan/contract/problem'
import type { ProblemCode } from '@bihuan/contract/problems'
import { language, type Language } from './language.ts'

/** The server's codes, and two that only a screen can know. */
export type Code = ProblemCode | 'network.away' | 'network.unreadable'

export interface FieldError {
  field: string
  code: string
  zh: string
  en: string
}

interface Said {
  code: string
  status: number
  detail: { zh: string; en: string }
  params?: Record<string, unknown> | undefined
  errors?: FieldError[] | undefined
}

export class ApiProblem extends Error {
  readonly code: Code
  readonly status: number
  readonly detail: { zh: string; en: string }
  readonly params: Record<string, unknown>
  readonly errors: FieldError[]

  constructor(said: Said) {
    super(`${said.code}: ${said.detail.en}`)
    this.name = 'ApiProblem'
    this.code = said.code as Code
    this.status = said.status
    this.detail = said.detail
    this.params = said.params ?? {}
    this.errors = said.errors ?? []
  }

  sentence(to: Language = language()): string {
    return this.detail[to] || this.detail.zh
  }
}

/** Reads an answer that was not a success. A proxy's HTML page becomes a problem too. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return new ApiProblem(body)
  return new ApiProblem({
    code: 'network.unreadable',
    status: response.status,
    detail: {
      zh: `服务器没有正常应答（${response.status}），内容没有提交；请稍后重试。`,
      en: `The server did not answer as expected (${response.status}); nothing was taken. Please try again later.`,
    },
  })
}

function isProblem(body: unknown): body is ProblemBody {
  return (
    typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && typeof body.detail === 'object'
  )
}

/** The sentence of any error; one that is not a problem is a fault of the screen and says so. */
export function sentenceOf(error: unknown, to: Language = language()): string {
  if (error instanceof ApiProblem) return error.sentence(to)
  const reason = error instanceof Error ? error.message : String(error)
  return to === 'zh' ? `页面出错：${reason}` : `The page failed: ${reason}`
}

export function hasCode(error: unknown, ...codes: Code[]): boolean {
  return error instanceof ApiProblem && codes.includes(error.code)
}
