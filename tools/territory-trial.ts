/**
 * `npx tsx tools/territory-trial.ts PATH`: takes two cities in from the files that cities have, over HTTP, as an administrator does, and prints what the
 * rehearsals found. PATH holds `admin-codes/{cities,areas,streets,villages_<city>}.csv` and `boundaries/*.geojson`.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RevisionAnswer } from '@bihuan/contract/revision'
import type { TerritorySource } from '@bihuan/contract/territory-import'
import { tell } from './play/telling.ts'
import { CSV, GEOJSON, print, TODAY, withFreshCity, type Administrator } from './territory-administrator.ts'

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

async function course(
  who: Administrator,
  folder: string,
  { key, prefix, boundaries, datum, wrong, cut }: Trial,
): Promise<void> {
  for (const list of ['cities', 'areas', 'streets', `villages_${key}`]) {
    const source: TerritorySource = { type: 'codes', prefix, validFrom: TODAY, complete: true }
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
    validFrom: TODAY,
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
  for (const trial of TRIALS)
    if (!only || only === trial.key) await withFreshCity(trial.name, (who) => course(who, folder, trial))
}

await main()
