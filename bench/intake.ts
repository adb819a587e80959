/**
 * How many full reports a second: authorised, validated, taken once only, located, routed, its clocks started, chained, put in
 * the outbox, committed and synced. Beside it in alternating rounds a bare server that inserts one row per request.
 */
import { newId } from '../server/src/platform/id.ts'
import { Connection, sendFor } from './client.ts'
import { load, median, type Work } from './load.ts'
import { buildAll, startProgram, startReference } from './program.ts'
import { figure, type Result, type Rounds } from './report.ts'
import { makeTown, signIn, temporaryFolder, type Town } from './town.ts'
import { rmSync } from 'node:fs'

const CONNECTIONS = 8
const LEAST = 0.35
/** Rounds before the first that counts. */
const WARM_UP = 3
/** Road damage: a person assesses and dispatches it. */
const BY_HAND = '1304'
/** Things piled up in the street: the system assesses it and dispatches it by the duty table, three entries in one act. */
const BY_SYSTEM = '1405'

const SAYINGS = [
  '路面塌陷一处，约半米宽，已放置警示标志',
  '通道被杂物占用，行人需绕行，请尽快清理',
  '下雨后积水明显，夜间照明不足，存在安全隐患',
]

export function reportOf(
  town: Town,
  code: string,
  number: number,
): { path: string; body: { subject: string } & Record<string, unknown> } {
  const body = {
    act: 'report',
    commandId: newId(),
    subject: newId(),
    occurredAt: new Date().toISOString(),
    device: 'bench',
    body: {
      itemId: town.items.get(code)!,
      position: town.points[number % town.points.length]!,
      text: SAYINGS[number % SAYINGS.length]!,
      address: `孝顺镇人民路${1 + (number % 300)}号`,
    },
  }
  return { path: '/api/v1/cases', body }
}

export async function intake({ rounds, seconds }: Rounds): Promise<Result> {
  buildAll('server')
  const town = await makeTown()
  const referenceFolder = temporaryFolder('reference')
  const program = await startProgram(town.dataDir)
  const reference = await startReference(referenceFolder)
  try {
    const door = await Connection.open(program.port)
    const tokens: string[] = []
    for (const login of town.workers.slice(0, CONNECTIONS)) tokens.push(await signIn(door, login))
    let filed = 0
    const reporting =
      (code: string): Work =>
      async (connection, index) => {
        filed += 1
        await sendFor(connection, 201, {
          method: 'POST',
          ...reportOf(town, code, filed),
          token: tokens[index % tokens.length]!,
        })
      }
    let inserted = 0
    const inserting: Work = async (connection) => {
      inserted += 1
      await sendFor(connection, 201, { method: 'POST', ...reportOf(town, BY_HAND, inserted), path: '/reports' })
    }
    const run = (port: number, work: Work) => load({ port, connections: CONNECTIONS, seconds, work })
    // A server runs for weeks: its code is warm. The reference's few lines are so at once.
    for (let round = 0; round < WARM_UP; round += 1) await run(program.port, reporting(BY_HAND))
    await run(program.port, reporting(BY_SYSTEM))
    await run(reference.port, inserting)
    const plain: number[] = []
    const byHand: number[] = []
    const bySystem: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      plain.push(await run(reference.port, inserting))
      byHand.push(await run(program.port, reporting(BY_HAND)))
      bySystem.push(await run(program.port, reporting(BY_SYSTEM)))
    }
    door.close()
    const [bare, hand, system] = [median(plain), median(byHand), median(bySystem)]
    return {
      name: 'intake',
      lines: [
        figure('bare Fastify + pg, one row', bare, 'inserts a second', plain),
        figure('report, assessed by a person', hand, 'reports a second', byHand),
        figure('report, assessed and dispatched', system, 'reports a second', bySystem),
        '',
        `ratio, assessed by a person      ${(hand / bare).toFixed(2)}   asked: at least ${LEAST}`,
        `ratio, assessed and dispatched   ${(system / bare).toFixed(2)}   (three entries in each history instead of one)`,
      ],
      data: [
        `${town.grids} grids, ${town.items.size} items; ${filed.toLocaleString('en')} cases filed, ${inserted.toLocaleString('en')} rows of the reference`,
        `${CONNECTIONS} kept-alive connections, ${tokens.length} accounts; alternating rounds of ${seconds} s after ${WARM_UP + 1} to warm up, median of ${rounds}; every commit synced`,
      ],
      met: hand / bare >= LEAST,
    }
  } finally {
    await program.stop()
    await reference.stop()
    town.remove()
    rmSync(referenceFolder, { recursive: true, force: true, maxRetries: 10 })
  }
}
