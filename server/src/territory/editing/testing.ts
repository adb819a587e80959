/** An administrator at the grid editor, for tests: a case town, and edits rehearsed, applied and followed. */
import { expect } from 'vitest'
import type { RevisionAnswer, RevisionFindingAnswer } from '@bihuan/contract/revision'
import { startTerritoryReactions } from '../../cases/follow-territory.ts'
import { caseTown } from '../../cases/testing.ts'
import { sql } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { startSequencer } from '../../platform/sequencer.ts'
import { territory } from '../answers.ts'

export type Position = [number, number]
/** Through a1x1, which reaches from 119 to 119.01 and from 29 to 29.01; cases are reported in its middle. */
export const across: Position[] = [
  [118.999, 29.003],
  [119.011, 29.003],
]

export async function editorTown() {
  const town = await caseTown()
  const { headers } = await town.signIn('administrator')
  async function post<T>(url: string, payload: object, status: number, as = headers): Promise<T> {
    const answer = await town.app.inject({ method: 'POST', url, headers: as, payload })
    expect(answer.statusCode, answer.body).toBe(status)
    return answer.json() as T
  }
  const findings = async (id: string) => {
    const url = `/api/v1/territory/revisions/${id}/findings?limit=200`
    return ((await town.app.inject({ url, headers })).json() as { rows: RevisionFindingAnswer[] }).rows
  }
  return {
    town,
    post,
    findings,
    codes: async (id: string) => (await findings(id)).map(({ code }) => code),
    rehearse: (edits: object[]) =>
      post<RevisionAnswer>(
        '/api/v1/territory/edits',
        { commandId: newId(), title: 'grids', source: { type: 'grid-edit', edits } },
        201,
      ),
    act: (id: string, what: string, status = 200) =>
      post<RevisionAnswer & { code?: string }>(
        `/api/v1/territory/revisions/${id}/acts`,
        { commandId: newId(), act: what },
        status,
      ),
    split: () => ({ kind: 'split', gridId: town.places.grids.a1x1, line: across }),
    land: () => territory(town.city),
    /** What the log brings about, to its end. */
    async followed(): Promise<void> {
      const broken = (error: unknown) => {
        throw error
      }
      const sequencer = startSequencer(town.city, { onError: broken })
      const reader = startTerritoryReactions(town.city, broken)
      try {
        await expect
          .poll(() => town.city.db.maybe<{ n: number }>(sql`select count(*) as n from outbox`), { timeout: 10_000 })
          .toEqual({ n: 0 })
        await reader.caughtUp()
      } finally {
        await Promise.all([reader.stop(), sequencer.stop()])
      }
    },
  }
}
export type EditorTown = Awaited<ReturnType<typeof editorTown>>
