/**
 * `npx tsx tools/territory-trial.ts PATH`: takes two cities in from the files that cities have, over HTTP, as an administrator does, and prints what the
 * rehearsals found. PATH holds `admin-codes/{cities,areas,streets,villages_<city>}.csv` and `boundaries/*.geojson`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RevisionAnswer, RevisionFindingAnswer } from '@bihuan/contract/revision'
import type { TerritorySource } from '@bihuan/contract/territory-import'
import { composeApp } from '../server/src/app.ts'
import { newId } from '../server/src/platform/id.ts'
import { codeOf, fromBase32, stepAt } from '../server/src/staff/totp.ts'
import { Api } from './play/api.ts'
import { openPlay, PLAY_PASSWORD } from './play/harness.ts'
import { table, tell } from './play/telling.ts'

const START = Date.parse('2026-03-18T10:00:00+08:00')
const CSV = 'text/csv'
const GEOJSON = 'application/geo+json'

interface Trial {
  key: string
  name: string
  prefix: string
  boundaries: string
  datum: 'wgs84' | 'gcj02'
  wrong: 'wgs84' | 'gcj02' | 'bd09'
  /** Code of what is cut into grids at the end. */
  cut: string
}
const TRIALS: readonly Trial[] = [
  {
    key: 'jinhua',
    name: 'Jinhua',
    prefix: '3307',
    boundaries: 'jinhua-counties-gcj02.geojson',
    datum: 'gcj02',
    wrong: 'wgs84',
    cut: '330703000000',
  },
  {
    key: 'dongguan',
    name: 'Dongguan',
    prefix: '4419',
    boundaries: 'dongguan-35-towns-wgs84.geojson',
    datum: 'wgs84',
    wrong: 'gcj02',
    cut: '441900003000',
  },
]

/** The one who takes the city in. */
class Administrator {
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
    await this.ask('POST', '/api/v1/clock', { now: new Date(START).toISOString() })
    const revision = await this.ask<RevisionAnswer>('GET', `/api/v1/territory/revisions/${started.id}`)
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
function print(findings: readonly RevisionFindingAnswer[]): void {
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

async function takeIn(folder: string, trial: Trial): Promise<void> {
  process.stdout.write(`\n— ${trial.name} —\n`)
  const play = await openPlay({
    name: trial.name,
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
      await course(await Administrator.signIn(api), folder, trial)
    } finally {
      await api.close()
    }
  } finally {
    await app.close()
    await play.close()
  }
}

async function course(
  who: Administrator,
  folder: string,
  { key, prefix, boundaries, datum, wrong, cut }: Trial,
): Promise<void> {
  const today = '2026-03-18'
  for (const list of ['cities', 'areas', 'streets', `villages_${key}`]) {
    const source: TerritorySource = { type: 'codes', prefix, validFrom: today, complete: true }
    const path = join(folder, 'admin-codes', `${list}.csv`)
    const revision = await who.rehearse(list, source, { path, type: CSV })
    print(await who.findings(revision.id))
    if (revision.changes > 0) await who.act(revision.id, 'apply')
  }
  const file = { path: join(folder, 'boundaries', boundaries), type: GEOJSON }
  const outlines = (declared: 'wgs84' | 'gcj02' | 'bd09', snapBelow = 0): TerritorySource => ({
    type: 'outlines',
    datum: declared,
    snapBelow,
  })
  const asTheyCome = await who.rehearse(`${boundaries} (${datum})`, outlines(datum), file)
  print(await who.findings(asTheyCome.id))
  await who.act(asTheyCome.id, 'discard')
  const title = `${boundaries} (${datum}), loops and slivers below 10,000 m² mended`
  const drawn = await who.rehearse(title, outlines(datum, 10_000), file)
  print((await who.findings(drawn.id)).filter(({ code }) => code !== 'hole'))
  await who.act(drawn.id, 'apply', drawn.errors > 0)
  const misread = await who.rehearse(`${boundaries} declared as ${wrong}`, outlines(wrong), file)
  print((await who.findings(misread.id)).filter(({ code }) => code.startsWith('datum')))
  await who.act(misread.id, 'discard')
  const { rows } = await who.ask<{ rows: { id: string }[] }>('GET', `/api/v1/regions?text=${cut}`)
  const grids = await who.rehearse(`cut ${cut}`, {
    type: 'cut',
    regionId: rows[0]!.id,
    gridsPerCommunity: 5,
    seed: 1,
    validFrom: today,
  })
  print(await who.findings(grids.id))
  await who.act(grids.id, 'apply')
  await who.act(grids.id, 'take-back')
  await who.act(drawn.id, 'take-back')
  const { rows: history } = await who.ask<{ rows: RevisionAnswer[] }>('GET', '/api/v1/territory/revisions?limit=50')
  tell(
    `修订记录：${history.map(({ state }) => state).join('、')}`,
    `history, newest first: ${history.map(({ title, state }) => `${title}: ${state}`).join('; ')}`,
  )
}

async function main(): Promise<void> {
  const [folder, only] = process.argv.slice(2)
  if (!folder || !existsSync(join(folder, 'boundaries'))) {
    tell(
      '用法：npx tsx tools/territory-trial.ts 数据目录 [城市]',
      'usage: npx tsx tools/territory-trial.ts PATH [jinhua|dongguan]',
    )
    process.exit(2)
  }
  for (const trial of TRIALS) if (!only || only === trial.key) await takeIn(folder, trial)
}

await main()
