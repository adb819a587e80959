/** Raising a problem: the code carries status and sentences (contract), the thrower gives the parameters. */
import { allProblems, type ProblemCode } from '@bihuan/contract/problems'
import type { ProblemBody } from '@bihuan/contract/problem'

export type FieldError = NonNullable<ProblemBody['errors']>[number]

export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: Record<string, unknown> = {},
    readonly errors?: FieldError[],
  ) {
    super(code)
  }

  get status(): number {
    return allProblems[this.code].status
  }

  toBody(): ProblemBody {
    const kind = allProblems[this.code]
    const fill = (sentence: string) =>
      sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in this.params ? String(this.params[name]) : whole))
    return {
      type: `/problems/${this.code}`,
      code: this.code,
      status: kind.status,
      title: fill(kind.en),
      detail: { zh: fill(kind.zh), en: fill(kind.en) },
      ...(Object.keys(this.params).length > 0 ? { params: this.params } : {}),
      ...(this.errors ? { errors: this.errors } : {}),
    }
  }
}
