/** Sending acts: the envelope, what follows a success (refresh, undo for ten seconds), and a bulk of them. */
import type { Act } from '@bihuan/domain/acts'
import { call, type Answered } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { language } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { keyOf, queryClient, refresh } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { Acted, SentAct } from './shapes.ts'

export interface Envelope {
  commandId: string
  act: SentAct
  body: Record<string, unknown>
  expectedVersion?: number
}

/** One act on one case. The command id is the caller's: after a broken line the same id is sent again and has one effect. */
export async function sendAct(caseId: string, { commandId, act, body, expectedVersion }: Envelope): Promise<Acted> {
  const acted = await call('POST /api/v1/cases/{id}/acts', {
    params: { id: caseId },
    body: {
      commandId,
      act,
      body,
      occurredAt: cityNow().toISOString(),
      device: 'console',
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
  })
  await refreshCases()
  return acted
}

export function refreshCases(): Promise<void> {
  return refresh('/api/v1/desk', '/api/v1/cases')
}

/** Tells what was done, and offers to undo it for as long as the server says that it can be. */
export async function announce(act: Act, acted: Acted): Promise<void> {
  const to = language()
  const words = caseWords[to].form
  const text = words.done(lifecycleWords[to].act[act], acted.number)
  const seconds = await undoableFor(acted)
  if (seconds < 1) toast('good', text)
  else toast('good', text, { seconds, action: { label: words.undo, key: 'u', run: () => void undo(acted) } })
}

/** Seconds for which this act may be undone: none where the system has gone on at once, or the case is no longer in sight. */
async function undoableFor({ id, version }: Acted): Promise<number> {
  try {
    const page = await queryClient.fetchQuery({
      queryKey: keyOf('GET /api/v1/cases/{id}', { params: { id } }),
      queryFn: () => call('GET /api/v1/cases/{id}', { params: { id } }),
    })
    if (page.version !== version || !page.undoUntil) return 0
    return Math.floor((Date.parse(page.undoUntil) - cityNow().getTime()) / 1000)
  } catch (problem) {
    if (problem instanceof ApiProblem) return 0
    throw problem
  }
}

async function undo(acted: Acted): Promise<void> {
  const to = language()
  try {
    await sendAct(acted.id, { commandId: newId(), act: 'retract', body: {}, expectedVersion: acted.version })
    toast('plain', caseWords[to].form.undone(acted.number))
  } catch (problem) {
    toast('danger', sentenceOf(problem, to))
  }
}

export type BulkResult = Answered<'POST /api/v1/cases/acts'>['results'][number]
const AT_ONCE = 100

/** The same act on many cases, a hundred at a time; each succeeds or fails by itself. */
export async function sendBulk(
  act: SentAct,
  cases: { id: string; version: number; body: Record<string, unknown> }[],
  progress: (done: number) => void,
): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const commands = cases.slice(at, at + AT_ONCE).map(({ id, version, body }) => ({
      commandId: newId(),
      subject: id,
      act,
      body,
      expectedVersion: version,
      occurredAt: cityNow().toISOString(),
      device: 'console',
    }))
    results.push(...(await call('POST /api/v1/cases/acts', { body: { commands } })).results)
    progress(results.length)
  }
  await refreshCases()
  return results
}
