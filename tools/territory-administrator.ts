/** An administrator who takes a city in over HTTP, on a fresh simulated city of this process: for trials with real files. */
import { readFileSync } from 'node:fs'
import type { RevisionAnswer, RevisionFindingAnswer } from '@bihuan/contract/revision'
import type { TerritorySource } from '@bihuan/contract/territory-import'
import { composeApp } from '../server/src/app.ts'
import { newId } from '../server/src/platform/id.ts'
import { codeOf, fromBase32, stepAt } from '../server/src/staff/totp.ts'
import { Api } from './play/api.ts'
import { openPlay, PLAY_PASSWORD } from './play/harness.ts'
import { table, tell } from './play/telling.ts'

export const START = Date.parse('2026-03-18T10:00:00+08:00')
export const TODAY = '2026-03-18'
export const CSV = 'text/csv'
export const GEOJSON = 'application/geo+json'

/** The one who takes the city in. */
export class Administrator {
  private constructor(
    private readonly api: Api,
    private readonly token: string,
  ) {}

  static async signIn(api: Api): Promise<Administrator> {
    const json = { login: 'admin', password: PLAY_PASSWORD, device: 'territory-trial', transport: 'bearer' }
    const { body } = await api.expect('sign in', 'POST', '/api/v1/session', { at: START, json })
    const one = new Administrator(api, (body as { token: string }).token)
    // Of the second factor real time alone counts.
    const { secret } = await one.ask<{ secret: string }>('POST', '/api/v1/totp/enrol', { password: PLAY_PASSWORD })
    await one.ask('POST', '/api/v1/totp/confirm', { code: codeOf(fromBase32(secret), stepAt(new Date())) })
    return one
  }

  async ask<T>(method: string, path: string, json?: object): Promise<T> {
    return (await this.api.expect(path, method, path, { token: this.token, at: START, ...(json ? { json } : {}) }))
      .body as T
  }

  private async upload(path: string, type: string): Promise<string> {
    const bytes = readFileSync(path)
    const id = newId()
    const pairs = Object.entries({ id, filetype: type }).map(
      ([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`,
    )
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': pairs.join(','),
      'content-type': 'application/offset+octet-stream',
    }
    await this.api.expect('upload', 'POST', '/api/v1/uploads', { token: this.token, at: START, bytes, headers })
    return id
  }

  /** Rehearsed; a simulated city's timers run when its clock is moved. */
  async rehearse(
    title: string,
    source: TerritorySource,
    file?: { path: string; type: string },
  ): Promise<RevisionAnswer> {
    const uploadId = file ? await this.upload(file.path, file.type) : null
    const begun = performance.now()
    const started = await this.ask<RevisionAnswer>('POST', '/api/v1/territory/revisions', {
      commandId: newId(),
      title,
      uploadId,
      source,
    })
    // A long rehearsal outlasts the request: then it is asked how far it is.
    const moved = this.ask('POST', '/api/v1/clock', { now: new Date(START).toISOString() }).catch((error: Error) => {
      if (!('code' in error && error.code === 'ECONNRESET')) throw error
    })
    let revision = started
    for (; revision.state === 'rehearsing'; revision = await this.look(started.id)) {
      await Promise.race([moved, new Promise((resolve) => setTimeout(resolve, 1_000))])
    }
    await moved
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const counts = Object.entries(revision.counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
    tell(
      `预演“${title}”：${revision.state}，改动 ${revision.changes} 条，错误 ${revision.errors}，提示 ${revision.warnings}（${seconds} 秒）`,
      `rehearsed “${title}”: ${revision.state}, ${revision.changes} changes, ${revision.errors} errors, ${revision.warnings} warnings in ${seconds} s — ${counts}`,
    )
    if (revision.failure) tell(revision.failure.sentence.zh, revision.failure.sentence.en)
    return revision
  }

  private look(id: string): Promise<RevisionAnswer> {
    return this.ask('GET', `/api/v1/territory/revisions/${id}`)
  }

  async findings(id: string): Promise<RevisionFindingAnswer[]> {
    const rows: RevisionFindingAnswer[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: { rows: RevisionFindingAnswer[]; next: string | null } = await this.ask(
        'GET',
        `/api/v1/territory/revisions/${id}/findings?limit=200${next && `&next=${next}`}`,
      )
      rows.push(...page.rows)
      next = page.next
    }
    return rows
  }

  async act(id: string, act: 'apply' | 'take-back' | 'discard', keepGood = false): Promise<void> {
    await this.ask('POST', `/api/v1/territory/revisions/${id}/acts`, {
      commandId: newId(),
      act,
      ...(keepGood ? { keepGood } : {}),
    })
  }
}

/** By code: how many, how much ground, and the largest one in words. */
export function print(findings: readonly RevisionFindingAnswer[]): void {
  const kinds = new Map<string, RevisionFindingAnswer[]>()
  for (const one of findings) {
    const key = `${one.severity} ${one.code}`
    kinds.set(key, [...(kinds.get(key) ?? []), one])
  }
  if (kinds.size === 0) return
  table([
    ['', '', 'n', 'm²', ''],
    ...[...kinds.values()].map((list) => {
      const largest = list.toSorted((a, b) => (b.area ?? 0) - (a.area ?? 0))[0]!
      const area = list.reduce((sum, one) => sum + (one.area ?? 0), 0)
      return [
        largest.severity,
        largest.code,
        list.length,
        area === 0 ? '' : area.toFixed(1),
        largest.sentence.en.slice(0, 150),
      ]
    }),
  ])
}

/** A city of its own, and its administrator; gone afterwards. */
export async function withFreshCity(name: string, work: (who: Administrator) => Promise<void>): Promise<void> {
  process.stdout.write(`\n— ${name} —\n`)
  const play = await openPlay({
    name,
    start: START,
    device: 'territory-trial',
    town: {
      ...{ since: '2026-01-01', regions: [], grids: [], departments: [], categories: [], items: [], duties: [] },
      people: () => [{ login: 'admin', name: 'admin', grants: [{ role: 'administrator', scope: { kind: 'city' } }] }],
    },
  })
  const app = await composeApp(play.city, { limits: 'off', logLevel: 'warn' })
  try {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const api = new Api((app.server.address() as { port: number }).port)
    try {
      await work(await Administrator.signIn(api))
    } finally {
      await api.close()
    }
  } finally {
    await app.close()
    await play.close()
  }
}
