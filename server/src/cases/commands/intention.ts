/** What was sent, as the rules take it: texts sealed, files attached, times as numbers. */
import { actBodies, type SentAct } from '@bihuan/contract/case-acts'
import type { FileRef } from '@bihuan/domain/cases/case'
import type { Intention } from '@bihuan/domain/cases/intentions'
import { fieldErrors } from '../../platform/http-sentences.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import type { Sealing } from '../texts.ts'

export function asIntention(
  act: SentAct,
  body: Record<string, unknown>,
  sealing: Sealing | null,
  files: FileRef[],
): Intention {
  const { text, files: _uploads, ...said } = body
  const sealed = sealing?.seal('remark', text as string | undefined)
  const remark = { ...(sealed ? { text: sealed } : {}), ...(files.length > 0 ? { files } : {}) }
  switch (act) {
    case 'request-suspension': {
      const { until, condition } = said as { until?: string | null; condition?: string | null }
      return {
        act,
        body: {
          ...remark,
          until: until ? Date.parse(until) : null,
          condition: sealing?.seal('condition', condition) ?? null,
        },
      }
    }
    case 'supervise':
      return { act, body: { ...said, ...remark, orderId: newId() } } as Intention
    case 'call':
      return { act, body: { ...remark, callId: newId() } }
    default:
      return { act, body: { ...said, ...remark } } as unknown as Intention
  }
}

/** The body by its act's own schema; what it does not know is dropped, what is wrong is named. */
export function parseActBody(act: SentAct, body: Record<string, unknown>): Record<string, unknown> {
  const parsed = actBodies[act].safeParse(body)
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error.issues).map((error) => ({ ...error, field: `body.${error.field}` }))
    throw new Problem('platform.body-invalid', {}, errors)
  }
  return parsed.data
}
