/** What went wrong, as something that can be shown in the reader's language and that the outbox can decide upon. */
import type { ProblemBody } from '@bihuan/contract/problem'
import type { Language } from '../words/language.ts'
import { failureWords } from '../words/failures.ts'

export class ApiProblem extends Error {
  constructor(
    readonly body: ProblemBody,
    /** Seconds that the server asks to wait, when it does. */
    readonly retryAfter: number | null = null,
  ) {
    super(body.code)
  }
  get code(): string {
    return this.body.code
  }
  get status(): number {
    return this.body.status
  }
}

/** The request may or may not have arrived: nothing came back. */
export class NoConnection extends Error {
  constructor(reason: unknown) {
    super('no connection', { cause: reason })
  }
}

/** Something between us and the server answered (a proxy, a hotel's sign-in page), or the server in no known form. */
export class StrangeAnswer extends Error {
  constructor(readonly status: number) {
    super(`strange answer ${status}`)
  }
}

export async function readProblem(response: Response): Promise<ApiProblem | StrangeAnswer> {
  if (!response.headers.get('content-type')?.includes('problem+json')) return new StrangeAnswer(response.status)
  // An answer cut off on the way is as strange as one in another form.
  const body = (await response.json().catch(() => null)) as ProblemBody | null
  if (!body?.code || !body.detail) return new StrangeAnswer(response.status)
  const wait = Number(response.headers.get('retry-after'))
  return new ApiProblem(body, wait > 0 ? wait : null)
}

/** One sentence for a person; names of refused fields are added, because the sentence alone does not help then. */
export function sentence(error: unknown, language: Language): string {
  const words = failureWords[language]
  if (error instanceof ApiProblem) {
    const fields = (error.body.errors ?? []).map((field) => field[language]).filter(Boolean)
    return [error.body.detail[language], ...new Set(fields)].join(' ')
  }
  if (error instanceof NoConnection) return words.noConnection
  if (error instanceof StrangeAnswer) return words.strange(error.status)
  return words.unexpected(error instanceof Error ? error.message : String(error))
}

export function statusOf(error: unknown): number | null {
  return error instanceof ApiProblem || error instanceof StrangeAnswer ? error.status : null
}
