/**
 * The map of the city with many open cases: how long a tile takes that nobody has asked for before, for three readers with different
 * scopes; one that is kept; the stocks by place; the first page of what burns; and the first request of all, which reads the cases.
 */
import { Connection } from './client.ts'
import { copyCases, fileTemplates, recurrencesOf, withCity } from './crowd.ts'
import { buildAll, startProgram } from './program.ts'
import { figure, type Result } from './report.ts'
import { makeTown, signIn, type Point } from './town.ts'
import { mercatorX, mercatorY } from '../server/src/maps/tile-address.ts'

const OPEN = 100_000
const ZOOMS = [8, 9, 10, 11, 12, 13, 14, 15, 16]
/** Tiles of one zoom that are asked for: a screen shows about a dozen. */
const OF_A_ZOOM = 24
const MOST_MILLISECONDS = 20
const READERS = ['leader', 'dispatcher', 'handler-enforcement-town'] as const

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export async function map(): Promise<Result> {
  buildAll('server')
  const town = await makeTown()
  try {
    await fileTemplates(town)
    const recurrences = await withCity(town.dataDir, async (city) => recurrencesOf(city, await copyCases(city, OPEN)))
    const program = await startProgram(town.dataDir)
    try {
      const door = await Connection.open(program.port)
      const sessions: string[] = []
      for (const reader of READERS) sessions.push(await signIn(door, reader))
      const get = async (path: string, token: string) => {
        const started = performance.now()
        const { status, body } = await door.send({ method: 'GET', path, token })
        if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`)
        return { took: performance.now() - started, body }
      }
      const first = await get('/api/v1/map/stocks?level=town', sessions[0]!)
      const stocks = JSON.parse(first.body) as { total: { open: number; overdue: number; recurring: number } }
      const tiles = tilesOf(town.points)
      const territory: number[] = []
      for (const tile of tiles) territory.push((await get(`/api/v1/map/territory/${tile}`, sessions[0]!)).took)
      const lines = [
        figure('first request, reads them all', first.took, 'ms', []),
        row('tile of the territory', territory),
      ]
      let worst = 0
      for (const [index, reader] of READERS.entries()) {
        const token = sessions[index]!
        const cold: number[] = []
        const kept: number[] = []
        for (const tile of tiles) cold.push((await get(`/api/v1/map/cases/${tile}`, token)).took)
        for (const tile of tiles) kept.push((await get(`/api/v1/map/cases/${tile}`, token)).took)
        const filtered: number[] = []
        for (const tile of tiles) filtered.push((await get(`/api/v1/map/cases/${tile}?overdue=true`, token)).took)
        worst = Math.max(worst, percentile(cold, 0.95), percentile(filtered, 0.95))
        lines.push(
          row(`tile of cases, ${reader}`, cold),
          row('  the same, overdue alone', filtered),
          row('  the same, kept', kept),
        )
      }
      for (const level of ['town', 'community', 'grid']) {
        const took: number[] = []
        for (let round = 0; round < 20; round += 1)
          took.push((await get(`/api/v1/map/stocks?level=${level}`, sessions[0]!)).took)
        lines.push(row(`stocks by ${level}`, took))
      }
      const burning: number[] = []
      for (let round = 0; round < 20; round += 1)
        burning.push((await get('/api/v1/map/cases?overdue=true&limit=30', sessions[0]!)).took)
      lines.push(row('what burns first, 30 cases', burning))
      lines.push('', figure('recurrences worked out', recurrences, 'cases a second', []))
      lines.push('', `asked: smooth; held to: 95 in 100 new tiles of each reader within ${MOST_MILLISECONDS} ms`)
      door.close()
      return {
        name: 'map',
        lines,
        data: [
          `${stocks.total.open.toLocaleString('en')} open cases (${stocks.total.overdue.toLocaleString('en')} overdue, ${stocks.total.recurring.toLocaleString('en')} recurring) in ${town.grids} grids: rows copied from cases that were filed over HTTP, without their histories`,
          `${tiles.length} tiles of zoom ${ZOOMS[0]} to ${ZOOMS.at(-1)}, each asked for once by each reader on one connection; p50, p95, p99, slowest in milliseconds`,
        ],
        met: worst < MOST_MILLISECONDS && stocks.total.open >= OPEN,
      }
    } finally {
      await program.stop()
    }
  } finally {
    town.remove()
  }
}

function row(label: string, took: readonly number[]): string {
  const at = (share: number) => percentile(took, share).toFixed(1).padStart(7)
  return `${label.padEnd(38)}p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)} ms`
}

/** Tiles that hold grids of the town, as a person meets them who comes nearer and looks around. */
function tilesOf(points: readonly Point[]): string[] {
  return ZOOMS.flatMap((z) => {
    const found = new Set<string>()
    for (const { longitude, latitude } of points)
      found.add(`${z}/${Math.floor(mercatorX(longitude) * 2 ** z)}/${Math.floor(mercatorY(latitude) * 2 ** z)}`)
    return [...found].slice(0, OF_A_ZOOM)
  })
}
